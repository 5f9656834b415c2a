"""What a person's own data asks of the rooms above: what they keep of her, and to let it go."""

from django.dispatch import Signal

gathering_personal_data = Signal()
"""Sent when a person looks at her data or takes it along; argument: `person`. A receiver returns a list
of `gathering.sections.Section`. It must not ask the database yet: rows are read when they are shown."""

erasing_person = Signal()
"""Sent in the transaction that erases a person; arguments: `person`, `now`. A receiver empties what is
hers alone, and returns a list of `erasing.traces.Trace`: what went, and what stays without her name."""

purging_personal_data = Signal()
"""Sent once a night, when what has been kept long enough is let go of; arguments: `now`, `dry_run`. A
receiver removes what is outdated of its own, or only counts it; returns how many, by the name told."""
