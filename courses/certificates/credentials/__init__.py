"""Certificates as Open Badges 3.0 credentials, signed with the site's own key."""
