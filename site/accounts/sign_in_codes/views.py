"""allauth's two views for a code that is sent, unknown where nothing can be sent."""

from typing import Any

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.http import Http404, HttpRequest, HttpResponse

from accounts.sign_in_codes.ways import ways_to_send


class RequestCodeView(RequestLoginCodeView):  # type: ignore[misc]
    """Asks where to send the code; the answer never tells whether an account was found."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not ways_to_send().any:
            raise Http404
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class ConfirmCodeView(ConfirmLoginCodeView):  # type: ignore[misc]
    """Asks for the code; three mistakes, or five minutes, and a new one is needed."""
