"""`python -m tuinews` and the `tuinews` command."""

import sys

from tuinews.cli import run, tell_defect, tell_trace
from tuinews.cli.signals import open_streams


def main() -> None:
    """Run the command line and leave with its exit code."""
    open_streams()
    sys.excepthook = tell_trace if "--debug" in sys.argv else tell_defect
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
