"""Template tags of what people are told."""
