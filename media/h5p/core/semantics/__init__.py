"""A content type's own description of its parameters, and what follows from it."""
