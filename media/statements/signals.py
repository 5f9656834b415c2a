"""How statements speak upward."""

from django.dispatch import Signal

statement_recorded = Signal()
"""Sent in the transaction that stores it, with `statement`: a Statement that was not known before."""
