"""Reminding of what is due, and telling those above what stays undone; rooms above say what that is."""
