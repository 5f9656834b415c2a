"""Serves the site with gunicorn inside the process that prepared it: one start-up, not two."""

import socket
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

THREADS = 8


class CannotListen(Exception):
    """The address cannot be had; the message says why, in a sentence."""


def listen(host: str, port: int) -> socket.socket:
    """Take the address before anything slow is done, so that a taken one is known at once."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise CannotListen(f"{host} is not an address of this machine ({error.strerror}).") from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen()
    except OSError as error:
        listener.close()
        raise CannotListen(f"Cannot listen on {host}, port {port} ({error.strerror}).") from error
    return listener


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
