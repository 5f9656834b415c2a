"""What a digest asks of the rooms above."""

from django.dispatch import Signal

composing_digest = Signal()
"""Sent for each account once a week; arguments: `account`, `since` and `now`. A receiver returns a list of
`notifications.actions.Line`, of what this account may see and nothing else; an empty one where it has nothing
to say. It is called in the language of the account."""
