"""`enclosures` and `download`: the files of articles are listed, fetched, and deleted again."""

from pathlib import Path

import pytest

from cli.door import Page, Tuinews, Web

FEED = """<rss version="2.0"><channel><title>Quay Radio</title>
<item><title>Fog horn</title><guid>1</guid><enclosure url="{base}/horn.mp3" type="audio/mpeg" length="5"/></item>
<item><title>Lost tape</title><guid>2</guid><enclosure url="{base}/tape.mp3" type="audio/mpeg"/></item>
</channel></rss>"""


@pytest.fixture
def entries(tuinews: Tuinews, web: Web) -> dict[str, int]:
    """The ids of the articles by their titles."""
    web.pages["/feed.xml"] = Page(FEED.format(base=web.base).encode())
    web.pages["/horn.mp3"] = Page(b"sound", "audio/mpeg")
    assert tuinews("add", f"{web.base}/feed.xml").code == 0
    return {entry["title"]: entry["id"] for entry in tuinews("list", "--json").json()}


def test_a_file_is_fetched_listed_and_deleted(tuinews: Tuinews, web: Web, entries: dict[str, int]) -> None:
    horn = entries["Fog horn"]
    assert tuinews("enclosures", horn).out == f"1\taudio/mpeg\t1 kB\t\t{web.base}/horn.mp3\n"
    told = tuinews("download", horn, "--json")
    [fetched] = told.json()
    assert (told.code, fetched["state"], fetched["received"], fetched["error"]) == (0, "done", 5, None)
    assert Path(fetched["path"]).read_bytes() == b"sound"
    assert tuinews("enclosures", horn, "--json").json()[0]["download"] == fetched
    assert tuinews("download", "--list", "--json").json() == [fetched]
    assert [gone["id"] for gone in tuinews("download", "--remove", fetched["id"], "--json").json()] == [fetched["id"]]
    assert not Path(fetched["path"]).exists()
    assert tuinews("download", "--list", "--json").json() == []


def test_what_cannot_be_had_is_told_and_the_others_are_fetched(tuinews: Tuinews, entries: dict[str, int]) -> None:
    told = tuinews("download", *entries.values())
    assert (told.code, told.err.count("\n")) == (3, 1)
    assert "Lost tape" in told.err
    assert sorted(line.split("\t")[1] for line in told.out.splitlines()) == ["done, 1 kB", "failed"]
    assert tuinews("download", entries["Lost tape"]).code == 1


def test_a_wrong_word_is_one_sentence(tuinews: Tuinews, entries: dict[str, int]) -> None:
    horn = entries["Fog horn"]
    for words in ((horn, "--file", 2), ("--file", 1), (horn, "--list"), ("--list", "--remove", 1)):
        told = tuinews("download", *words)
        assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert tuinews("download", "--remove", 9).err.endswith("`tuinews download --list` shows what there is.\n")
