"""Categories as Moodle writes them: a path, in which a slash that belongs to a name is written twice."""

import re

_OUTER = {"", "top", "$course$", "$system$", "$module$", "$cat1$"}


def category_of(text: str) -> tuple[str, ...]:
    """`$course$/top/A/B` as A, B; a slash that belongs to a name is written twice."""
    names = [name.replace("//", "/").strip() for name in re.split(r"(?<!/)/(?!/)", text.strip())]
    while names and names[0].lower() in _OUTER:
        names.pop(0)
    return tuple(name for name in names if name)


def category_path(category: tuple[str, ...]) -> str:
    return "/".join(("$course$", "top", *(name.replace("/", "//") for name in category)))
