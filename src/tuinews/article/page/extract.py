"""Extracts the article of a web page, with what the page says about it."""

import re
from dataclasses import replace

from tuinews.article.build.feed_body import as_document, base_of, images_of
from tuinews.article.build.figures import mark_figures
from tuinews.article.build.result import BuiltDocument
from tuinews.article.build.standard_elements import standardize
from tuinews.article.build.walker import TreeWalker
from tuinews.article.dom import PAGE_LIMIT, PAGE_NODES, Node, body_of, parse_html
from tuinews.article.page.article_body import choose
from tuinews.article.page.furniture.clean import clean_page, drop_scripts
from tuinews.article.page.furniture.cuts import Cuts
from tuinews.article.page.imprint import read_imprint
from tuinews.article.page.metadata import Metadata, read_dateline, read_metadata
from tuinews.article.page.pagination import find_next_page, find_plain_page, merge_pages
from tuinews.article.page.passages import drop_passages, key_of
from tuinews.article.related.cut import cut_related
from tuinews.article.write.html import to_html
from tuinews.article.write.plain_text import plain_text
from tuinews.model.codec.charset import decode_page
from tuinews.model.document import Block, Document, Heading, Image, Paragraph, plain
from tuinews.model.parsed import Cut, Expected, ExtractedPage, ParseFailure
from tuinews.model.repeated_lines import edge_lines
from tuinews.model.text import fold, safe_text
from tuinews.model.url import host_to_show

_BINARY = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"ID3", b"RIFF", b"\x1f\x8b")
_OTHER_TYPES = re.compile(
    r"(?:image|audio|video|font)/|application/(?:pdf|zip|octet-stream|json|msword|epub)", re.IGNORECASE
)
_TAG = re.compile(r"<[a-z!]", re.IGNORECASE)
_WALL = re.compile(
    r"log ?in|sign ?in|subscri|cookie|consent|enable javascript|are you (?:a )?(?:human|robot)|captcha|"
    r"just a moment|access denied|"
    r"anmelden|einloggen|zustimm|abonn|se connecter|connectez|iniciar sesión|suscr",
    re.IGNORECASE,
)
_LEAST_SHARE, _WALL_WORDS = 0.5, 120
_HEAD = 6
"""Blocks at the beginning of a text among which its title may stand once more, with other quotation marks too."""

_SURE_TITLE, _BESIDE_TITLE = 20, 25
"""Fewest letters of a title that no other heading ends with, and most of a kicker before it."""

_OPENING = 4
"""Blocks at the beginning of a text in which its picture's caption may stand once more."""


def explain_page(body: bytes, url: str) -> tuple[ExtractedPage | ParseFailure, tuple[Cut, ...]]:
    """The article of a page, and what of the page was left out of it."""
    cuts = Cuts(wanted=True)
    return extract_page(body, url, "", Expected(), cuts), tuple(cuts.found)


def extract_page(
    body: bytes, url: str, content_type: str, expected: Expected, cuts: Cuts | None = None
) -> ExtractedPage | ParseFailure:
    """The article of a page; `article.extract_page` says more."""
    if body[:8].startswith(_BINARY) or _OTHER_TYPES.match(content_type):
        return _failure(url, "does not send a web page but another kind of file: open it in the browser")
    html = decode_page(body, content_type)
    if not _TAG.search(html[:20_000]):
        return _failure(url, "does not send a web page: open it in the browser")
    root = parse_html(html, PAGE_LIMIT, PAGE_NODES)
    base = base_of(root, url)
    plainer = find_plain_page(root, base)
    imprint = read_imprint(root)
    facts, onward = read_metadata(root, base, expected.title), find_next_page(root, url, expected.number)
    article = _article(root, base, facts, cuts or Cuts())
    text = plain_text(article.document)
    # what the first of several pages says is compared with the feed's text when all are read
    if reason := _explain_worse(text, "" if onward else expected.feed_text):
        return replace(_failure(url, reason), plainer="" if text.strip() else plainer)
    return replace(_page(article, facts, text), next_url=onward, imprint=imprint)


