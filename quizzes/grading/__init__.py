"""What a question is, what an answer to it may be, and what that answer earns. Pure: no Django."""
