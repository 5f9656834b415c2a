"""A person's own dates as a calendar: what is due, and the day of the monthly meeting."""
