"""H5P takes its place among the kinds of packages."""

from media.h5p.handler import H5PHandler
from media.h5p.player import H5PPlayer
from media.packages.kinds import handle
from media.packages.players import play


def connect() -> None:
    handle(H5PHandler)
    play(H5PPlayer)
