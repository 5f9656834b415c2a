"""Who may come to a page of assigning, with the thing at its address; 404 for what is not hers."""

from collections.abc import Callable
from functools import wraps
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from accounts.models import User
from organisations.oversight.guards import for_roles
from organisations.oversight.queries import MANAGERS
from tracking.assigning.queries import assignable_by

View = Callable[..., HttpResponseBase]

for_managers = for_roles(*MANAGERS)
"""Let those in who change things within a part of the tree."""


def of_her_assignment(view: View) -> View:
    """Give `view` the assignment at its address, where it is the viewer's to change."""

    @wraps(view)
    @for_managers
    @never_cache
    def guarded(request: HttpRequest, assignment: UUID, **kwargs: UUID) -> HttpResponseBase:
        hers = assignable_by(cast(User, request.user))
        return view(request, get_object_or_404(hers, public_id=assignment), **kwargs)

    return guarded
