"""How packages speak upward."""

from django.dispatch import Signal

asking_for_package = Signal()
"""Sent with `person` and `package` before a learner may play: a receiver answers True where she may, because
a lesson that she follows holds it."""

package_settled = Signal()
"""Sent in the transaction that changes a PackageStanding, with `standing` and `now`."""

asking_where_package_is_used = Signal()
"""Sent with `package` when somebody wants to know what holds it, or to take it away: a receiver answers with
a list of `uses.Use`."""
