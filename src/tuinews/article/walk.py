"""A tree of HTML walked once, without recursion, into blocks: only what is known gets in."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from lxml import etree

from tuinews.article import frames
from tuinews.article.dom import BLOCKS, Node, style_of, words_of
from tuinews.article.embeds import read_embed
from tuinews.article.frames import Frame
from tuinews.article.maths import read_maths, readable_tex
from tuinews.article.notes import Notes, find_notes, is_back_link
from tuinews.article.pictures import read_picture
from tuinews.article.preformatted import is_gutter, read_code
from tuinews.article.tables import holds_data
from tuinews.model.document import Block, Image, Maths, Rule, Style
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
_FRAMES: Mapping[str, Callable[[Node], Frame]] = {
    "blockquote": frames.QuoteFrame, "ul": frames.ListFrame, "ol": frames.ListFrame, "menu": frames.ListFrame,
    "dir": frames.ListFrame, "li": frames.ItemFrame, "dl": frames.DefinitionsFrame, "dt": frames.TermLine,
    "details": frames.FoldFrame, "summary": frames.SummaryLine, "figure": frames.FigureFrame,
    "figcaption": frames.CaptionLine, "caption": frames.CaptionLine,
} | {f"h{level}": frames.HeadingLine for level in range(1, 7)}  # fmt: skip
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


class Look(NamedTuple):
    """How text inside an inline element is set."""

    node: Node | None
    style: Style
    href: str


class Walk:
    """One walk over a tree."""

    def __init__(self, root: Node, base: str) -> None:
        self._root = root
        self._base = base
        self._notes: Notes = find_notes(root)
        self._frames: list[Frame] = [Frame(root)]
        self._looks: list[Look] = [Look(None, Style.PLAIN, "")]
        self._left = BODY_LIMIT

    def blocks(self) -> list[Block]:
        """Everything that the tree says."""
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
        last = self._frames[0]
        last.end_line()
        return last.blocks

    def _say(self, text: str | None) -> None:
        if text and self._left > 0:
            look = self._looks[-1]
            self._left -= len(text)
            self._frames[-1].run.add(text, look.style, look.href)

    def _open(self, node: Node) -> bool:
        """Take note of an element that begins; whether to look inside it."""
        tag = str(node.tag)
        if tag in _UNSEEN:
            return self._unseen(node, tag)
        if _is_hidden(node):
            return False
        if tag in BLOCKS:
            return self._open_block(node, tag)
        if tag == "cite" and self._is_source(node, tag):
            self._frames[-1].end_line()
            self._frames.append(frames.CiteLine(node))
            return True
        if (style := _STYLES.get(tag)) is not None:
            self._look(node, style)
            return True
        return self._open_inline(node, tag)

    def _open_block(self, node: Node, tag: str) -> bool:
        frame = self._frames[-1]
        frame.end_line()
        match tag:
            case "hr":
                frame.receive((Rule(),) if not frame.lines else ())
            case "pre":
                self._code(node)
                return False
            case "iframe" | "video" | "audio" | "embed" | "object":
                embed = read_embed(node, self._base)
                frame.receive((embed,) if embed else ())
                return False
            case "noscript":
                return _is_late_picture(node)
            case _ if is_gutter(node):
                return False
            case _:
                self._open_frame(node, tag, frame)
        return True

    def _open_frame(self, node: Node, tag: str, frame: Frame) -> None:
        label = self._notes.holders.get(node)
        if len(self._frames) > NESTING_LIMIT:
            return
        if label is not None and not frame.lines:
            self._frames.append(frames.NoteFrame(node, label))
        elif tag in {"table", "tr", "td", "th"}:
            self._open_table(node, tag, frame)
        elif frame.lines:
            if tag == "li":
                frame.run.add("• ")
        elif self._is_source(node, tag):
            self._frames.append(frames.CiteLine(node))
        elif (make := _FRAMES.get(tag)) is not None:
            self._frames.append(make(node))

    def _open_table(self, node: Node, tag: str, frame: Frame) -> None:
        if tag == "table" and not frame.lines and holds_data(node):
            self._frames.append(frames.TableFrame(node))
        elif isinstance(frame, frames.TableFrame):
            if tag == "tr":
                frame.begin_row()
            else:
                self._frames.append(frames.CellLine(node))

    def _open_inline(self, node: Node, tag: str) -> bool:
        frame = self._frames[-1]
        match tag:
            case "a":
                return self._link(node)
            case "br":
                frame.run.add_break()
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
                self._look(node, _declared_style(node))
        return True

    def _close(self, node: Node) -> None:
        if self._looks[-1].node is node:
            self._looks.pop()
        frame = self._frames[-1]
        if frame.node is node and len(self._frames) > 1:
            self._frames.pop()
            frame.leave(self._frames[-1])
        elif node.tag in BLOCKS:
            frame.end_line()
        elif node.tag == "rt":
            self._say(")")
        elif node.tag == "q":
            self._say("”")

    def _look(self, node: Node, style: Style, href: str = "") -> None:
        last = self._looks[-1]
        if style or href:
            self._looks.append(Look(node, last.style | style, href or last.href))

    def _link(self, node: Node) -> bool:
        href = (node.get("href") or "").strip()
        if not href.startswith("#"):
            self._look(node, Style.PLAIN, resolve(self._base, href) if href else "")
            return True
        if is_back_link(node) or words_of(node) in _ANCHOR_SIGNS:
            return False
        label = self._notes.labels.get(href[1:])
        self._look(node, Style.PLAIN, f"#fn-{label}" if label else "")
        return True

    def _picture(self, node: Node) -> None:
        picture = read_picture(node, self._base)
        if picture is None:
            return
        frame = self._frames[-1]
        if picture.icon:
            self._say(picture.alt)
            return
        href = self._looks[-1].href
        previous = frame.blocks[-1] if frame.blocks else None
        if isinstance(previous, Image) and previous.url == picture.url:
            return
        if not frame.lines:
            frame.end_line()
        image = Image(picture.url, picture.alt, (), "" if href.startswith("#") else href)
        (frame.blocks.append(image) if frame.lines else frame.receive((image,)))

    def _maths(self, text: str, *, alone: bool) -> None:
        frame = self._frames[-1]
        if alone and not frame.lines:
            frame.end_line()
            frame.receive((Maths(safe_text(text, 4_000)),) if text else ())
        else:
            self._say(text)

    def _unseen(self, node: Node, tag: str) -> bool:
        kind = node.get("type") or ""
        if tag == "script" and kind.startswith("math/tex"):
            self._maths(readable_tex(node.text or ""), alone="display" in kind)
        elif tag == "input" and kind == "checkbox":
            self._say("☑ " if node.get("checked") is not None else "☐ ")
        return False

    def _code(self, node: Node) -> None:
        frame, code = self._frames[-1], read_code(node, self._base)
        if self._left <= 0 or not code.text.strip():
            return
        self._left -= len(code.text)
        if frame.lines:
            for line in code.text.split("\n"):
                frame.run.add(line, Style.CODE)
                frame.run.add_break()
        else:
            frame.receive((code,))

    def _is_source(self, node: Node, tag: str) -> bool:
        """Whether the element names who is quoted."""
        if not isinstance(self._frames[-1], frames.QuoteFrame) or tag not in {"cite", "footer", "figcaption"}:
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


def _declared_style(node: Node) -> Style:
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
