"""What appointments tell the rooms above."""

from django.dispatch import Signal

appointments_changed = Signal()
"""Sent in the transaction in which posts of people were entered, ended or taken back; arguments: `people`,
their primary keys."""
