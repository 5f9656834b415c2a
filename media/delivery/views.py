"""Private files under signed addresses, whole or in parts."""

from collections.abc import Iterator
from typing import IO, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from media.delivery.links import is_good
from media.delivery.registry import Delivered, find
from media.delivery.rules import GOOD_FOR, ByteRange, RangeNotSatisfiable, range_asked

CHUNK = 64 * 1024


@require_http_methods(["GET", "HEAD", "OPTIONS"])
def file(request: HttpRequest, kind: str, key: str, token: str, path: str) -> HttpResponseBase:
    """A file, or the bytes of it that were asked for (RFC 9110, section 14): films are sought in by this."""
    if not is_good(kind, key, token, now=timezone.now()):
        raise Http404
    found = find(kind, key, path)
    if found is None:
        raise Http404
    return _may_ask(request, found) if request.method == "OPTIONS" else handed_out(request, found)


def _may_ask(request: HttpRequest, found: Delivered) -> HttpResponse:
    """What a browser wants to know before a script of another origin asks for a file with headers of its own,
    as jQuery does: it may wherever the file itself may be read."""
    found.content.close()
    answer = HttpResponse(status=204)
    if "Access-Control-Allow-Origin" in found.headers:
        answer["Access-Control-Allow-Origin"] = found.headers["Access-Control-Allow-Origin"]
        answer["Access-Control-Allow-Methods"] = "GET, HEAD"
        wanted = request.headers.get("Access-Control-Request-Headers", "")
        answer["Access-Control-Allow-Headers"] = wanted[:200]
        answer["Access-Control-Max-Age"] = str(int(GOOD_FOR.total_seconds()))
    return answer


def handed_out(request: HttpRequest, found: Delivered) -> HttpResponseBase:
    """The answer that carries a file; the file is closed whatever the answer is, and whoever hangs up."""
    size = found.content.size
    if found.etag and _is_kept(request, found.etag):
        found.content.close()
        answer: HttpResponseBase = HttpResponse(status=304)
    else:
        try:
            part = _part_asked(request, found.etag, size)
        except RangeNotSatisfiable:
            found.content.close()
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        answer = _answer(request, found, part, size)
    answer["Cache-Control"] = f"private, max-age={int(GOOD_FOR.total_seconds())}"
    if found.etag:
        answer["ETag"] = found.etag
    origin = f"{request.scheme}://{request.get_host()}"
    for name, value in found.headers.items():
        answer[name] = value.replace("{origin}", origin)
    if found.may_be_framed:
        answer.xframe_options_exempt = True  # type: ignore[attr-defined]  # how Django's decorator marks it
    return answer


def _is_kept(request: HttpRequest, etag: str) -> bool:
    """Whether the browser says that it has these very bytes; it is asked before any range is looked at."""
    kept = request.headers.get("If-None-Match", "")
    return etag in (one.strip().removeprefix("W/") for one in kept.split(","))


def _part_asked(request: HttpRequest, etag: str, size: int) -> ByteRange | None:
    """The range that is asked for, unless it was meant for other bytes. Raises RangeNotSatisfiable."""
    condition = request.headers.get("If-Range")
    if condition is not None and (not etag or condition != etag):
        return None
    asked = request.headers.get("Range", "")
    return range_asked(asked, size) if asked else None


def _answer(request: HttpRequest, found: Delivered, part: ByteRange | None, size: int) -> HttpResponseBase:
    status, length = (206, part.length) if part else (200, size)
    if request.method == "HEAD":
        found.content.close()
        answer: HttpResponseBase = HttpResponse(status=status, content_type=found.content_type)
    else:
        stream = _Bytes(found.content, part or ByteRange(0, size - 1, size))
        answer = StreamingHttpResponse(stream, status=status, content_type=found.content_type)
    answer["Content-Length"] = str(length)
    answer["Accept-Ranges"] = "bytes"
    answer["X-Content-Type-Options"] = "nosniff"
    if part:
        answer["Content-Range"] = part.header
    return answer


class _Bytes:
    """A part of a file, piece by piece. A server closes it even where nobody took the first piece."""

    def __init__(self, content: IO[Any], part: ByteRange) -> None:
        self._content, self._part = content, part

    def __iter__(self) -> Iterator[bytes]:
        self._content.seek(self._part.first)
        left = self._part.length
        while left > 0 and (read := self._content.read(min(CHUNK, left))):
            left -= len(read)
            yield read

    def close(self) -> None:
        self._content.close()
