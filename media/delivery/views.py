"""Private files under signed addresses, whole or in parts."""

from collections.abc import Iterator
from typing import IO, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from media.delivery.links import is_good
from media.delivery.registry import Delivered, find
from media.delivery.rules import GOOD_FOR, ByteRange, RangeNotSatisfiable, range_asked

CHUNK = 64 * 1024


@require_safe
def file(request: HttpRequest, kind: str, key: str, token: str, path: str) -> HttpResponseBase:
    """A file, or the bytes of it that were asked for (RFC 9110, section 14): films are sought in by this."""
    if not is_good(kind, key, token, now=timezone.now()):
        raise Http404
    found = find(kind, key, path)
    if found is None:
        raise Http404
    return handed_out(request, found)


def handed_out(request: HttpRequest, found: Delivered) -> HttpResponseBase:
    """The answer that carries a file; closes it whatever the answer is."""
    size = found.content.size
    asked = request.headers.get("Range", "")
    condition = request.headers.get("If-Range")
    if condition is not None and condition != found.etag:
        asked = ""
    try:
        part = range_asked(asked, size) if asked else None
    except RangeNotSatisfiable:
        found.content.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if found.etag and request.headers.get("If-None-Match") == found.etag:
        found.content.close()
        answer: HttpResponseBase = HttpResponse(status=304)
    else:
        answer = _answer(request, found, part, size)
    answer["Cache-Control"] = f"private, max-age={int(GOOD_FOR.total_seconds())}"
    if found.etag:
        answer["ETag"] = found.etag
    for name, value in found.headers.items():
        answer[name] = value
    return answer


def _answer(request: HttpRequest, found: Delivered, part: ByteRange | None, size: int) -> HttpResponseBase:
    status, length = (206, part.length) if part else (200, size)
    if request.method == "HEAD":
        found.content.close()
        answer: HttpResponseBase = HttpResponse(status=status, content_type=found.content_type)
    else:
        stream = _bytes(found.content, part or ByteRange(0, size - 1, size))
        answer = StreamingHttpResponse(stream, status=status, content_type=found.content_type)
    answer["Content-Length"] = str(length)
    answer["Accept-Ranges"] = "bytes"
    answer["X-Content-Type-Options"] = "nosniff"
    if part:
        answer["Content-Range"] = part.header
    return answer


def _bytes(content: IO[Any], part: ByteRange) -> Iterator[bytes]:
    with content:
        content.seek(part.first)
        left = part.length
        while left > 0 and (read := content.read(min(CHUNK, left))):
            left -= len(read)
            yield read
