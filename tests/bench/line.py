"""The line between a browser and the site, with a counter on it.

A browser's own figures leave out what its service worker fetches; here every byte is seen.
"""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

QUIET = 1.0


class Line:
    """Carries connections to the site and counts what comes back."""

    def __init__(self, listener: socket.socket, site: tuple[str, int]) -> None:
        self.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self._listener = listener
        self._site = site
        self._lock = threading.Lock()
        self._last = time.monotonic()
        self.bytes = 0
        self.requests = 0

    def count_anew(self) -> None:
        with self._lock:
            self.bytes = self.requests = 0

    def wait_until_quiet(self) -> None:
        while time.monotonic() - self._last < QUIET:
            time.sleep(0.05)

    def carry(self) -> None:
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:  # closed: the bench is over
                return
            site = socket.create_connection(self._site)
            for source, target in ((browser, site), (site, browser)):
                threading.Thread(
                    target=self._pump, args=(source, target, source is site), daemon=True
                ).start()

    def _pump(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        try:
            while data := source.recv(65536):
                self._count(data, is_answer)
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:  # one side hung up; the other will notice
            target.close()

    def _count(self, data: bytes, is_answer: bool) -> None:
        with self._lock:
            self._last = time.monotonic()
            self.bytes += len(data) if is_answer else 0
            self.requests += 0 if is_answer else data.count(b" HTTP/1.1\r\n")


@contextmanager
def counted_line(address: str) -> Iterator[Line]:
    """A line to the site at `address`."""
    parts = urlsplit(address)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = Line(listener, (str(parts.hostname), int(parts.port or 80)))
        threading.Thread(target=line.carry, daemon=True).start()
        yield line
