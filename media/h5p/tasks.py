"""What the background worker does for H5P: it makes small renditions of many pictures."""

from django_tasks import task

from media.h5p.actions import make_small
from media.packages.queries import revision_numbered


@task(backend="background")
def make_pictures_small(revision: int) -> None:
    """Until it is done, the originals are handed out."""
    found = revision_numbered(revision)
    if found is not None:
        make_small(revision=found)
