"""How much a package may ask of the machine. Every limit holds before a byte is written."""

from __future__ import annotations

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB

# Core 1.28 allows these in `content/`, and swf. No browser plays that any more, so in content it is left out;
# libraries in use, Course Presentation among them, still carry one that nothing opens.
_CONTENT = (
    "json png jpg jpeg gif bmp tif tiff eot ttf woff woff2 otf webm mp4 ogg mp3 m4a wav txt pdf rtf doc docx "
    "xls xlsx ppt pptx odt ods odp csv diff patch md textile vtt webvtt gltf glb"
)
CONTENT_EXTENSIONS = frozenset(_CONTENT.split())
LIBRARY_EXTENSIONS = CONTENT_EXTENSIONS | frozenset({"js", "css", "svg", "xml", "swf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes are in bytes, ratios are unpacked bytes for each packed byte, depths count levels."""

    max_files: int = 10_000
    max_file_bytes: int = 256 * MIB
    max_total_bytes: int = 512 * MIB
    max_ratio: int = 200
    # A small file may be as regular as it likes: a bomb needs size as well as ratio.
    ratio_matters_from: int = MIB
    max_path_bytes: int = 512
    max_name_bytes: int = 255
    max_folder_depth: int = 16
    max_json_bytes: int = 4 * MIB
    max_json_values: int = 100_000
    max_json_depth: int = 100
    # What the library.json and semantics.json of a whole package may weigh: they stay in memory.
    max_description_bytes: int = 2 * MIB
    max_nested_libraries: int = 12
    max_findings: int = 100
    # H5P's core leaves out what begins with a dot or an underscore; other formats mean such files.
    skips_hidden: bool = True
    content_extensions: frozenset[str] = CONTENT_EXTENSIONS
    library_extensions: frozenset[str] = LIBRARY_EXTENSIONS


DEFAULT_LIMITS = Limits()


def in_mib(size: int) -> str:
    """A number of bytes as a person reads it, in MiB with one decimal."""
    return f"{size / MIB:.1f}"
