"""The codec of the Google Reader API: requests and answers as values."""

from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servers.asking import change
from servers.google_items import long_id, read_id
from servers.google_quirks import MODES
from tuinews.engine.accounts.servers.google_reader import answers, requests
from tuinews.engine.accounts.servers.google_reader.dialects import DIALECTS, GENERIC, find_dialect
from tuinews.engine.accounts.servers.google_reader.item_ids import LONG, read_item_id, write_item_id
from tuinews.engine.accounts.servers.google_reader.kind import list_bases
from tuinews.engine.accounts.servers.server import FieldChange, ItemField, ItemStream, ServerLogin
from tuinews.model.entry import Enclosure

FRESHRSS = DIALECTS["freshrss"]
LOGIN = ServerLogin("freshrss", "http://127.0.0.1/api/greader.php", "alice", "alice/abc", "secret")
READ = "user/-/state/com.google/read"
numbers = st.integers(-(1 << 63), (1 << 63) - 1)


@given(numbers)
def test_an_id_is_the_same_in_both_spellings(number: int) -> None:
    long = f"{LONG}{number % (1 << 64):016x}"
    assert read_item_id(str(number)) == read_item_id(number) == read_item_id(long) == str(number)
    assert write_item_id(str(number)) == long


@pytest.mark.parametrize("mode", ["strict", "freshrss", "miniflux"])
@given(number=numbers)
def test_every_server_reads_what_we_send_as_it_is_meant(mode: str, number: int) -> None:
    assert read_id(write_item_id(str(number)), MODES[mode]) == number
    assert read_item_id(long_id(number, MODES[mode])) == str(number)


def test_ids_beyond_the_range_of_json_numbers_keep_their_digits() -> None:
    assert read_item_id(9_007_199_254_740_993) == "9007199254740993"
    assert read_item_id(18_446_744_073_709_551_615) == "-1"
    assert read_item_id("-9223372036854775808") == "-9223372036854775808"
    assert write_item_id("-1") == f"{LONG}ffffffffffffffff"


def test_ids_of_objects_stay_as_they_are() -> None:
    kept = "5c0ffee0c0ffee0c0ffee0aa"
    assert read_item_id(kept) == read_item_id(LONG + kept) == read_item_id(kept.upper()) == kept
    assert write_item_id(kept) == kept


@pytest.mark.parametrize("said", ["", "x", None, True, 1.5, [], f"{LONG}", f"{LONG}xyz", "1" * 30, "--1", 1 << 70])
def test_what_is_no_id_is_none(said: object) -> None:
    assert read_item_id(said) is None


def test_what_is_done_stands_before_the_ids_in_a_form() -> None:
    tag = requests.find_tag(change(ItemField.LABEL, (), label="a/b+c & d"))
    request = requests.make_post(LOGIN, "edit-tag", "to/ken", (tag,), ["1", "-1"])
    names = [name for name, _ in parse_qsl(request.body.decode())]
    assert names == ["T", "a", "i", "i"]
    assert dict(parse_qsl(request.body.decode()))["a"] == "user/-/label/a/b+c & d"
    assert request.timeout == 120
    assert request.repeatable


def test_one_tag_goes_with_a_request() -> None:
    for field in ItemField:
        for value in (True, False):
            name, tag = requests.find_tag(FieldChange(field, "x", value, ()))
            assert name == ("a" if value else "r")
            assert tag.startswith("user/-/")


def test_streams_that_some_servers_answer_with_everything_are_never_asked() -> None:
    for stream in ItemStream:
        fields = dict(requests.find_stream(stream, "later"))
        assert not fields["s"].endswith("/read")
        assert "it" not in fields
        assert fields.get("xt", READ) == READ
        assert ("xt" in fields) == (stream is ItemStream.UNREAD)


