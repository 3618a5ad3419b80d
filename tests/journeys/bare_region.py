"""`fairlead up` without services: python -m tests.journeys.bare_region DATA PORT."""

import sys
from pathlib import Path

from fairlead.embedded.errors import RegionError
from fairlead.embedded.region import run_in_foreground


def main(data: Path, port: int) -> None:
    try:
        run_in_foreground(data, port=port, env="test", processes=False, say=print, services=lambda *_: {})
    except RegionError as error:
        sys.exit(f"fairlead: {error}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
