"""Pages of assigning: showing, making, changing, exempting, programmes."""
