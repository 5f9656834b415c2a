"""What an attempt tells the rooms above it."""

from django.dispatch import Signal

attempt_graded = Signal()
"""Sent in the transaction that gave an attempt its mark, or another one.

Arguments: `attempt`, `standing`, `now`.

`standing.passed_at` says whether the learner has passed the quiz, and since when.
"""

mark_suspended = Signal()
"""Sent where an attempt that had a mark waits for a marker again, for a later answer to an essay.

Arguments: `learner`, `quiz_id`.
"""

attempt_begun = Signal()
"""Sent in the transaction that began an attempt. Argument: `attempt`."""

attempts_used_up = Signal()
"""Sent where a learner has used up her attempts at a quiz. A room above in which she is to pass it anew
answers with the moment since when attempts count, any other with None.

Arguments: `learner`, `quiz_id`, `now`.
"""

standings_joined = Signal()
"""Sent where two entries became one person, once all their attempts and standings are one entry's.

Arguments: `learner`, `now`.
"""
