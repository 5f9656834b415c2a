"""Screens of people: requests in, one call, answers out."""
