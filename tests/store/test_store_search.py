from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.storing import NOW, House, draft
from tuinews.model.change import Edited
from tuinews.model.entry import Flag
from tuinews.model.error import QueryError
from tuinews.model.parsed import ExtractedPage
from tuinews.model.query import parse_query
from tuinews.model.query.words import index_words, phrase_words, says
from tuinews.model.text import safe_text
from tuinews.store import search
from tuinews.store.rules.mute_rows import StoredMute


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Café  “Ö1”!", "cafe o1"),
        ("don't re-open", "don t re open"),
        ("Straße ΌΣΟΣ", "strasse οσος"),
        ("नेपाल में बाढ़", "नेपाल में बाढ़"),
        ("東京の港", "東 京 の 港"),
        ("서울 항구", "서울 항구"),
        ("e\u0301te\u0301 \ufb01n", "ete fin"),
        ("🎉 --- !", ""),
        ("Łódź, Đà Nẵng, smørrebrød", "lodz da nang smorrebrod"),
        ("ﾎﾟｹｯﾄ ＡＢＣ", "ポケット abc"),
        ("مُحَمَّد كـتاب أمل", "محمد كتاب امل"),
        ("Ёлка Άθήνα ٢٠٢٦", "елка αθηνα 2026"),
    ],
)
def test_words_are_folded_and_parted(text: str, expected: str) -> None:
    assert index_words(text) == index_words(expected)
    assert "  " not in index_words(text)


@given(st.text())
def test_words_of_words_are_the_same(text: str) -> None:
    once = index_words(text)

    assert index_words(once) == once
    assert once.split() == once.split(" ") or not once


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_takes_the_short_way_to_the_same_words(text: str) -> None:
    assert index_words(text) == index_words(f"{text} é").removesuffix("e").rstrip()


def test_a_phrase_follows_in_order() -> None:
    assert says("The port, reopened: today", phrase_words("port reopened"))
    assert not says("The port was reopened", phrase_words("port reopened"))
    assert not says("Airport reopened", phrase_words("port reopened"))
    assert says("Port reopening", phrase_words("port reop*"))


@pytest.mark.parametrize(
    ("query", "guids"),
    [
        ("storm", "a3 a2 a1"),
        ("STORM harbour", "a2 a1"),
        ('"storm over harbour"', "a1"),
        ('"harbour storm"', "a2"),
        ("harb*", "a2 a1"),
        ("title:storm", "a2 a1"),
        ('title:"over harbour"', "a1"),
        ("title:harb*", "a2 a1"),
        ("body:storm", "a3"),
        ('body:"quiet before the storm"', "a3"),
        ('"quiet before the storm"', "a3"),
        ("-storm", "a4"),
        ("storm -title:storm", "a3"),
        ("harbour OR mer", "a4 a2 a1"),
        ("(harbour OR mer) -over", "a4 a2"),
        ("mère", "a4"),
        ("mere", "a4"),
        ("port-vale", "a4"),
        ("weather", "a1"),
        ('"ada pole"', "a2"),
        ("港", "a4"),
        ("東京", "a4"),
        ("京の港", "a4"),
        ("京", "a4"),
        ("港東", ""),
        ("NEAR(harbour storm)", "a2 a1"),
        ("NEAR/0(harbour storm)", "a2"),
        ("storm NEAR/0 over", "a1"),
        ("harbour -over", "a2"),
        ("-storm -harbour", "a4"),
        ("-(storm over) harbour", "a2"),
        ("title:港", ""),
        ("body:港", "a4"),
        ("storm 🎉", ""),
        ('"京東"', ""),
        ('"🎉"', ""),
        ("storm is:unread sort:oldest", "a1 a2 a3"),
        ("storm sort:title", "a2 a3 a1"),
        ("storm sort:feed", "a3 a2 a1"),
        ("body:/before .* storm/", "a3"),
        ("nothing", ""),
    ],
)
def test_what_a_search_finds(house: House, query: str, guids: str) -> None:
    house.store(
        house.feed(),
        draft("a1", "Storm over harbour", tags=["Weather"]),
        draft("a2", "Harbour storm", author=safe_text("Ada Pole")),
        draft("a3", "Seas", html="<p>The quiet before\n <b>the</b> storm.</p>"),
        draft("a4", "La mère", html="<p>Port&#45;Vale &amp; mer 東京の港</p><script>storm()</script>"),
    )
    house.index()

    assert house.guids(query) == guids.split()
    assert house.reader.lists.count(parse_query(query, NOW), NOW) == len(guids.split())


