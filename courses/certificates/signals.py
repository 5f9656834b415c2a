"""What certificates tell the rooms above."""

from django.dispatch import Signal

certificates_changed = Signal()
"""Sent in the transaction in which certificates of a course were issued, revoked or reissued; arguments:
`course_id`, `learners`, their primary keys."""
