"""What the user decides about tags: which are the same, how they are called, which are followed, their colours."""

from collections.abc import Iterable, Sequence

import apsw

from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.language import tr
from tuinews.model.text import SafeText, fold, safe_text
from tuinews.model.topics.topic import COLOURS, TopicChoice
from tuinews.store.rules import mute_rows
from tuinews.store.topics.aliases import join_tags, part_tag
from tuinews.store.topics.spellings import find_tag, make_tag

TopicChange = tuple[TopicChoice, TopicChoice]
"""What was decided about a tag before and after."""

_CHOICE = """
    SELECT g.key, iif(g.chosen, (SELECT a.key FROM tags a WHERE a.id = g.alias_of), ''), g.apart,
        coalesce(o.name, ''), coalesce(o.followed, 0), coalesce(o.colour, '')
    FROM tags g LEFT JOIN topics o ON o.tag_id = g.id WHERE g.id = ?
"""


def read_choice(connection: apsw.Connection, tag_id: int) -> TopicChoice:
    """Return what the user decided about a tag."""
    key, alias_of, apart, name, followed, colour = connection.execute(_CHOICE, (tag_id,)).get
    return TopicChoice(key, alias_of or "", bool(apart), name, bool(followed), colour)


def set_choices(connection: apsw.Connection, choices: Iterable[Sequence[object]]) -> None:
    """Store what the user decided; each choice is a `TopicChoice`, or its list in the journal."""
    wanted = [TopicChoice(*choice) for choice in choices]  # type: ignore[arg-type]
    numbers = {choice.key: make_tag(connection, choice.key) for choice in wanted}
    changed = [choice for choice in wanted if read_choice(connection, numbers[choice.key])[:3] != choice[:3]]
    for choice in changed:
        part_tag(connection, numbers[choice.key])
    if changed:
        mute_rows.look_again_at_tags(connection)
    for choice in wanted:
        number = numbers[choice.key]
        connection.execute("UPDATE tags SET apart = ? WHERE id = ?", (choice.apart, number))
        _join(connection, number, choice)
        connection.execute(
            "INSERT OR REPLACE INTO topics (tag_id, name, followed, colour) VALUES (?, ?, ?, ?)",
            (number, choice.name, choice.followed, choice.colour),
        )
    connection.execute("DELETE FROM topics WHERE name = '' AND NOT followed AND colour = ''")


def _join(connection: apsw.Connection, number: int, choice: TopicChoice) -> None:
    """Let the tag be the same as the one that was chosen, else as another of its form."""
    if connection.execute("SELECT alias_of FROM tags WHERE id = ?", (number,)).get is not None:
        return
    if choice.alias_of:
        topic = make_tag(connection, choice.alias_of)
        topic = int(connection.execute("SELECT coalesce(alias_of, id) FROM tags WHERE id = ?", (topic,)).get)
        if topic != number:
            join_tags(connection, number, topic, chosen=True)
            # what was the same as this tag by its form goes with it
            connection.execute("UPDATE tags SET alias_of = ? WHERE alias_of = ?", (topic, number))
        return
    same = (
        "SELECT coalesce(o.alias_of, o.id) FROM tags g JOIN tags o ON o.form = g.form AND o.id <> g.id "
        "WHERE g.id = ? AND NOT g.apart AND NOT o.apart ORDER BY o.alias_of IS NOT NULL, o.id LIMIT 1"
    )
    found = connection.execute(same, (number,)).get
    if found is not None and int(found) != number:
        join_tags(connection, number, int(found), chosen=False)


def find_known_tag(connection: apsw.Connection, name: str) -> int:
    """Return the number of the tag with this name, whatever it is the same as; raises NotFoundError."""
    own = connection.execute("SELECT id FROM tags WHERE key = ?", (fold(name),)).get
    found = find_tag(connection, name) if own is None else int(own)
    if found is None:
        raise NotFoundError(
            tr("There is no topic “{name}”: `tuinews topics` lists what there is.", name=safe_text(name, 60))
        )
    return found


def find_topic(connection: apsw.Connection, name: str) -> int:
    """Return the number of the topic with this name; raises NotFoundError."""
    find_known_tag(connection, name)
    return int(find_tag(connection, name) or 0)


def alias(connection: apsw.Connection, names: Sequence[SafeText], topic: SafeText) -> list[TopicChange]:
    """Return the changes after which tags are the same as another, which is made if it is not there.

    Raises:
        NotFoundError: there is no tag of one of the names.
        UsageError: the topic's name has no letters, or all names are its own.
    """
    if not fold(topic):
        raise UsageError(tr("A topic needs a name."))
    sources = [_main_tag(connection, find_known_tag(connection, name)) for name in names]
    target = _main_tag(connection, make_tag(connection, fold(topic)))
    before = read_choice(connection, target)
    changes: dict[str, TopicChange] = {}
    for number in dict.fromkeys(source for source in sources if source != target):
        source = read_choice(connection, number)
        changes[source.key] = (source, TopicChoice(source.key, before.key))
        for other in _others(connection, number, target):
            changes.setdefault(other.key, (other, other._replace(alias_of=before.key)))
    if not changes:
        raise UsageError(tr("“{topic}” is itself already: name two different tags.", topic=topic))
    followed = before.followed or any(source.followed for source, _ in changes.values())
    colour = before.colour or next((source.colour for source, _ in changes.values() if source.colour), "")
    shown = before.name or _commonest(connection, target, topic)
    after = before._replace(alias_of="", name=shown, followed=followed, colour=colour)
    return [*changes.values(), (before, after)]