def join_pages(pages: list[ExtractedPage], url: str, feed_text: str) -> ExtractedPage | ParseFailure:
    """The pages of one article as one; `pagination.merge_pages` says more."""
    whole = merge_pages(pages)
    reason = _explain_worse(whole.text, feed_text)
    return _failure(url, reason) if reason else whole


def _article(root: Node, base: str, facts: Metadata, cuts: Cuts) -> BuiltDocument:
    body = body_of(root)
    standardize(body, base)
    drop_scripts(root)
    related = cut_related(body, base, lambda node: cuts.note(node, "links to other articles"))
    clean_page(root, cuts)
    mark_figures(body)
    choice = choose(root, base, facts.title, facts.author)
    lead = [] if choice.lead is None else TreeWalker(choice.lead, base).blocks()
    for passage, why in choice.dropped.items():
        cuts.note(passage.node, why)
    drop_passages(choice.dropped)
    article = as_document(choice.holder, base, related)
    document = _without_echo(_with_lead(_without_title(article.document, facts.title), lead))
    return BuiltDocument(document, related, images_of(document))


def _with_lead(document: Document, lead: list[Block]) -> Document:
    """The document, beginning with the picture that stood above the text and its fullest caption."""
    picture = next((block for block in lead if isinstance(block, Image)), None)
    if picture is None:
        return document
    if picture.url not in images_of(document):
        return Document((picture, *document.blocks))
    return Document(tuple(picture if _is_barer(block, picture) else block for block in document.blocks))


def _without_echo(document: Document) -> Document:
    """The document without paragraphs at its beginning that repeat the caption of its first picture."""
    opening, rest = document.blocks[:_OPENING], document.blocks[_OPENING:]
    captions = {fold(plain(block.caption)) for block in opening if isinstance(block, Image) and block.caption}
    kept = [block for block in opening if not (isinstance(block, Paragraph) and fold(plain(block.inline)) in captions)]
    return Document((*kept, *rest))


def _is_barer(block: Block, picture: Image) -> bool:
    """Whether a block is the same picture with a shorter caption."""
    if not isinstance(block, Image) or block.url != picture.url:
        return False
    return len(plain(block.caption)) < len(plain(picture.caption))


def _without_title(document: Document, title: str) -> Document:
    """The document without the article's title, which is shown above it anyway."""
    opening, rest = document.blocks[:_HEAD], document.blocks[_HEAD:]
    echo = key_of(title)
    return Document((*(block for block in opening if not (echo and _is_title(block, echo))), *rest))


def _is_title(block: Block, title: str) -> bool:
    """Whether a block is the title, whatever its signs; a heading may begin with a kicker."""
    if not isinstance(block, Heading | Paragraph):
        return False
    words = key_of(plain(block.inline))
    is_part = len(title) >= _SURE_TITLE and words.endswith(title)
    return words == title or (isinstance(block, Heading) and is_part and len(words) - len(title) <= _BESIDE_TITLE)


def _page(article: BuiltDocument, facts: Metadata, text: str) -> ExtractedPage:
    first = next((block for block in article.document.blocks if isinstance(block, Paragraph)), None)
    dateline, agency = read_dateline(text if first is None else plain(first.inline))
    return ExtractedPage(
        title=facts.title,
        author=facts.author or agency,
        agency=facts.agency or agency,
        dateline=dateline,
        published=facts.published,
        updated=facts.updated,
        site=facts.site,
        lang=facts.lang,
        tags=facts.tags,
        related=article.related,
        images=article.images or facts.images,
        html=to_html(article.document),
        text=text,
        lines=tuple(edge_lines(article.document).values()),
    )


def _explain_worse(text: str, feed_text: str) -> str:
    """Why the page's text is not to be used, or `""`."""
    if not text.strip():
        return "has no readable text: the page may need a browser"
    if len(text.split()) < _WALL_WORDS and len(_WALL.findall(text)) >= 2 and len(text) < 1_500:
        return "answers with a login or consent page instead of the article: open it in the browser"
    if len(text) < _LEAST_SHARE * len(feed_text):
        return "gives less text than the feed: the feed's text is kept"
    return ""


def _failure(url: str, reason: str) -> ParseFailure:
    host = host_to_show(url) or "The page"
    return ParseFailure(safe_text(f"{host} {reason}."))
