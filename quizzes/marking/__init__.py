"""Marks that people give or change: essays, overrides, corrected keys, and who is told."""
