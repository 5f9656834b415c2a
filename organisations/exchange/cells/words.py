"""Names, codes, e-mail addresses and posts, as people type them."""

import re

from common.vietnamese import fold, normalise_name, unify_tones
from organisations.exchange.cells.understanding import Note, NotUnderstood, Understood, text_of

# Letters that only a text in the old font encoding TCVN3 (.VnTime) shows in place of Vietnamese ones.
_OLD_FONT = re.compile("[¨©ª«¬®µ¶·¸¹»¼½¾¡¢£¤¥¦§]")
_ODD_IN_A_NAME = re.compile(r"[\d@#$%&*+=<>?!/\\|_~^{}\[\]\"]")
_EMAIL = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"()]+\.[^@\s,;<>\"().]{2,}")

SECRETARY, DEPUTY, COMMITTEE = "secretary", "deputy", "committee"
_OF_THE_PARTY = ("chi bo", "dang bo", "dang uy", "chi uy", "cap uy", "dang bo bo phan", "huyen uy", "tinh uy")
_POSTS = {
    SECRETARY: ("bi thu", "bt", "secretary"),
    DEPUTY: (
        "pho bi thu", "pho bt", "p bi thu", "p bt", "pbt", "pho bi thu thuong truc", "pbt thuong truc",
        "pbttt", "deputy", "deputy secretary",
    ),
    COMMITTEE: (
        "chi uy vien", "cuv", "uy vien", "uy vien chi uy", "uy vien cap uy", "cap uy vien", "dang uy vien",
        "uy vien ban chap hanh", "uy vien bch", "uvbch", "uy vien ban thuong vu", "uvbtv", "uv",
        "committee member",
    ),
}  # fmt: skip
_POST_OF = {word: post for post, words in _POSTS.items() for word in words}


def read_name(value: object, *, most: int) -> Understood[str]:
    """A person's name, tidied."""
    typed = _text(value, most)
    if _ODD_IN_A_NAME.search(typed):
        raise NotUnderstood("name_odd", text=typed)
    words = [word.capitalize() if _is_flat(word) else word for word in normalise_name(typed).split()]
    return _tidied(typed, " ".join(words), str(value))


def _is_flat(word: str) -> bool:
    """In one case throughout: `nguyễn văn HÒA` was typed in haste, `McKay` on purpose."""
    return word.islower() or (word.isupper() and len(word) > 1)


def read_title(value: object, *, most: int) -> Understood[str]:
    """The name of an organisation, or another line of text."""
    typed = _text(value, most)
    return _tidied(typed, unify_tones(typed), str(value))


def read_code(value: object, *, most: int) -> Understood[str]:
    """A code: without spaces around it, and never with the fraction Excel gives a number."""
    return Understood(_text(value, most))


def read_email(value: object) -> Understood[str]:
    typed = text_of(value)
    address = typed.lower()
    if not _EMAIL.fullmatch(address) or len(address) > 254:
        raise NotUnderstood("no_email", text=typed)
    return Understood(address)


def read_post(value: object) -> Understood[str]:
    """A post by its usual names and abbreviations; a secretary of another body is none of ours."""
    typed = text_of(value)
    words = " ".join(re.sub(r"[^a-z]+", " ", fold(typed)).split())
    post = _POST_OF.get(words) or _POST_OF.get(_without_the_body(words))
    if post is None:
        raise NotUnderstood("no_post", text=typed)
    return Understood(post)


def _without_the_body(words: str) -> str:
    """`bi thu chi bo thon na chang` → `bi thu`; `bi thu doan thanh nien` stays what it is."""
    for body in _OF_THE_PARTY:
        post, found, _ = f"{words} ".partition(f" {body} ")
        if found:
            return post
    return words


def _text(value: object, most: int) -> str:
    text = text_of(value)
    if most and len(text) > most:
        raise NotUnderstood("too_long", most=most)
    if _OLD_FONT.search(text):
        raise NotUnderstood("old_font", text=text)
    return text


def _tidied(typed: str, understood: str, raw: str) -> Understood[str]:
    if understood == typed and raw.strip().removeprefix("'") == typed:
        return Understood(understood)
    return Understood(understood, (Note("tidied", {"text": raw, "understood": understood}),))
