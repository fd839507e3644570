"""Reading without a screen: every command that can be typed, and what a whole conversation prints."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from cli.door import Page, Web
from tuinews.cli.command_line import CommandLine
from tuinews.cli.output import Output, TableColumn
from tuinews.cli.plain.manual import BY_PROGRAM_COMMAND, GROUPS, SCREEN_ONLY, commands, render_page
from tuinews.cli.plain.plain_reader import PlainReader
from tuinews.cli.plain.tables import read_tables
from tuinews.cli.session import CommandSession
from tuinews.model.document import Document, Paragraph, Span, Table, TableCell
from tuinews.model.entry import Flag
from tuinews.model.query import parse_query
from tuinews.model.text import safe_text
from tuinews.ui.actions import keymap_of

FEED = """<rss version="2.0"><channel><title>Quay Gazette</title>{items}</channel></rss>"""
PAGE = f"""<html><head><title>Why it fell</title></head><body><article><h1>Why it fell</h1>
{"<p>A bolt of the crane was loose, as the harbour office found out in the week after it fell.</p>" * 6}
</article></body></html>"""
ITEM = """<item><title>{title}</title><guid>{title}</guid><link>{base}/{n}</link><category>quays</category>
<enclosure url="{base}/{n}.mp3" type="audio/mpeg" length="9"/>
<pubDate>Mon, 30 Nov 2026 0{n}:00:00 GMT</pubDate><description><![CDATA[{text}]]></description></item>"""
TEXTS = (
    ("Crane falls", "<p>The crane fell at noon.</p><p>See <a href='{base}/why'>why it fell</a>.</p>"),
    ("Tide table", "<table><tr><th>Day</th><th>High</th></tr><tr><td>Monday</td><td>4 m</td></tr></table>"),
    ("Pilot boats", "<p>Three pilot boats were sold.</p><p><img src='{base}/boat.png' alt='a red boat'></p>"),
)


Converse = Callable[..., str]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandSession]:
    """A session whose library has a feed of three articles."""
    web, home = Web(), tmp_path_factory.mktemp("plain")
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text("[refresh]\nhost_gap_seconds = 0.0\n")
    items = "".join(
        ITEM.format(title=title, n=9 - n, base=web.base, text=text.format(base=web.base))
        for n, (title, text) in enumerate(TEXTS)
    )
    web.pages["/feed.xml"] = Page(FEED.format(items=items).encode())
    web.pages["/why"] = Page(PAGE.encode(), "text/html")
    session = CommandSession(CommandLine("read", home=str(home)))
    with session.open_library(session.paths(), session.settings(session.paths())) as library:
        asyncio.run(library.feeds.add(f"{web.base}/feed.xml"))
        session.opened = library
        yield session
    web.close()


@pytest.fixture
def converse(opened: CommandSession, capsys: pytest.CaptureFixture[str]) -> Converse:
    """Type lines; what is printed behind the first article."""

    async def run() -> None:
        assert opened.opened is not None
        # what one conversation left is not what the next begins with, in whatever order they are held
        for words, flag in (("is:read", Flag.READ), ("is:starred", Flag.STARRED), ("is:later", Flag.LATER)):
            await opened.opened.entries.mark_all(parse_query(words, opened.now()), flag, value=False)
        reader = PlainReader(opened, opened.opened, commands())
        await reader.start(parse_query("", opened.now()))
        assert capsys.readouterr().out.startswith("Article 1 of 3.\nCrane falls")
        await reader.converse()

    def say(*lines: str) -> str:
        opened.stdin = StringIO("".join(f"{line}\n" for line in lines))
        opened.output = Output(sys.stdout, sys.stderr)
        asyncio.run(run())
        return capsys.readouterr().out

    return say


@pytest.mark.parametrize(
    ("lines", "printed"),
    [
        (("list",), "Crane falls. Quay Gazette."),
        (("3",), "Article 3 of 3."),
        (("n", "p"), "Article 1 of 3."),
        (("k",), "Article 2 of 3."),
        (("2", "tables"), "Row 1. Day: Monday. High: 4 m."),
        (("3", "pictures"), "Picture 1. Shows: a red boat."),
        (("find noon",), "The crane fell at noon."),
        (("links",), "1. Link: why it fell. Address: http://127.0.0.1:"),
        (("again",), "Text: of the feed.\n"),
        (("again",), "Feed: Quay Gazette. Date: 2026-11-30 "),
        (("again",), "\n[2] Enclosure: audio/mpeg, "),
        (("follow [1]",), "A bolt of the crane was loose"),
        (("links", "follow 1"), "A bolt of the crane was loose"),
        (("follow 1", "back"), "Article 1 of 3."),
        (("tags",), "Tag 1: quays."),
        (("tags 1", "where"), 'Query: tag:"quays".'),
        (("search pilot",), "Article 1 of 1.\nPilot boats"),
        (("filter title:tide",), "Article 1 of 1.\nTide table"),
        (("go crane OR tide", "filter title:tide OR title:boats"), "Article 1 of 1.\nTide table"),
        (("sort oldest",), "Article 1 of 3.\nPilot boats"),
        (("go feed Quay Gazette",), "Article 1 of 3."),
        (("go",), "Feed: Quay Gazette. Unread: "),
        (("s", "go starred"), "Article 1 of 1.\nCrane falls"),
        (("3", "back"), "Article 3 of 3.\nPilot boats"),
        (("3", "2", "back", "back", "where"), "Article 1 of 3. Query"),
        (('go tag "Mill Bridge"',), 'matches tag:"Mill Bridge".'),
        (("go topics",), "Unread: "),
        (("settings",), "There is no command 'settings': did you mean 'config'?"),
        (("xyzzy",), "There is no command 'xyzzy'. h lists"),
        (("label heavy, to quote", "go tag to quote"), "Article 1 of 1.\nCrane falls"),
        (("note", "note ask Mara", "note", "again", "note -"), "You have written no note to it.\nnote written; undo"),
        (("note -", "note ask Mara", "note", "undo", "note"), "Your note: ask Mara\nUndone: note written"),
        (("note ask Tom", "go notes", "note -"), "Article 1 of 1.\nCrane falls"),
        (("edit-note",), "needs a terminal"),
        (("below", "go is:read"), "Article 1 of 2.\nTide table"),
        (("done", "undo"), "Undone: "),
        (("why",), "Quay Gazette"),
        (("story",), "No other source tells this"),
        (("3", "near"), "Nothing that is stored is near enough"),
        (("changes",), "Nothing of this article was changed"),
        (("markdown",), "[why it fell]"),
        (("address",), "Crane falls\nhttp"),
        (("feeds",), "Id: 1. Feed: Quay Gazette. Unread: "),
        (("topics",), "Tag: quays."),
        (("mark star this", "count is:starred"), "1\n"),
        (("mutes add noon", "mutes", "undo"), "noon"),
        (("h star",), "star: Star this article, or take the star off. Or: s."),
        (("h",), "Upkeep: config"),
        (("", "", ""), "That was the last article."),
        (("strar",), "There is no command 'strar': did you mean 'star'? h lists them all."),
        (("9",), "There is no article 9 in this list of 3."),
        (("follow 77",), "Say which by its number, 1 to 3: links lists them."),
        (("go colour:red",), "colour"),
        (("go nosuchword",), "Nothing is there: no article matches nosuchword."),
        (("restore x",), "restore cannot be used while reading"),
        (('show "this',), "A quote is opened and not closed"),
        (("show 99999",), "99999"),
    ],
)
def test_what_a_typed_line_prints(converse: Converse, lines: tuple[str, ...], printed: str) -> None:
    assert printed in converse(*lines, "q")


def test_rows_are_sentences_and_nothing_moves(capsys: pytest.CaptureFixture[str]) -> None:
    output = Output(sys.stdout, sys.stderr)
    output.linear = True
    long = "The crane of the harbour " * 9
    columns = (TableColumn("id"), TableColumn(""), TableColumn("title", limit=9), TableColumn("why"), TableColumn("#"))
    output.rows(columns, [("4", "●★", f"{long}fell!", "", "-"), ("5", "○ ", "Tide", "it is due.", "2")])
    output.rows((), [("quays",)])
    with output.progress(doing="Fetching https://tern.example/") as advance:
        advance(1, 2, "1 new")
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        f"Id: 4. Unread, starred. Title: {long}fell! Number: none.",
        "Id: 5. Read. Title: Tide. Why: it is due. Number: 2.",
        "quays.",
    ]
    assert printed.err == "Fetching https://tern.example/ …\n"


def test_enter_marks_read_and_once_more_at_the_end_leaves(converse: Converse) -> None:
    printed = converse("", "", "", "count is:unread", "", "list")
    assert "That was the last article." in printed
    assert printed.endswith("\n0\n")


def test_each_command_has_a_sentence_and_names_of_its_own() -> None:
    every = [command for group in GROUPS for command in group.commands]
    names = [name.lower() for command in every for name in command.names]
    assert len(names) == len(set(names))
    assert all(command.summary.endswith(".") for command in every)


def test_every_action_of_the_reader_can_be_typed_but_those_about_panes() -> None:
    typed = {action for group in GROUPS for command in group.commands for action in command.covers}
    typed |= {action for actions in BY_PROGRAM_COMMAND.values() for action in actions}
    actions = keymap_of("vim", {}).actions
    on_screen = {action.id for action in actions.values() if action.in_panes}
    assert on_screen - typed - SCREEN_ONLY == set()
    assert (typed | SCREEN_ONLY) - set(actions) == set()
    assert not typed & SCREEN_ONLY


def test_the_page_is_that_of_the_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "plain.md"
    assert page.read_text("utf-8") == render_page(), "run: python -m tuinews.cli.plain.manual > docs/plain.md"


def cell(text: str, *, header: bool = False, columns: int = 1) -> TableCell:
    return TableCell((Span(safe_text(text)),), header, columns)


def test_tables_are_read_row_by_row_with_their_headings() -> None:
    rows = (
        (cell("Port", header=True), cell("Depth", header=True, columns=2), cell("", header=True)),
        (cell("Aldry"), cell("4 m"), cell(""), cell("deep")),
        (cell("Skerrow", columns=3), cell("shallow")),
    )
    caption = (Span(safe_text("Ports")),)
    document = Document((Paragraph(caption), Table(rows, caption), Table(((cell("alone"),),))))
    assert list(read_tables(document)) == [
        "Table 1: Ports. 2 rows, 4 columns.",
        "Row 1. Port: Aldry. Depth: 4 m. Depth: empty. deep.",
        "Row 2. Port: Skerrow. shallow.",
        "Table 2. 1 row, 1 column.",
        "Row 1. alone.",
    ]
