"""`completion`: what a shell needs to complete the commands, and the names that it asks for meanwhile."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from tuinews.cli.command import Command
from tuinews.cli.session import CommandSession
from tuinews.cli.shell.words import NAME_KINDS, read_commands
from tuinews.engine.library import Library
from tuinews.model.error import TuinewsError, UsageError

SHELLS = ("bash", "zsh", "fish")

_MOST_TAGS = 500
"""Tags that are offered, the most common ones."""

_NOTES = """\
It completes commands, options, their values, queries, and the names of your feeds, folders, tags, views and rules. The
package brings all three along; where your shell does not find them, print yours to where it looks:
  bash: ~/.local/share/bash-completion/completions/tuinews
  zsh:  _tuinews in a folder of $fpath
  fish: ~/.config/fish/completions/tuinews.fish
"""


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("shell", metavar="SHELL", nargs="?", choices=SHELLS, help=f"one of {', '.join(SHELLS)}")
    parser.add_argument(
        "--names", metavar="KIND", choices=NAME_KINDS, help=f"print the names that there are: {', '.join(NAME_KINDS)}"
    )


async def _complete(session: CommandSession, values: Namespace) -> int:
    if (values.shell is None) == (values.names is None):
        raise UsageError("Say for which shell: completion bash, zsh or fish.")
    if values.names is not None:
        await _print_names(session, values.names)
        return 0
    session.output.data(write_completion(values.shell).encode())
    return 0


def write_completion(shell: str) -> str:
    """Return the script for one of `SHELLS`."""
    commands = read_commands()
    match shell:
        case "bash":
            from tuinews.cli.shell.bash import write_bash

            return write_bash(commands)
        case "zsh":
            from tuinews.cli.shell.zsh import write_zsh

            return write_zsh(commands)
        case _:
            from tuinews.cli.shell.fish import write_fish

            return write_fish(commands)


async def _print_names(session: CommandSession, kind: str) -> None:
    """Print the names of a kind; where there is no library, or none that can be read, there are none."""
    if not session.paths().store.exists():
        return
    try:
        async with session.library(forgiving=True) as library:
            names = await _read_names(library, kind)
    except TuinewsError:
        return
    for name in dict.fromkeys(filter(None, names)):
        session.output.line(name)


async def _read_names(library: Library, kind: str) -> Sequence[str]:
    match kind:
        case "tag":
            return [topic.name for topic in await library.topics.page(limit=_MOST_TAGS, whole=False)]
        case "view":
            return [view.name for view in await library.views.all()]
        case "rule":
            return [rule.name for rule in await library.rules.all(options=False)]
    feeds = await library.feeds.all()
    match kind:
        case "feed":
            return [feed.title for feed in feeds]
        case "lang":
            return sorted({feed.card.lang for feed in feeds})
        case _:
            return sorted({"/".join(feed.folder[:depth]) for feed in feeds for depth in range(1, len(feed.folder) + 1)})


COMMANDS = {
    "completion": Command(
        _describe,
        _complete,
        ("completion bash > ~/.local/share/bash-completion/completions/tuinews", "completion fish"),
        _NOTES,
    )
}
