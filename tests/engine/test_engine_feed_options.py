"""Feed options, what edited entries said before, and finding feeds where no page names one."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from engine.stories import ids, item, rss
from engine.web import NOW, Clock, Web
from tuinews.engine.library import Library
from tuinews.engine.results import ChoiceNeededError
from tuinews.engine.secrets.secrets_file import Secrets
from tuinews.model.change import FeedEdit
from tuinews.model.clock import DAY
from tuinews.model.error import NotFoundError, QueryError, TuinewsError, UsageError
from tuinews.model.event import Event, FeedsChanged, Noticed
from tuinews.model.feed import Access
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.text import safe_text
from tuinews.store.entries import feed_updates


@pytest.fixture
def library(swift: Library) -> Library:
    return swift


async def test_what_is_sent_along_goes_to_the_feeds_own_server_only(library: Library, web: Web, tmp_path: Path) -> None:
    (added,) = await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))).replace("//", "//ann:p%40ss@"))
    access = Access("ann", "p@ss", (("X-Key", "k3y"),))
    feed = await library.feeds.edit(added.feed.id, FeedEdit(user_agent="Coast/1"), access)

    await library.refresh.run(force=True)
    await library.feeds.edit(feed.id, FeedEdit(url=feed.url.replace("127.0.0.1", "localhost")))
    await library.refresh.run(force=True)

    first, second, third = (headers for _, headers in web.log)
    assert feed.url == web.url("/feed.xml")
    assert first["authorization"] == second["authorization"] == "Basic YW5uOnBAc3M="
    assert (second["x-key"], second["user-agent"]) == ("k3y", "Coast/1")
    assert "x-key" not in third
    assert "authorization" not in third
    assert "p@ss" in (tmp_path / "data" / "secrets.json").read_text()


async def test_forgetting_what_is_sent_along(library: Library, web: Web, tmp_path: Path) -> None:
    (added,) = await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))), access=Access("ann", "pass"))
    assert library.feeds.access(added.feed) == Access("ann", "pass")

    await library.feeds.edit(added.feed.id, FeedEdit(), Access())

    assert library.feeds.access(added.feed) is None
    assert json.loads((tmp_path / "data" / "secrets.json").read_text()) == {}


async def test_a_login_for_a_feed_that_is_there_is_kept_besides_its_headers(library: Library, web: Web) -> None:
    url = web.put("/feed.xml", rss(item(web, 1)))
    await library.feeds.add(url, access=Access(headers=(("X-Key", "k3y"),)))

    (again,) = await library.feeds.add(url, access=Access("ann", "pass"))
    assert again.existed
    assert library.feeds.access(again.feed) == Access("ann", "pass", (("X-Key", "k3y"),))

    await library.feeds.add(url.replace("//", "//bob:word@"))
    await library.feeds.add(url, access=Access(headers=(("X-Key", "other"),)))
    assert library.feeds.access(again.feed) == Access("bob", "word", (("X-Key", "other"),))


async def test_a_login_for_a_site_whose_feed_is_there_is_kept(library: Library, web: Web) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))))
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    url = web.put("/", f"<html><head>{link}</head></html>", "text/html")

    (again,) = await library.feeds.add(url, access=Access("ann", "pass"))

    assert again.existed
    assert library.feeds.access(again.feed) == Access("ann", "pass")


@pytest.mark.parametrize(
    ("there", "listed", "sent"),
    [
        ("http://bell.example/feed", "http://ann:pass@www.bell.example/feed/", Access("ann", "pass")),
        ("https://bell.example/feed", "http://ann:pass@bell.example/feed", Access("ann", "pass")),
        ("http://bell.example/feed", "https://ann:pass@bell.example/feed", None),
    ],
)
async def test_a_login_in_a_list_is_kept_for_a_feed_that_is_there_under_another_address(
    library: Library, there: str, listed: str, sent: Access | None
) -> None:
    await library.feeds.import_list(f"{there}\n".encode(), "urls")

    report = await library.feeds.import_list(f"{listed}\n".encode(), "urls")

    (feed,) = await library.feeds.all()
    assert (report.existed, feed.url) == (1, there)
    assert library.feeds.access(feed) == sent


async def test_a_removed_feeds_login_waits_for_an_undo_and_is_then_forgotten(
    library: Library, web: Web, clock: Clock, tmp_path: Path
) -> None:
    (added,) = await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))), access=Access("ann", "pass"))
    stays = (await library.feeds.add(web.put("/b.xml", rss(item(web, 2))), access=Access("bob", "word")))[0].feed
    await library.feeds.remove(added.feed.id)
    clock.now += 29 * DAY
    await library.refresh.run()
    await library.entries.undo()
    assert library.feeds.access(added.feed) == Access("ann", "pass")

    await library.feeds.remove(added.feed.id)
    clock.now += 31 * DAY
    await library.refresh.run()
    assert library.feeds.access(stays) == Access("bob", "word")
    assert list(json.loads((tmp_path / "data" / "secrets.json").read_text())) == [str(stays.id)]


async def test_a_damaged_file_of_secrets_holds_up_no_upkeep(library: Library, web: Web, tmp_path: Path) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))), access=Access("ann", "pass"))
    (tmp_path / "data" / "secrets.json").write_text("{")

    assert (await library.refresh.run()).failed == 0


async def test_a_new_address_without_a_login_asks_no_damaged_file_of_secrets(
    library: Library, web: Web, tmp_path: Path
) -> None:
    (added,) = await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))), access=Access("ann", "pass"))
    (tmp_path / "data" / "secrets.json").write_text("{")

    feed = await library.feeds.edit(added.feed.id, FeedEdit(url=web.url("/new.xml")))

    assert feed.url == web.url("/new.xml")


async def test_a_login_in_a_new_address_keeps_the_headers_on_the_same_server_only(library: Library, web: Web) -> None:
    access = Access("ann", "pass", (("X-Key", "k3y"),))
    (added,) = await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))), access=access)

    feed = await library.feeds.edit(added.feed.id, FeedEdit(url=web.url("/new.xml").replace("//", "//bob:word@")))
    assert library.feeds.access(feed) == Access("bob", "word", (("X-Key", "k3y"),))

    feed = await library.feeds.edit(feed.id, FeedEdit(url="https://cy:key@bell.example/feed"))
    assert library.feeds.access(feed) == Access("cy", "key")


def test_programs_that_write_at_the_same_time_lose_nothing_of_each_other(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    gate = Barrier(4)

    def program(first: int) -> None:
        secrets = Secrets(path)
        gate.wait()
        for number in range(first, first + 10):
            secrets.put(FeedId(number), "http://bell.example/", Access("ann", str(number)))

    with ThreadPoolExecutor(4) as programs:
        list(programs.map(program, (0, 10, 20, 30)))

    assert Secrets(path).ids() == frozenset(range(40))


@pytest.mark.parametrize(
    "damage", ["{", "[]", "[1]", '"x"', '{"1": 5}', '{"1": {"headers": 5}}', '{"1": {"headers": [5]}}']
)
async def test_a_damaged_file_of_secrets_is_one_sentence_and_fails_no_feed(
    library: Library, web: Web, tmp_path: Path, events: list[Event], damage: str
) -> None:
    (added,) = await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))), access=Access("ann", "pass"))
    await library.feeds.add(web.put("/other.xml", rss(item(web, 2))))
    (tmp_path / "data" / "secrets.json").write_text(damage)

    with pytest.raises(TuinewsError, match="cannot be read"):
        library.feeds.access(added.feed)
    summary = await library.refresh.run(force=True)

    assert (summary.feeds, summary.failed) == (2, 0)
    assert [("cannot be read" in event.sentence) for event in events if isinstance(event, Noticed)] == [True]
    with pytest.raises(TuinewsError, match="cannot be read"):
        await library.feeds.edit(added.feed.id, FeedEdit(), Access("bob", "pass"))
    assert (tmp_path / "data" / "secrets.json").read_text() == damage


async def test_secrets_that_cannot_be_reached_fail_no_feed(
    library: Library, web: Web, tmp_path: Path, events: list[Event]
) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))))
    loop = tmp_path / "data" / "secrets.json"
    loop.symlink_to(loop)  # its stat fails, also for root

    summary = await library.refresh.run(force=True)

    assert summary.failed == 0
    assert len([event for event in events if isinstance(event, Noticed)]) == 1


async def test_new_entries_that_match_the_feeds_rule_arrive_read(library: Library, web: Web, clock: Clock) -> None:
    (added,) = await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))))
    await library.feeds.edit(added.feed.id, FeedEdit(mark_read='title:"story 2" OR /^Story 3$/'))
    web.put("/feed.xml", rss(*(item(web, number) for number in range(1, 5))))
    clock.now += 7_200

    await library.refresh.run(force=True)

    titles = [(await library.entries.entry(EntryId(number))).title for number in await ids(library, "is:read")]
    assert sorted(titles) == ["Story 2", "Story 3"]
    assert (await library.feeds.get(added.feed.id)).unread == 2


async def test_a_rule_that_is_no_query_is_refused(library: Library, web: Web) -> None:
    (added,) = await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))))

    with pytest.raises(QueryError):
        await library.feeds.edit(added.feed.id, FeedEdit(mark_read="is:odd"))
    with pytest.raises(UsageError):
        await library.feeds.edit(added.feed.id, FeedEdit(url="ftp://x.example/"))


async def test_an_edited_entry_stays_read_and_tells_what_it_said_before(
    library: Library, web: Web, clock: Clock
) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1, "The ferry left at dawn."))))
    (number,) = await ids(library)
    assert await library.articles.find_earlier(EntryId(number)) is None
    web.put("/feed.xml", rss(item(web, 1, "The ferry left at noon.")))
    clock.now += 7_200

    summary = await library.refresh.run(force=True)
    earlier = await library.articles.find_earlier(EntryId(number))

    assert summary.new == 0
    assert earlier is not None
    assert (earlier.title, earlier.replaced_at) == ("Story 1", NOW + 7_200)
    assert "dawn" in repr(earlier.document)
    assert "noon" in repr((await library.articles.open(EntryId(number))).document)


@pytest.mark.parametrize(
    "anew",
    [
        lambda web, n: item(web, n).replace(f"id-{n}", f"https://cms.example/?p={n}"),
        lambda web, n: item(web, n).replace(f"id-{n}", f"new-{n}").replace(f"/story/{n}", f"/2027/story-{n}"),
        lambda web, n: item(web, n).replace(f"id-{n}", f"new-{n}").replace(f"Story {n}", f"Story no. {n}"),
    ],
    ids=["ids", "ids and addresses", "ids and titles"],
)
async def test_a_publisher_who_changes_all_ids_makes_nothing_new(
    library: Library, web: Web, clock: Clock, anew: object
) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(*(item(web, number) for number in range(10)))))
    assert callable(anew)
    web.put("/feed.xml", rss(*(anew(web, number) for number in range(10)), item(web, 99)))
    clock.now += 7_200

    summary = await library.refresh.run(force=True)

    assert summary.new == 1
    assert len(await ids(library)) == 11


async def test_what_vanishes_and_returns_stays_as_it_was(library: Library, web: Web, clock: Clock) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1), item(web, 2))))
    (number, _) = await ids(library)
    for body in (rss(item(web, 2)), rss(), rss(item(web, 1), item(web, 2))):
        web.put("/feed.xml", body)
        clock.now += 7_200
        summary = await library.refresh.run(force=True)
        assert (summary.new, summary.updated, len(await ids(library))) == (0, 0, 2)
    assert number in await ids(library)


async def test_a_choice_tells_what_is_in_the_feeds_and_costs_no_second_request(library: Library, web: Web) -> None:
    web.put("/news.xml", rss(item(web, 1), item(web, 2), title="News"))
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}.xml">' for n in ("news", "gone"))
    url = web.put("/", f"<html><head>{links}</head></html>", "text/html")

    with pytest.raises(ChoiceNeededError) as caught:
        await library.feeds.add(url, asks=True)
    news, gone = caught.value.links
    await library.feeds.add(news.href)

    assert (news.title, news.kind, news.entries, news.latest) == ("News", "rss 2.0", 2, 1_799_996_400)
    assert (gone.kind, gone.entries) == ("", None)
    assert web.paths() == ["/", "/news.xml", "/gone.xml"]


async def test_nobody_looks_at_feeds_among_which_nobody_can_choose(library: Library, web: Web) -> None:
    web.put("/news.xml", rss(item(web, 1), title="News"))
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}.xml">' for n in ("news", "sport"))
    url = web.put("/", f"<html><head>{links}</head></html>", "text/html")

    with pytest.raises(ChoiceNeededError) as caught:
        await library.feeds.add(url)
    assert [(link.href, link.kind) for link in caught.value.links] == [
        (web.url("/news.xml"), ""),
        (web.url("/sport.xml"), ""),
    ]
    await library.feeds.add(web.url("/news.xml"))

    assert web.paths() == ["/", "/news.xml"]


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/feed", "<html><body>Nothing here</body></html>"),
        ("/podcast/rss", '<html><body><a href="/podcast/rss">Subscribe</a></body></html>'),
        ("/pod.php", '<html><script>{"feedUrl":"BASE\\/pod.php"}</script></html>'),
    ],
)
async def test_a_page_that_names_no_feed_is_helped_out(library: Library, web: Web, path: str, page: str) -> None:
    web.put(path, rss(item(web, 1)))
    url = web.put("/site", page.replace("BASE", web.url("")), "text/html")

    (added,) = await library.feeds.add(url)

    assert added.feed.url == web.url(path)


async def test_only_a_page_is_guessed_about_and_not_for_long(library: Library, web: Web) -> None:
    with pytest.raises(TuinewsError):
        await library.feeds.add(web.put("/words.txt", "no feed", "text/plain"))
    assert web.paths() == ["/words.txt"]
    with pytest.raises(TuinewsError, match="no feed"):
        await library.feeds.add(web.put("/site", "<html></html>", "text/html"))
    assert len(web.paths()) <= 10


async def test_views_have_counts_and_tell_when_they_are_stale(library: Library, web: Web, events: list[Event]) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1), item(web, 2))))
    events.clear()

    view = await library.views.add(" Coast\x1b[2J ", "tag:harbour")

    assert view.name == "Coast"
    assert [(v.name, v.unread, v.total) for v in await library.views.all()] == [("Coast", 2, 2)]
    assert events == [FeedsChanged()]
    with pytest.raises(UsageError):
        await library.views.add(" ", "tag:harbour")
    with pytest.raises(NotFoundError):
        await library.views.remove("Hills")
    await library.views.remove(safe_text("coast"))
    assert await library.views.all() == ()


async def test_a_site_behind_a_login_is_found_added_and_read_with_it(library: Library, web: Web) -> None:
    web.put("/feed.xml", rss(item(web, 1)))
    web.put(
        "/story/1", "<html><body><article><p>" + "The whole story of the ferry. " * 40 + "</p></article></body></html>"
    )
    web.pages["/story/1"].content_type = "text/html"
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    url = web.put("/", f"<html><head>{link}</head></html>", "text/html")

    await library.feeds.add(url, access=Access("ann", "pass", (("Cookie", "k=1"),)))
    (number,) = await ids(library)
    article = await library.articles.full_text(EntryId(number))

    assert article.full_text
    assert web.paths() == ["/", "/feed.xml", "/story/1"]
    assert [headers["cookie"] for _, headers in web.log] == ["k=1"] * 3
    assert all("authorization" in headers for _, headers in web.log)


async def test_the_last_requests_of_a_feed_are_remembered_and_no_more(
    library: Library, web: Web, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_updates, "REQUESTS_KEPT", 2)
    url = web.put("/feed.xml", rss(item(web, 1), item(web, 2)))
    (added,) = await library.feeds.add(url)
    activity = await library.feeds.activity(added.feed.id)
    (first,) = activity.requests
    assert (first.outcome, first.http_status, first.new, first.error) == ("updated", 200, 2, "")
    assert (activity.entries, activity.read, activity.share_read) == (2, 0, 0)
    for _ in range(3):
        clock.now += DAY
        await library.refresh.run(force=True)
    requests = (await library.feeds.activity(added.feed.id)).requests
    assert [record.outcome for record in requests] == ["unchanged"] * 2, "the oldest are forgotten"
    assert requests[0].at == clock.now
    await library.feeds.archive([added.feed.id])
    clock.now += DAY
    await library.refresh.run(force=True)
    assert (await library.feeds.activity(added.feed.id)).requests == requests, "an archived feed is not asked"
