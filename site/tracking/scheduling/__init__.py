"""Reports that are made again and again, on a day of the week, the month or the quarter."""
