"""Measures a tree once: how much text its elements hold, and which lines of it are prose."""

from collections import defaultdict

from tuinews.article.dom import BLOCKS, Node, drop

PROSE = 80
"""Characters that are no link: a line of fewer is no prose."""

_LINES = frozenset(("p", "div", "td", "section", "article", "blockquote", "center", "body", "main", "dd", "span"))
"""Elements whose own words may be a paragraph."""


class Survey:
    """The lengths of a tree's texts, in characters."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.order: dict[Node, int] = {}
        """The position of every element in reading order."""
        self.lines: dict[Node, Node] = {}
        """For every element the block whose line its words are part of."""
        self.plain: defaultdict[Node, int] = defaultdict(int)
        """For every block how much its own line says outside of links."""
        self.total: defaultdict[Node, int] = defaultdict(int)
        """For every element all that is said inside."""
        self.links: list[Node] = []
        self.linked: set[Node] = set()
        """The elements with links inside."""
        self._measure()

    def _measure(self) -> None:
        linked: dict[Node, bool] = {}
        nodes = list(self.root.iter())
        for index, node in enumerate(nodes):
            parent = node.getparent() if index else None
            self.order[node] = index
            line = self.lines[node] = node if parent is None or node.tag in BLOCKS else self.lines[parent]
            is_linked = linked[node] = node.tag == "a" or (parent is not None and linked[parent])
            if node.text:
                self._count(node.text, node, None if is_linked else line)
            if parent is not None and node.tail:
                self._count(node.tail, parent, None if linked[parent] else self.lines[parent])
        self.links = [node for node in nodes if node.tag == "a" and node.get("href")]
        for link in self.links:
            self._mark_linked(link)
        for node in reversed(nodes[1:]):
            if (length := self.total.get(node, 0)) and (parent := node.getparent()) is not None:
                self.total[parent] += length

    def _count(self, text: str, holder: Node, line: Node | None) -> None:
        """Count a text for the element that holds it and, unless it is a link, for its line."""
        if length := len(text.strip()):
            self.total[holder] += length
            if line is not None:
                self.plain[line] += length

    def _mark_linked(self, link: Node) -> None:
        self.linked.add(link)
        for outer in link.iterancestors():
            if outer in self.linked:
                break
            self.linked.add(outer)

    def may_announce(self, node: Node, heading: int, line: int) -> bool:
        """Whether an element is short enough for a heading, or for a line with a link."""
        return 0 < self.total.get(node, 0) <= (line if node in self.linked else heading)

    def drop(self, node: Node) -> None:
        """Take an element out of the tree and out of the lengths of what holds it."""
        length = self.total.get(node, 0)
        for outer in node.iterancestors() if length else ():
            self.total[outer] -= length
            if outer is self.root:
                break
        drop(node)

    def is_held(self, node: Node) -> bool:
        """Whether an element is still part of the tree."""
        return self.is_inside(node, self.root)

    def find_prose(self) -> list[Node]:
        """The blocks whose own line is a paragraph."""
        return [
            line for line, length in self.plain.items() if length >= PROSE and line.tag in _LINES and self.is_held(line)
        ]

    def is_inside(self, node: Node, outer: Node) -> bool:
        """Whether an element is another one or inside of it."""
        return node is outer or any(parent is outer for parent in node.iterancestors())


def holder_of(survey: Survey, prose: list[Node]) -> Node | None:
    """The element in which most of the prose lies closest together."""
    weights: defaultdict[Node, float] = defaultdict(float)
    for line in prose:
        share, outer = float(survey.plain[line]), line if line is survey.root else line.getparent()
        for _ in range(3):
            if outer is None:
                break
            weights[outer] += share
            share, outer = share / 2, outer.getparent() if outer is not survey.root else None
    return max(weights, key=lambda node: weights[node], default=None)
