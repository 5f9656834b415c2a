"""Reports as organisers ask for them: what stands in their rows and columns, of whom, and as of which day."""
