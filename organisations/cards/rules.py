"""Whom a print is most likely meant for. Pure."""

MOST = 400
"""Cards printed at a time: fifty sheets; two communes' worth."""


def is_chosen_at_first(*, may_print: bool, has_signed_in: bool, has_open_card: bool) -> bool:
    """Who has never signed in and holds no card that still works.

    A card that was handed out yesterday must not become invalid because somebody prints for one
    newcomer today: who has an open card is chosen by hand.
    """
    return may_print and not has_signed_in and not has_open_card
