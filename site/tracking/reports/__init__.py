"""Reports: the same figures on the screen, on paper and as files."""
