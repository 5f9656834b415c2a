"""What a reorganisation tells the rooms above, and asks of them."""

from django.dispatch import Signal

reorganised = Signal()
"""Sent in the transaction of a reorganisation, also of one that is only tried; arguments: `outcome`.

A receiver brings over what hangs on the organisations and returns what arrives as `Arrival`s, or None.
"""

succession_undoing = Signal()
"""Sent before a reorganisation is taken back; arguments: `succession`, `founded` (primary keys).

A receiver returns sentences, each a fact that builds on the reorganisation and forbids it, or None.
"""
