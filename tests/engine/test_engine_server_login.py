"""Finding a server at what a user types, and logging in."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from certificates import NEW_KEY, openssl
from servers.asking import PlainAsker, asker, log_in
from servers.google_quirks import FRESHRSS, MINIFLUX, STRICT
from servers.google_reader import GoogleReaderServer
from servers.loopback_server import Fault, Told, html_page
from servers.miniflux_server import MinifluxServer
from tuinews.config.settings import NetworkSettings
from tuinews.engine.accounts.servers.google_reader.dialects import DIALECTS
from tuinews.engine.accounts.servers.google_reader.kind import GoogleReaderKind
from tuinews.engine.accounts.servers.kinds import find_server, open_server
from tuinews.engine.accounts.servers.miniflux.client import Miniflux
from tuinews.engine.accounts.servers.server import LoginRefusedError, NotReadyError, ServerLogin
from tuinews.model.error import TuinewsError, UsageError

NOWHERE = replace(STRICT, base="/elsewhere")
"""A server whose addresses nobody guesses."""


@pytest.fixture
async def web() -> AsyncIterator[PlainAsker]:
    async with asker() as asking:
        yield asking


@pytest.mark.parametrize("typed", ["", "/", "/i/?a=normal", "/p/i", "/api", "/api/", "/api/greader.php",
                                   "/api/greader.php/", "/api/greader.php/reader/api/0/token"])  # fmt: skip
async def test_freshrss_is_found_at_any_of_its_addresses(typed: str, web: PlainAsker) -> None:
    with GoogleReaderServer(quirks=FRESHRSS) as served:
        login = await find_server(web, served.origin + typed, served.user, served.password)
        assert (login.kind, login.base, login.token) == ("freshrss", served.url, served.token)
        assert not [one for one in served.log if served.password in str(one.query)]


@pytest.mark.parametrize(("quirks", "kind"), [(MINIFLUX, "miniflux-google"), (STRICT, "generic")])
async def test_other_servers_are_found_at_their_root(quirks: object, kind: str, web: PlainAsker) -> None:
    with GoogleReaderServer(quirks=STRICT if quirks is STRICT else MINIFLUX) as served:
        assert (await find_server(web, f"{served.origin}/unread", served.user, served.password)).kind == kind


async def test_secrets_are_not_shown(web: PlainAsker) -> None:
    with GoogleReaderServer(quirks=FRESHRSS) as served:
        login = await log_in(web, served)
    assert served.password not in repr(login)
    assert login.token not in repr(login)


async def test_a_wrong_password_says_which_one_is_wanted(web: PlainAsker) -> None:
    for quirks, words in ((FRESHRSS, "API password"), (MINIFLUX, "Integrations"), (STRICT, "check the user name")):
        with GoogleReaderServer(quirks=quirks) as served:
            with pytest.raises(LoginRefusedError, match=words):
                await find_server(web, served.url, served.user, "wrong")
            assert sum(path.endswith("ClientLogin") for path in served.paths()) == 1


async def test_an_api_that_is_switched_off_is_told_with_where_to_switch_it_on(web: PlainAsker) -> None:
    with (
        GoogleReaderServer(quirks=replace(FRESHRSS, switched_off=True)) as served,
        pytest.raises(NotReadyError, match="Allow API access"),
    ):
        await find_server(web, served.origin, served.user, served.password)


async def test_miniflux_with_a_separate_reader_login_is_found(web: PlainAsker) -> None:
    with MinifluxServer() as served, pytest.raises(LoginRefusedError, match="user and password of its pages"):
        await find_server(web, served.url, "reader", "only for Google Reader")


async def test_a_login_page_with_200_is_not_a_wrong_password(web: PlainAsker) -> None:
    with GoogleReaderServer(quirks=FRESHRSS) as served:
        served.faults.append(Fault("ClientLogin", told=html_page()))
        with pytest.raises(NotReadyError, match="page for people"):
            await find_server(web, served.url, served.user, served.password)


async def test_a_login_in_front_of_everything_is_told(web: PlainAsker) -> None:
    with GoogleReaderServer(quirks=FRESHRSS) as served:
        guard = Told(b"no", 401, "text/plain", (("WWW-Authenticate", 'Basic realm="all"'),))
        served.faults.append(Fault("", told=guard, times=-1))
        with pytest.raises(NotReadyError, match="HTTP authentication"):
            await find_server(web, served.origin, served.user, served.password)
        assert not [one for one in served.log if one.body or "authorization" in one.headers]


async def test_a_server_that_names_its_own_way_to_log_in_is_found(web: PlainAsker) -> None:
    with GoogleReaderServer() as served:
        named = Told(b"", 401, "text/plain", (("WWW-Authenticate", 'GoogleLogin service="reader"'),))
        served.faults.append(Fault("/token", told=named))
        assert (await find_server(web, served.origin, served.user, served.password)).kind == "generic"


async def test_a_subscription_that_is_over_is_told_apart(web: PlainAsker) -> None:
    with GoogleReaderServer() as served:
        over = (("X-BQ-LoginErrorReason", "YourSubscriptionExpired"),)
        served.faults.append(Fault("ClientLogin", told=Told(b"Error=BadAuthentication\n", 403, "text/plain", over)))
        with pytest.raises(LoginRefusedError, match="subscription there is over"):
            await find_server(web, served.url, served.user, served.password)


async def test_a_place_without_a_server_is_told_and_gets_no_password(web: PlainAsker) -> None:
    with GoogleReaderServer(quirks=NOWHERE) as served:
        with pytest.raises(TuinewsError, match="no server at") as caught:
            await find_server(web, f"{served.origin}/blog", "alice", "secret")
        assert not [one for one in served.log if b"secret" in one.body or "authorization" in one.headers]
    assert "secret" not in str(caught.value)
    with pytest.raises(UsageError):
        await find_server(web, "ftp://example.org", "a", "b")


async def test_the_password_never_follows_a_redirect_to_another_origin(web: PlainAsker) -> None:
    with GoogleReaderServer(quirks=FRESHRSS) as served, GoogleReaderServer() as other:
        login = await log_in(web, served)
        for status in (301, 302, 307, 308):
            moved = Told(b"", status, "text/plain", (("Location", f"{other.origin}/reader/api/0/x"),))
            served.faults.append(Fault("list", told=moved))
            with pytest.raises(NotReadyError):
                await open_server(web, login).read_lists()
            served.faults.append(Fault("ClientLogin", told=moved))
            with pytest.raises(NotReadyError, match="give that address"):
                await find_server(web, served.url, served.user, served.password)
        sent = [one for one in other.log if "authorization" in one.headers or one.body]
    assert not sent
    assert other.log, "it was followed, without what is secret"


async def test_a_server_that_moved_for_good_is_found_where_it_is(web: PlainAsker) -> None:
    with GoogleReaderServer(quirks=FRESHRSS) as served, GoogleReaderServer(quirks=NOWHERE) as old:
        for ending in ("/api/greader.php/reader/api/0/token", "/v1/me"):
            moved = Told(b"", 301, "text/plain", (("Location", f"{served.origin}{ending}"),))
            old.faults.append(Fault(ending, told=moved, times=-1))
        login = await find_server(web, old.origin, served.user, served.password)
        assert login.base == served.url
        assert not [one for one in old.log if one.body]


async def test_nobody_there_is_told_with_what_to_type_instead(web: PlainAsker) -> None:
    with GoogleReaderServer() as served:
        address = served.origin
    with pytest.raises(NotReadyError, match="nothing listens"):
        await find_server(web, address, "a", "b")
    with pytest.raises(NotReadyError, match=f"write {address}"):
        await find_server(web, address.removeprefix("http://"), "a", "b")


async def test_an_application_is_asked_for_where_one_is_needed(web: PlainAsker) -> None:
    with pytest.raises(LoginRefusedError, match="AppId"):  # its address is known, so that nobody is asked
        await GoogleReaderKind(web).find("https://www.inoreader.com", "a", "b")


def test_plain_http_is_known_to_be_so() -> None:
    assert ServerLogin("freshrss", "http://nas.lan", "a", "t", "p").is_plain
    assert not ServerLogin("freshrss", "https://rss.example.org", "a", "t", "p").is_plain


def test_a_kind_that_nobody_knows_is_told(web: PlainAsker) -> None:
    with pytest.raises(TuinewsError, match="kind “later”"):
        open_server(web, ServerLogin("later", "https://example.org", "a", "t"))
    for name in DIALECTS:
        assert open_server(web, ServerLogin(name, "https://example.org", "a", "t")).login.kind == name


async def test_a_self_signed_certificate_is_taken_only_by_name(tmp_path: Path) -> None:
    file = tmp_path / "server.pem"
    openssl(
        "req", "-x509", *NEW_KEY, "-subj", "/CN=nas", "-days", "2", "-keyout", str(file), "-out", str(tmp_path / "c")
    )
    file.write_bytes(file.read_bytes() + (tmp_path / "c").read_bytes())
    with GoogleReaderServer(quirks=FRESHRSS, certificate=str(file)) as served:
        async with asker() as web:
            with pytest.raises(NotReadyError, match=r"network\.self_signed") as caught:
                await find_server(web, served.url, served.user, served.password)
        assert "publisher" not in str(caught.value)
        assert not served.log
        async with asker(NetworkSettings(self_signed=("127.0.0.1",))) as web:
            assert (await find_server(web, served.url, served.user, served.password)).kind == "freshrss"


def test_the_page_on_syncing_tells_what_each_server_carries() -> None:
    page = (Path(__file__).parents[2] / "docs" / "sync.md").read_text()
    rows = {cells[2].strip(" `"): cells for line in page.splitlines() if len(cells := line.split("|")) == 7}
    kinds = {"miniflux": Miniflux.capabilities, **{name: dialect.capabilities for name, dialect in DIALECTS.items()}}
    assert rows.keys() - {"kind", "---"} == kinds.keys()
    for name, can in kinds.items():
        assert rows[name][4].strip() == ("yes" if can.labels else "no"), name
        whole = can.mark_stream_read and can.marks_by_arrival
        assert rows[name][5].strip() == ("whole feeds" if whole else "articles only"), name
