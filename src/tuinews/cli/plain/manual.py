"""What can be typed, for `help` while reading, and as the page docs/plain.md.

python -m tuinews.cli.plain.manual > docs/plain.md
"""

import sys
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from tuinews.cli.command import GROUPS as PROGRAM_COMMANDS
from tuinews.cli.plain import article_commands, mark_commands, place_commands
from tuinews.cli.plain.command import PlainCommand, PlainGroup
from tuinews.model.language import tr

if TYPE_CHECKING:
    from tuinews.cli.plain.plain_reader import PlainReader


async def _help(reader: "PlainReader", words: str) -> None:
    command = commands().get(words.lower()) if words else None
    for line in _describe(command) if command is not None else _overview():
        reader.say(line)


_HELP = PlainGroup(
    "Help",
    (
        PlainCommand(
            ("help", "h", "?"),
            _help,
            "Say what can be typed here.",
            "[COMMAND]",
            (
                "help",
                "command",
                "palette",
            ),
        ),
    ),
)

GROUPS: tuple[PlainGroup, ...] = (place_commands.GROUP, article_commands.GROUP, mark_commands.GROUP, _HELP)

BY_PROGRAM_COMMAND: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "add": ("add-feed",),
        "edit": (
            "edit-feed",
            "prefer-source",
            "in-stories",
            "archive",
            "move-feeds",
            "select-feed",
            "habits",
            "shelf-life",
            "daily-cap",
            "pause",
            "login",
        ),
        "remove": ("unsubscribe",),
        "feeds": ("health", "about-feed", "feed-health"),
        "download": ("downloads",),
        "journal": ("journal",),
        "import": ("import", "begin"),
        "config": ("theme", "settings"),
        "keys": ("edit-keys",),
        "later": ("keep-page",),
        "refresh": ("refresh", "refresh-all", "cancel-refresh", "show-waiting"),
        "ageing": ("ageing",),
        "rules": ("rules", "add-rule"),
        "mutes": ("mutes", "mute", "mute-query", "mute-word", "mute-author", "mute-tag", "mute-story", "mute-feed"),
        "topics": (
            "topics",
            "follow-topic",
            "alias-topic",
            "rename-topic",
            "colour-topic",
            "mute-topic",
            "sort-topics",
        ),
        "stories": ("follow-story", "split-story", "merge-stories"),
        "views": ("save-view",),
        "mark": ("read-everything", "read-older"),
        "brief": ("briefing",),
        "save": ("share",),
        "show": ("pipe",),
        "doctor": ("log",),
        "sync": ("account", "add-account", "share-folder", "sync"),
    }
)
"""The actions of the reader on the screen for which one types a command of the program."""

SCREEN_ONLY = frozenset(
    {
        *("focus-left", "focus-right", "focus-next", "focus-previous", "focus-article", "shrink", "grow", "zen"),
        *("toggle-feeds", "toggle-read-feeds", "toggle-folding", "fold", "suspend", "forward", "starter-packs"),
        *("jump", "density", "tour", "messages"),
    }
)
"""The actions that are about panes and what they show, which lines do not have."""


def commands() -> dict[str, PlainCommand]:
    """Return every command by each of its names."""
    return {name.lower(): command for group in GROUPS for command in group.commands for name in command.names}


def _describe(command: PlainCommand) -> Iterator[str]:
    """Give what is to be known of one command."""
    name, *others = (other or tr("Enter") for other in command.names)
    also = tr(" Or: {others}.", others=", ".join(others)) if others else ""
    yield f"{name}{f' {command.argument}' if command.argument else ''}: {tr(command.summary)}{also}"


def _overview() -> Iterator[str]:
    for group in GROUPS:
        yield f"{tr(group.title)}:"
        for command in group.commands:
            yield from _describe(command)
    yield tr("Commands of the program, in whose words this stands for the current article, such as: stories split this")
    for title, rows in PROGRAM_COMMANDS.items():
        yield f"{tr(title)}: {', '.join(row.name for row in rows)}."
    yield tr("A command with --help behind it is explained. A number alone opens that article of the list.")


def render_page() -> str:
    """Return docs/plain.md."""
    lines = [_HEAD]
    for group in GROUPS:
        lines.append(f"## {group.title}\n\n| type | or | what it does |\n|---|---|---|")
        for command in group.commands:
            name, *others = (f"`{other}`" if other else tr("Enter") for other in command.names)
            argument = command.argument.replace("|", "\\|")
            typed = f"`{command.names[0]} {argument}`" if argument else name
            lines.append(f"| {typed} | {', '.join(others).replace('|', chr(92) + '|')} | {command.summary} |")
        lines.append("")
    return "\n".join([*lines, _FOOT])


_HEAD = """\
<!-- Made by `python -m tuinews.cli.plain.manual > docs/plain.md`. -->

# Reading without a screen

`tuinews read --plain` reads one article after the other, in lines that are only ever appended: nothing is drawn over,
so that screen readers, braille displays, `script` and slow links get every word once. Labels stand before values, and
nothing is told by colour.

    tuinews read --plain                       what is unread
    tuinews read --plain folder:World newer:1d what a query finds

After each article there is a line to type on. **Enter** marks it read and goes on, **s** stars it, **h** says what else
there is, **q** leaves. A number opens that article of the list.
"""

_FOOT = """\
## Everything else

Each command of the program can be typed as well, without `tuinews` before it; `this` in its words stands for the
current article:

    mutes add author:"A. Writer" --until 2w
    stories split this
    add https://coast.example --folder World
    rules test storms

A name behind `h` explains one command, and `--help` behind a command of the program explains that.

## The reader on the screen

In the reader on the screen the terminal's own cursor stands on the current row, link or field, and in an article on the
line that is read, so that screen readers, braille displays and magnifiers follow it: **j** and **k** lead it from line
to line, **Space** to the first new line of the next page. `NO_COLOR` switches colours off, and what is current is told
by signs and reversed cells.

These keys go to what can be opened, one after the other: **)** to the next link of an article, **(** to the one before,
**Enter** opens it; **u** lists all links, to choose from by typing. **g M** shows the last messages in rows that stay.

These settings help what reads the screen aloud. They stand in the section `[look]` of the settings:

    cursor = true            shows the cursor: some magnifiers and readers follow it only where it is seen
    right_to_left = "off"    leaves Arabic and Hebrew in the order in which they are spoken
    images = "off"           shows no pictures, only what is said of them

`tuinews config set look.cursor true` sets one.
"""

if __name__ == "__main__":
    sys.stdout.write(render_page())
