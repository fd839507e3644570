"""Drops what on a page is not the article, before passages are chosen, and notes why each element went."""

import re
from collections import Counter

from tuinews.article.build.appeal_boxes import find_appeal_boxes
from tuinews.article.build.pictures import read_picture
from tuinews.article.build.tables import holds_data
from tuinews.article.dom import Node, body_of, drop, elements, holds_text_name, style_of, texts_of
from tuinews.article.page.furniture.author_boxes import find_author_boxes
from tuinews.article.page.furniture.cuts import Cuts
from tuinews.article.page.furniture.names import find_bad_name, holds_comments, is_text_after_all, is_unseen

_NEVER = (
    "nav", "svg", "canvas", "select", "textarea", "dialog", "menu", "noindex",
    "frame", "frameset", "link", "meta", "datalist", "progress", "meter", "map",
)  # fmt: skip
_CONTROLS = ("button", "input")
"""What goes last, as it tells of boxes that ask for something."""

_MOST = 0.4
"""Share of the page's text: what has more is not dropped for its name alone."""

_MENU = 0.7
"""Share of a table's text: what has more in links is a menu."""

_SLIDE = re.compile(r"\d{1,3}\s*(?:/|of|von|de|di|sur)\s*\d{1,3}\b")
_FEWEST_SLIDES, _TEXT = 4, 500
"""How many slides make a gallery, and how many characters a page has when galleries and comments are not all of it."""

_PICTURED = frozenset(("button", "dialog"))
_FRAMED = re.compile(r"widget|share|modal|lightbox|overlay|popup|viewer|gallery")
_DECORATION = re.compile(r"logo|icon|avatar|sprite|badge|banner|\.svg\b|qr-?code|/ads?[/_-]", re.IGNORECASE)
_LABEL, _MOST_PICTURES = 25, 12
_ANYWHERE = "https://example.org/"
"""Where pictures are compared by, whose whole address does not matter."""

_PAGE_PARTS = frozenset(("html", "body", "main", "article"))
_ROLES = frozenset(
    (
        "navigation",
        "search",
        "complementary",
        "contentinfo",
        "banner",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
    )
)


def drop_scripts(root: Node) -> None:
    """Drop elements whose words nobody sees, such as scripts; formulas stay."""
    for node in elements(body_of(root), "script", "style", "template"):
        if not (node.get("type") or "").startswith("math/tex"):
            drop(node)


def clean_page(root: Node, cuts: Cuts) -> None:
    """Take navigation, share bars, comments and the like out of a page; their pictures of the article stay."""
    body = body_of(root)
    _write_boxes(body)
    shown = _Shown(body)
    _drop_all(body, _NEVER, shown, cuts)
    whole = _length(body)
    for node in list(body.iter()):
        if node.tag in _PAGE_PARTS or not (why := _explain_unwanted(node)):
            continue
        length = _length(node)
        voices = whole - length >= _TEXT and holds_comments(node)
        if (length < _MOST * whole or voices) and not _holds_article(node):
            cuts.note(node, why)
            _drop_but_pictures(node, shown)
        elif length >= _MOST * whole and _is_hidden(node):
            # what holds the text shows it, once a script has run
            for name in {"hidden", "style"} & set(node.attrib):
                del node.attrib[name]
    for box, why in find_appeal_boxes(body):
        cuts.note(box, why)
        shown.drop(box)
    for box in find_author_boxes(body):
        cuts.note(box, "it says who the author is")
        shown.drop(box)
    _drop_all(body, _CONTROLS, shown, cuts)
    _drop_slides(body, cuts)


def _drop_all(body: Node, tags: tuple[str, ...], shown: "_Shown", cuts: Cuts) -> None:
    """Drop all elements of some tags, unless they hold the article."""
    for node in elements(body, *tags):
        if not (node.tag in {"nav", "menu", "dialog"} and _holds_article(node)):
            cuts.note(node, f"a {node.tag} is no text")
            _drop_but_pictures(node, shown)


def _write_boxes(body: Node) -> None:
    """Write the boxes of lists of tasks as signs: what else is to be filled in goes."""
    for box in elements(body, "input"):
        if box.get("type") == "checkbox" and next(box.iterancestors("form"), None) is None:
            line = next(box.iterancestors("li", "td", "th", "p", "dt", "dd"), None)
            if line is not None:
                sign = "☑" if box.get("checked") is not None else "☐"
                box.tail = f"{sign} {(box.tail or '').lstrip()}"
                drop(box)


