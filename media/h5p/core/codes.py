"""The stable name of every finding.

Names that H5P's own core or Lumi's server already use are kept, so that a search finds their
documentation; the others are marked as ours.
"""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    # The archive.
    MISSING_H5P_EXTENSION = "missing-h5p-extension"
    UNABLE_TO_UNZIP = "unable-to-unzip"
    CORRUPT_FILE = "corrupt-file"
    UNABLE_TO_READ_FILE = "unable-to-read-package-file"
    FILE_TOO_LARGE = "file-size-too-large"
    TOTAL_TOO_LARGE = "total-size-too-large"
    KIND_NOT_ALLOWED = "not-in-whitelist"
    MALWARE_FOUND = "upload-malware-found"
    # The archive, ours.
    UNSAFE_PATH = "unsafe-path"
    TOO_MANY_FILES = "too-many-files"
    COMPRESSION_BOMB = "compression-bomb"
    ENCRYPTED_ENTRY = "encrypted-entry"
    DUPLICATE_ENTRY = "duplicate-entry"
    DUPLICATE_ENTRY_SAME = "duplicate-entry-same"
    FILE_KIND_MISMATCH = "file-kind-mismatch"
    ACTIVE_SVG = "active-svg"
    MORE_FINDINGS = "more-findings"

    # h5p.json and the content.
    INVALID_H5P_JSON_FILE = "invalid-h5p-json-file"
    INVALID_H5P_JSON = "invalid-h5p-json-file-2"
    INVALID_CONTENT_FOLDER = "invalid-content-folder"
    UNABLE_TO_PARSE = "unable-to-parse-package"
    MISSING_MAIN_LIBRARY = "missing-main-library"
    # Ours.
    INVALID_CONTENT_JSON = "invalid-content-json"
    DOUBTFUL_METADATA = "doubtful-metadata"
    NO_LIBRARY_IN_PACKAGE = "no-library-in-package"
    LIBRARY_NOT_DECLARED = "library-not-declared"
    EXTERNAL_ADDRESS = "external-address"

    # Libraries.
    INVALID_LIBRARY_JSON_FILE = "invalid-library-json-file"
    INVALID_LIBRARY_JSON = "invalid-schema-library-json-file"
    INVALID_LIBRARY_NAME = "invalid-library-name"
    LIBRARY_FOLDER_MISMATCH = "library-directory-name-mismatch"
    INVALID_SEMANTICS = "invalid-semantics-json-file"
    INVALID_LANGUAGE_FILE = "invalid-language-file"
    INVALID_LANGUAGE_JSON = "invalid-language-file-json"
    LIBRARY_FILE_MISSING = "library-missing-file"
    API_UNSUPPORTED = "api-version-unsupported"
    MISSING_REQUIRED_LIBRARY = "missing-required-library"
    MISSING_LIBRARY_DEPENDENCY = "missing-library-dependency"
    # Ours.
    DESCRIPTIONS_TOO_LARGE = "library-descriptions-too-large"
    DUPLICATE_LIBRARY = "duplicate-library"
    DEPENDENCY_CYCLE = "dependency-cycle"
    CONTENT_HASH_MISMATCH = "content-hash-mismatch"

    # Use of what is installed.
    LIBRARY_MISSING = "library-missing"
    INSTALL_MISSING_LIBRARIES = "install-missing-libraries"
    LIBRARY_USED = "library-used"
    CONTENT_MISSING = "content-missing"
    CONTENT_FILE_MISSING = "content-file-missing"
    # Who may do what is the site's to decide; the codes and sentences are here so that all are in one place.
    CONTENT_MAY_NOT_CREATE = "content-missing-create-permission"
    CONTENT_MAY_NOT_DELETE = "content-missing-delete-permission"
    CONTENT_MAY_NOT_EDIT = "content-missing-edit-permission"
    CONTENT_MAY_NOT_LIST = "content-missing-list-permission"
    CONTENT_MAY_NOT_VIEW = "content-missing-view-permission"
    STATE_MAY_NOT_DELETE = "user-state-missing-delete-permission"
    STATE_MAY_NOT_EDIT = "user-state-missing-edit-permission"
    STATE_MAY_NOT_VIEW = "user-state-missing-view-permission"

    # Parameters against semantics.
    NOT_ACCORDING_TO_REGEXP = "semantics-invalid-according-regexp"
    UNKNOWN_FIELD_TYPE = "semantics-unknown-type"
    ILLEGAL_LIBRARY_OPTION = "illegal-option-in-library"
    # Ours.
    WRONG_TYPE = "semantics-wrong-type"
    UNKNOWN_FIELD = "semantics-unknown-field"
    OUT_OF_RANGE = "semantics-out-of-range"
    ILLEGAL_OPTION = "semantics-illegal-option"
    TEXT_TOO_LONG = "semantics-text-too-long"
    LIST_TOO_LONG = "semantics-list-too-long"
    MARKUP_REMOVED = "semantics-markup-removed"
    TOO_MUCH_MARKUP = "semantics-too-much-markup"
    UNSAFE_FILE_PATH = "semantics-unsafe-file-path"
    TOO_DEEP = "semantics-too-deep"

    # What the player sends back, ours.
    USER_DATA_MALFORMED = "user-data-malformed"
    USER_DATA_TOO_LARGE = "user-data-too-large"
    STATEMENT_MALFORMED = "statement-malformed"
    STATEMENT_TOO_LARGE = "statement-too-large"
    STATEMENT_VERB_UNKNOWN = "statement-verb-unknown"
