"""Walks through a tree of HTML once, without recursion, and makes blocks of the elements it knows."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from lxml import etree

from tuinews.article.build import open_blocks
from tuinews.article.build.embeds import read_embed
from tuinews.article.build.footnotes import Notes, find_notes, fragment_of
from tuinews.article.build.formulas import read_maths, readable_tex
from tuinews.article.build.open_blocks import OpenBlock
from tuinews.article.build.pictures import read_picture
from tuinews.article.build.preformatted import is_gutter, read_code
from tuinews.article.build.tables import holds_data
from tuinews.article.dom import BLOCKS, Node, style_of, words_of
from tuinews.model.document import Block, Image, Maths, Style, ThematicBreak
from tuinews.model.text import BODY_LIMIT, safe_text
from tuinews.model.url import resolve

NESTING_LIMIT = 24
"""Deepest block inside a block; what is nested deeper joins the blocks above it."""

_STYLES = {
    "em": Style.EMPHASIS, "i": Style.EMPHASIS, "cite": Style.EMPHASIS, "dfn": Style.EMPHASIS, "var": Style.EMPHASIS,
    "strong": Style.STRONG, "b": Style.STRONG, "code": Style.CODE, "kbd": Style.CODE, "samp": Style.CODE,
    "tt": Style.CODE, "s": Style.STRUCK, "strike": Style.STRUCK, "del": Style.STRUCK, "u": Style.UNDERLINED,
    "ins": Style.UNDERLINED, "mark": Style.MARKED, "sup": Style.SUPERSCRIPT, "sub": Style.SUBSCRIPT,
}  # fmt: skip
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "base",
        "svg",
        "canvas",
        "map",
        "area",
        "select",
        "option",
        "datalist",
        "textarea",
        "button",
        "input",
        "rp",
        "noframes",
        "frame",
        "frameset",
        "param",
        "source",
        "track",
        "dialog",
        "progress",
        "meter",
        "object-fallback",
    ]
)
_OPENERS: Mapping[str, Callable[[Node], OpenBlock]] = {
    "blockquote": open_blocks.OpenQuote,
    "ul": open_blocks.OpenList,
    "ol": open_blocks.OpenList,
    "menu": open_blocks.OpenList,
    "dir": open_blocks.OpenList,
    "li": open_blocks.OpenItem,
    "dl": open_blocks.OpenDefinitions,
    "dt": open_blocks.OpenTerm,
    "details": open_blocks.OpenDetails,
    "summary": open_blocks.OpenSummary,
    "figure": open_blocks.OpenFigure,
    "figcaption": open_blocks.OpenCaption,
    "caption": open_blocks.OpenCaption,
} | {f"h{level}": open_blocks.OpenHeading for level in range(1, 7)}
_ANCHOR_SIGNS = frozenset(("#", "¶", "§", "🔗", "link", "Permalink", "anchor"))
_ASIDES = frozenset(
    (
        "katex-html",
        "mwe-math-fallback-image-inline",
        "mathjax_preview",
        "screen-reader-text",
        "sr-only",
        "mw-cite-backlink",
    )
)


class TextStyle(NamedTuple):
    """The style and the link of text inside an inline element."""

    node: Node | None
    style: Style
    href: str


class TreeWalker:
    """Walks over one tree and keeps the blocks that are open."""

    def __init__(self, root: Node, base: str) -> None:
        self._root = root
        self._base = base
        self._notes: Notes = find_notes(root, base)
        self._stack: list[OpenBlock] = [OpenBlock(root)]
        self._styles: list[TextStyle] = [TextStyle(None, Style.PLAIN, "")]
        self._left = BODY_LIMIT

    def blocks(self) -> list[Block]:
        """The blocks of the tree."""
        walker = etree.iterwalk(self._root, events=("start", "end"))
        skipped: Node | None = None
        for event, node in walker:
            if event == "start":
                if self._open(node):
                    self._say(node.text)
                else:
                    skipped = node
                    walker.skip_subtree()
                continue
            if node is not skipped:
                self._close(node)
            skipped = None
            if node is not self._root:
                self._say(node.tail)
        last = self._stack[0]
        last.end_line()
        return last.blocks

    def _say(self, text: str | None) -> None:
        if text and self._left > 0:
            current = self._styles[-1]
            self._left -= len(text)
            self._stack[-1].run.add(text, current.style, current.href)

    def _open(self, node: Node) -> bool:
        """Open an element that begins; return whether to look inside it."""
        tag = str(node.tag)
        if tag in _UNSEEN:
            return self._is_unseen(node, tag)
        if _is_hidden(node):
            return False
        if tag in BLOCKS:
            return self._open_block(node, tag)
        if tag == "cite" and self._is_source(node, tag):
            self._stack[-1].end_line()
            self._stack.append(open_blocks.OpenCite(node))
            return True
        if (style := _STYLES.get(tag)) is not None:
            self._set_style(node, style)
            return True
        return self._open_inline(node, tag)

    def _open_block(self, node: Node, tag: str) -> bool:
        top = self._stack[-1]
        top.end_line()
        match tag:
            case "hr":
                top.receive((ThematicBreak(),) if not top.is_line else ())
            case "pre":
                self._code(node)
                return False
            case "iframe" | "video" | "audio" | "embed" | "object":
                embed = read_embed(node, self._base)
                top.receive((embed,) if embed else ())
                return False
            case "noscript":
                return _is_late_picture(node)
            case _ if is_gutter(node):
                return False
            case _:
                self._open_element(node, tag, top)
        return True

    def _open_element(self, node: Node, tag: str, top: OpenBlock) -> None:
        label = self._notes.holders.get(node)
        if len(self._stack) > NESTING_LIMIT:
            return
        if label is not None and not top.is_line:
            self._stack.append(open_blocks.OpenFootnote(node, label))
        elif tag in {"table", "tr", "td", "th"}:
            self._open_table(node, tag, top)
        elif top.is_line:
            if tag == "li":
                top.run.add("• ")
        elif self._is_source(node, tag):
            self._stack.append(open_blocks.OpenCite(node))
        elif (make := _OPENERS.get(tag)) is not None:
            self._stack.append(make(node))

    def _open_table(self, node: Node, tag: str, top: OpenBlock) -> None:
        if tag == "table" and not top.is_line and holds_data(node):
            self._stack.append(open_blocks.OpenTable(node))
        elif isinstance(top, open_blocks.OpenTable):
            if tag == "tr":
                top.begin_row()
            else:
                self._stack.append(open_blocks.OpenCell(node))

    def _open_inline(self, node: Node, tag: str) -> bool:
        top = self._stack[-1]
        match tag:
            case "a":
                return self._link(node)
            case "br":
                top.run.add_break()
            case "img" | "picture":
                self._picture(node)
                return False
            case "math":
                self._maths(read_maths(node), alone=node.get("display") == "block")
                return False
            case "rt":
                self._say("(")
            case "q":
                self._say("“")
            case _ if is_gutter(node):
                return False
            case _:
                self._set_style(node, _read_style(node))
        return True

    def _close(self, node: Node) -> None:
        if self._styles[-1].node is node:
            self._styles.pop()
        top = self._stack[-1]
        if top.node is node and len(self._stack) > 1:
            self._stack.pop()
            top.close(self._stack[-1])
        elif node.tag in BLOCKS:
            top.end_line()
        elif node.tag == "rt":
            self._say(")")
        elif node.tag == "q":
            self._say("”")

    def _set_style(self, node: Node, style: Style, href: str = "") -> None:
        last = self._styles[-1]
        if style or href:
            self._styles.append(TextStyle(node, last.style | style, href or last.href))

    def _link(self, node: Node) -> bool:
        href = (node.get("href") or "").strip()
        if node in self._notes.backs:
            return False
        label = self._notes.labels.get(fragment_of(node, self._base)) if "#" in href else None
        if label is None and not href.startswith("#"):
            self._set_style(node, Style.PLAIN, resolve(self._base, href) if href else "")
            return True
        if words_of(node) in _ANCHOR_SIGNS:
            return False
        self._set_style(node, Style.PLAIN, f"#fn-{label}" if label else "")
        return True

    def _picture(self, node: Node) -> None:
        picture = read_picture(node, self._base)
        if picture is None:
            return
        top = self._stack[-1]
        if picture.icon:
            self._say(picture.alt)
            return
        href = self._styles[-1].href
        previous = top.blocks[-1] if top.blocks else None
        if isinstance(previous, Image) and previous.url == picture.url:
            return
        if not top.is_line:
            top.end_line()
        image = Image(picture.url, picture.alt, (), "" if href.startswith("#") else href)
        (top.blocks.append(image) if top.is_line else top.receive((image,)))

    def _maths(self, text: str, *, alone: bool) -> None:
        top = self._stack[-1]
        if alone and not top.is_line:
            top.end_line()
            top.receive((Maths(safe_text(text, 4_000)),) if text else ())
        else:
            self._say(text)

    def _is_unseen(self, node: Node, tag: str) -> bool:
        kind = node.get("type") or ""
        if tag == "script" and kind.startswith("math/tex"):
            self._maths(readable_tex(node.text or ""), alone="display" in kind)
        elif tag == "input" and kind == "checkbox":
            self._say("☑ " if node.get("checked") is not None else "☐ ")
        return False

    def _code(self, node: Node) -> None:
        top, code = self._stack[-1], read_code(node, self._base)
        if self._left <= 0 or not code.text.strip():
            return
        self._left -= len(code.text)
        if top.is_line:
            for line in code.text.split("\n"):
                top.run.add(line, Style.CODE)
                top.run.add_break()
        else:
            top.receive((code,))

    def _is_source(self, node: Node, tag: str) -> bool:
        """Whether the element names who is quoted."""
        if not isinstance(self._stack[-1], open_blocks.OpenQuote) or tag not in {"cite", "footer", "figcaption"}:
            return False
        parent = node.getparent()
        if tag != "cite":
            return True
        alone = parent is not None and parent.tag == "p" and words_of(parent) == words_of(node)
        return alone or (parent is not None and parent.tag == "blockquote")


def _names(node: Node) -> set[str]:
    return set((node.get("class") or "").lower().split())


def _is_hidden(node: Node) -> bool:
    style = style_of(node)
    if node.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style:
        return True
    return bool(_names(node) & _ASIDES)


def _read_style(node: Node) -> Style:
    declared = style_of(node)
    style = Style.PLAIN
    if "font-weight:bold" in declared or "font-weight:700" in declared:
        style |= Style.STRONG
    if "font-style:italic" in declared:
        style |= Style.EMPHASIS
    if "text-decoration:line-through" in declared:
        style |= Style.STRUCK
    return style


def _is_late_picture(node: Node) -> bool:
    """Whether a `noscript` only repeats, for browsers without scripts, a picture that loads late."""
    return next(node.iter("img"), None) is not None and not words_of(node)
