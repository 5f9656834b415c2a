"""What may stand as a secret: a PIN of digits for who learns, a password for who writes or oversees."""
