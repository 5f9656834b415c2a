"""Printing sign-in cards for the people of a cell or a commune, and taking one back."""
