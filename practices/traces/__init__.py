"""What practices, sessions and adoptions keep of a person: joined, told, let go of."""
