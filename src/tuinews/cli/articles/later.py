"""`later`: any page of the web, read like an article and kept for later."""

from argparse import ArgumentParser, Namespace

from tuinews.cli.command import PARTLY_DONE, Command
from tuinews.cli.session import CommandSession
from tuinews.engine.articles.articles import Articles
from tuinews.engine.rules.entry_shape import entry_shape
from tuinews.model.entry import Article, Flag, Mark, set_flag
from tuinews.model.error import StoreError, TuinewsError
from tuinews.model.language import tr

_NOTES = """\
The page is fetched and read as an article: its text without the rest, its tags, author and date. It belongs to no feed;
`tuinews list is:later` and Later in the reader show it. A page that is here already is fetched no more, and one that a
feed brought is marked where it is. `tuinews undo` takes the mark back.
One that cannot be read stops none of the others: stderr says why, and it leaves with 3 then, or with 1 if none can.
"""


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("urls", metavar="URL", nargs="+", help="the address of a page")
    parser.add_argument("--json", action="store_true", help="print one entry as an object, several as a list")


async def _keep_pages(session: CommandSession, values: Namespace) -> int:
    kept: list[Article] = []
    failed: TuinewsError | None = None
    async with session.library() as library:
        for url in dict.fromkeys(values.urls):
            try:
                kept.append(await _keep_page(session, library.articles, url))
            except StoreError:
                raise
            except TuinewsError as error:
                if len(values.urls) == 1:
                    raise
                session.output.note(tr("tuinews: {error}", error=error))
                failed = error
        if kept:
            ids = tuple(dict.fromkeys(article.entry.id for article in kept))
            await library.entries.mark(Mark(Flag.LATER, value=True, ids=ids))
            await library.upkeep.catch_up()
    _tell(session, kept, as_json=values.json, alone=len(values.urls) == 1)
    if failed is None:
        return 0
    return PARTLY_DONE if kept else failed.exit_code


async def _keep_page(session: CommandSession, articles: Articles, url: str) -> Article:
    with session.output.progress(doing=tr("Fetching {url}", url=url)) as advance:
        advance(0, 1, url)
        article = await articles.keep_page(url)
    if article.notice:
        session.output.note(article.notice)
    return article


def _tell(session: CommandSession, kept: list[Article], *, as_json: bool, alone: bool) -> None:
    entries = [set_flag(article.entry, Flag.LATER, value=True) for article in kept]
    if as_json:
        shapes = [entry_shape(entry) for entry in entries]
        if alone:
            session.output.json(shapes[0])
        else:
            session.output.json_rows(shapes)
        return
    for entry in entries:
        minutes = tr(", {minutes} min", minutes=entry.minutes) if entry.minutes else ""
        session.output.note(
            tr(
                "Kept for later as {id}: {title} ({feed}{minutes}).",
                id=entry.id,
                title=entry.title,
                feed=entry.feed,
                minutes=minutes,
            )
        )


COMMANDS = {
    "later": Command(
        _describe,
        _keep_pages,
        ("later https://example.org/a-long-read", "later https://example.org/a https://example.org/b --json"),
        _NOTES,
    )
}
