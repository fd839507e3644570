"""Finds the parts of a query that few entries match, so that a list is made of these and not of all that there are.

A part of an author's name is looked for among all names, which are far fewer than entries; the entries of the names
that are found have an index. So have the minutes that entries take to read.
"""

import json
from collections.abc import Iterator, Sequence

import apsw

from tuinews.model.query import AllOf, AnyOf, Condition, FieldMatch, NumberMatch, RegexMatch, TraitMatch
from tuinews.model.query.words import match_expression
from tuinews.store.conditions import SqlValue, asks_for_tags, express_name
from tuinews.store.lists.scopes import NAMED, SCOPES, RarePart
from tuinews.store.topics.spellings import find_tag

FEW = 10_000
"""Up to so many entries are sorted sooner than the first of them are met among all."""

_MOST_NAMES = 1_000
_ENDLESS = 1 << 62
_LARGE_STORY = 8
"""Articles from which on few stories have so many; of smaller ones the newest are soon met."""
_MOST_SOUGHT = 40
"""Names that the full-text index is asked for at once."""


def find_rare_parts(connection: apsw.Connection, condition: Condition) -> tuple[RarePart, ...]:
    """Return the parts of a query that few entries match, the rarest first; it takes a millisecond or few."""
    found = (_find_rare_part(connection, part) for part in _list_parts(condition))
    return tuple(sorted((rare for rare in found if rare is not None), key=lambda rare: rare.many))


def find_marks(connection: apsw.Connection, condition: Condition) -> Iterator[str]:
    """Yield what the full-text index can be asked for the names and tags of a query: who has them has their words.

    What is indexed anew is missed by that, so it must not be asked while anything is.
    """
    for part in _list_parts(condition):
        names: list[str] = []
        match part:
            case FieldMatch("tag", value):
                sql = "SELECT name FROM spellings WHERE tag_id = ? LIMIT ?"
                names = [row[0] for row in connection.execute(sql, (find_tag(connection, value), _MOST_SOUGHT))]
            case FieldMatch("author" | "agency" | "source"):
                names = list(_find_names(connection, part))
            case _:
                continue
        if 0 < len(names) < _MOST_SOUGHT:
            yield " OR ".join(f"({match_expression(name)})" for name in names)


def _list_parts(condition: Condition) -> Sequence[Condition]:
    return condition.parts if isinstance(condition, AllOf) else (condition,)


def _find_rare_part(connection: apsw.Connection, part: Condition) -> RarePart | None:
    asked: tuple[SqlValue, ...]
    match part:
        case TraitMatch("starred" | "later" as scope):
            asked = ()
        case TraitMatch("enclosure" | "fulltext" as trait):
            scope, asked = f"few {trait}", ()
        case AnyOf(parts):
            return _find_rare_tags(connection, part) if asks_for_tags(parts) else None
        case FieldMatch(scope) | RegexMatch(_, scope) if scope in NAMED:
            names = _find_names(connection, part)
            if len(names) > _MOST_NAMES:
                return None
            asked = (json.dumps(names),)
        case NumberMatch("minutes" as scope, least, most):
            asked = (-1 if least is None else least, _ENDLESS if most is None else most)
        case NumberMatch("story", int(least), most) if least >= _LARGE_STORY:
            scope, asked = "large stories", (least, _ENDLESS if most is None else most)
        case _:
            return None
    where = SCOPES[scope]
    count = f"SELECT count(*) FROM (SELECT 1 FROM {where.source}{where.use_index(0)} WHERE {where.where} LIMIT ?)"  # noqa: S608  SQL of ours
    many = int(connection.execute(count, (*asked, FEW + 1)).get)
    return None if many > FEW else RarePart(part, scope, asked, many)


def _find_rare_tags(connection: apsw.Connection, part: AnyOf) -> RarePart | None:
    asked = json.dumps([find_tag(connection, leaf.value) for leaf in part.parts if isinstance(leaf, FieldMatch)])
    sql = "SELECT coalesce(sum(uses), 0) FROM spellings WHERE tag_id IN (SELECT value FROM json_each(?))"
    many = int(connection.execute(sql, (asked,)).get)
    return None if many > FEW else RarePart(part, "tags", (asked,), many)


def _find_names(connection: apsw.Connection, part: FieldMatch | RegexMatch) -> list[str]:
    """Return the names that a part of a query matches; of very many, some more than `_MOST_NAMES`."""
    matching = express_name(part, "n.name")
    sql = f"SELECT n.name FROM names n WHERE n.field = ? AND {matching.text} LIMIT ?"  # noqa: S608  SQL of ours, values bound
    return [row[0] for row in connection.execute(sql, (part.field, *matching.bindings, _MOST_NAMES + 1))]
