"""`later`: any page of the web becomes an article to be read later."""

import pytest

from cli.door import Page, Tuinews, Web

LONG_READ = (
    "<html><head><title>The lamp</title><meta property='og:site_name' content='Coast'>"
    "<meta property='article:tag' content='Lights'></head><body><nav>Front page</nav><article><h1>The lamp</h1>"
    + "".join(
        f"<p>Part {number}: the lamp on the pier went out on Monday, and the whole town came to look at it.</p>"
        for number in range(6)
    )
    + "</article></body></html>"
)


@pytest.fixture
def page(web: Web) -> str:
    web.pages["/lamp"] = Page(LONG_READ.encode(), "text/html")
    return f"{web.base}/lamp"


def test_any_page_is_an_article_to_be_read_later(tuinews: Tuinews, page: str) -> None:
    told = tuinews("later", page)
    assert (told.code, told.out) == (0, "")
    assert told.err.startswith("Kept for later as ")
    [entry] = tuinews("list", "is:later", "--json").json()
    shown = tuinews("show", entry["id"], "--json").json()
    assert (shown["title"], shown["source"], shown["url"], shown["tags"]) == ("The lamp", "Coast", page, ["Lights"])
    assert (shown["full_text"], shown["later"], shown["read"], shown["starred"]) == (True, True, False, False)
    assert "Front page" not in shown["text"]


def test_the_same_page_is_kept_once_and_undo_takes_it_back(tuinews: Tuinews, web: Web, page: str) -> None:
    first = tuinews("later", page, "--json").json()
    again = tuinews("later", f"{page}#part-2", page, "--json").json()
    assert [entry["id"] for entry in again] == [first["id"]] * 2
    assert web.asked == ["/lamp"]
    assert tuinews("count", "is:later").out == "1\n"
    assert tuinews("undo").code == 0
    assert tuinews("count", "is:later").out == "0\n"
    assert tuinews("later", page).code == 0
    assert tuinews("count", "is:later").out == "1\n"


def test_what_a_feed_brought_is_kept_where_it_is_with_its_pages_text(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    first = tuinews("list", "--json").json()[0]
    kept = tuinews("later", first["url"], "--json").json()
    assert (kept["id"], kept["feed"], kept["later"]) == (first["id"], first["feed"], True)
    assert tuinews("show", kept["id"], "--json").json()["full_text"] is True


def test_a_login_in_the_address_is_not_kept(tuinews: Tuinews, page: str) -> None:
    kept = tuinews("later", page.replace("//", "//ann:secret@"), "--json")
    assert kept.json()["url"] == page
    assert "secret" not in kept.out + kept.err


@pytest.mark.parametrize(
    "address", ["two words", "ftp://x.example/a", "{web}/none", "{web}/plain", "http://127.0.0.1:9/"]
)
def test_what_is_no_page_is_one_sentence_and_kept_nowhere(tuinews: Tuinews, web: Web, address: str) -> None:
    web.pages["/plain"] = Page(b"\x00\x01", "application/octet-stream")
    told = tuinews("later", address.replace("{web}", web.base))
    assert told.code in {1, 2}
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert tuinews("count", "is:later").out == "0\n"


def test_one_page_that_cannot_be_read_stops_no_other(tuinews: Tuinews, web: Web, page: str) -> None:
    told = tuinews("later", f"{web.base}/none", page)
    assert told.code == 3
    assert "404" in told.err
    assert tuinews("count", "is:later").out == "1\n"
