"""`topics`, `tag --query` and `related` on the command line."""

from pathlib import Path

import pytest

from cli.door import Tuinews, Web


@pytest.fixture
def filled(tuinews: Tuinews, web: Web) -> Tuinews:
    assert tuinews("add", web.serve_portal()).code == 0
    return tuinews


def counts(tuinews: Tuinews, *words: str) -> dict[str, int]:
    return {topic["topic"]: topic["count"] for topic in tuinews("topics", *words, "--json").json()}


def test_tags_are_made_the_same_parted_renamed_followed_and_coloured(filled: Tuinews) -> None:
    first, second = [entry["id"] for entry in filled("list", "--json").json()][:2]
    filled("tag", first, "+US")
    filled("tag", second, "+United States")

    assert filled("topics", "alias", "US", "United States").err == "US is United States now.\n"
    assert filled("count", "tag:us").out == filled("count", 'tag:"united states"').out == "2\n"
    assert counts(filled)["United States"] == 2
    assert filled("topics", "alias", "--json").json() == [{"name": "us", "topic": "United States", "chosen": True}]
    assert filled("show", first, "--json").json()["user_tags"] == ["United States"]
    filled("undo")
    assert counts(filled)["US"] == 1
    filled("redo")
    assert filled("topics", "unalias", "US").code == 0
    assert counts(filled)["US"] == 1
    filled("topics", "rename", "US", "America")
    filled("topics", "follow", "America")
    filled("topics", "colour", "america", "teal")
    (topic,) = [topic for topic in filled("topics", "--json").json() if topic["topic"] == "America"]
    assert (topic["followed"], topic["colour"], topic["aliases"], len(topic["trend"])) == (True, "teal", ["US"], 30)
    assert filled("topics", "--sort", "name", "--limit", "1").out.count("\n") == 1


def test_what_topics_do_not_take_is_said_in_a_line(filled: Tuinews) -> None:
    wrong = ("alias US", "rename US", "alias none other", "colour none red", "fly US", "--limit -1", "unalias none")
    for words in wrong:
        result = filled("topics", *words.split())
        assert (result.code, result.err.count("\n"), result.out) == (2, 1, ""), words


def test_all_that_match_are_tagged_at_once(filled: Tuinews) -> None:
    total = int(filled("count").out)
    assert filled("tag", "--query", "feed:1", "+mine", "--json").json()["changed"] == total
    assert filled("count", "tag:mine").out == f"{total}\n"
    assert filled("tag", "--query", "tag:mine", "-mine").code == 0
    assert filled("count", "tag:mine").out == "0\n"
    assert filled("tag", "--query", "feed:1").code == 2
    assert filled("tag", "--query", "feed:1", "1", "+mine").code == 2


def test_related_articles_are_listed_with_what_they_share(tuinews: Tuinews, web: Web, tmp_path: Path) -> None:
    told = {
        "Lighthouse of Skerrow is lit again": "Its keeper climbed the tower at dusk, and boats hooted in the bay.",
        "Seals return to Skerrow": "More pups than ever lie on the rocks below the lighthouse, biologists counted.",
    }
    told |= {f"Council {number} of town{number} talks of roads": "Money is short this year." for number in range(30)}
    items = "".join(
        f"<item><guid>{title}</guid><title>{title}</title><description>{text}</description></item>"
        for title, text in told.items()
    )
    feed = tmp_path / "feed.xml"
    feed.write_text(f"<rss version='2.0'><channel><title>Isles</title>{items}</channel></rss>")
    assert tuinews("add", web.serve("/isles.xml", feed, "application/rss+xml")).code == 0
    asked, other = (tuinews("list", f'title:"{words}"', "--json").json()[0]["id"] for words in ("lit again", "seals"))

    (near,) = tuinews("related", asked, "--json").json()

    assert [*near] == ["id", "title", "feed", "score", "shared"]
    assert (near["id"], near["title"], near["feed"]) == (other, "Seals return to Skerrow", "Isles")
    assert set(near["shared"]) == {"Lighthouse", "Skerrow"}
    assert tuinews("related", "999999").code == 2
