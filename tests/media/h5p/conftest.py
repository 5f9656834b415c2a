"""Property tests here are bounded by their number of examples, never by a clock: machines differ."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("without-deadline", settings.default, deadline=None)
settings.load_profile("without-deadline")
