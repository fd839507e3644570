"""Commands about the current article: its text, its links, its story, and what is done with it."""

import os
from typing import TYPE_CHECKING

from tuinews.article.write.masthead import local_time
from tuinews.article.write.text import to_text
from tuinews.cli.plain.article_lines import describe, find_destinations
from tuinews.cli.plain.command import PlainCommand, PlainGroup
from tuinews.cli.plain.tables import read_tables
from tuinews.model.document import leaf_text, walk
from tuinews.model.error import UsageError
from tuinews.model.language import tr, tr_count
from tuinews.model.text import fold
from tuinews.model.url import is_web

if TYPE_CHECKING:
    from tuinews.cli.plain.plain_reader import PlainReader


async def _print_again(reader: "PlainReader", _: str) -> None:
    reader.print_article(await reader.library.articles.open(reader.entry.id))


async def _print_full(reader: "PlainReader", _: str) -> None:
    if not reader.entry.full_text:
        reader.say(tr("Fetching its page …"))
    article = await reader.library.articles.full_text(reader.entry.id)
    if article.notice:
        reader.publish(f"{article.notice}\n")
    else:
        reader.print_article(article)


async def _print_before_edit(reader: "PlainReader", _: str) -> None:
    earlier = await reader.library.articles.find_earlier(reader.entry.id)
    if earlier is None:
        reader.say(tr("Nothing of this article was changed since it came."))
        return
    old, new = ([leaf_text(block) for block in walk(document)] for document in (earlier.document, earlier.later))
    reader.say(tr("The publisher changed it on {local_time}.", local_time=local_time(earlier.replaced_at)))
    if earlier.title != reader.entry.title:
        reader.publish(tr("Title before: {title}", title=earlier.title))
    for text in old:
        if text and text not in new:
            reader.publish(tr("Taken out: {text}", text=text))
    for text in new:
        if text and text not in old:
            reader.publish(tr("Put in: {text}", text=text))


async def _read_tables(reader: "PlainReader", _: str) -> None:
    lines = list(read_tables(reader.current.document))
    for line in lines:
        reader.publish(line)
    if not lines:
        reader.say(tr("This article has no table."))


async def _find(reader: "PlainReader", words: str) -> None:
    if not words:
        raise UsageError(tr("Say what to find in this article: find harbour."))
    found = [text for text in map(leaf_text, walk(reader.current.document)) if fold(words) in fold(text)]
    reader.say(
        tr(
            "{paragraphs} with “{words}”.",
            paragraphs=tr_count("{count} paragraph", "{count} paragraphs", len(found)),
            words=words,
        )
    )
    for text in found:
        reader.publish(text)


async def _print_links(reader: "PlainReader", _: str) -> None:
    found = find_destinations(reader.current)
    for number, destination in enumerate(found, 1):
        address = "" if destination.url in destination.name else tr(" Address: {url}", url=destination.url)
        reader.publish(f"{number}. {describe(destination)}.{address}")
    reader.say(
        tr("follow and a number opens it here, browse and a number in the browser.")
        if found
        else tr("It has no links.")
    )


def _pick(reader: "PlainReader", words: str) -> str:
    """Return the address with a number, which is that in the text; raises UsageError."""
    found = find_destinations(reader.current)
    number = words.strip("[]")  # as the text writes them
    if not found:
        raise UsageError(tr("This article has no links."))
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(found)):
        raise UsageError(tr("Say which by its number, 1 to {count}: links lists them.", count=len(found)))
    return found[int(number) - 1].url


async def _follow(reader: "PlainReader", words: str) -> None:
    address = _pick(reader, words)
    if not is_web(address):
        raise UsageError(
            tr(
                "Only web pages open here, and this is {address}: browse {words} opens it elsewhere.",
                address=address,
                words=words,
            )
        )
    reader.print_article(await reader.library.articles.follow(address, origin=reader.entry.id))


async def _browse(reader: "PlainReader", words: str) -> None:
    from tuinews.ui.programs.browser import browse, browse_here, browser_command, takes_the_terminal

    address = _pick(reader, words) if words else reader.entry.url
    settings = reader.session.settings(reader.session.paths(), forgiving=True).browser
    command = browser_command(settings.command, address, os.environ)
    if settings.terminal or takes_the_terminal(command):
        reader.say(browse_here(command))
    else:
        trouble = await browse(command, lambda: None)
        reader.say(trouble or tr("Opened in the browser: {address}", address=address))


