"""The files that the package installs beside the program: `python -m tuinews.cli.shell.shared_files share`."""

import sys
from pathlib import Path

from tuinews.cli.shell.completion import write_completion
from tuinews.cli.shell.man_page import write_man_page
from tuinews.cli.shell.words import read_commands

COMPLETIONS = {
    "bash": "bash-completion/completions/tuinews",
    "zsh": "zsh/site-functions/_tuinews",
    "fish": "fish/vendor_completions.d/tuinews.fish",
}
"""Where shells look for completions, below `share`."""

MAN_PAGE = "man/man1/tuinews.1"


def make_shared_files() -> dict[str, str]:
    """Return the texts that are made from the tables, by their paths below `share`."""
    found = {path: write_completion(shell) for shell, path in COMPLETIONS.items()}
    return found | {MAN_PAGE: write_man_page(read_commands())}


def write_shared_files(folder: Path) -> None:
    """Write the files below a folder; raises OSError."""
    for path, text in make_shared_files().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


if __name__ == "__main__":
    write_shared_files(Path(sys.argv[1]))