def test_the_token_is_sent_exactly_as_servers_compare_it() -> None:
    request = requests.make_get(LOGIN, "tag/list")
    assert dict(request.headers)["Authorization"] == "GoogleLogin auth=alice/abc"
    assert "output=json" in request.url
    assert request.timeout == 60
    assert request.max_bytes == 10_000_000


def test_an_application_of_the_users_is_named_with_each_request() -> None:
    login = ServerLogin("inoreader", "https://www.inoreader.com", "a", "t", app="1000:key:with")
    for request in (requests.make_get(login, "token"), requests.make_login(login.base, "a", "b", login.app)):
        assert dict(request.headers)["AppId"] == "1000"
        assert dict(request.headers)["AppKey"] == "key:with"


def test_a_login_keeps_everything_after_the_first_equals_sign() -> None:
    assert answers.read_auth_token("SID=a\nLSID=b\nAuth=alice/a=b==\n") == "alice/a=b=="
    assert answers.read_auth_token("Error=BadAuthentication\n") == ""


@pytest.mark.parametrize("answer", [[], {}, None, "x", {"itemRefs": None}, {"itemRefs": {}}])
def test_a_list_that_is_not_implemented_is_no_list_of_nothing(answer: Any) -> None:
    assert answers.read_id_page(answer) is None
    assert answers.read_items(answer, GENERIC) is None
    assert answers.read_lists(answer, {"tags": []}, GENERIC) is None
    assert answers.read_lists({"subscriptions": []}, answer, GENERIC) is None


def test_a_page_of_ids_may_have_numbers_and_a_numeric_continuation() -> None:
    page = answers.read_id_page({"itemRefs": [{"id": 7}, {"id": "7"}, {"id": "8"}, {}, "x"], "continuation": 12})
    assert page == (("7", "8"), "12")
    assert answers.read_id_page({"itemRefs": []}) == ((), "")


@pytest.mark.parametrize("user", ["-", "1005", "alice"])
def test_tags_are_known_whatever_stands_for_the_user(user: str) -> None:
    assert answers.read_tag(f"user/{user}/state/com.google/read") == ("state", "read")
    assert answers.read_tag(f"user/{user}/label/a/b") == ("label", "a/b")
    assert answers.read_tag("user/state/com.google/read") == ("", "")


def test_a_state_counts_only_before_the_first_category_of_the_publishers() -> None:
    said = ["user/-/state/com.google/reading-list", "user/-/label/News", "topic", READ, "user/-/label/later"]
    ours, theirs = answers.split_categories(said)
    assert READ not in ours
    assert theirs == ["topic", READ, "user/-/label/later"]
    assert answers.read_publisher_tags(said) == ["topic"]


def _subscription(feed: str, *folders: str) -> dict[str, Any]:
    tags = [{"id": f"user/1/label/{name}", "label": name} for name in folders]
    return {"id": feed, "title": "T", "categories": tags, "url": "http://feeds.example/x", "htmlUrl": ""}


def test_folders_and_labels_are_told_apart_by_type_or_by_use() -> None:
    subscriptions = {"subscriptions": [_subscription("feed/1", "News"), _subscription("feed/2", "Uncategorized")]}
    named = [("News", "folder"), ("later", "tag"), ("Uncategorized", "folder")]
    typed = {"tags": [{"id": f"user/-/label/{name}", "type": kind} for name, kind in named]}
    lists = answers.read_lists(subscriptions, typed, FRESHRSS)
    assert lists is not None
    assert (lists.folders, lists.labels) == (("News",), ("later",))
    assert [feed.folder for feed in lists.feeds] == ["News", None]
    bare = {"tags": [{"id": "user/1/label/News"}, {"id": "user/1/label/later"}, {"id": "user/1/state/com.google/x"}]}
    lists = answers.read_lists(subscriptions, bare, DIALECTS["bazqux"])
    assert lists is not None
    assert lists.labels == ("later",)


