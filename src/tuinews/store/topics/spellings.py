"""Finds the tag that a name means, and makes what is not there yet.

A tag is the folded name (`fold`), its key. Names that only differ in accents, hyphens or a plural have one form
(`fold_tag`), and the first of them takes the others in, unless the user set one apart.
"""

from collections.abc import Collection, Iterable
from typing import Any

import apsw

from tuinews.model.text import SafeText, fold
from tuinews.model.topics.tag_forms import fold_tag
from tuinews.store.bindings import bind_texts

TAG_OF = """coalesce(
    (SELECT coalesce(alias_of, id) FROM tags WHERE key = ?),
    (SELECT coalesce(alias_of, id) FROM tags WHERE form = ? AND NOT apart LIMIT 1))"""
"""The number of the tag that a name means, or NULL; binds what `tag_values` gives."""


def tag_values(name: str) -> tuple[str, str]:
    """Return the values that `TAG_OF` binds."""
    return fold(name), fold_tag(name)


def find_tag(connection: apsw.Connection, name: str) -> int | None:
    """Return the number of the tag that a name means, or `None`."""
    found = connection.execute(f"SELECT {TAG_OF}", tag_values(name)).get
    return None if found is None else int(found)


def find_tags(connection: apsw.Connection, names: Iterable[SafeText]) -> dict[SafeText, int]:
    """Return the numbers of the tags that names mean; those that mean none are left out."""
    found = ((name, find_tag(connection, name)) for name in names)
    return {name: tag for name, tag in found if tag is not None}


def read_same_tags(connection: apsw.Connection) -> dict[str, str]:
    """Return, by keys and forms of tags, the form of the tag that they are the same as, where it is not their own.

    A tag that was set apart has its key, marked as no form of others.
    """
    sql = (
        "SELECT g.key, g.form, g.apart, iif(g.apart AND g.alias_of IS NULL, '=' || g.key, t.form) "
        "FROM tags g JOIN tags t ON t.id = coalesce(g.alias_of, g.id) WHERE g.chosen OR g.apart"
    )
    rows: list[Any] = connection.execute(sql).fetchall()
    forms = {form: topic for _, form, apart, topic in rows if not apart}
    return forms | {key: topic for key, _, _, topic in rows}


def make_spellings(connection: apsw.Connection, names: Collection[SafeText]) -> dict[str, tuple[int, int]]:
    """Return tag and spelling of each name; new ones are made, names without a letter are left out."""
    keys = {name: key for name in names if (key := fold(name))}
    if not keys:
        return {}
    found = _read_spellings(connection, keys)
    missing = [(name, key) for name, key in keys.items() if name not in found]
    if missing:
        tags = _make_tags(connection, dict.fromkeys(key for _, key in missing))
        sql = "INSERT INTO spellings (name, tag_id) VALUES (?, ?)"
        connection.executemany(sql, [(name, tags[key][1]) for name, key in missing])
        found |= _read_spellings(connection, [name for name, _ in missing])
    return found


def make_tag(connection: apsw.Connection, key: str) -> int:
    """Return the number of the tag with this key, which is made if it is not there: part of the one of its form."""
    return _make_tags(connection, [key])[key][0]


def _make_tags(connection: apsw.Connection, keys: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return, by keys, the number of each tag and of the one that it is part of; what is not there is made."""
    wanted = tuple(keys)
    sql = "SELECT key, id, coalesce(alias_of, id) FROM tags WHERE key IN (SELECT value FROM carray(?))"
    rows: list[Any] = connection.execute(sql, (bind_texts(wanted),)).fetchall()
    found = {key: (tag, topic) for key, tag, topic in rows}
    forms = {key: fold_tag(key) for key in wanted if key not in found}
    if not forms:
        return found
    topics = _find_topics(connection, forms.values())
    last = connection.execute("SELECT max(id) FROM tags").get or 0
    fresh: list[tuple[int, str, str, int | None]] = []
    for number, (key, form) in enumerate(forms.items(), last + 1):
        fresh.append((number, key, form, topics.get(form)))
        found[key] = (number, topics.setdefault(form, number))
    connection.executemany("INSERT INTO tags (id, key, form, alias_of) VALUES (?, ?, ?, ?)", fresh)
    return found


def _find_topics(connection: apsw.Connection, forms: Iterable[str]) -> dict[str, int]:
    """Return, by forms, the tags that take in what has the form; the oldest where there are several."""
    sql = (
        "SELECT form, coalesce(alias_of, id) FROM tags WHERE form IN (SELECT value FROM carray(?)) AND NOT apart "
        "ORDER BY id DESC"
    )
    rows: list[Any] = connection.execute(sql, (bind_texts(forms),)).fetchall()
    return dict(rows)


def _read_spellings(connection: apsw.Connection, names: Iterable[str]) -> dict[str, tuple[int, int]]:
    sql = "SELECT name, tag_id, id FROM spellings WHERE name IN (SELECT value FROM carray(?))"
    return {name: (tag, spelling) for name, tag, spelling in connection.execute(sql, (bind_texts(names),))}
