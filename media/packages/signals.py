"""How packages speak upward."""

from django.dispatch import Signal

asking_for_package = Signal()
"""Sent with `person` and `package` before a learner may play: a receiver answers True where she may, because
a lesson that she follows holds it."""

package_settled = Signal()
"""Sent in the transaction that changes a PackageStanding, with `standing` and `now`."""
