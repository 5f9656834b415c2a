"""The page on which everybody says how she wishes to be told, and on which devices."""
