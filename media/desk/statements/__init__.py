"""Statements: what people did with which activity, for whoever may look."""
