"""Re-exports the slices' models, so that this package has one history of migrations."""

from media.documents.models import Paper
from media.pictures.models import Picture, PictureRendition
from media.regulations.models import Regulation
from media.topics.models import Topic

__all__ = ["Paper", "Picture", "PictureRendition", "Regulation", "Topic"]
