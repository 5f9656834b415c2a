"""The ways out: each takes a notice and either has sent it, or says how it failed (`failing`)."""
