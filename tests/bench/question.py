"""A question as the best known content type for one brings it: as many files, of the same sizes.

What stands in the files is made up; it is as hard to compress as code and styles are.
"""

import json
import random
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

SCRIPT, STYLE = "js", "css"
LIBRARIES: dict[str, dict[str, list[int]]] = {
    "LCB.BenchIcons": {STYLE: [27_420]},
    "LCB.BenchFontIcons": {STYLE: [360]},
    "LCB.BenchImage": {SCRIPT: [2_614], STYLE: [260]},
    "LCB.BenchMotion": {SCRIPT: [4_591]},
    "LCB.BenchParts": {SCRIPT: [3_915] * 11, STYLE: [1_491] * 11},
    "LCB.BenchFrame": {SCRIPT: [19_548] * 3, STYLE: [4_624] * 2},
    "LCB.BenchQuestion": {SCRIPT: [32_597], STYLE: [9_392]},
}
"""What a browser loads, by library: the sizes of its files in bytes. The last one plays the content."""
LANGUAGES = 50
"""Files of each library that are kept and never played."""
FONT = 66_624
FACE = (
    "@font-face{font-family:bench-icons;src:url(fonts/icons.woff2)}"
    ".bench::before{font-family:bench-icons;content:'x'}"
)
PLAYER = """
var LCB = window.LCB = window.LCB || {};
LCB.BenchQuestion = function (params) { this.params = params; };
LCB.BenchQuestion.prototype.attach = function ($box) {
  $box[0].className += ' bench';
  $box[0].innerHTML = this.params.answers.map(function (one) {
    return '<label><input type="radio" name="one"> ' + one + '</label>';
  }).join('<br>');
};
"""
MAIN = "LCB.BenchQuestion"
ANSWERS = [{"name": "answers", "type": "list", "entity": "answer", "field": {"name": "one", "type": "text"}}]
"""What the parameters of the content are."""


def question() -> BytesIO:
    """The package as a file."""
    chance = random.Random(5)
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        archive.writestr("h5p.json", json.dumps(_manifest()))
        archive.writestr("content/content.json", json.dumps({"answers": ["Có", "Không", "Chưa rõ"]}))
        for machine, files in LIBRARIES.items():
            _add_library(archive, machine, files, chance)
        archive.writestr(f"{MAIN}-1.0/semantics.json", json.dumps(ANSWERS))
        archive.writestr("LCB.BenchIcons-1.0/fonts/icons.woff2", b"wOF2" + chance.randbytes(FONT - 4))
    content.seek(0)
    return content


def _add_library(archive: ZipFile, machine: str, files: dict[str, list[int]], chance: random.Random) -> None:
    folder = f"{machine}-1.0"
    names: dict[str, list[str]] = {SCRIPT: [], STYLE: []}
    for ending, sizes in files.items():
        for number, size in enumerate(sizes):
            names[ending].append(f"{number}.{ending}")
            before = {SCRIPT: PLAYER, STYLE: FACE}[ending] if machine in {MAIN, "LCB.BenchIcons"} else ""
            archive.writestr(
                f"{folder}/{number}.{ending}", before + _filled(ending, size - len(before), chance)
            )
    for number in range(LANGUAGES):
        letters = f"{chr(97 + number // 26)}{chr(97 + number % 26)}"
        archive.writestr(
            f"{folder}/language/{letters}.json", json.dumps({"semantics": [{"label": "x" * 2_000}]})
        )
    archive.writestr(f"{folder}/library.json", json.dumps(_described(machine, names)))


def _described(machine: str, names: dict[str, list[str]]) -> dict[str, Any]:
    others = [name for name in LIBRARIES if name != MAIN] if machine == MAIN else []
    return {
        "title": machine,
        "machineName": machine,
        "majorVersion": 1,
        "minorVersion": 0,
        "patchVersion": 0,
        "runnable": int(machine == MAIN),
        "preloadedJs": [{"path": path} for path in names[SCRIPT]],
        "preloadedCss": [{"path": path} for path in names[STYLE]],
        "preloadedDependencies": [_needs(name) for name in others],
    }


def _manifest() -> dict[str, Any]:
    return {
        "title": "Một câu hỏi",
        "language": "vi",
        "mainLibrary": MAIN,
        "embedTypes": ["iframe"],
        "preloadedDependencies": [_needs(MAIN)],
    }


def _needs(machine: str) -> dict[str, Any]:
    return {"machineName": machine, "majorVersion": 1, "minorVersion": 0}


def _filled(ending: str, size: int, chance: random.Random) -> str:
    """So many bytes of code that does nothing, or of styles that nothing has."""
    lines: list[str] = []
    while sum(map(len, lines)) < size:
        one, other, number = _word(chance), _word(chance), chance.randrange(1_000)
        if ending == SCRIPT:
            lines.append(f"function {one}{number}(self) {{ return self.{other} || self.{one}({number}); }}\n")
        else:
            lines.append(f".{one}-{other} {{ padding: {number}px; color: #{number:03d}; }}\n")
    return "".join(lines)


def _word(chance: random.Random) -> str:
    return "".join(chance.choices("aeioubcdghklmnprstv", k=chance.randrange(4, 9)))
