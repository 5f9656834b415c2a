"""Re-exports the slices' models, so that this package has one history of migrations."""

from media.documents.models import Paper
from media.h5p.models import H5PBundle, H5PContent, H5PLibrary, H5PLibraryUse
from media.packages.models import (
    Package,
    PackageAttempt,
    PackageRevision,
    PackageStanding,
    PackageState,
    PackageUpload,
)
from media.pictures.models import Picture, PictureRendition
from media.regulations.models import Regulation
from media.rubrics.models import Rubric, RubricBand, RubricCriterion
from media.statements.models import Statement
from media.topics.models import Topic
from media.videos.models import Recording, RecordingCopy, RecordingUpload, WatchReport, WatchStanding

__all__ = [
    "H5PBundle",
    "H5PContent",
    "H5PLibrary",
    "H5PLibraryUse",
    "Package",
    "PackageAttempt",
    "PackageRevision",
    "PackageStanding",
    "PackageState",
    "PackageUpload",
    "Paper",
    "Picture",
    "PictureRendition",
    "Recording",
    "RecordingCopy",
    "RecordingUpload",
    "Regulation",
    "Rubric",
    "RubricBand",
    "RubricCriterion",
    "Statement",
    "Topic",
    "WatchReport",
    "WatchStanding",
]
