"""Run the command line: `python -m media.h5p.core check FILE`."""

from __future__ import annotations

import sys

from media.h5p.core.command_line import main

if __name__ == "__main__":
    sys.exit(main())
