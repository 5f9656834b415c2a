"""A file that leaves while it is made, and that nobody on the way keeps."""

from collections.abc import Iterable

from django.http import StreamingHttpResponse

CSV = "text/csv; charset=utf-8"


def download(pieces: Iterable[bytes | str], name: str, content_type: str) -> StreamingHttpResponse:
    """`name` in plain letters."""
    answer = StreamingHttpResponse(pieces, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
