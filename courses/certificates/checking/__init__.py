"""The public check of a certificate: by its code, by its number's QR square, or by the file alone."""
