"""The authoring site's menu of organisations and people: each item shown to those whose role it is for."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.functional import Promise
from wagtail.admin.menu import MenuItem

from organisations.oversight.queries import has_role


class RoleMenuItem(MenuItem):  # type: ignore[misc]
    """An item for those who hold one of `roles`; superusers hold every role."""

    def __init__(
        self, label: Promise, url_name: str, *, roles: tuple[str, ...], icon: str, order: int
    ) -> None:
        super().__init__(
            label, reverse_lazy(url_name), icon_name=icon, order=order, name=url_name.replace(":", "-")
        )
        self.roles = roles

    def is_shown(self, request: HttpRequest) -> bool:
        return has_role(_account(request), *self.roles)


def _account(request: HttpRequest) -> Any:
    return request.user
