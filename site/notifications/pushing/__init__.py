"""Web push: encrypted messages to browsers on which people asked for them (RFC 8030, 8188, 8291, 8292)."""