def test_the_index_lags_says_so_and_catches_up(house: House) -> None:
    feed = house.feed()
    house.store(feed, *(draft(f"a{number}", "Storm") for number in range(7)))
    assert house.reader.health().index_lag == 7
    assert house.guids("storm") == []

    assert house.writer.index_some(3) == 4
    assert house.guids("storm") == ["a2", "a1", "a0"]
    house.index()

    assert house.reader.health().index_lag == 0
    assert len(house.guids("storm")) == 7


def test_changed_words_replace_the_old_ones(house: House) -> None:
    feed = house.feed()
    (one,) = house.store(feed, draft("a1", "Storm"))
    house.index()
    house.apply(house.update(feed, edited=[Edited(one, draft("a1", "Calm"))]))
    house.writer.save_page(one, ExtractedPage(html="<p>walrus</p>", text="walrus"), NOW)
    house.writer.set_user_tags([one], (safe_text("Zoo"),), ())
    house.index()

    assert house.find("storm") == []
    assert house.find("calm") == house.find("walrus") == house.find("zoo") == [one]
    house.writer.undo()
    house.index()
    assert house.find("zoo") == []


def test_what_is_deleted_or_removed_is_not_found(house: House) -> None:
    feed = house.feed()
    one, _two = house.store(feed, draft("a1", "Storm"), draft("a2", "Storm"))
    house.index()
    house.writer._connection.execute("DELETE FROM entries WHERE id = ?", (one,))
    house.index()
    assert house.guids("storm") == ["a2"]

    house.writer.remove_feed(feed)

    assert house.guids("storm") == []


def test_topics_merge_spellings_and_count(house: House) -> None:
    feed = house.feed()
    one, *_ = house.store(
        feed,
        draft("a1", tags=["Sea", "North Korea"]),
        draft("a2", tags=["sea"]),
        draft("a3", tags=["SEA", "sea"]),
        draft("a4", tags=["sea"]),
    )
    house.writer.set_user_tags([one], (safe_text("Mine"),), ())
    house.mark(Flag.READ, one)

    assert [topic[:4] for topic in house.reader.topics.read_page(house.now, "count", 10)] == [
        ("sea", 4, 3, False),
        ("Mine", 1, 0, True),
        ("North Korea", 1, 0, False),
    ]
    assert [topic.name for topic in house.reader.topics.read_page(house.now, "count", 1)] == ["sea"]
    assert house.guids('tag:"north korea"') == ["a1"]
    house.writer.remove_feed(feed)
    assert [topic[:4] for topic in house.reader.topics.read_page(house.now, "count", 10)] == [
        ("Mine", 1, 0, True),
        ("North Korea", 1, 0, False),
        ("Sea", 1, 0, False),
    ]


def test_a_regular_expression_ends_when_it_has_been_looked_for_too_long(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.store(house.feed(), draft("a1", "Storm"), draft("a2", "Calm"))
    assert house.guids("/st.rm/") == ["a1"]
    monkeypatch.setattr(search, "_REGEX_SECONDS", -1.0)

    with pytest.raises(QueryError, match=r"/st\.rm/ takes too long here: narrow the list"):
        house.find("/st.rm/")

    monkeypatch.undo()
    assert house.guids("/st.rm/") == ["a1"]


def test_mutes_look_again_once_the_index_has_the_words_of_this_version(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        house.store(house.feed(), draft("a1", "A storm"), draft("a2", "A calm"))
        house.writer.index_some(10)
        house.writer.mutes.add(StoredMute("storm", None, None, NOW), "storm")
        (stale,) = house.reader.mutes.find_stale(NOW)
        house.writer.mutes.end(stale)
        house.writer._connection.execute("INSERT INTO unindexed (entry_id, again) SELECT id, 2 FROM states")

        assert house.writer.index_some(1) == 1
        assert house.reader.mutes.find_stale(NOW) == ()
        assert house.writer.index_some(1) == 0
        assert [mute.query for mute in house.reader.mutes.find_stale(NOW)] == ["storm"]