def test_a_label_whose_name_cannot_be_kept_is_not_named() -> None:
    tags = {"tags": [{"id": f"user/-/label/{name}", "type": "tag"} for name in ("a  b", "a b", "x" * 300, "\x1b[1m")]}
    lists = answers.read_lists({"subscriptions": []}, tags, FRESHRSS)
    assert lists is not None
    assert lists.labels == ("a b",)


def test_addresses_of_feeds_are_unescaped_where_the_server_escapes() -> None:
    said = {"subscriptions": [{"id": "feed/1", "url": "http://feeds.example/x?a=1&amp;b=2"}]}
    for dialect, url in ((FRESHRSS, "http://feeds.example/x?a=1&b=2"), (GENERIC, "http://feeds.example/x?a=1&amp;b=2")):
        lists = answers.read_lists(said, {"tags": []}, dialect)
        assert lists is not None
        assert lists.feeds[0].url == url


def test_a_feed_whose_id_is_its_address_has_one() -> None:
    lists = answers.read_lists({"subscriptions": [{"id": "feed/http://feeds.example/y"}]}, {"tags": []}, GENERIC)
    assert lists is not None
    assert lists.feeds[0].url == "http://feeds.example/y"


def _item(**said: Any) -> dict[str, Any]:
    return {"id": f"{LONG}0000000000000007", "origin": {"streamId": "feed/2"}, **said}


def _read(dialect: str = "freshrss", **said: Any) -> Any:
    items = answers.read_items({"items": [_item(**said)]}, DIALECTS[dialect])
    assert items is not None
    return items[0]


def test_dates_may_be_text_or_numbers_and_absent() -> None:
    item = _read(published="1760000012", crawlTimeMsec="1796014051216", timestampUsec="1796014051216024")
    assert (item.published, item.arrived, item.updated) == (1760000012, 1796014051, None)
    item = _read(published=1760000012.7, timestampUsec=1796014051216024)
    assert (item.published, item.arrived) == (1760000012, 1796014051)
    assert _read(published="soon", crawlTimeMsec=None).published is None
    assert _read(published=10**20).published is None


def test_signs_that_freshrss_replaced_are_put_back() -> None:
    assert _read(title="Q＆A ＜b＞", author="A＆B").title == "Q&A <b>"
    assert _read(title="Q＆A", author="A＆B").author == "A&B"
    assert _read("miniflux-google", title="Q＆A").title == "Q＆A"
    assert _read(title="ＡＢＣ＆ＤＥＦ").title == "ＡＢＣ＆ＤＥＦ", "a sign among others of its kind is the publisher's"
    assert _read(title="Who？ A，B").title == "Who? A,B"
    assert _read(title="世界，是？ Q＆A").title == "世界，是？ Q&A"
    assert _read(title="&amp;amp; is HTML").title == "&amp;amp; is HTML", "titles are text"


def test_addresses_of_enclosures_are_unescaped_once() -> None:
    said = [{"href": "http://x.example/a.mp3?a=1&amp;b=2&amp;amp;c", "type": "audio/mpeg", "length": "12"}]
    assert _read(enclosure=said).enclosures == (
        Enclosure("http://x.example/a.mp3?a=1&b=2&amp;c", "audio/mpeg", 12),  # type: ignore[arg-type]
    )
    said = [{"url": "http://x.example/a.mp3?a=1&b=2", "type": "audio/mpeg"}, {"href": "javascript:x"}, {}]
    assert [one.url for one in _read("miniflux-google", enclosure=said).enclosures] == [
        "http://x.example/a.mp3?a=1&b=2"
    ]


FIGURE = '\n<figure class="enclosure">\n<p class="enclosure-content"><a href="{0}">{0}</a></p></figure>'


