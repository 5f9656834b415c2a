"""Certificates: what the School confirms of a finished course, on paper, by public check, as a credential."""
