"""What sessions tell those above them."""

from django.dispatch import Signal

# Sent in the transaction that settled it, with `participant` and `now`, whenever it comes to stand or falls:
# `participant.attended_at` says whether she attended, `participant.reviewed_at` whether she reviewed.
attendance_confirmed = Signal()
