"""What is done on the command line alone, and the words by which somebody would look for it in the reader."""

from typing import NamedTuple


class OutsideCommand(NamedTuple):
    """Something that the reader does not do, but a command does."""

    title: str
    """What is done, as a sentence of the palette."""
    command: str
    words: tuple[str, ...]


OUTSIDE_COMMANDS = (
    OutsideCommand(
        "Edit the settings file",
        "tuinews config edit",
        ("toml", "config-file", "proxy"),
    ),
    OutsideCommand("Export the list of feeds", "tuinews export FILE", ("export", "dump")),
    OutsideCommand("Back the library up", "tuinews backup FILE", ("backup",)),
    OutsideCommand("Bring a backup back", "tuinews restore FILE", ("restore", "recover")),
    OutsideCommand("Set how a feed is kept and asked", "tuinews edit FEED", ("interval", "keep", "retention")),
    OutsideCommand(
        "Check and repair the library", "tuinews doctor", ("doctor", "repair", "check", "vacuum", "cleanup")
    ),
    OutsideCommand("Say which version this is", "tuinews --version", ("version", "release")),
)
