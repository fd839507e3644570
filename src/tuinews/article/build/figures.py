"""Makes captions of elements that only their class name says are captions."""

import re

from tuinews.article.dom import Node, drop, elements, names_of, words_of

_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:captions?|caption-?(?:text|body|inner)|cutline|legende?|dida|didascalia|epigrafe|pie-?(?:de-?)?foto|"
    r"(?:img|image|photo|picture|media|figure|bild|foto)-?(?:captions?|text|desc(?:ription)?|annotation|credits?|info|"
    r"legend|source|copyright|unterschrift|untertitel|nachweis|quelle|rights)|unterschrift|credits?|copyright|"
    r"bu|wp-caption-text)(?=$|[\s_-])"
)
_MEDIA = ("img", "picture", "video", "audio", "iframe", "object", "embed", "noscript", "svg", "amp-img")
_SHOWN = (*_MEDIA, "table", "pre", "blockquote", "math", "ul", "ol", "p", "h2", "h3", "h4")
_LONGEST, _BESIDES, _MOST_PICTURES, _CLIMB = 500, 60, 3, 4


def mark_figures(body: Node) -> None:
    """Put elements with the class name of a caption into their picture's `figure`, and drop those without a picture."""
    for node in elements(
        body, "div", "p", "span", "small", "em", "i", "dd", "h2", "h3", "h4", "h5", "h6", "figcaption"
    ):
        if (node.tag == "figcaption" or _CAPTION.search(names_of(node))) and not _is_in(node, "figcaption"):
            _mark(node)
    for caption in elements(body, "figcaption"):
        _drop_repeats(caption)
    for figure in elements(body, "figure"):
        if next(figure.iter(*_SHOWN), None) is None:
            drop(figure)


def _mark(node: Node) -> None:
    length = len(words_of(node))
    if not 0 < length <= _LONGEST or next(node.iter(*_MEDIA), None) is not None:
        return
    if _is_in(node, "figure") and node.tag == "figcaption":
        return
    if _join(node):
        return
    for outer in list(node.iterancestors())[:_CLIMB]:
        if outer.tag in {"body", "html", "article", "main"} or len(words_of(outer)) > length + _BESIDES:
            return
        if 0 < sum(1 for _ in outer.iter("img", "video", "iframe", "audio")) <= _MOST_PICTURES:
            node.tag = "figcaption"
            if outer.tag != "figure" and not _is_in(outer, "figure"):
                outer.tag = "figure"
            return


def _drop_repeats(caption: Node) -> None:
    """Keep the longest of lines that begin alike: pages have a caption twice, shortened and whole."""
    longest: dict[str, Node] = {}
    for line in list(caption):
        words = words_of(line)
        if len(words) < _BESIDES:
            continue
        known = longest.setdefault(words[:_BESIDES], line)
        if known is not line:
            shorter, longest[words[:_BESIDES]] = (line, known) if len(words) <= len(words_of(known)) else (known, line)
            drop(shorter)


def _join(node: Node) -> bool:
    """Put a caption into the picture that stands right before it."""
    picture = node.getprevious()
    if picture is None or words_of(picture) or (picture.tail or "").strip() or next(picture.iter("img"), None) is None:
        return False
    if picture.tag != "figure":
        figure = picture.makeelement("figure")
        picture.addprevious(figure)
        figure.append(picture)
        picture = figure
    node.tag, tail = "figcaption", node.tail
    node.tail = None
    picture.append(node)
    picture.tail = tail
    return True


def _is_in(node: Node, tag: str) -> bool:
    return any(outer.tag == tag for outer in node.iterancestors())
