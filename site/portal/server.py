"""Serves the site with gunicorn inside the process that prepared it: one start-up, not two."""

import errno
import socket
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from gunicorn.app.base import BaseApplication

THREADS = 8


class CannotListen(Exception):
    """The address cannot be had; the message says why, in a sentence."""


def listen(host: str, port: int) -> socket.socket:
    """Take the address before anything slow is done, so that a taken one is known at once."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise CannotListen(_("%(host)s is not an address of this machine.") % {"host": host}) from error
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen()
    except OSError as error:
        listener.close()
        raise CannotListen(_why(error, host, port)) from error
    return listener


def _why(error: OSError, host: str, port: int) -> str:
    sentences = {
        errno.EADDRINUSE: _("Another program is using port %(port)s of %(host)s."),
        errno.EADDRNOTAVAIL: _("%(host)s is not an address of this machine."),
        errno.EACCES: _("Port %(port)s is kept for the machine's administrator."),
    }
    sentence = sentences.get(error.errno or 0, _("Port %(port)s of %(host)s cannot be used: %(error)s."))
    return sentence % {"host": host, "port": port, "error": error.strerror}


class SiteServer(BaseApplication):  # type: ignore[misc]
    """One process with threads: an embedded database has one writer, and pages wait for nothing else."""

    def __init__(
        self, application: Callable[..., Any], listener: socket.socket, when_ready: Callable[[], None]
    ) -> None:
        self.application = application
        self.listener = listener
        self.when_ready = when_ready
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": f"fd://{self.listener.fileno()}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": THREADS,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _arbiter: self.when_ready(),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        return self.application
