"""What a player is given, and what it sends back."""
