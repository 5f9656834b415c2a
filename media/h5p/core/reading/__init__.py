"""Reading a package a stranger made, and refusing what would do harm."""
