"""Sign-in cards: paper with a code that lets somebody in once, to set a PIN or a password of her own."""
