"""What progress tells the rooms above."""

from django.dispatch import Signal

course_progress_changed = Signal()
"""Sent in the transaction in which learners began, finished or got another mark in a course; arguments:
`course_id`, `learners`, their primary keys. Not sent for one lesson more that finishes nothing."""

learnt_again = Signal()
"""Sent in the transaction in which new evidence came in on courses that are finished; arguments:
`learner_id`, `courses`, their primary keys."""
