"""From one `Sheet` to every kind of file."""
