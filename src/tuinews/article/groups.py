"""Tables and lists are kept whole: an extractor takes their rows one by one."""

from tuinews.article.dom import Node
from tuinews.article.tables import holds_data
from tuinews.article.units import Unit

_MOST, _LINKED = 0.5, 0.7
"""Share of a group's letters that must be judged the article's; share of links from which it is rather a menu."""


def whole_groups(holder: Node, units: list[Unit], chosen: set[Node]) -> set[Node]:
    """The chosen elements with the rest of lists that are mostly chosen, and of tables beside them that are in part."""
    groups: dict[Node, list[Unit]] = {
        node: []
        for node in holder.iterdescendants("ul", "ol", "dl", "table")
        if node.tag != "table" or holds_data(node)
    }
    for unit in units if groups else ():
        for outer in (unit.node, *unit.node.iterancestors()):
            if outer is holder:
                break
            if outer in groups:
                groups[outer].append(unit)
    whole, parents = set(chosen), {node.getparent() for node in chosen}
    for group, members in groups.items():
        weight = max(1, sum(len(unit.key) for unit in members))
        share = sum(len(unit.key) for unit in members if unit.node in chosen) / weight
        linked = sum(unit.linked * len(unit.key) for unit in members) / weight
        beside = group.tag == "table" and share > 0 and group.getparent() in parents
        if (beside or share >= _MOST) and linked < _LINKED:
            whole |= {unit.node for unit in members}
    return whole
