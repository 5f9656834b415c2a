"""What is told of people to the rooms above."""

from django.dispatch import Signal

people_merging = Signal()
"""Sent in the transaction that joins two entries, before `gone` goes; arguments: `kept`, `gone`.

A receiver brings over what points at `gone`, so that nothing does any more.
"""
