"""Signing in by a code sent to a telephone or an e-mail address, where there is a way to send one."""
