"""`demo`: the reader on a sample portal that is served on loopback, with a library of its own."""

import shutil
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tuinews.cli.command import Command
from tuinews.cli.reader import read, require_terminal
from tuinews.cli.session import CommandSession
from tuinews.config.paths import find_paths
from tuinews.model.clock import Instant
from tuinews.model.feed import NewFeed
from tuinews.model.language import tr

_TOUR_NOTES = """\
Each step waits for its key. :tour ends it; the reader stays open on the sample portal, and nothing of it is kept.
"""


def _describe_demo(parser: ArgumentParser) -> None:
    parser.add_argument("--keep", action="store_true", help="keep the demo's home afterwards and say where it is")


def _demo(session: CommandSession, values: Namespace) -> int:
    require_terminal(session)
    return open_demo(session, keep=values.keep)


def _describe_tour(_parser: ArgumentParser) -> None:
    """Declare no arguments: there are none."""


def _tour(session: CommandSession, _values: Namespace) -> int:
    require_terminal(session)
    return open_demo(session, keep=False, tour=True)


def open_demo(session: CommandSession, *, keep: bool, in_browser: bool = False, tour: bool = False) -> int:
    """Open the reader on the sample portal, perhaps with a guided first use; return its exit code."""
    from tuinews.demo import serve

    with _home(session, keep=keep) as home, serve(session.now()) as site:
        paths = find_paths(str(home), {})
        # a second ago: what the reader undoes is what was done since it opened
        subscribe(paths.store, site.feeds, session.now() - 1, preferred=site.feeds[0])
        return read(session, paths, in_browser=in_browser, tour=tour)


@contextmanager
def _home(session: CommandSession, *, keep: bool) -> Iterator[Path]:
    """Give a directory for the demo, and remove it afterwards unless it is to be kept."""
    home = Path(tempfile.mkdtemp(prefix="tuinews-demo-"))
    try:
        yield home
    finally:
        if keep:
            session.output.note(
                tr(
                    "The demo's home is {home}: `tuinews --home {home}` reads what came. Nothing new "
                    "comes there: its feeds were served by the demo alone, which has ended.",
                    home=home,
                )
            )
        else:
            shutil.rmtree(home, ignore_errors=True)


def subscribe(store: Path, feeds: Sequence[NewFeed], now: Instant, *, preferred: NewFeed) -> None:
    """Store subscriptions without fetching them: the reader fetches what is due when it opens.

    The preferred one leads the stories that it tells: else the feed that answers first would, another at each start.
    """
    from tuinews.model.change import FeedEdit
    from tuinews.store import Writer, prepare

    prepare(store, now)
    writer = Writer(store, lambda: now)
    try:
        for feed in feeds:
            feed_id = writer.add_feed(feed)
            if feed is preferred:
                writer.edit_feed(feed_id, FeedEdit(prefer=True))
    finally:
        writer.close()


COMMANDS = {
    "demo": Command(_describe_demo, _demo, ("demo", "demo --keep")),
    "tour": Command(_describe_tour, _tour, ("tour",), _TOUR_NOTES),
}