class _Shown:
    """How often a page shows each of its pictures, so that none is kept twice."""

    def __init__(self, body: Node) -> None:
        self._files = {image: _file_of(image) for image in body.iter("img")}
        """The pictures that are still part of the page, each with the name of its file."""
        self._counts = Counter(self._files.values())

    def find_files_only_in(self, node: Node) -> set[str]:
        """The files of the pictures that are nowhere but in an element."""
        inside = Counter(self._files[image] for image in node.iter("img") if image in self._files)
        return {file for file, count in inside.items() if count == self._counts[file]}

    def drop(self, node: Node) -> None:
        """Drop an element with its pictures."""
        for image in node.iter("img"):
            if image in self._files:
                self._counts[self._files.pop(image)] -= 1
        drop(node)


def _file_of(image: Node) -> str:
    picture = read_picture(image, _ANYWHERE)
    return "" if picture is None else picture.url.partition("?")[0].rpartition("/")[2]


def _drop_but_pictures(node: Node, shown: _Shown) -> None:
    """Drop an element, but leave its pictures where they are of the article: large, and nowhere else."""
    if node.tag in _PICTURED or _FRAMED.search(f"{node.get('class') or ''} {node.get('id') or ''}".lower()):
        for image in _pictures_of(node, shown):
            node.addprevious(image)
    shown.drop(node)


def _pictures_of(node: Node, shown: _Shown) -> list[Node]:
    if any(len(link.text or "") > _LABEL for link in node.iter("a")) or next(node.iter("form"), None) is not None:
        return []
    if not (only_here := shown.find_files_only_in(node)):
        return []
    found: dict[Node, None] = {}
    for image in node.iter("img"):
        picture = read_picture(image, _ANYWHERE)
        if picture is None or picture.icon or _DECORATION.search(picture.url) or _file_of(image) not in only_here:
            continue
        found[
            next((outer for outer in image.iterancestors("figure", "picture") if node in outer.iterancestors()), image)
        ] = None
    return list(found) if len(found) <= _MOST_PICTURES else []


def _drop_slides(body: Node, cuts: Cuts) -> None:
    """Take out the slides of galleries inside a text, which count themselves: `3/50 A bridge`."""
    slides: dict[Node, list[Node]] = {}
    for node in elements(body, "li", "div", "figure", "section", "article"):
        parent = node.getparent()
        if parent is not None and _SLIDE.match(_first_words(node)):
            slides.setdefault(parent, []).append(node)
    for nodes in slides.values():
        if len(nodes) >= _FEWEST_SLIDES and _length(body) - sum(map(_length, nodes)) >= _TEXT:
            for node in nodes:
                cuts.note(node, "a slide of a gallery")
                drop(node)


def _first_words(node: Node) -> str:
    return next((text.strip() for text in texts_of(node) if text.strip()), "")[:20]


def _holds_article(node: Node) -> bool:
    """Whether the headline or the text is inside after all: tags are left open and names mislead."""
    return any(inner.tag == "h1" or holds_text_name(inner) for inner in node.iterdescendants())


def _explain_unwanted(node: Node) -> str:
    """Why an element is not of the article, or `""`."""
    tag = node.tag
    if not node.attrib and tag not in {"footer", "aside"}:
        return ""
    if tag in {"footer", "aside"}:
        return f"a {tag} outside of the text" if _is_outside(node, tag) else ""
    if node.get("role") in _ROLES or node.get("aria-modal") == "true":
        return f"its role is {node.get('role') or 'modal'}"
    if _is_hidden(node):
        return "it is hidden"
    if not (name := find_bad_name(node)) or (tag == "table" and holds_data(node) and not _is_linked(node)):
        return ""
    return "" if is_text_after_all(node) else f"it is called {name}"


def _is_linked(node: Node) -> bool:
    """Whether an element says little but what its links say, as menus do."""
    return sum(_length(link) for link in node.iter("a")) >= _MENU * _length(node)


def _is_hidden(node: Node) -> bool:
    style = style_of(node)
    if node.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style:
        return True
    return is_unseen(node) and next(node.iter("img", "iframe"), None) is None


def _is_outside(node: Node, tag: str) -> bool:
    """Whether a `footer` or `aside` belongs to the page and not to a quote or the text."""
    if tag == "aside":
        return (
            "footnote" not in (node.get("class") or "").lower()
            and node.get("role") not in {"doc-footnote", "note"}
            and not _is_pull(node)
        )
    return next((False for parent in node.iterancestors("blockquote", "figure")), True)


def _is_pull(node: Node) -> bool:
    """Whether an `aside` stands between the paragraphs of a text."""
    parent = node.getparent()
    return parent is not None and sum(1 for child in parent if child.tag == "p") >= 3


def _length(node: Node) -> int:
    return sum(len(text.strip()) for text in texts_of(node))
