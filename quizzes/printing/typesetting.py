"""Papers, answer sheets and keys as PDF: A4, fonts within, nothing read as markup."""

import json
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import typst
from django.utils.translation import gettext as _
from PIL import Image

from media.pictures.models import Picture
from quizzes.printing.content import head_of, key_content, papers_content
from quizzes.printing.models import PaperPrint

FOLDER = Path(__file__).with_name("typ")
PICTURE_SIZE = "max-1200x1200"
_KINDS = {"PNG", "JPEG", "GIF"}


def papers_pdf(paper: PaperPrint) -> bytes:
    """Every variant, for those who are tested."""
    content = {"head": head_of(paper), "words": _words(), "papers": papers_content(paper)}
    return _set("papers.typ", content)


def sheets_pdf(paper: PaperPrint) -> bytes:
    """A page or so a variant, to answer on without writing on the paper."""
    content = {"head": head_of(paper), "words": _words(), "papers": papers_content(paper)}
    return _set("sheets.typ", content, with_pictures=False)


def key_pdf(paper: PaperPrint) -> bytes:
    """For the marker alone."""
    content = {"head": head_of(paper), "words": _words() | _key_words(), "papers": key_content(paper)}
    return _set("key.typ", content)


def _set(template: str, content: dict[str, Any], *, with_pictures: bool = True) -> bytes:
    """Set in a folder of its own, where the typesetter sees our templates and the pictures, nothing else."""
    pictures = _picture_files(_pictures_in(content)) if with_pictures else {}
    content["pictures"] = {number: name for number, (name, _bytes) in pictures.items()}
    with TemporaryDirectory() as folder:
        for path in FOLDER.glob("*.typ"):
            copyfile(path, Path(folder, path.name))
        for name, data in pictures.values():
            Path(folder, name).write_bytes(data)
        # Nothing is dated: the same print makes the same file again.
        printed: bytes = typst.compile(
            Path(folder, template),
            root=Path(folder),
            sys_inputs={"content": json.dumps(content)},
            ignore_system_fonts=True,
            pdf_standards="a-2u",
            timestamp=0,
        )
    return printed


def _pictures_in(value: Any) -> set[str]:
    """The numbers of all pictures, wherever they stand in the content."""
    if isinstance(value, dict):
        own = {value["picture"]} if "picture" in value else set()
        return own.union(*(_pictures_in(one) for one in value.values()))
    if isinstance(value, list):
        return set().union(*(_pictures_in(one) for one in value))
    return set()


def _picture_files(numbers: Iterable[str]) -> dict[str, tuple[str, bytes]]:
    """Each picture under a name of ours; one that is gone, or cannot be read, is left out."""
    found = {}
    for picture in Picture.objects.filter(pk__in=[int(number) for number in numbers]):
        drawn = _drawn(picture)
        if drawn:
            found[str(picture.pk)] = drawn
    return found


def _drawn(picture: Picture) -> tuple[str, bytes] | None:
    try:
        with picture.get_rendition(PICTURE_SIZE).file.open("rb") as file:
            data = file.read()
        with Image.open(BytesIO(data)) as image:
            if image.format not in _KINDS:
                made = BytesIO()
                image.convert("RGB").save(made, "JPEG", quality=85)
                return f"picture-{picture.pk}.jpg", made.getvalue()
            return f"picture-{picture.pk}.{image.format.lower()}", data
    except (OSError, ValueError):
        return None


def _words() -> dict[str, str]:
    return {
        "test": _("TEST"),
        "minutes": _("Time: %(minutes)s minutes, not counting the handing out"),
        "variant": _("Variant"),
        "name": _("Full name"),
        "cell": _("Party cell"),
        "day": _("Day"),
        "mark": _("Mark"),
        "marker": _("Marker (sign, full name)"),
        "question": _("Question no."),
        "points": _("point(s)"),
        "true": _("True"),
        "false": _("False"),
        "choose_one": _("Tick one box."),
        "choose_all": _("Tick all that are right."),
        "match": _("Write in each box on the left the letter of what belongs to it."),
        "order": _("Write in each box its place: 1 comes first."),
        "fill": _("Fill in the gaps."),
        "fill_letter": _("Write the letter in the gap."),
        "bank": _("Words to choose from"),
        "answer": _("Answer"),
        "criteria": _("How it is marked"),
        "end": _("End of the paper"),
        "page": _("Page"),
        "sheet": _("ANSWER SHEET"),
        "sheet_how": _("Fill in one box an answer. Changed your mind? Cross it out and fill in another."),
        "on_own_paper": _("Write on the lines below or on a sheet of your own."),
    }


def _key_words() -> dict[str, str]:
    return {
        "key": _("KEY FOR THE MARKER"),
        "secret": _("NOT TO BE HANDED TO THOSE WHO ARE TESTED"),
        "number": _("No."),
        "kind": _("Type of question"),
        "right": _("Answer as it is typed"),
        "notes": _("What counts besides"),
        "points_title": _("Points"),
        "typing": _(
            "Type results in the authoring site exactly as in the third column, by the variant's own letters."
        ),
    }
