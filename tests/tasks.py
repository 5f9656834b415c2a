"""How background tasks are done in tests: at once, but for those that ask for a later hour."""

from typing import Any

from django_tasks.backends.immediate import ImmediateBackend
from django_tasks_db import DatabaseBackend


class AtOnceOrLater(DatabaseBackend):
    """What is to run later waits in the database, where a test finds it; all else has been done already."""

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.at_once = ImmediateBackend(alias, params)

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        if task.run_after:
            return super().enqueue(task, args, kwargs)
        return self.at_once.enqueue(task, args, kwargs)


INDEXING = {"update_reference_index_task", "insert_or_update_object_task"}
"""What Wagtail does behind every save: who refers to what, and what a search finds."""


class AtOnceButForIndexes(ImmediateBackend):
    """Two fifths of what a page costs is its entries in Wagtail's indexes: made where a test asks for them
    by the fixture `indexed`."""

    indexes = False

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        if task.func.__name__ in INDEXING and not AtOnceButForIndexes.indexes:
            return None
        return super().enqueue(task, args, kwargs)
