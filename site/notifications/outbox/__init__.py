"""What leaves the site: a row for each notice and channel, tried again until it has left or is given up."""
