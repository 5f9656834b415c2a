"""Vietnamese as it was typed before Unicode: the fonts .Vn… (TCVN3, "ABC") and VNI-…

Such a text is of one byte a letter; only its font makes it Vietnamese, so only its font tells.
"""

import unicodedata

_TCVN3 = str.maketrans(
    dict(
        zip(
            "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\xadøõö÷ùýúûüþ§¡¢£¤¥¦",
            "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĐĂÂÊÔƠƯ",
            strict=True,
        )
    )
)

_SINGLE = {
    "ô": "ơ",
    "Ô": "Ơ",
    "ö": "ư",
    "Ö": "Ư",
    "ñ": "đ",
    "Ñ": "Đ",
    "í": "í",
    "Í": "Í",
    "ì": "ì",
    "Ì": "Ì",
    "æ": "ỉ",
    "Æ": "Ỉ",
    "ó": "ĩ",
    "Ó": "Ĩ",
    "ò": "ị",
    "Ò": "Ị",
    "î": "ỵ",
    "Î": "Ỵ",
}
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE = "\u0302", "\u0306"
_MARKS = {
    "ø": _GRAVE,
    "ù": _ACUTE,
    "û": _HOOK,
    "õ": _TILDE,
    "ï": _DOT,
    "â": _HAT,
    "à": _HAT + _GRAVE,
    "á": _HAT + _ACUTE,
    "å": _HAT + _HOOK,
    "ã": _HAT + _TILDE,
    "ä": _HAT + _DOT,
    "ê": _BREVE,
    "è": _BREVE + _GRAVE,
    "é": _BREVE + _ACUTE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_BEARERS = "aeouyAEOUYôÔöÖ"


def unicode_of(text: str, font: str) -> str | None:
    """`text` of the old font in Unicode; None where the font is not an old one."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return _from_tcvn3(text, capitals=name.endswith("h"))
    if name.startswith("vni-"):
        return _from_vni(text)
    return None


def _from_tcvn3(text: str, *, capitals: bool) -> str:
    converted = text.translate(_TCVN3)
    return converted.upper() if capitals else converted


def _from_vni(text: str) -> str:
    made: list[str] = []
    place = 0
    while place < len(text):
        letter = text[place]
        mark = _MARKS.get(text[place + 1 : place + 2].lower(), "") if letter in _BEARERS else ""
        made.append(_SINGLE.get(letter, letter) + mark)
        place += 2 if mark else 1
    return unicodedata.normalize("NFC", "".join(made))
