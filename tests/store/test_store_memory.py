from store.storing import NOW, House, draft
from tuinews.store import Writer


def test_small_memories(house: House) -> None:
    (one,) = house.store(house.feed(), draft("a1"))
    assert (house.reader.texts.position(one), house.reader.note("pane")) == (0, None)

    house.writer.remember_position(one, 7)
    house.writer.remember("pane", "{}")
    house.writer.pause("https://a.example:443", NOW + 60)
    house.writer.pause("https://a.example:443", NOW + 30)

    assert (house.reader.texts.position(one), house.reader.note("pane")) == (7, "{}")
    assert house.reader.polls.pauses(NOW + 59) == {"https://a.example:443": NOW + 60}
    assert house.reader.polls.pauses(NOW + 60) == {}


def test_a_lease_has_one_owner_until_it_is_over(house: House) -> None:
    assert house.writer.lease("refresh", "one", 60, NOW)
    assert house.writer.lease("refresh", "one", 60, NOW + 1)
    assert not house.writer.lease("refresh", "two", 60, NOW + 60)
    house.writer.release("refresh", "two")
    assert house.writer.lease("refresh", "two", 60, NOW + 61)
    house.writer.release("refresh", "two")
    assert house.writer.lease("refresh", "one", 60, NOW + 62)


def test_only_another_connections_commit_shows_in_the_revision(house: House) -> None:
    before = house.writer.revision
    house.writer.remember("a", "b")
    assert house.writer.revision == before

    other = Writer(house.path, lambda: NOW)
    other.remember("a", "c")
    other.close()

    assert house.writer.revision != before
