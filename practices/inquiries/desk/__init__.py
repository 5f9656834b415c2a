"""The School's side of questions to a source: it answers where the cell cannot, and reviews every answer."""
