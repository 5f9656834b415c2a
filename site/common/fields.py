"""Model fields that keep Vietnamese names and telephone numbers in one form."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.phones import NotAPhoneNumber, local_phone, normalise_phone
from common.vietnamese import fold, name_sort_key, natural_sort_key, normalise_name, unify_tones

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class FullNameField(_Text):
    """A name in Vietnamese order (family, middle, given), tidied when it is saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        name = normalise_name(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, name)
        return name


class NameKeyField(_Text):
    """The key that sorts people by given name, kept beside the name it is made of."""

    def __init__(self, *args: Any, source: str = "full_name", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("max_length", 1100)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = name_sort_key(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, key)
        return key


class TitleField(_Text):
    """The name of an organisation: tidy spaces, NFC, tones in their traditional place; capitals as typed."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        title = unify_tones(" ".join(getattr(model_instance, self.attname).split()))
        setattr(model_instance, self.attname, title)
        return title


class TitleKeyField(NameKeyField):
    """The key that sorts titles word by word, numbers in them by size."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = natural_sort_key(getattr(model_instance, self.source))[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key


class SearchKeyField(_Text):
    """What a search without marks looks in: the folded texts of the fields it is made of."""

    def __init__(self, *args: Any, sources: Sequence[str] = (), **kwargs: Any) -> None:
        self.sources = list(sources)
        kwargs.setdefault("max_length", 500)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "sources": self.sources}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        texts = (getattr(model_instance, source) or "" for source in self.sources)
        key = fold(" ".join(texts))[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key


def refresh_keys(row: models.Model) -> None:
    """Make the keys of a row anew that is not saved one by one; bulk updates do not."""
    for field in row._meta.concrete_fields:
        if isinstance(field, NameKeyField | SearchKeyField):
            field.pre_save(row, add=False)


class PhoneFormField(forms.CharField):
    """Accepts every usual spelling and hands on E.164; an empty box stays empty."""

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return normalise_phone(typed)
        except NotAPhoneNumber:
            raise ValidationError(
                _("This is not a telephone number. Write it as 0912 345 678."), code="phone"
            ) from None

    def prepare_value(self, value: Any) -> Any:
        try:
            return local_phone(value) if value else value
        except phonenumbers.NumberParseException:  # typed wrongly: shown as it was typed
            return value


class PhoneField(_Text):
    """A telephone number, stored as E.164."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 16)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PhoneFormField, "max_length": 30, **kwargs})
