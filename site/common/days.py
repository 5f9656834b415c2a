"""A new day begins: what is due, begins or ends by the calendar alone follows."""

from django.dispatch import Signal

day_began = Signal()
"""Sent by the background worker when it starts and soon after every midnight; arguments: `today`.

It may come twice for one day, from as many workers as there are: what a receiver does, it does once.
"""
