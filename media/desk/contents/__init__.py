"""Interactive content: brought in, looked at, kept up to date, taken out again."""
