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
