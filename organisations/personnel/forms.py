"""What is typed on the screens of people: whom to list, who she is, which post from which day."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.queries import AccountState
from common.fields import PhoneFormField
from common.vietnamese import normalise_name
from organisations.appointments.models import Appointment
from organisations.oversight.choosers import OrganisationField, PersonField, ViewerForm
from organisations.oversight.queries import MANAGERS, OVERSEERS
from organisations.personnel.actions import NewPost
from organisations.personnel.queries import NO_ACCOUNT, Wish, cell_types, is_taken, kinds
from organisations.personnel.refusals import field_and_sentence

FIRST_DAY = date(1930, 2, 3)
"""The Party was founded on it; no post can be older."""
AHEAD = timedelta(days=366)


class DayField(forms.DateField):
    """A day as offices write it: 23/11/2026."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Day/month/year, for example 01/03/2026"))
        widget = forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(widget=widget, localize=True, **kwargs)

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and not FIRST_DAY <= day <= timezone.localdate() + AHEAD:
            raise forms.ValidationError(_("Please check the year of this day."), code="year")
        return day


class RefusableForm(ViewerForm):
    """A form that an action may refuse after it was filled in well."""

    def refuse(self, refusal: Exception) -> None:
        """Put the refusal into words at the field it is about, or above them all."""
        organisation = self.cleaned_data.get("organisation")
        name, sentence = field_and_sentence(refusal, viewer=self.viewer, organisation=organisation)
        self.add_error(name if name in self.fields else None, sentence)


class ListForm(ViewerForm):
    """Whom to list; nothing asked for lists everybody in sight."""

    q = forms.CharField(
        label=_("Name, telephone or user name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    post = forms.ChoiceField(
        label=_("Post"), required=False, choices=[("", _("Any")), *Appointment.Post.choices]
    )
    kind = forms.ModelChoiceField(
        label=_("Kind of organisation"), required=False, queryset=kinds(), empty_label=_("Any")
    )
    cell_type = forms.ModelChoiceField(
        label=_("Type of cell"), required=False, queryset=cell_types(), empty_label=_("Any")
    )
    within = OrganisationField(label=_("Within the organisation"), required=False, roles=OVERSEERS)
    account = forms.ChoiceField(
        label=_("Account"),
        required=False,
        choices=[("", _("Any")), (NO_ACCOUNT, _("No account")), *AccountState.Kind.choices],
    )
    without_post = forms.BooleanField(label=_("Holds no post"), required=False)
    on = DayField(
        label=_("As of"), required=False, help_text=_("Shows who held which post on that day; empty: today")
    )
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)

    @property
    def filters(self) -> list[forms.BoundField]:
        return [
            self[name] for name in ("post", "kind", "cell_type", "within", "account", "without_post", "on")
        ]

    @property
    def asks_for_more_than_words(self) -> bool:
        return any(self.cleaned_data.get(bound.name) for bound in self.filters)

    def wish(self) -> Wish:
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        words = asked.pop("q", "")
        return Wish(words=words, **{"on": timezone.localdate(), **asked})


class DetailsForm(RefusableForm):
    """Who she is and how she is reached."""

    full_name = forms.CharField(label=_("Full name"), max_length=120, help_text=_("Family name first"))
    phone = PhoneFormField(label=_("Telephone"), required=False, max_length=30)
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("May stay empty"))

    def clean_full_name(self) -> str:
        return normalise_name(self.cleaned_data["full_name"])


class PostForm(RefusableForm):
    """Which post, where, from which day, on whose word."""

    organisation = OrganisationField(label=_("Organisation"), roles=MANAGERS)
    post = forms.ChoiceField(label=_("Post"), choices=Appointment.Post.choices, widget=forms.RadioSelect)
    began = DayField(label=_("Holds it from"))
    decision = forms.CharField(
        label=_("Decision number"), required=False, max_length=80, help_text=_("For example 12-QĐ/ĐU")
    )
    replaces = forms.BooleanField(
        label=_("End the post of the serving secretary on that day, by the same decision"), required=False
    )

    offers_replacing = False
    """Whether the serving secretary has been spoken of, so that her end can be asked for."""

    @property
    def post_fields(self) -> list[forms.BoundField]:
        names = ["organisation", "post", "began", *(["ended"] if "ended" in self.fields else []), "decision"]
        shown = self.offers_replacing or self.data.get("replaces") or self.initial.get("replaces")
        return [self[name] for name in [*names, *(["replaces"] if shown else [])]]

    def new_post(self) -> NewPost:
        typed = self.cleaned_data
        return NewPost(
            organisation=typed["organisation"],
            post=typed["post"],
            began=typed["began"],
            ended=typed.get("ended"),
            decision=typed["decision"],
            replaces_secretary=typed["replaces"],
        )

    def refuse(self, refusal: Exception) -> None:
        super().refuse(refusal)
        other = getattr(refusal, "other", None)
        self.offers_replacing = other is not None and other.post == "secretary" and other.ended is None


class EntryForm(DetailsForm, PostForm):
    """Somebody new, with her first post."""

    field_order = ["full_name", "phone", "email", "organisation", "post", "began", "decision", "replaces"]
    anyway = forms.CharField(required=False)
    """Sent by the button of a warning, and never shown."""

    def clean_began(self) -> date:
        """Whose first post has not begun would be out of everybody's sight until then."""
        began: date = self.cleaned_data["began"]
        if began > timezone.localdate():
            raise forms.ValidationError(
                _("Somebody's first post cannot begin after today; enter her on that day."), code="ahead"
            )
        return began

    @property
    def detail_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("full_name", "phone", "email")]

    @property
    def mark(self) -> str:
        """What of a person a warning was about: another name or number is another question."""
        return f"{self.cleaned_data['full_name']}|{self.cleaned_data['phone']}"

    @property
    def is_sure(self) -> bool:
        typed = self.cleaned_data
        known = "full_name" in typed and "phone" in typed
        return known and bool(typed.get("anyway") == self.mark)


class AppointForm(PostForm):
    """A further post; one that has ended already may be entered with its end."""

    ended = DayField(
        label=_("No longer held from"), required=False, help_text=_("Only for a post that has ended already")
    )


class EndForm(RefusableForm):
    """From which day a post is no longer held."""

    ended = DayField(label=_("No longer held from"))
    decision = forms.CharField(label=_("Decision number"), required=False, max_length=80)


class SuccessionForm(RefusableForm):
    """Who follows as secretary, from which day."""

    successor = PersonField(label=_("New secretary"), roles=MANAGERS)
    began = DayField(label=_("In force from"))
    decision = forms.CharField(
        label=_("Decision number"), required=False, max_length=80, help_text=_("For example 12-QĐ/ĐU")
    )


class AccountForm(RefusableForm):
    """What she signs in with."""

    username = forms.RegexField(
        label=_("User name"),
        regex=r"^[a-z0-9][a-z0-9.]*[a-z0-9]$",
        max_length=60,
        help_text=_("Small letters without marks, figures and dots. She can also sign in by her telephone."),
        error_messages={"invalid": _("Please use small letters without marks, figures and dots only.")},
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if username.isdecimal():
            raise forms.ValidationError(
                _("A user name needs a letter: figures alone are a telephone number.")
            )
        if is_taken(username):
            raise forms.ValidationError(_("Another account has this user name."), code="unique")
        return username


class MergeForm(RefusableForm):
    """Which of two entries stays."""

    def __init__(self, *args: Any, entries: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"] = forms.ChoiceField(
            label=_("Which entry stays?"),
            choices=[(str(one.public_id), one.full_name) for one in entries],
            widget=forms.RadioSelect,
        )
