"""What a calendar asks of the rooms above."""

from django.dispatch import Signal

gathering_calendar = Signal()
"""Sent when somebody's calendar is read; arguments: `account` and `today`. A receiver returns a list of
`calendars.rules.Entry`: her own dates, and of others nothing that would tell who they are."""
