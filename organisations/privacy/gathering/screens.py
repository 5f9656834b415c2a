"""What the log of readings calls the screens at which requests are handled."""

REQUEST = "request"
REQUESTS = "requests"
