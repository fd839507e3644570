"""`show`: one article with its text."""

from argparse import ArgumentParser, Namespace

from tuinews.article import plain_text, to_html, to_markdown
from tuinews.article.write.html_file import html_page
from tuinews.article.write.markdown_file import markdown_article
from tuinews.article.write.text_file import text_article
from tuinews.cli.articles.entries import find_entry
from tuinews.cli.command import Command
from tuinews.cli.json_shapes import Texts, article_shape
from tuinews.cli.session import Session
from tuinews.model.entry import Article
from tuinews.model.error import TuinewsError, UsageError

NARROWEST, WIDEST = 20, 100
"""Columns: the least that text is set in, and the most unless --width says more."""


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("entry", metavar="ENTRY", help="an entry's id, or its URL")
    parser.add_argument("--full", action="store_true", help="the page's full text, fetched if it is not cached")
    parser.add_argument("--format", choices=("text", "markdown", "html", "json"), default="text", help="text (default)")
    parser.add_argument("--width", metavar="N", type=int, help="columns to set the text in")
    parser.add_argument("--json", action="store_true", help="short for --format json")


async def _show(session: Session, values: Namespace) -> int:
    width = values.width if values.width is not None else min(session.output.width, WIDEST)
    if width < NARROWEST:
        raise UsageError(f"--width {width} is too narrow to set text in: give at least {NARROWEST}.")
    async with session.library() as library:
        entry_id = await find_entry(library, values.entry)
        open_it = library.articles.full_text if values.full else library.articles.open
        article = await open_it(entry_id)
        await library.upkeep.catch_up()
    if article.notice:
        session.output.note(article.notice)
    _print(session, article, "json" if values.json else values.format, width)
    return TuinewsError.exit_code if values.full and article.notice else 0


def _print(session: Session, article: Article, form: str, width: int) -> None:
    match form:
        case "json":
            document = article.document
            texts = Texts(plain_text(document), to_markdown(document), to_html(document))
            session.output.json(article_shape(article, texts))
        case "markdown":
            session.output.publication(markdown_article(article))
        case "html":
            session.output.publication(html_page(article))
        case _:
            session.output.publication(text_article(article, width))


_NOTES = """\
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
