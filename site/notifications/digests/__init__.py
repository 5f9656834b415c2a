"""Once a week, what is worth knowing: put together by the rooms above, told where they have something."""
