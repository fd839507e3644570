"""What each condition of the query language asks of a row of `states e`, as SQL. Values are only ever bound.

Most rows are a line of a table: `TRAIT_CONDITIONS`, `NUMBERS`, `MOMENTS`, `FIELDS`.
"""

import json
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeGuard, assert_never

from tuinews.model.feed_names import FeedNames, find_feeds
from tuinews.model.query import (
    AllOf,
    AnyOf,
    Before,
    Condition,
    Everything,
    FieldMatch,
    LeafCondition,
    NearMatch,
    Not,
    NumberMatch,
    RegexMatch,
    Since,
    TextMatch,
    TraitMatch,
)
from tuinews.model.query.words import TITLE_MARK, is_exact, match_expression, near_words, phrase_words
from tuinews.model.text import fold
from tuinews.store.topics.spellings import TAG_OF, tag_values
from tuinews.store.visibility import REASONS, where_hidden

SqlValue = int | str


class Sql(NamedTuple):
    """A piece of SQL and the values that it binds."""

    text: str
    bindings: tuple[SqlValue, ...] = ()


TRAIT_CONDITIONS = {
    "unread": "e.read = 0",
    "read": "e.read = 1",
    "starred": "e.starred = 1",
    "later": "e.later = 1",
    "enclosure": "e.enclosed = 1",
    "fulltext": "e.full_text = 1",
    "image": """(EXISTS (SELECT 1 FROM extras x WHERE x.entry_id = e.id AND x.images <> '[]')
        OR (SELECT body_has_image(b.feed_html, b.page_html) FROM bodies b WHERE b.entry_id = e.id))""",
    "aged": "(e.read = 0 AND e.aged <> 0)",
    "note": "EXISTS (SELECT 1 FROM entry_notes n WHERE n.entry_id = e.id)",
    "followed": "e.story_id IN (SELECT w.id FROM stories w WHERE w.followed_at IS NOT NULL)",
}
"""What each trait of the query language asks of a row of `states e`."""

NUMBERS = {
    "minutes": "e.minutes",
    "story": "max(1, coalesce((SELECT w.visible FROM stories w WHERE w.id = e.story_id), 1))",
}
"""The number that each comparing term asks for, by its name; `NULL` matches nothing."""

MOMENTS = {
    "moment": "e.moment",
    "read": "e.read = 1 AND e.read_at IS NOT NULL AND e.read_at",
    "aged": "e.read = 0 AND e.aged <> 0 AND e.aged",
}
"""The moment that `Since` and `Before` mean, by `of`, behind the condition that there is one."""

_COLUMNS = {
    name: f"(SELECT w.{name} FROM entries w WHERE w.id = e.id)"  # noqa: S608  names of columns
    for name in ("author", "agency", "source", "url", "title", "lang")
} | {"note": "coalesce((SELECT n.text FROM entry_notes n WHERE n.entry_id = e.id), '')"}
THE_STORY = "coalesce((SELECT m.story_id FROM story_merges m WHERE m.group_id = ?), ?)"
"""The story of a number, which may have been merged into another one since; the number is bound twice."""

NONE = Sql("+e.feed_id = -1")
"""Matches no entry. A plain 0 would make SQLite drop the conditions that let it use a partial index."""

_BODY_MATCHES = "(SELECT body_matches_regex(b.feed_html, b.page_html, ?) FROM bodies b WHERE b.entry_id = e.id)"
_HAS_TAG = f"EXISTS (SELECT 1 FROM entry_tags g WHERE g.entry_id = e.id AND g.tag_id = {TAG_OF})"  # noqa: S608  as below
_TAGGED = f"e.id IN (SELECT entry_id FROM entry_tags WHERE tag_id = {TAG_OF})"  # noqa: S608  SQL of ours
_FOUND = "e.id IN (SELECT rowid FROM search WHERE search MATCH ?)"


