"""What the tree tells the rooms above."""

from django.dispatch import Signal

organisations_restated = Signal()
"""Sent in the transaction in which organisations came to be called, or to stand, otherwise, from some day on;
arguments: `organisations`, their primary keys."""
