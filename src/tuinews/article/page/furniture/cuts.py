"""Notes what was taken out of a page, and why, for whoever wonders where it went."""

from tuinews.article.dom import Node, words_of
from tuinews.model.parsed import Cut
from tuinews.model.text import safe_text

_SAMPLE = 120
"""Characters of its words that are told."""


class Cuts:
    """The cuts of one page; nothing is noted unless somebody asked."""

    def __init__(self, *, wanted: bool = False) -> None:
        self.wanted = wanted
        self.found: list[Cut] = []

    def note(self, node: Node, why: str) -> None:
        """Note an element that goes, and why."""
        if self.wanted and (text := words_of(node)):
            self.found.append(Cut(safe_text(_selector(node)), safe_text(why), safe_text(text, _SAMPLE)))


def _selector(node: Node) -> str:
    """The element as a style sheet would name it."""
    own_id = "".join(f"#{name}" for name in (node.get("id") or "").split())
    return f"{node.tag}{own_id}" + "".join(f".{name}" for name in (node.get("class") or "").split())
