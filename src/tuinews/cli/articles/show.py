"""`show`: one article with its text."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import suppress

from tuinews.cli.articles.queries import find_some_stories
from tuinews.cli.command import PARTLY_DONE, Command
from tuinews.cli.json_shapes import Texts, article_shape
from tuinews.cli.references import STDIN, FoundEntries, add_ignore_missing, find_entries, find_entry, tell_missing
from tuinews.cli.session import CommandSession
from tuinews.engine.library import Library
from tuinews.model.entry import Article
from tuinews.model.error import NotFoundError, StoreError, TuinewsError, UsageError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr

NARROWEST, WIDEST = 20, 100
"""Columns: the least that text is set in, and the most unless --width says more."""


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("entries", metavar="ENTRY", nargs="+", help="an entry's id, or its URL; - reads them")
    parser.add_argument("--full", action="store_true", help="the page's full text, fetched if it is not cached")
    parser.add_argument("--format", choices=("text", "markdown", "html", "json"), default="text", help="text (default)")
    parser.add_argument(
        "--width",
        metavar="N",
        type=_width,
        help=tr("columns to set the text in, at least {narrowest}", narrowest=NARROWEST),
    )
    add_ignore_missing(parser)
    parser.add_argument("--json", action="store_true", help="short for --format json")


def _width(text: str) -> int:
    """Return the columns to set text in; raises UsageError."""
    if text.isascii() and text.isdigit() and len(text) < 7 and int(text) >= NARROWEST:
        return int(text)
    raise UsageError(tr("--width counts columns: write a number from {narrowest} on.", narrowest=NARROWEST))


async def _show(session: CommandSession, values: Namespace) -> int:
    width = max(NARROWEST, min(session.output.width, WIDEST)) if values.width is None else values.width
    form = "json" if values.json else values.format
    alone = len(values.entries) == 1 and values.entries[0] != STDIN
    if form == "html" and not alone:
        raise UsageError(tr("A page of HTML is one article: name one, or use `tuinews save` for several."))
    async with session.library() as library:
        chosen = await _choose(session, library, values.entries, strict=alone and not values.ignore_missing)
        lacking = False
        if form == "json":
            await find_some_stories(library)
        for number, entry_id in enumerate(chosen.ids):
            article = await _open(library, entry_id, full=values.full)
            if article is None:
                continue
            if article.notice:
                session.output.note(article.notice)
            lacking |= bool(values.full and article.notice)
            if number and form != "json":
                session.output.line("")
            _print(session, article, form, width, alone=alone)
        with suppress(StoreError):  # a library that cannot be written can be read
            await library.upkeep.catch_up()
    if tell_missing(session, "entry", chosen.missing, ignored=values.ignore_missing):
        return PARTLY_DONE
    return TuinewsError.exit_code if lacking else 0


async def _choose(session: CommandSession, library: Library, words: Sequence[str], *, strict: bool) -> FoundEntries:
    """Return the entries that are named; `strict`: it is one, and raises NotFoundError if it is not there."""
    if strict:
        return FoundEntries((await find_entry(library, words[0]),))
    return await find_entries(session, library, words)


async def _open(library: Library, entry_id: EntryId, *, full: bool) -> Article | None:
    """Return the article, or `None` if it went after it was found."""
    try:
        return await (library.articles.full_text if full else library.articles.open)(entry_id)
    except NotFoundError:
        return None


def _print(session: CommandSession, article: Article, form: str, width: int, *, alone: bool) -> None:
    match form:
        case "json":
            from tuinews.article import plain_text, to_html, to_markdown

            document = article.document
            texts = Texts(plain_text(document), to_markdown(document), to_html(document))
            session.output.json_publication(article_shape(article, texts), alone=alone)
        case "markdown":
            from tuinews.article.write.markdown_file import markdown_article

            session.output.publication(markdown_article(article))
        case "html":
            from tuinews.article.write.html_file import html_page

            session.output.publication(html_page(article))
        case _:
            from tuinews.article.write.text_file import text_article

            session.output.publication(text_article(article, width))


_NOTES = """\
- reads entries from stdin: ids and URLs, or the lines of `tuinews list`. Of several articles, JSON is one object a
line, and one that is not there is named on stderr: it leaves with 3 then, unless --ignore-missing is given.
If --full is asked for and the page cannot be had, what the feed has is printed, stderr says why, and it leaves with 1.
"""

COMMANDS = {
    "show": Command(
        _describe,
        _show,
        ("show 42", "show 42 --full --format markdown > article.md", "show https://example.org/story --json"),
        _NOTES,
    ),
}
