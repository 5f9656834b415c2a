"""The authoring site's menu of organisations and people: each item shown to those whose role it is for."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.functional import Promise
from wagtail.admin.menu import MenuItem

from organisations.oversight.queries import grants_of


class RoleMenuItem(MenuItem):  # type: ignore[misc]
    """An item for those who hold one of `roles`; superusers hold every role.

    `about` says in a sentence what is found there.
    """

    def __init__(
        self,
        label: Promise,
        url_name: str,
        *,
        roles: tuple[str, ...],
        icon: str,
        order: int,
        about: Promise,
    ) -> None:
        super().__init__(
            label, reverse_lazy(url_name), icon_name=icon, order=order, name=url_name.replace(":", "-")
        )
        self.roles = roles
        self.about = about

    def is_shown(self, request: HttpRequest) -> bool:
        viewer: Any = request.user
        return viewer.is_active and (
            viewer.is_superuser or not self.roles_held(request).isdisjoint(self.roles)
        )

    @staticmethod
    def roles_held(request: Any) -> frozenset[str]:
        """Asked once for the whole menu, however many items it has."""
        if not hasattr(request, "roles_held"):
            request.roles_held = frozenset(grants_of(request.user).values_list("role", flat=True))
        held: frozenset[str] = request.roles_held
        return held
