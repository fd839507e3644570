"""Makes the document of an entry's body as the feed has it."""

import re

from tuinews.article.build.appeal_boxes import find_appeal_boxes
from tuinews.article.build.figures import mark_figures
from tuinews.article.build.inline import InlineText
from tuinews.article.build.result import BuiltDocument
from tuinews.article.build.standard_elements import standardize
from tuinews.article.build.walker import TreeWalker
from tuinews.article.dom import FEED_LIMIT, Node, body_of, drop, elements, names_of, parse_html, words_of
from tuinews.article.related.cut import cut_related
from tuinews.model.document import Block, Document, Image, Paragraph, ThematicBreak, walk
from tuinews.model.entry import Related
from tuinews.model.url import is_web, resolve

BLOCKS_LIMIT = 20_000
"""Most blocks of a document."""

_MARKUP = re.compile(r"<[a-z!/?][^<>]{0,2000}>|&(?:#\d+|#x[0-9a-f]+|[a-z]+);", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t\r]*\n")
_SHARE_HOST = re.compile(
    r"facebook\.com/(?:sharer|share|dialog)|(?:twitter|x)\.com/(?:intent|share|home\?status)|linkedin\.com/(?:share|"
    r"cws)|"
    r"reddit\.com/submit|pinterest\.\w+/pin/create|wa\.me/|api\.whatsapp|t\.me/share|plus\.google\.com/share|"
    r"tumblr\.com/share|"
    r"feeds\.feedburner\.com/~ff|addtoany|addthis|getpocket\.com/(?:save|edit)|buffer\.com/add|digg\.com/submit|"
    r"feeds\.wordpress\.com/1\.0/|news\.ycombinator\.com/submitlink",
    re.IGNORECASE,
)
_SHARE_NAME = re.compile(
    r"\b(?:sharedaddy|share-?(?:bar|buttons?|links?|tools)|social-?share|sharing|addtoany|feedflare|jp-like)"
)
_FEED_FOOTER = re.compile(
    r"^(?:The post .{1,400} (?:first )?appeared (?:first )?on .{1,200}|\[?Continue reading\b.{0,300})$",
    re.IGNORECASE | re.DOTALL,
)


def build_document(html: str, base_url: str) -> BuiltDocument:
    """The document of a feed's body: without related links, share bars and tracking pixels, addresses absolute."""
    if not _MARKUP.search(html[:FEED_LIMIT]):
        document = Document(tuple(_plain_paragraphs(html[:FEED_LIMIT])))
        return BuiltDocument(document)
    root = parse_html(html)
    base = base_of(root, base_url)
    body = body_of(root)
    _drop_share_bars(body)
    _drop_feed_footer(body)
    for box, _ in find_appeal_boxes(body):
        drop(box)
    standardize(body, base)
    related = cut_related(body, base)
    mark_figures(body)
    return as_document(body, base, related)


def as_document(body: Node, base: str, related: tuple[Related, ...]) -> BuiltDocument:
    """The document of a tree, with the addresses of its pictures."""
    document = Document(tuple(_drop_extra_rules(TreeWalker(body, base).blocks())))
    return BuiltDocument(document, related, images_of(document))


def images_of(document: Document) -> tuple[str, ...]:
    """The addresses of a document's pictures, each once, in reading order."""
    return tuple(dict.fromkeys(block.url for block in walk(document) if isinstance(block, Image)))


def base_of(root: Node, url: str) -> str:
    """The address that relative ones are relative to: that of the `base` element where there is one (HTML § 4.2.3)."""
    declared = next(root.iter("base"), None)
    href = resolve(url, declared.get("href") or "") if declared is not None else ""
    return href if is_web(href) else url


def _plain_paragraphs(text: str) -> list[Block]:
    paragraphs: list[Block] = []
    for part in _BLANK_LINES.split(text.replace("\r\n", "\n")):
        run = InlineText()
        for line in part.split("\n"):
            run.add(line)
            run.add_break()
        if inline := run.take():
            paragraphs.append(Paragraph(inline))
    return paragraphs[:BLOCKS_LIMIT]


def _drop_extra_rules(blocks: list[Block]) -> list[Block]:
    """The blocks without rules at the edges or after each other."""
    kept: list[Block] = []
    for block in blocks[:BLOCKS_LIMIT]:
        if not isinstance(block, ThematicBreak) or (kept and not isinstance(kept[-1], ThematicBreak)):
            kept.append(block)
    while kept and isinstance(kept[-1], ThematicBreak):
        kept.pop()
    return kept


def _drop_share_bars(body: Node) -> None:
    for node in elements(body, "div", "ul", "p", "section", "span"):
        if _SHARE_NAME.search(names_of(node)) and len(words_of(node)) < 300:
            drop(node)
    for link in elements(body, "a"):
        if _SHARE_HOST.search(link.get("href") or ""):
            drop(link)


def _drop_feed_footer(body: Node) -> None:
    """Drop the lines that blog software adds under every item of a feed."""
    for node in elements(body, "p")[-2:] if len(body) else []:
        if _FEED_FOOTER.match(words_of(node)):
            drop(node)
