"""What enrolment tells the rooms above it."""

from django.dispatch import Signal

enrolled = Signal()
"""Sent in the transaction that enrolled a person; arguments: `enrolment`, `edition`."""

enrolments_joining = Signal()
"""Sent where two entries of one person follow one course, before `gone` goes; arguments: `kept`, `gone`."""
