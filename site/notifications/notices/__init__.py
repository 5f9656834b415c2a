"""A thing somebody was told, as it stands on her page."""
