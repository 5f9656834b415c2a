"""The School's side of proposals: they are read, asked about, taken up or not."""
