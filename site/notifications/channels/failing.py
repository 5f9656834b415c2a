"""The ways in which sending fails. By them it is tried again or not, for nothing is sent twice."""


class NotSent(Exception):
    """It certainly did not leave; later it may."""


class NeverSent(Exception):
    """It did not leave and never will: the address is not accepted, or there is none any more."""


class PerhapsSent(Exception):
    """The line broke after it was handed over, so nobody knows. It is not tried again by itself."""