def test_enclosures_that_are_repeated_in_the_body_go() -> None:
    body = "<p>Words.</p>" + FIGURE.format("http://x.example/a.mp3?a=1&amp;b=2")
    said = [{"href": "http://x.example/a.mp3?a=1&amp;b=2", "type": "audio/mpeg"}]
    assert _read(summary={"content": body}, enclosure=said).html == "<p>Words.</p>"
    assert _read(summary={"content": body}).html == body, "what is no enclosure of the item stays"
    picture = "<p>Words.</p>" + FIGURE.format("http://x.example/a.png")
    said = [{"href": "http://x.example/a.png", "type": "image/png"}]
    assert _read(summary={"content": picture}, enclosure=said).html == picture, "pictures are to be seen"
    middle = FIGURE.format("http://x.example/a.mp3?a=1&amp;b=2") + "<p>Words.</p>"
    said = [{"href": "http://x.example/a.mp3?a=1&amp;b=2", "type": "audio/mpeg"}]
    assert _read(summary={"content": middle}, enclosure=said).html == middle


def test_a_body_that_was_cut_in_a_tag_ends_before_it() -> None:
    body = "<p>" + "x" * 499_980 + '<a href="http:/'
    assert len(body) < 500_000 <= len(body) + 4
    assert _read(summary={"content": body + "/x"}).html.endswith("x")
    assert _read(summary={"content": "<p>short <a"}).html == "<p>short <a"


def test_the_longer_of_two_bodies_counts_and_absent_keys_are_empty() -> None:
    assert _read(summary={"content": "a"}, content={"content": "abc"}).html == "abc"
    item = _read()
    assert (item.title, item.url, item.author, item.html, item.tags) == ("", "", "", "", ())
    assert _read(canonical=[{"href": ""}], alternate=[{"href": "http://x.example/1"}]).url == "http://x.example/1"


@settings(max_examples=60)
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text() | st.integers(), lambda inner: (
    st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["id", "items", "itemRefs", "subscriptions", "tags", "categories", "origin", "summary",
                         "enclosure", "href", "published", "title", "canonical", "content", "continuation"]),
        inner, max_size=5)
), max_leaves=25))  # fmt: skip
def test_no_answer_breaks_the_codec(answer: Any) -> None:
    said = answer if isinstance(answer, dict) else {}
    for dialect in DIALECTS.values():
        items = answers.read_items({"items": [{**said, "id": "7"}]}, dialect)
        assert items is not None
        assert [item.id for item in items] == ["7"]
        assert (answers.read_items(answer, dialect) is None) == (not isinstance(said.get("items"), list))
        answers.read_lists(answer, answer, dialect)
    assert (answers.read_id_page(answer) is None) == (not isinstance(said.get("itemRefs"), list))


def test_servers_are_looked_for_where_an_address_may_lead() -> None:
    assert list(list_bases("https://rss.example.org")) == [
        "https://rss.example.org",
        "https://rss.example.org/api/greader.php",
    ]
    page = list(list_bases("https://example.org/rss/i/?a=normal"))
    assert "https://example.org/rss/api/greader.php" in page
    assert page[0] == "https://example.org/rss/i"
    typed = list(list_bases("https://example.org/rss/api/greader.php/reader/api/0/token"))
    assert typed[:2] == ["https://example.org/rss/api/greader.php", "https://example.org/rss"]
    assert list(list_bases("http://bazqux.com/any/page")) == ["https://www.bazqux.com"]


def test_servers_are_known_by_host_or_path() -> None:
    assert find_dialect("www.inoreader.com", "https://www.inoreader.com").name == "inoreader"
    assert find_dialect("theoldreader.com", "https://theoldreader.com").name == "theoldreader"
    assert find_dialect("rss.example.org", "https://rss.example.org/api/greader.php") is FRESHRSS
    assert find_dialect("notinoreader.com", "https://notinoreader.com") is GENERIC


def test_what_is_not_certain_is_off() -> None:
    capabilities = GENERIC.capabilities
    assert not capabilities.mark_stream_read
    assert not capabilities.changed_since
    assert all(not dialect.capabilities.label_streams or dialect.labels for dialect in DIALECTS.values())
