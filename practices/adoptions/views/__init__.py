"""Pages about adoptions: for the cell, for everybody, for the unit above."""
