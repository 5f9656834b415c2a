"""Making `.h5p` files."""
