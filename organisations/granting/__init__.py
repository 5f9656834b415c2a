"""Screens of roles: who holds which over what, giving one, ending one; and the log of readings."""