def index_expression(condition: Condition) -> str:
    """Return what to ask the full-text index for all that can match a condition, or `""` if the index cannot tell."""
    match condition:
        case TextMatch(text) | FieldMatch("body", text):
            return match_expression(text)
        case FieldMatch("title", text):
            return match_expression(text, TITLE_MARK)
        case NearMatch(texts):
            return " AND ".join(map(match_expression, texts))
        case AllOf(parts):
            wanted = [f"({found})" for found in map(index_expression, parts) if found]
            unwanted = [f"({index_expression(part.part)})" for part in parts if _is_left_out_by_index(part)]
            return " NOT ".join([f"({' AND '.join(wanted)})", *unwanted]) if wanted else ""
        case AnyOf(parts) if all(found := [index_expression(part) for part in parts]):
            return " OR ".join(f"({one})" for one in found)
        case _:
            return ""


def find_left_out(condition: Condition) -> str:
    """Return what to ask the full-text index for what a condition leaves out, though it asks for nothing else there."""
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    return " OR ".join(f"({index_expression(part.part)})" for part in parts if _is_left_out_by_index(part))


def _is_left_out_by_index(condition: Condition) -> TypeGuard[Not]:
    """Whether it is a negation that the index can carry out itself, beside what it finds."""
    return isinstance(condition, Not) and is_told_by_index(condition.part)


def is_told_by_index(condition: Condition) -> bool:
    """Whether what `index_expression` finds matches: nothing is left to check on the texts."""
    match condition:
        case TextMatch(text) | FieldMatch("title", text):
            return is_exact(text)
        case AnyOf(parts):
            return all(map(is_told_by_index, parts))
        case AllOf(parts):
            told = [part for part in parts if not _is_left_out_by_index(part)]
            return bool(told) and all(map(is_told_by_index, told))
        case _:
            return False


_SAYS_TITLE = f"any_says(?, {_COLUMNS['title']})"
_SAYS_NAME = f"""(SELECT any_says(?, w.title, w.author, w.agency, w.dateline, w.source, {_COLUMNS["note"]})
    FROM entries w WHERE w.id = e.id)"""  # noqa: S608  SQL of ours
_SAYS_TAG = """EXISTS (SELECT 1 FROM entry_tags g JOIN spellings n ON n.id = g.spelling_id
    WHERE g.entry_id = e.id AND any_says(?, n.name))"""
_SAYS_BODY = "(SELECT body_says(?, b.feed_html, b.page_html) FROM bodies b WHERE b.entry_id = e.id)"


def _check_text(condition: LeafCondition) -> Sql:
    """Return the check on the texts of an entry that has all the words of a condition."""
    if is_told_by_index(condition):
        return Sql("1")
    match condition:
        case FieldMatch("title", text):
            return Sql(_SAYS_TITLE, (phrase_words(text),))
        case FieldMatch("body", text):
            return Sql(_SAYS_BODY, (phrase_words(text),))
        case TextMatch(text):
            asked = phrase_words(text)
        case NearMatch(texts, distance):
            asked = near_words(texts, distance)
        case _:
            return Sql("1")
    return Sql(f"({_SAYS_NAME} OR {_SAYS_TAG} OR {_SAYS_BODY})", (asked,) * 3)


def asks_for_tags(parts: Sequence[Condition]) -> bool:
    """Whether each part asks for a tag."""
    return all(isinstance(part, FieldMatch) and part.field == "tag" for part in parts)


def express(condition: Condition, feeds: Sequence[FeedNames], *, first: bool = False) -> Sql:
    """Return the SQL of a condition; with `first`, made for lists of which only the first entries are read."""
    match condition:
        case Everything():
            return Sql("1")
        case AllOf(parts):
            return join([express(part, feeds, first=first) for part in parts], " AND ")
        case AnyOf(parts):
            # of tags that are rare the lists are made otherwise
            return join([express(part, feeds, first=first and asks_for_tags(parts)) for part in parts], " OR ")
        case Not(part):
            return _negate(express(part, feeds, first=first))
        case FieldMatch("tag", value) if first:
            return Sql(_HAS_TAG, tag_values(value))
        case _:
            return _express_leaf(condition, feeds)


def _express_leaf(condition: LeafCondition, feeds: Sequence[FeedNames]) -> Sql:
    match condition:
        case TraitMatch(what):
            return Sql(_flag(what))
        case NumberMatch():
            return _compare(condition)
        case Since(moment, of) | Before(moment, of):
            sign = ">=" if isinstance(condition, Since) else "<"
            return Sql(f"({MOMENTS[of]} {sign} ?)", (moment,))
        case TextMatch() | NearMatch() | FieldMatch("title" | "body"):
            return join([Sql(_FOUND, (index_expression(condition),)), _check_text(condition)], " AND ")
        case FieldMatch(field, value) if field in FIELDS:
            return FIELDS[field](value, feeds)
        case FieldMatch() | RegexMatch():
            return express_name(condition)
    assert_never(condition)


