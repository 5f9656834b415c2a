"""What guides and the site are held together by: words of screens, bold words of guides, pictures of both."""

import os
import re
from pathlib import Path

from playwright.sync_api import Page

WANTED = os.environ.get("SCREENSHOTS") == "1"


def words_of(page: Page) -> str:
    """What stands on the page, in what it frames, in its menus and in its choices."""
    texts = [frame.locator("body").inner_text() for frame in page.frames if frame.url != "about:blank"]
    folded = [page.locator(what).all_text_contents() for what in ("nav", "option", "summary")]
    return " ".join(" ".join([*texts, *(text for some in folded for text in some)]).split())


def bold_words(guide: str) -> list[str]:
    """What the guide prints in bold from its first picture on: words of screens; a way is several of them."""
    told = re.findall(r"\*\*(.+?)\*\*", guide[guide.index("![") :], re.DOTALL)
    return [word for label in told for word in re.split(r"\s*→\s*", " ".join(label.split()))]


def pictures_in(guide: str) -> set[str]:
    """The names of its pictures, without folder and ending."""
    return set(re.findall(r"\(\.\./images/[\w-]+/([\w-]+)\.png\)", guide))


def missing_pictures(guide: Path) -> list[str]:
    wanted = re.findall(r"\((\.\./images/[\w-]+/[\w-]+\.png)\)", guide.read_text())
    return [path for path in wanted if not (guide.parent / path).is_file()]


def keep(page: Page, folder: Path, name: str) -> None:
    """With SCREENSHOTS=1 the picture in the guide is taken anew."""
    if WANTED:
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png")


class Album:
    """What was seen on the way through the site, and which pictures were taken of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: list[str] = []
        self.taken: set[str] = set()

    def look(self, page: Page, name: str = "") -> None:
        """Remember the words of a screen; with a name, also keep its picture."""
        self.seen.append(words_of(page).casefold())
        if name:
            self.taken.add(name)
            keep(page, self.folder, name)

    def unseen(self, words: list[str]) -> list[str]:
        return [word for word in words if not any(word.casefold() in text for text in self.seen)]
