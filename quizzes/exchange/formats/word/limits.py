"""How much of a file is taken; what is more is refused or found, never half read in silence."""

MOST_BYTES = 30 * 1024 * 1024
MOST_PARTS = 5_000
MOST_UNPACKED = 150 * 1024 * 1024
MOST_XML = 40 * 1024 * 1024
"""Of one part that is parsed."""
SUSPECT_FROM = 20 * 1024 * 1024
MOST_RATIO = 200
MOST_PICTURE = 8 * 1024 * 1024
MOST_PICTURES = 400
MOST_QUESTIONS = 2_000
MOST_PARAGRAPHS = 60_000
MOST_DEPTH = 200
"""Elements inside one another; Word itself stays below 60."""
