"""The second factor: an application's code, a passkey or a recovery code after the password."""