def express_rest(condition: Condition, feeds: Sequence[FeedNames], *, first: bool = False) -> Sql:
    """Return the SQL of what is left to check on entries that `index_expression` finds; `first` as in `express`.

    What a query only leaves out (`find_left_out`) counts as found.
    """
    if is_told_by_index(condition):
        return Sql("1")
    match condition:
        case AllOf(parts):
            left = [part for part in parts if not _is_left_out_by_index(part)]
            return join([express_rest(part, feeds, first=first) for part in left], " AND ")
        case TextMatch() | NearMatch() | FieldMatch("title" | "body"):
            return _check_text(condition)
        case Not() if _is_left_out_by_index(condition):
            return Sql("1")
        case _:
            return express(condition, feeds, first=first)


def _compare(condition: NumberMatch) -> Sql:
    bounds = ((">=", condition.least), ("<=", condition.most))
    parts = [Sql(f"{NUMBERS[condition.field]} {sign} ?", (bound,)) for sign, bound in bounds if bound is not None]
    return join(parts, " AND ")


def _flag(what: str) -> str:
    return where_hidden("e", what) if what in REASONS else TRAIT_CONDITIONS[what]


def _of_feeds(field: str) -> "FieldSql":
    def find(value: str, feeds: Sequence[FeedNames]) -> Sql:
        ids = find_feeds(field, value, feeds)
        if len(ids) == 1:
            return Sql("+e.feed_id = ?", tuple(ids))
        return Sql("+e.feed_id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)) if ids else NONE

    return find


def _has_tag(value: str, _feeds: Sequence[FeedNames]) -> Sql:
    return Sql(_TAGGED, tag_values(value))


def _is_language(column: str, value: str) -> Sql:
    language = _escape(value.replace("_", "-"))
    return Sql(rf"replace({column}, '_', '-') || '-' LIKE ? ESCAPE '\'", (f"{language}-%",))


def _is_of_story(value: str, _feeds: Sequence[FeedNames]) -> Sql:
    return Sql(f"e.story_id = {THE_STORY}", (int(value),) * 2)


def _is_of_unknown_view(_value: str, _feeds: Sequence[FeedNames]) -> Sql:
    """Match nothing: nobody replaced the view by what it asks."""
    return NONE


FieldSql = Callable[[str, Sequence[FeedNames]], Sql]

FIELDS: dict[str, FieldSql] = {
    "feed": _of_feeds("feed"),
    "folder": _of_feeds("folder"),
    "tag": _has_tag,
    "story": _is_of_story,
    "view": _is_of_unknown_view,
}
"""What a field must be for its value, where it is not text of which the value is a part."""


def express_name(condition: FieldMatch | RegexMatch, column: str = "") -> Sql:
    """Return the SQL of a condition on a column of entries, or on another column that has the same names."""
    if isinstance(condition, RegexMatch) and condition.field == "body":
        return Sql(_BODY_MATCHES, (condition.pattern,))
    asked = column or _COLUMNS[condition.field]
    if isinstance(condition, RegexMatch):
        return Sql(f"matches_regex({asked}, ?)", (condition.pattern,))
    if condition.field == "lang":
        return _is_language(asked, condition.value)
    if condition.value.isascii():
        return Sql(rf"{asked} LIKE ? ESCAPE '\'", (f"%{_escape(condition.value)}%",))
    return Sql(f"has_part({asked}, ?)", (fold(condition.value),))


def join(parts: Sequence[Sql], glue: str) -> Sql:
    """Return conditions as one, between `AND` or `OR`; 1 for none."""
    texts = glue.join(part.text for part in parts if part.text != "1" or glue != " AND ")
    return Sql(f"({texts})" if texts else "1", tuple(value for part in parts for value in part.bindings))


def _negate(part: Sql) -> Sql:
    return Sql(f"NOT coalesce({part.text}, 0)", part.bindings)


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
