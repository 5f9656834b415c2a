"""Every address of the site, found in the resolver itself: a new one need not be named anywhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

from tests.house.tree import PACKAGES, SITE_PACKAGES


@dataclass(frozen=True, slots=True)
class Address:
    """One pattern: its name, what it looks like, and the arguments it takes with their converters."""

    name: str
    template: str
    arguments: tuple[tuple[str, str], ...]
    module: str

    def __str__(self) -> str:
        return self.name or self.template

    @property
    def namespace(self) -> str:
        return self.name.rpartition(":")[0]

    @property
    def is_ours(self) -> bool:
        """Whether the view behind it was written here, or is one of those that sign people in."""
        return self.module.partition(".")[0] in {*PACKAGES, *SITE_PACKAGES, "allauth"}

    @property
    def is_in_the_authoring_site(self) -> bool:
        return self.template.startswith("quan-tri/")

    def filled(self, values: dict[str, object]) -> str:
        return f"/{self.template % values}"


def every_address(
    patterns: list[Any] | None = None, prefix: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[Address]:
    """Walk down the resolver; an included module's addresses come with its namespaces."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        template = prefix + _template(pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from every_address(pattern.url_patterns, template, inner)
        else:
            yield _address(pattern, template, spaces)


def _address(pattern: URLPattern, template: str, spaces: tuple[str, ...]) -> Address:
    name = ":".join([*spaces, pattern.name]) if pattern.name else ""
    return Address(name, template, tuple(_arguments(pattern)), pattern.callback.__module__)


def _template(pattern: URLPattern | URLResolver) -> str:
    """`<int:pk>/` becomes `%(pk)s/`, as Django itself makes addresses out of patterns."""
    [(template, _names), *_others] = normalize(pattern.pattern.regex.pattern)
    return template


def _arguments(pattern: URLPattern) -> Iterator[tuple[str, str]]:
    converters = getattr(pattern.pattern, "converters", {})
    for name in _names(_template(pattern)):
        converter = type(converters[name]).__name__ if name in converters else ""
        yield name, converter.removesuffix("Converter").lower()


def _names(template: str) -> list[str]:
    return [part.partition(")")[0] for part in template.split("%(")[1:]]
