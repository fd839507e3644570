"""Follows articles over several pages: finds the next page or a plainer one, and joins them."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from tuinews.article.dom import Node, names_of, words_of
from tuinews.article.write.footnote_labels import relabel_notes
from tuinews.article.write.html import to_html
from tuinews.article.write.plain_text import plain_text
from tuinews.model.document import Block, Document, Embed, Footnote
from tuinews.model.parsed import ExtractedPage
from tuinews.model.repeated_lines import edge_lines
from tuinews.model.text import BODY_LIMIT, safe_text
from tuinews.model.url import canonical_url, is_web, resolve

_QUERY_PAGE = re.compile(r"(?<=[?&])(?:page|pg|paged|seite|pagina|pagenum|page_no|start_page)=(\d{1,2})(?=&|$)")
_PATH_PAGE = re.compile(r"(?:/(?:page|seite|pagina|p)[/-]?|[/,_-])(\d{1,2})(?=/?(?:\.s?html?|\.php|\.aspx?)?/?$)")
_NEXT_NAME = re.compile(
    r"(?:^|[\s_-])(?:next|nextpage|next-?page|pagination|pager|paging|page-?(?:links?|numbers?|nav))(?=$|[\s_-])"
)
_NEXT_WORDS = re.compile(
    r"(?:next(?: page)?|continue(?: reading)?|page \d+|\d+|nächste seite|weiter|seite \d+|page suivante|suivante?|"
    r"siguiente(?: página)?|próxima(?: página)?|pagina successiva|volgende(?: pagina)?|nästa(?: sida)?|"
    r"следующая(?: страница)?|далее|次へ|次のページ|下一页|下一頁|다음)\W*",
    re.IGNORECASE,
)


def find_next_page(root: Node, url: str, number: int) -> str:
    """The address of the page after this one, which is the `number`th of its article; `""` when there is none.

    A link only counts when its address is the page's own but for a page number that is one higher, so that neither the
    next article nor the next page of a list is taken for one.
    """
    for link in root.iter("link", "a"):
        if (href := link.get("href")) and _is_onward(link):
            target = resolve(url, href)
            if is_web(target) and _follows(url, target, number):
                return target
    return ""


def find_plain_page(root: Node, url: str) -> str:
    """The address at which a page offers itself without scripts (`rel=amphtml`); `""` when it does not."""
    for link in root.iter("link"):
        target = resolve(url, link.get("href") or "")
        if "amphtml" in (link.get("rel") or "").lower().split() and is_web(target) and target != url:
            return target
    return ""


def merge_pages(pages: list[ExtractedPage]) -> ExtractedPage:
    """The pages as one: what the first says, the text of all, without what later pages only repeat.

    When the last one has a next page that was not read, a line at the end leads there.
    """
    blocks: list[Block] = []
    notes: dict[str, Footnote] = {}
    for page in pages:
        seen = frozenset(blocks)
        blocks += [block for block in relabel_notes(page.html, notes).blocks if block not in seen]
    if pages[-1].next_url:
        blocks.append(Embed("page", pages[-1].next_url, safe_text("The article goes on there")))
    document = Document(tuple(blocks))
    related = {canonical_url(link.url): link for page in reversed(pages) for link in reversed(page.related)}
    return replace(
        pages[0],
        html=to_html(document),
        text=plain_text(document)[:BODY_LIMIT],
        related=tuple(reversed(related.values())),
        images=tuple(dict.fromkeys(image for page in pages for image in page.images)),
        tags=tuple(dict.fromkeys(tag for page in pages for tag in page.tags)),
        lines=tuple(edge_lines(document).values()),
        next_url="",
    )


def _is_onward(link: Node) -> bool:
    if "next" in (link.get("rel") or "").lower().split():
        return True
    if link.tag != "a" or not _NEXT_WORDS.fullmatch(words_of(link) or link.get("title") or ""):
        return False
    near = [link, *list(link.iterancestors())[:3]]
    return any(_NEXT_NAME.search(names_of(node)) for node in near)


def _follows(url: str, target: str, number: int) -> bool:
    """Whether an address is another's, but for the page number; the first page may have none."""
    if urlsplit(url)[:2] != urlsplit(target)[:2]:
        return False
    here = {(rest, count) for rest, count in _split_numbers(url) if count == number}
    if number == 1:
        here.add((_strip_address(url), 1))
    return any((rest, count - 1) in here for rest, count in _split_numbers(target))


def _split_numbers(url: str) -> list[tuple[str, int]]:
    """The address without what may be its page number, and that number."""
    address = url.partition("#")[0]
    found = []
    for pattern, whole in ((_QUERY_PAGE, address), (_PATH_PAGE, address.partition("?")[0])):
        if match := pattern.search(whole):
            rest = address[: match.start()] + address[match.end() :]
            found.append((_strip_address(rest), int(match[1])))
    return found


def _strip_address(url: str) -> str:
    """An address without what differs between pages of one article beside the number."""
    return re.sub(r"[?&]+$", "", url.partition("#")[0]).replace("?&", "?").rstrip("/")