async def _print_story(reader: "PlainReader", _: str) -> None:
    page = await reader.library.stories.find_others(reader.entry.id)
    if page is None:
        reader.say(tr("No other source tells this, as far as is known here."))
        return
    added = {addition.entry: addition.sentences for addition in page.additions}
    reader.say(
        tr(
            "Story {id}: {sources}.",
            id=page.story.id,
            sources=tr_count("{count} source", "{count} sources", page.story.sources),
        )
    )
    for member in page.story.entries:
        reader.publish(
            tr(
                "{local_time}. {feed}: {title}. Id {id}.",
                local_time=local_time(member.moment),
                feed=member.feed,
                title=member.title,
                id=member.id,
            )
        )
        for sentence in added.get(member.id, ()):
            reader.publish(tr("  It adds: {sentence}", sentence=sentence))
    for silent in page.silent:
        reader.publish(
            tr(
                "Of {name} have not told it: {value}.",
                name=silent.name,
                value=", ".join(source.feed for source in silent.sources),
            )
        )
    reader.say(tr("go story:{id} reads them one after the other.", id=page.story.id))


async def _print_explanation(reader: "PlainReader", _: str) -> None:
    explanation = await reader.library.explanations.explain(reader.entry.id)
    for section in explanation.sections:
        reader.publish(f"{section.title}: {section.why}")


async def _print_near_articles(reader: "PlainReader", _: str) -> None:
    found = await reader.library.related.find(reader.entry.id)
    for near in found:
        reader.publish(
            tr(
                "Id {id}. {title}. {feed}. Both say: {shared}.",
                id=near.id,
                title=near.title,
                feed=near.feed,
                shared=", ".join(near.shared),
            )
        )
    reader.say(
        tr("show and an id prints one.") if found else tr("Nothing that is stored is near enough to this article.")
    )


async def _print_pictures(reader: "PlainReader", _: str) -> None:
    from tuinews.model.document import Image, plain

    found = [block for block in walk(reader.current.document) if isinstance(block, Image)]
    for number, image in enumerate(found, 1):
        caption = plain(image.caption)
        reader.publish(
            tr(
                "Picture {number}. Shows: {alt}.{value}",
                number=number,
                alt=image.alt or tr("not said"),
                value=tr(" Caption: {caption}", caption=caption) if caption else "",
            )
        )
    if not found:
        reader.say(tr("This article has no pictures."))


async def _print_markdown(reader: "PlainReader", _: str) -> None:
    reader.publish(await reader.library.articles.markdown(reader.current))


async def _print_address(reader: "PlainReader", _: str) -> None:
    reader.publish(f"{reader.entry.title or tr('Untitled')}\n{reader.entry.url or tr('It has no address.')}")


async def _print_text(reader: "PlainReader", words: str) -> None:
    if not (words.isascii() and words.isdigit() and 20 <= int(words) <= 500):
        raise UsageError(tr("Say how many columns, 20 to 500: width 60."))
    reader.publish(to_text(reader.current.document, int(words)))


GROUP = PlainGroup(
    "This article",
    (
        PlainCommand(("again", "a"), _print_again, "Print the feed's text of this article again."),
        PlainCommand(
            ("full", "f", "v"),
            _print_full,
            "Print the text of its page, fetching it if need be.",
            covers=("full-text",),
        ),
        PlainCommand(("changes", "d"), _print_before_edit, "Say what the publisher changed.", covers=("changes",)),
        PlainCommand(("tables",), _read_tables, "Read its tables row by row, each cell with its heading."),
        PlainCommand(("find",), _find, "Print the paragraphs of it that hold some words.", "WORDS"),
        PlainCommand(
            ("width",),
            _print_text,
            "Print its text in lines of so many columns.",
            "COLUMNS",
            (
                "narrower",
                "wider",
            ),
        ),
        PlainCommand(
            ("links", "l"),
            _print_links,
            "List what it leads to, by numbers.",
            covers=(
                "links",
                "hints",
                "next-link",
                "previous-link",
                "enclosures",
            ),
        ),
        PlainCommand(("follow",), _follow, "Open one of these links here.", "NUMBER", ("open-link",)),
        PlainCommand(
            ("browse", "o"),
            _browse,
            "Open it, or one of its links, in the browser.",
            "[NUMBER]",
            (
                "browse",
                "browse-read",
                "hints-browser",
            ),
        ),
        PlainCommand(("story", "c"), _print_story, "Say who else tells this, and what each adds.", covers=("story",)),
        PlainCommand(
            ("near", "r"), _print_near_articles, "List stored articles that are near to it.", covers=("related",)
        ),
        PlainCommand(
            ("why",), _print_explanation, "Say why it is here, folded, tagged or hidden.", covers=("explain",)
        ),
        PlainCommand(("pictures", "i"), _print_pictures, "Say what its pictures show.", covers=("pictures", "gallery")),
        PlainCommand(
            ("address", "y"),
            _print_address,
            "Print its title and address, to be copied.",
            covers=(
                "copy-url",
                "copy-title",
            ),
        ),
        PlainCommand(("markdown",), _print_markdown, "Print it as Markdown.", covers=("copy-markdown",)),
    ),
)
