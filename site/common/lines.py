"""Lists as people type them: one thing a line. Standard library only."""


def lines_of(text: str) -> list[str]:
    """The lines that were typed one under the other, without blank ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]
