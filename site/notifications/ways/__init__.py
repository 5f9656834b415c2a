"""The ways by which somebody is told: what there is, what reaches her, what she wishes."""
