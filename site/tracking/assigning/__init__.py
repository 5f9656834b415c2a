"""Screens by which organisers assign: courses to posts of a part of the tree, and programmes of courses."""
