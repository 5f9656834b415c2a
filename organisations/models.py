"""Re-exports the slices' models, so that this package has one history of migrations."""

from organisations.people.models import Person

__all__ = ["Person"]
