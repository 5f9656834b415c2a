"""The stable name of every finding. Those of the archive are the names that H5P packages use too."""

from enum import StrEnum


class Code(StrEnum):
    # The archive.
    UNABLE_TO_UNZIP = "unable-to-unzip"
    CORRUPT_FILE = "corrupt-file"
    UNABLE_TO_READ_FILE = "unable-to-read-package-file"
    FILE_TOO_LARGE = "file-size-too-large"
    TOTAL_TOO_LARGE = "total-size-too-large"
    UNSAFE_PATH = "unsafe-path"
    TOO_MANY_FILES = "too-many-files"
    COMPRESSION_BOMB = "compression-bomb"
    ENCRYPTED_ENTRY = "encrypted-entry"
    DUPLICATE_ENTRY = "duplicate-entry"
    DUPLICATE_ENTRY_SAME = "duplicate-entry-same"
    MORE_FINDINGS = "more-findings"

    # The manifest.
    NO_MANIFEST = "no-manifest"
    ANOTHER_FORMAT = "another-format"
    SEVERAL_MANIFESTS = "several-manifests"
    MANIFEST_IN_FOLDER = "manifest-in-folder"
    MANIFEST_TOO_LARGE = "manifest-too-large"
    XML_BROKEN = "xml-broken"
    XML_ENTITIES = "xml-entities"
    XML_TOO_MUCH = "xml-too-much"
    NOT_A_MANIFEST = "not-a-manifest"
    VERSION_UNKNOWN = "version-unknown"
    VERSION_GUESSED = "version-guessed"
    EDITION = "edition"
    SUB_MANIFEST = "sub-manifest"

    # What it lists.
    NO_SCO = "no-sco"
    TOO_MANY_SCOS = "too-many-scos"
    SEVERAL_ORGANISATIONS = "several-organisations"
    NO_ORGANISATION = "no-organisation"
    RESOURCE_MISSING = "resource-missing"
    SAME_IDENTIFIER = "same-identifier"
    LAUNCH_MISSING = "launch-missing"
    LAUNCH_CASE = "launch-case"
    LAUNCH_EXTERNAL = "launch-external"
    LAUNCH_UNSAFE = "launch-unsafe"
    LAUNCH_NOT_A_PAGE = "launch-not-a-page"
    FILE_LISTED_MISSING = "file-listed-missing"
    PREREQUISITES_NOT_KEPT = "prerequisites-not-kept"
    NUMBER_NOT_UNDERSTOOD = "number-not-understood"
    PAGES_IN_FRAMES = "pages-in-frames"

    # Beside an earlier version of the same content.
    PARTS_CHANGED = "parts-changed"

    # Sequencing that is refused.
    SEQUENCING_RULES = "sequencing-rules"
    SEQUENCING_ROLLUP = "sequencing-rollup"
    SEQUENCING_OBJECTIVES = "sequencing-objectives"
    SEQUENCING_LIMITS = "sequencing-limits"
    SEQUENCING_RANDOM = "sequencing-random"
    SEQUENCING_WITHOUT_EFFECT = "sequencing-without-effect"
