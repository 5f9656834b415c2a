"""What is asked only after a second person has checked it: questions and quizzes alike."""

from typing import Any, ClassVar, Self

from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

NARROWEST = 360

# One line, because Wagtail has no types and each base class would be an error of its own.
_BASES: Any = (WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin)


class CheckedModel(*_BASES, index.Indexed, ClusterableModel):  # type: ignore[misc]
    """Drafted, sent for checking, published by who checked it; every stand kept and comparable."""

    kept_today: ClassVar[tuple[str, ...]] = ()
    """Fields that a revision never brings back: they say where the object stands today."""

    class Meta:
        abstract = True

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """The telephone is the narrowest that we build for."""
        sizes: list[dict[str, Any]] = super().preview_sizes
        return [size | {"device_width": NARROWEST} if size["name"] == "mobile" else size for size in sizes]

    def with_content_json(self, content: dict[str, Any]) -> Self:
        revised: Self = super().with_content_json(content)
        for name in self.kept_today:
            setattr(revised, name, getattr(self, name))
        return revised
