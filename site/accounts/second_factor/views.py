"""allauth's views for the second step, with what our pages say besides."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts.second_factor.adapter import SecondFactorAdapter
from accounts.second_factor.guard import going_to, keep_going_to
from accounts.second_factor.queries import must_have_second_factor, second_factors_of


@method_decorator(never_cache, name="dispatch")
class OverviewView(IndexView):  # type: ignore[misc]
    """What she has set up, what she can add, and why she was led here."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        keep_going_to(request)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = going_to(self.request)
        return {
            **super().get_context_data(**kwargs),
            "factors": second_factors_of(self.request.user),
            "going_to": wanted,
            "required": must_have_second_factor(self.request.user)
            or bool(wanted and settings.SECOND_FACTOR_REQUIRED),
        }


@method_decorator(never_cache, name="dispatch")
class AddAppView(ActivateTOTPView):  # type: ignore[misc]
    """The square to scan, and the same secret in groups of four to be typed."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return {**context, "secret_groups": [secret[at : at + 4] for at in range(0, len(secret), 4)]}


@method_decorator(never_cache, name="dispatch")
class CodesView(ViewRecoveryCodesView):  # type: ignore[misc]
    """The recovery codes, and the way on to where she was going."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "factors": second_factors_of(self.request.user),
            "going_to": going_to(self.request),
        }


class DownloadCodesView(DownloadRecoveryCodesView):  # type: ignore[misc]
    """A file that Windows, Android and old telephones open with its Vietnamese in place."""

    content_type = "text/plain; charset=utf-8"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(context, **kwargs)
        response["Content-Disposition"] = 'attachment; filename="ma-du-phong-lop-chi-bo.txt"'
        return response


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class RemovePasskeyView(RemoveWebAuthnView):  # type: ignore[misc]
    """Takes a passkey away, but not the last factor of somebody who must have one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "may_go": self._may_go()}

    def form_valid(self, form: Any) -> HttpResponse:
        if not self._may_go():
            messages.error(self.request, SecondFactorAdapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        response: HttpResponse = super().form_valid(form)
        return response

    def _may_go(self) -> bool:
        return SecondFactorAdapter().can_delete_authenticator(self.object)
