"""Articles one after the other, and a line to type on after each."""

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tuinews.cli.articles.queries import make_ready
from tuinews.cli.articles.show import WIDEST
from tuinews.cli.command import find, names, suggest
from tuinews.cli.parser import parse
from tuinews.cli.plain.article_lines import article_lines
from tuinews.cli.session import CommandSession
from tuinews.engine.library import Library
from tuinews.model.entry import Article, Entry, Flag, Mark
from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.query import Query, parse_query

if TYPE_CHECKING:
    from argparse import Namespace

    from tuinews.cli.plain.command import PlainCommand

ASKED = "Enter: next, f: full text, s: star, k: keep unread, h: help, q: quit."

_THIS = "this"
"""Stands for the current article's id in the words of a command."""


class ListPosition(NamedTuple):
    """A list of articles, and which of them is current."""

    query: str
    ids: Sequence[int]
    at: int = 0


class PlainReader:
    """Where the user is in a list, and what is done with a typed line."""

    def __init__(self, session: CommandSession, library: Library, commands: "dict[str, PlainCommand]") -> None:
        self.session, self.library = session, library
        session.opened = library
        self._commands = commands
        self.list = ListPosition("", ())
        self.before: list[ListPosition] = []
        """The lists that the user came from, the last one last."""
        self.article: Article | None = None
        """What was printed last: that of the list, or one that a link led to."""
        self.ended = False
        """Whether the end of the list was told: to go on once more is to leave."""
        self.left = False
        """Whether the user has read enough."""

    # What there is

    @property
    def current(self) -> Article:
        """The article that was printed last; raises UsageError when there is none."""
        if self.article is None:
            raise UsageError(tr("There is no article here: `go all` goes to all that there are."))
        return self.article

    @property
    def entry(self) -> Entry:
        """The current article's entry; raises UsageError when there is none."""
        return self.current.entry

    def say(self, text: str) -> None:
        """Print a line of our own."""
        self.session.output.line(text)

    def publish(self, text: str) -> None:
        """Print words of a publisher, as they are."""
        self.session.output.publication(text)

    # Going

    async def go(self, query: str) -> None:
        """Go to the articles that a query finds, and print the first; nothing changes where none are found.

        Raises:
            QueryError: it is no query.
        """
        asked = parse_query(query, self.session.now())
        await make_ready(self.session, self.library, asked)
        ids = await self.library.entries.ids(asked)
        if not ids:
            self.say(tr("Nothing is there: no article matches {query}.", query=query))
            return
        if self.list.ids:
            self.before.append(self.list)
        self.list = ListPosition(query, ids)
        await self.print_current()

    async def start(self, query: Query) -> bool:
        """Begin with the articles that a query finds; return False when there are none."""
        self.list = ListPosition(query.text, await self.library.entries.ids(query))
        if not self.list.ids:
            self.session.output.note(tr("Nothing to read: nothing matches."))
            return False
        await self.print_current()
        return True

    async def move(self, step: int) -> None:
        """Go on (1) or back (-1) in the list, and print what is there; at its ends say so."""
        at = self.list.at + step
        self.ended = at >= len(self.list.ids)
        if self.ended:
            self.say(
                tr("That was the last article. Enter once more leaves; go inbox, or any place or query, goes on there.")
            )
            return
        if at < 0:
            self.say(tr("This is the first article."))
            return
        self.list = self.list._replace(at=at)
        await self.print_current()

    async def print_rest(self) -> None:
        """Print all that follow in the list."""
        for _ in range(self.list.at + 1, len(self.list.ids)):
            await self.move(1)

    async def open_number(self, number: int) -> None:
        """Go to an article of the list by its number; raises UsageError."""
        if not 1 <= number <= len(self.list.ids):
            raise UsageError(
                tr("There is no article {number} in this list of {count}.", number=number, count=len(self.list.ids))
            )
        if number - 1 != self.list.at:
            self.before.append(self.list)
        self.list = self.list._replace(at=number - 1)
        await self.print_current()

    async def step_back(self) -> None:
        """Return from a link to the list, else to the list before."""
        if self.article is not None and self.list.ids and self.article.entry.id != self.list.ids[self.list.at]:
            await self.print_current()
        elif self.before:
            self.list = self.before.pop()
            await self.print_current()
        else:
            self.say(tr("There is nothing to go back to."))

    async def print_current(self) -> None:
        """Print the current article of the list."""
        entry_id = EntryId(self.list.ids[self.list.at])
        self.say(tr("Article {at} of {count}.", at=self.list.at + 1, count=len(self.list.ids)))
        self.print_article(await self.library.articles.open(entry_id))

    def print_article(self, article: Article) -> None:
        """Print an article, which is the current one from now on."""
        self.article, self.ended = article, False
        if article.notice:
            self.say(article.notice)
        self.publish(article_lines(article, min(self.session.output.width, WIDEST)) + "\n")

    async def mark(self, flag: Flag, *, value: bool, quiet: bool = False) -> None:
        """Set a mark of the current article or take it away, and say what that did."""
        marked = await self.library.entries.mark(Mark(flag=flag, value=value, ids=(self.entry.id,)))
        if not quiet:
            self.say(marked.sentence)

    # Lines

    async def converse(self) -> None:
        """Do what is typed, line by line, until the user has read enough."""
        self.session.output.linear = True
        while not self.left:
            line = self.session.ask(ASKED)
            if line is None:
                return
            try:
                await self.take(line)
            except TuinewsError as error:
                self.say(str(error))

    async def take(self, line: str) -> None:
        """Do what a line says; raises TuinewsError."""
        name, _, rest = line.strip().partition(" ")
        command = self._commands.get(name.lower())
        if command is not None:
            await command.run(self, rest.strip())
        elif name.isascii() and name.isdigit():
            await self.open_number(int(name))
        elif name in names():
            await self.run_program_command(name, rest)
        else:
            near = suggest(name, (*self._commands, *names()))
            raise UsageError(tr("There is no command {name!r}{near} h lists them all.", name=name, near=near))

    async def run_program_command(self, name: str, rest: str) -> None:
        """Run one of the program's commands, `this` in its words standing for the current article."""
        if name in _ELSEWHERE:
            raise UsageError(tr("{name} cannot be used while reading: quit, and type `tuinews {name}`.", name=name))
        row, command = find(name)
        try:
            words = [str(self.entry.id) if word == _THIS else word for word in shlex.split(rest)]
        except ValueError:
            raise UsageError(tr("A quote is opened and not closed: close it.")) from None
        try:
            values: Namespace = parse(row, command, words)
        except SystemExit:  # its help was asked for
            return
        outcome = command.run(self.session, values)
        if not isinstance(outcome, int):
            await outcome


_ELSEWHERE = frozenset({"demo", "read", "restore", "serve", "tour"})
"""Commands that open a reader of their own, or that put another library in the place of the one that is open."""
