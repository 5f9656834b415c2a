"""The outbox as those who run the site see it: what failed and why, and trying it again."""
