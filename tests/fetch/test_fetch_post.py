"""What is sent with a body: as it is, once, and to nobody but who it was meant for."""

import pytest

from fetch.loopback import Asked, Line, Site, answer
from tuinews.fetch import Failed, Fetched, Fetcher, Limited, Request
from tuinews.model.clock import HOUR

FORM = b"Email=ann&Passwd=secret"


def login(url: str, **more: object) -> Request:
    return Request(url, "api", method="POST", body=FORM, headers=(("X-Key", "k"),), auth=("ann", "secret"), **more)  # type: ignore[arg-type]


async def test_a_body_goes_with_its_length_its_type_and_the_headers(site: Site, fetcher: Fetcher) -> None:
    outcome = await fetcher.fetch(login(site.serve("/login", answer(200, b"Auth=1"))))
    assert isinstance(outcome, Fetched)
    assert outcome.body == b"Auth=1"
    (asked,) = site.log
    assert (asked.method, asked.body) == ("POST", FORM)
    assert asked.headers["content-length"] == str(len(FORM))
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert asked.headers["x-key"] == "k"
    assert "application/json" in asked.headers["accept"]
    assert "authorization" in asked.headers


async def test_a_body_can_have_another_type_and_be_empty(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/", answer(201))
    await fetcher.fetch(Request(url, "api", method="POST", body=b"{}", content_type="application/json"))
    await fetcher.fetch(Request(url, "api", method="POST"))
    assert [asked.headers.get("content-type") for asked in site.log] == ["application/json", None]
    assert [asked.headers["content-length"] for asked in site.log] == ["2", "0"]


async def test_a_get_has_no_body_and_no_length(site: Site, fetcher: Fetcher) -> None:
    await fetcher.fetch(Request(site.serve("/", answer(200))))
    assert not {"content-length", "content-type"} & site.log[0].headers.keys()


async def test_what_is_sent_is_never_conditional(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/", answer(304))
    outcome = await fetcher.fetch(login(url, etag='"1"', last_modified="yesterday"))
    assert not {"if-none-match", "if-modified-since", "a-im"} & site.log[0].headers.keys()
    assert isinstance(outcome, Failed)


@pytest.mark.parametrize(("kind", "taken"), [("api", Fetched), ("page", Failed)])
@pytest.mark.parametrize("status", [201, 202, 204])
async def test_an_interface_may_say_done_in_other_words(
    site: Site, fetcher: Fetcher, status: int, kind: str, taken: type
) -> None:
    outcome = await fetcher.fetch(Request(site.serve("/", answer(status)), kind, method="POST", body=b"x"))  # type: ignore[arg-type]
    assert isinstance(outcome, taken)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_on_the_same_server_takes_the_body_along(site: Site, fetcher: Fetcher, status: int) -> None:
    site.serve("/new", answer(200, b"ok"))
    await fetcher.fetch(login(site.serve("/old", answer(status, Location="/new"))))
    assert [(asked.method, asked.target, asked.body) for asked in site.log] == [
        ("POST", "/old", FORM),
        ("POST", "/new", FORM),
    ]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_to_another_server_takes_neither_body_nor_credentials_along(site: Site, status: int) -> None:
    fetcher = site.fetcher()
    there = answer(status, Location="http://other.example/login")
    site.serve("/login", answer(200))
    outcome = await fetcher.fetch(login(site.serve("/old", there).replace("127.0.0.1", "news.example")))
    await fetcher.close()
    assert isinstance(outcome, Failed)
    assert "redirects what is sent to it to other.example" in outcome.sentence
    assert "secret" not in outcome.sentence
    assert site.targets == ["/old"]


async def test_see_other_is_seen_with_a_get_and_without_credentials(site: Site) -> None:
    fetcher = site.fetcher()
    site.serve("/result", answer(200, b"done"))
    old = site.serve("/old", answer(303, Location="http://other.example/result"))
    outcome = await fetcher.fetch(login(old.replace("127.0.0.1", "news.example")))
    await fetcher.close()
    assert isinstance(outcome, Fetched)
    assert [(asked.method, asked.body) for asked in site.log] == [("POST", FORM), ("GET", b"")]
    assert not {"authorization", "x-key", "content-length"} & site.log[1].headers.keys()


async def test_a_get_is_repeated_when_a_kept_connection_was_closed_and_a_post_is_sent_on_a_new_one(
    site: Site, fetcher: Fetcher
) -> None:
    async def once(asked: Asked, line: Line) -> None:
        if len([one for one in site.log if one.connection == asked.connection]) > 1:
            line.reset()  # this connection was closed before anything of an answer
        else:
            await line.send(answer(200, b"ok"))

    url = site.script("/", once)
    assert isinstance(await fetcher.fetch(Request(url)), Fetched)
    assert isinstance(await fetcher.fetch(Request(url)), Fetched)
    assert [asked.connection for asked in site.log] == [1, 1, 2]
    site.log.clear()

    assert isinstance(await fetcher.fetch(login(url)), Fetched)
    assert [(asked.method, asked.connection) for asked in site.log] == [("POST", 3)]


async def test_a_post_whose_answer_does_not_come_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    async def close(_: Asked, line: Line) -> None:
        line.reset()

    outcome = await fetcher.fetch(login(site.script("/", close)))
    assert isinstance(outcome, Failed)
    assert len(site.log) == 1


async def test_a_server_that_wants_to_be_left_alone_is_understood(site: Site, fetcher: Fetcher) -> None:
    outcome = await fetcher.fetch(login(site.serve("/", answer(429, Retry_After=str(HOUR)))))
    assert isinstance(outcome, Limited)


def test_a_body_is_not_shown() -> None:
    assert "secret" not in repr(Request("http://news.example/", "api", method="POST", body=FORM))


async def test_what_does_no_harm_twice_is_repeated_on_a_kept_connection(site: Site, fetcher: Fetcher) -> None:
    heard: list[bytes] = []

    async def hang_up(asked: Asked, line: Line) -> None:
        heard.append(asked.body)
        if len(heard) == 2:
            line.reset()
        else:
            await line.send(answer(200, b"OK"))

    url = site.script("/edit", hang_up)
    for body in (b"first", b"second"):
        outcome = await fetcher.fetch(Request(url, kind="api", method="PUT", body=body, harmless=True))
        assert isinstance(outcome, Fetched)
    assert heard == [b"first", b"second", b"second"]
    assert site.connections == 2


async def test_an_interface_tells_why_it_refuses(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/edit", answer(401, b'{"error":"no"}', Google_Bad_Token="true"))
    outcome = await fetcher.fetch(Request(url, kind="api", method="DELETE"))
    assert isinstance(outcome, Failed)
    assert outcome.body == b'{"error":"no"}'
    assert outcome.reply is not None
    assert outcome.reply.headers["google-bad-token"] == "true"
    assert site.log[0].method == "DELETE"
    page = await fetcher.fetch(Request(url, kind="page"))
    assert isinstance(page, Failed)
    assert page.body == b""
    assert page.reply is not None
    assert not page.reply.headers


async def test_a_body_that_is_too_large_is_told_apart(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/big", answer(200, b"x" * 5_000))
    outcome = await fetcher.fetch(Request(url, kind="api", max_bytes=1_000))
    assert isinstance(outcome, Failed)
    assert outcome.too_large
