"""QTI read: one item, or a package of them with pictures."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath
from posixpath import join, normpath
from urllib.parse import unquote

from quizzes.exchange.formats import carrying, codes
from quizzes.exchange.formats.collecting import Findings, shortened
from quizzes.exchange.formats.drafts import Draft, Finding, Reading, Weight, checked, numbered
from quizzes.exchange.formats.limits import MIB, MOST_BYTES, MOST_PARTS, MOST_QUESTIONS
from quizzes.exchange.formats.markup import Cleaner
from quizzes.exchange.formats.pictures import Pictures
from quizzes.exchange.formats.qti import choices, typed
from quizzes.exchange.formats.qti.body import html_of
from quizzes.exchange.formats.qti.declarations import default_of
from quizzes.exchange.formats.qti.items import Item
from quizzes.exchange.formats.qti.names import EXTRAS, as_in_two
from quizzes.exchange.formats.safe_xml import Document, Element, parse
from quizzes.exchange.formats.safe_zip import Archive, is_zip, opened
from quizzes.grading.questions import AnyQuestion

_ONE: dict[str, Callable[[Item, Element], AnyQuestion | None]] = {
    "choiceInteraction": choices.choice,
    "hottextInteraction": choices.hottext,
    "orderInteraction": choices.order,
    "matchInteraction": choices.match,
    "gapMatchInteraction": typed.gap_match,
    "extendedTextInteraction": typed.essay,
    "uploadInteraction": typed.essay,
    "sliderInteraction": typed.slider,
}
_INLINE = {"textEntryInteraction", "inlineChoiceInteraction"}
_ESSAY = {"extendedTextInteraction", "uploadInteraction"}
_PARTS = (
    "simpleChoice", "simpleAssociableChoice", "inlineChoice", "gapText", "gap", "hottext",
    "textEntryInteraction",
    "uploadInteraction",
)  # fmt: skip
_ASKS_NOTHING = {"endAttemptInteraction", "mediaInteraction"}
_OLD = {"questestinterop": "1.2", "item": "1.2"}

Fetch = Callable[[str], bytes | None]


def read(data: bytes) -> Reading:
    """The questions of an item or a package, each with what was found; nothing is raised."""
    findings = Findings()
    pictures = Pictures()
    if len(data) > MOST_BYTES:
        findings.error(codes.FILE_TOO_LARGE, MOST_BYTES // MIB)
        return Reading(findings=findings.all())
    if is_zip(data):
        archive = opened(data, findings)
        drafts = _package(archive, pictures, findings) if archive else []
    else:
        drafts = _alone(data, pictures, findings)
    if not drafts and not findings.all():
        findings.error(codes.FILE_NO_QUESTIONS)
    return Reading(numbered(drafts), findings.all(), pictures.files)


def _alone(data: bytes, pictures: Pictures, findings: Findings) -> list[Draft]:
    document = parse(data, findings)
    if document.root is None:
        return []
    root = as_in_two(document.root)
    if root.name == "assessmentItem":
        return [read_item(document, "", pictures, lambda _: None)]
    if inner := list(root.descendants("assessmentItem")):
        return [
            read_item(Document(one, document.source), "", pictures, lambda _: None)
            for one in inner[:MOST_QUESTIONS]
        ]
    _say_what_it_is(root.name, "", findings)
    return []


def _say_what_it_is(name: str, place: str, findings: Findings) -> None:
    if name in _OLD:
        findings.error(codes.QTI_OLD_VERSION, _OLD[name], place)
    elif name == "assessmentTest":
        findings.note(codes.QTI_TEST, place or name, place)
    else:
        findings.error(codes.QTI_NOT_QTI, name, place)


def _package(archive: Archive, pictures: Pictures, findings: Findings) -> list[Draft]:
    drafts: list[Draft] = []
    for path, is_sure in _item_paths(archive, findings):
        if len(drafts) >= MOST_QUESTIONS:
            findings.error(codes.FILE_TOO_MANY, MOST_QUESTIONS)
            break
        data = archive.read(path)
        if data is None:
            findings.error(codes.QTI_MISSING_FILE, path)
            continue
        found = Findings()
        document = parse(data, found)
        if document.root is not None and as_in_two(document.root).name == "assessmentItem":
            draft = read_item(document, path, pictures, archive.read)
            drafts.append(replace(draft, findings=(*found.all(), *draft.findings)))
        elif document.root is None:
            findings.extend(tuple(replace(one, place=path) for one in found.all()))
        elif is_sure or document.root.name in (*_OLD, "assessmentTest"):
            _say_what_it_is(document.root.name, path, findings)
    return drafts


def _item_paths(archive: Archive, findings: Findings) -> list[tuple[str, bool]]:
    """The items as the manifest lists them; without one that lists any, every XML file may be one."""
    manifest = next((name for name in archive.names if PurePosixPath(name).name == "imsmanifest.xml"), "")
    document = parse(archive.read(manifest) or b"", Findings()) if manifest else Document(None)
    listed: list[tuple[str, bool]] = []
    for one in document.root.descendants("resource") if document.root else []:
        href = unquote(one.get("href"))
        path = normpath(join(PurePosixPath(manifest).parent.as_posix(), href)) if href else ""
        kind = one.get("type").lower()
        if path and kind.startswith(("imsqti_item", "imsqti_xml", "imsqti_assessment_xml")):
            listed.append((path, True))
        elif path and kind.startswith("imsqti_test"):
            findings.note(codes.QTI_TEST, path, path)
    if listed:
        return list(dict.fromkeys(listed))
    return [
        (name, False)
        for name in archive.names
        if name.lower().endswith((".xml", ".qti")) and name != manifest and not name.startswith("__MACOSX/")
    ]


def read_item(document: Document, path: str, pictures: Pictures, fetch: Fetch) -> Draft:
    """One item, with its extras."""
    root = document.root
    assert root is not None  # noqa: S101  (for the type checker; whoever calls has looked)
    written = default_of(root, EXTRAS)
    extras = carrying.load(written) if written else None
    draft = _native(root, path, pictures, fetch)
    if written and extras is None:
        draft = replace(draft, findings=(*draft.findings, Finding(codes.EXTRAS_OUTDATED, Weight.NOTE)))
    return replace(checked(carrying.completed(draft, extras, pictures)), raw=document.raw(root))


def _native(root: Element, path: str, pictures: Pictures, fetch: Fetch) -> Draft:
    findings = Findings()
    folder = PurePosixPath(path).parent.as_posix()

    def find(source: str) -> str:
        data = fetch(normpath(join(folder, source.partition("?")[0])).removeprefix("../"))
        return pictures.add(data, source) if data else ""

    cleaner = Cleaner(findings, pictures, find=find)
    item = Item(root, findings, cleaner, _stimulus(root, folder, fetch, findings))
    question = _question(item)
    if not root.is_whole:
        findings.error(codes.QTI_NOT_WHOLE)
    place = f"{path}, line {root.line}" if path else f"line {root.line}"
    return Draft(
        question,
        name=shortened(root.get("title"), 255),
        place=place,
        points=item.points,
        findings=findings.all(),
    )


def _question(item: Item) -> AnyQuestion | None:
    root, findings = item.root, item.findings
    if declared := root.elements("templateDeclaration"):
        findings.error(codes.QTI_TEMPLATE, ", ".join(one.get("identifier") for one in declared))
        return None
    if root.get("adaptive") == "true":
        findings.loss(codes.QTI_ADAPTIVE)
    interactions = [one for one in item.body.descendants() if one.name.endswith("Interaction")]
    if sum(1 for _ in item.body.descendants(*_PARTS)) > MOST_PARTS:
        findings.error(codes.QUESTION_TOO_MANY_PARTS, MOST_PARTS)
        return None
    asking = [one for one in interactions if one.name not in _ASKS_NOTHING]
    names = [one.name for one in asking]
    if not asking:
        findings.error(codes.QTI_NO_INTERACTION)
        return None
    question = _by_names(item, asking, names)
    if question is not None:
        _look_at_rules(item)
    return question


def _by_names(item: Item, asking: list[Element], names: list[str]) -> AnyQuestion | None:
    if set(names) <= _INLINE:
        return typed.inline(item, *asking)
    if set(names) <= _ESSAY and names.count("extendedTextInteraction") <= 1:
        return typed.essay(item, *asking)
    if len(asking) > 1:
        item.findings.error(codes.QTI_SEVERAL_INTERACTIONS, ", ".join(names))
    elif reader := _ONE.get(names[0]):
        return reader(item, asking[0])
    else:
        item.findings.error(codes.QTI_INTERACTION_NOT_OURS, names[0])
    return None


def _look_at_rules(item: Item) -> None:
    if unusual := item.rules.unusual:
        item.findings.note(codes.QTI_PROCESSING, ", ".join(unusual))


def _stimulus(root: Element, folder: str, fetch: Fetch, findings: Findings) -> str:
    """A text that several items share, which stands in a file of its own."""
    texts: list[str] = []
    for one in root.elements("assessmentStimulusRef"):
        path = normpath(join(folder, unquote(one.get("href"))))
        document = parse(fetch(path) or b"", Findings())
        body = as_in_two(document.root).first("stimulusBody") if document.root else None
        if body is None:
            findings.loss(codes.QTI_MISSING_FILE, one.get("href"))
        else:
            texts.append(html_of(body.children))
    return "".join(texts)
