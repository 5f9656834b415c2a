"""Organisers make layouts of their own: rows, columns in their order, filters, period."""
