"""SCORM is one more kind of package: how its files are handled, and how it is played."""

from media.packages.kinds import handle
from media.packages.players import play
from media.scorm.handler import ScormHandler
from media.scorm.player import ScormPlayer


def connect() -> None:
    handle(ScormHandler)
    play(ScormPlayer)