def _main_tag(connection: apsw.Connection, number: int) -> int:
    """Return the tag that takes this one in because of its form, else the tag itself."""
    topic, chosen = connection.execute("SELECT alias_of, chosen FROM tags WHERE id = ?", (number,)).get
    return number if topic is None or chosen else int(topic)


def _others(connection: apsw.Connection, tag_id: int, target: int) -> list[TopicChoice]:
    """Return what was decided about the tags that the user said are the same as this one."""
    rows = connection.execute("SELECT id FROM tags WHERE alias_of = ? AND chosen AND id <> ?", (tag_id, target))
    return [read_choice(connection, int(str(row[0]))) for row in rows.fetchall()]


def _commonest(connection: apsw.Connection, tag_id: int, typed: SafeText) -> SafeText:
    """Return the commonest spelling that is the tag's own; of equally common ones that which was typed."""
    sql = (
        "SELECT name FROM spellings WHERE tag_id = (SELECT coalesce(alias_of, id) FROM tags WHERE id = ?) "
        "ORDER BY uses DESC, name = ? DESC, id"
    )
    names = (SafeText(str(name)) for (name,) in connection.execute(sql, (tag_id, typed)))
    return next((name for name in names if fold(name) == fold(typed)), typed)


def rename(connection: apsw.Connection, name: SafeText, new: SafeText) -> list[TopicChange]:
    """Return the changes after which a topic is called otherwise, whatever publishers call it.

    Raises:
        NotFoundError: there is no such topic.
        UsageError: the new name has no letters.
    """
    if not fold(new):
        raise UsageError(tr("A topic needs a name."))
    there = find_topic(connection, name)
    if find_tag(connection, new) is None:
        make_tag(connection, fold(new))
    if find_tag(connection, new) == there:
        before = read_choice(connection, there)
        return [(before, before._replace(name=new))] if before.name != new else []
    changes = alias(connection, [SafeText(read_choice(connection, there).key)], new)
    before, after = changes[-1]
    return [*changes[:-1], (before, after._replace(name=new))]


def part(connection: apsw.Connection, name: SafeText) -> list[TopicChange]:
    """Return the changes after which a tag is one of its own again; raises NotFoundError, UsageError.

    Of the tag that takes others of its form in, these are parted.
    """
    number = find_known_tag(connection, name)
    topic, chosen = connection.execute("SELECT alias_of, chosen FROM tags WHERE id = ?", (number,)).get
    if topic is not None:
        before = read_choice(connection, number)
        return [(before, before._replace(alias_of="", apart=before.apart or not chosen))]
    taken_in = connection.execute("SELECT id FROM tags WHERE alias_of = ? AND NOT chosen", (number,)).fetchall()
    if not taken_in:
        raise UsageError(
            tr("“{name}” is not the same as another tag: `tuinews topics alias` lists those that are.", name=name)
        )
    choices = [read_choice(connection, int(str(row[0]))) for row in taken_in]
    return [(before, before._replace(apart=True)) for before in choices]


def follow(connection: apsw.Connection, names: Sequence[SafeText], *, followed: bool) -> list[TopicChange]:
    """Return the changes after which topics are followed, or no more; raises NotFoundError.

    A topic that no article has yet can be followed as well.
    """
    changes = []
    for name in dict.fromkeys(names):
        if followed and fold(name):
            make_tag(connection, fold(name))
        before = read_choice(connection, find_topic(connection, name))
        if before.followed != followed:
            called = before.name or ("" if _has_spelling(connection, before.key) else name)
            changes.append((before, before._replace(followed=followed, name=called)))
    return changes


def _has_spelling(connection: apsw.Connection, key: str) -> bool:
    sql = "SELECT 1 FROM spellings WHERE tag_id = (SELECT id FROM tags WHERE key = ?)"
    return connection.execute(sql, (key,)).get is not None


def colour(connection: apsw.Connection, name: SafeText, chosen: str) -> list[TopicChange]:
    """Return the changes after which a topic has a colour, or with `""` the one of its name.

    Raises:
        NotFoundError: there is no such topic.
        UsageError: there is no such colour.
    """
    if chosen and chosen not in COLOURS:
        raise UsageError(
            tr(
                "“{chosen}” is no colour of topics: take one of {colours}.",
                chosen=safe_text(chosen, 30),
                colours=", ".join(COLOURS),
            )
        )
    before = read_choice(connection, find_topic(connection, name))
    return [(before, before._replace(colour=chosen))] if before.colour != chosen else []
