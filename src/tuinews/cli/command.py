"""The table of commands: a new one is a row here and a `Command` of the same name in the module it names."""

from collections.abc import Callable, Coroutine, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from tuinews.model.error import UsageError
from tuinews.model.language import tr, tr_later

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from tuinews.cli.session import CommandSession


PARTLY_DONE = 3
"""The exit code of a command that did what it could, but not all of it."""


class Command(NamedTuple):
    """How a command is parsed and run."""

    describe: "Callable[[ArgumentParser], None]"
    """Declares its arguments."""
    run: "Callable[[CommandSession, Namespace], Coroutine[Any, Any, int] | int]"
    """Does it; the result is the exit code."""
    examples: tuple[str, ...]
    """Lines for `--help`, without the leading `tuinews`."""
    notes: str = ""
    """What else `--help` prints."""


class CommandRow(NamedTuple):
    """A command in the overview."""

    name: str
    module: str
    """The module below `tuinews.cli` whose `COMMANDS` holds it."""
    text: str
    """What it does; `{forms}` in it stands for the forms of `model.form.FORMS`."""

    @property
    def summary(self) -> str:
        """What it does, with the names of the forms, which are imported only for this."""
        text = tr(self.text)
        if "{forms}" not in text:
            return text
        from tuinews.model.form import form_choice

        return text.replace("{forms}", form_choice())


GROUPS: dict[str, tuple[CommandRow, ...]] = {
    tr_later("Reading"): (
        CommandRow("demo", "demo", "open the reader on a bundled sample portal: needs no network"),
        CommandRow("tour", "demo", "a guided first use of two minutes, in the sample portal"),
        CommandRow("list", "articles.headlines", "headlines that match a query"),
        CommandRow("count", "articles.headlines", "how many entries match a query"),
        CommandRow("show", "articles.show", "one article as text, Markdown, HTML or JSON"),
        CommandRow("brief", "articles.brief", "what is new since your last visit, fitted to some minutes"),
        CommandRow("explain", "articles.explain", "why an entry is here, hidden or tagged, and where it came from"),
        CommandRow("enclosures", "articles.downloads", "the files that come with an article, such as an episode"),
        CommandRow("download", "articles.downloads", "fetch such files to keep them, from where they broke off"),
        CommandRow("save", "articles.save", "write articles as files: {forms}"),
        CommandRow("read", "articles.plain", "read one article after the other, without a screen (--plain)"),
        CommandRow("stories", "articles.stories", "what several of your sources tell of one event"),
        CommandRow("topics", "articles.topics", "every tag with its counts; aliases, names, what you follow"),
        CommandRow("related", "articles.related", "the stored articles that are nearest to one"),
        CommandRow("views", "articles.views", "saved queries with their counts"),
        CommandRow("mutes", "rules.mutes", "queries whose articles are hidden"),
        CommandRow("rules", "rules.rules", "what is done with articles as they arrive"),
    ),
    tr_later("Marking"): (
        CommandRow("mark", "articles.marks", "mark entries read, starred or to be read later"),
        CommandRow("later", "articles.later", "read any page of the web, and keep it for later as an article"),
        CommandRow("tag", "articles.marks", "give an entry tags of your own, or take them off"),
        CommandRow("note", "articles.notes", "your note to an entry: read it, write it, take it away"),
        CommandRow("undo", "articles.undo", "take the last change back"),
        CommandRow("redo", "articles.undo", "do again what was undone last"),
        CommandRow("journal", "articles.undo", "what was changed, each of it to be undone by its number"),
    ),
    tr_later("Feeds"): (
        CommandRow("add", "feeds.subscriptions", "subscribe to a feed, or to what a site offers"),
        CommandRow("remove", "feeds.subscriptions", "unsubscribe"),
        CommandRow("edit", "feeds.edit", "change a feed's title, folder, URL or habits"),
        CommandRow("feeds", "feeds.subscriptions", "your feeds and how they are doing"),
        CommandRow("ageing", "feeds.shelf_lives", "whether unread news leaves the inbox after a time, and when"),
        CommandRow("refresh", "feeds.refresh", "fetch what is due"),
        CommandRow("sync", "feeds.sync", "keep the library in step with a server or a folder"),
        CommandRow("import", "feeds.exchange", "subscribe to all of an OPML or newsboat list"),
        CommandRow("export", "feeds.exchange", "write your feeds as OPML or JSON"),
    ),
    tr_later("Upkeep"): (
        CommandRow("config", "upkeep.config", "show, check or edit the settings"),
        CommandRow("keys", "upkeep.keys", "the reader's keys"),
        CommandRow("doctor", "upkeep.doctor", "health of the store, config, terminal and network"),
        CommandRow("backup", "upkeep.backup", "write a copy of the store"),
        CommandRow("restore", "upkeep.backup", "put a copy in the store's place"),
        CommandRow("serve", "web.serve", "the reader in a browser on this machine (takes the extra `serve`)"),
        CommandRow("completion", "shell.completion", "what a shell needs to complete the commands: bash, zsh, fish"),
        CommandRow("inspect", "upkeep.inspect", "what the parsers make of a file, without touching the library"),
    ),
}


def names() -> tuple[str, ...]:
    """Return every command's name, in the order of the overview."""
    return tuple(row.name for rows in GROUPS.values() for row in rows)


def find(name: str) -> tuple[CommandRow, Command]:
    """Return the command with this name; raises UsageError with the nearest one."""
    for rows in GROUPS.values():
        for row in rows:
            if row.name == name:
                return row, load(row)
    raise UsageError(
        tr(
            "There is no command {name!r}{suggest} `tuinews --help` lists them all.",
            name=name,
            suggest=suggest(name, names()),
        )
    )


def load(row: CommandRow) -> Command:
    """Import the row's module and return its command."""
    commands: dict[str, Command] = import_module(f"tuinews.cli.{row.module}").COMMANDS
    return commands[row.name]


_OTHER_WORDS = {
    **dict.fromkeys(("unsubscribe", "delete", "del", "rm"), "remove"),
    **dict.fromkeys(("subscribe", "new"), "add"),
    **dict.fromkeys(("search", "find", "query", "articles", "headlines", "unread"), "list"),
    **dict.fromkeys(("health", "subscriptions", "sources", "status"), "feeds"),
    **dict.fromkeys(("fetch", "update", "reload", "pull"), "refresh"),
    **dict.fromkeys(("settings", "preferences", "options", "set"), "config"),
    **dict.fromkeys(("star", "catchup", "mark-read"), "mark"),
    **dict.fromkeys(("annotate", "comment", "memo", "notes"), "note"),
    **dict.fromkeys(("bookmark", "readlater"), "later"),
    **dict.fromkeys(("open", "view"), "show"),
    **dict.fromkeys(("filters", "filter", "killfile", "mute", "hide"), "mutes"),
    **dict.fromkeys(("podcast", "podcasts", "queue"), "download"),
    "tags": "topics",
    "rename": "edit",
    "check": "doctor",
}
"""What other readers call the commands."""


def suggest(name: str, known: Iterable[str]) -> str:
    """Return the rest of a sentence about a command that is not there: the one that is meant, or a full stop."""
    from difflib import get_close_matches

    word = name.lower()
    other = _OTHER_WORDS.get(word)
    near = [other] if other else get_close_matches(word, tuple(known), n=1, cutoff=0.65)
    return tr(": did you mean {near!r}?", near=near[0]) if near else "."
