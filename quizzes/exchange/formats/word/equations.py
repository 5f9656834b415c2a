"""Word's equations as a line of text: readable, and said to be a makeshift."""

from xml.etree.ElementTree import Element

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def equation_text(element: Element) -> str:
    """`x^2`, `(a + b)/(c)`, `√(x)`: what a person would type without an editor for equations."""
    name = element.tag.removeprefix(_M)
    if name == "t":
        return element.text or ""
    if name == "f":
        return f"{_grouped(element, 'num')}/{_grouped(element, 'den')}"
    if name in ("sSup", "sSub", "sSubSup"):
        below = f"_{_grouped(element, 'sub')}" if name != "sSup" else ""
        above = f"^{_grouped(element, 'sup')}" if name != "sSub" else ""
        return f"{_part(element, 'e')}{below}{above}"
    if name == "rad":
        degree = _part(element, "deg")
        return f"{degree}√({_part(element, 'e')})"
    if name == "nary":
        sign = element.find(f"{_M}naryPr/{_M}chr")
        shown = "∫" if sign is None else sign.get(f"{_M}val", "∑")
        return f"{shown}_{_grouped(element, 'sub')}^{_grouped(element, 'sup')} {_part(element, 'e')}"
    if name == "d":
        return f"({', '.join(equation_text(one) for one in element.findall(f'{_M}e'))})"
    if name.endswith("Pr"):
        return ""
    return "".join(equation_text(child) for child in element)


def _part(element: Element, name: str) -> str:
    part = element.find(f"{_M}{name}")
    return "" if part is None else "".join(equation_text(child) for child in part)


def _grouped(element: Element, name: str) -> str:
    part = _part(element, name)
    return part if len(part) <= 1 or part.isalnum() else f"({part})"
