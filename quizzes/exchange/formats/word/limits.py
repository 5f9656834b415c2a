"""How much of a paper is taken; what is more is refused or found, never half read in silence."""

MOST_PICTURE = 8 * 1024 * 1024
MOST_PICTURES = 400
MOST_QUESTIONS = 2_000
MOST_PARAGRAPHS = 60_000
MOST_TAGS = 1_500_000
"""Tags of one part, opening and closing: a paper of a thousand questions stays far below."""
MOST_DEPTH = 200
"""Elements inside one another; Word itself stays below 60."""
