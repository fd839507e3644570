"""The HTTP client: polite requests, redirects followed by hand, limits on everything, every failure a value."""

import asyncio
import re
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import replace
from time import monotonic, perf_counter
from typing import NamedTuple

import httpx

from tuinews import __version__
from tuinews.fetch.address_guard import (
    ANYWHERE,
    Reach,
    Realm,
    reach_after,
    reach_from,
    realm_by_name,
    realm_of,
    refusal,
)
from tuinews.fetch.connection import Answer, Connection, Headers, Message, StaleConnectionError
from tuinews.fetch.connection_pool import ConnectionPool
from tuinews.fetch.dial import OpenSocket, dial
from tuinews.fetch.errors import FetchError, error_for, make_proxy_error
from tuinews.fetch.inflate import InflateError, TooLargeError
from tuinews.fetch.proxy import Proxy, basic_credentials, find_proxies
from tuinews.fetch.request import Failed, Limited, Outcome, Request, SinkError
from tuinews.fetch.responses import body_sentence, make_reply, outcome_of
from tuinews.fetch.system_network import FetchSettings, SystemNetwork, trust_anybody
from tuinews.fetch.url_target import RequestTarget, follow, parse_target
from tuinews.model.clock import Clock, Instant
from tuinews.model.feed_types import FEED_TYPES
from tuinews.model.language import tr

MAX_HOPS = 5
"""Most redirects that are followed."""

ACCEPT_FEED = ", ".join(
    (*(types[0] for types in FEED_TYPES.values()), "application/xml;q=0.9", "text/xml;q=0.8", "*/*;q=0.1")
)
ACCEPT_PAGE = "text/html, application/xhtml+xml, application/xml;q=0.8, */*;q=0.1"
ACCEPT_API = "application/json, */*;q=0.1"
ACCEPT_ANYTHING = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8"
"""What browsers say: for servers that refuse those who prefer a feed (406)."""
ACCEPT_IMAGE = "image/webp, image/png, image/jpeg, image/gif;q=0.8, */*;q=0.1"
_ACCEPT = {"feed": ACCEPT_FEED, "page": ACCEPT_PAGE, "image": ACCEPT_IMAGE, "api": ACCEPT_API, "file": "*/*"}

_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_WITH_BODY = {"POST", "PUT"}
"""Methods that announce a body, even an empty one."""
_LONGEST_CONTACT = 200

Pace = Callable[[str], Awaitable[Instant | None]]
"""Waits until a redirect's target may be asked, and returns the end of its host's pause if there is one
(`HostQueues.hop`)."""


async def no_pace(_url: str) -> Instant | None:
    """Do not wait."""
    return None


class _Way(NamedTuple):
    """How a target is reached."""

    target: RequestTarget
    reach: Reach
    proxy: Proxy | None


class Fetcher:
    """Sends requests; lives on one event loop.

    It keeps one connection to each host for a while, and shares none between hosts.
    """

    def __init__(
        self, clock: Clock, settings: FetchSettings, pace: Pace = no_pace, system_network: SystemNetwork | None = None
    ) -> None:
        self._clock = clock
        self._settings = settings
        self._pace = pace
        self._system = system_network or SystemNetwork()
        self._proxies = find_proxies(settings.proxy, self._system.environ)
        self._agent = settings.user_agent or default_user_agent(settings.contact)
        self._tls: ssl.SSLContext | None = None
        self._pool = ConnectionPool()
        self.found = 0.0
        """The latest moment at which a host on the internet was found and then answered, by `time.monotonic`."""

    async def fetch(self, request: Request) -> Outcome:
        """Ask once; raises nothing but a cancellation."""
        seconds = request.timeout or (
            self._settings.feed_seconds if request.kind == "feed" else self._settings.page_seconds
        )
        started = perf_counter()
        try:
            async with asyncio.timeout(seconds):
                outcome = await self._walk(request)
        except TimeoutError:
            return _make_failure(
                FetchError(tr("No whole answer came within {seconds:g} seconds: try again later.", seconds=seconds))
            )
        except FetchError as error:
            return _make_failure(error)
        return _add_time(outcome, round((perf_counter() - started) * 1000))

    async def close(self) -> None:
        """Close all connections."""
        await self._pool.close()

    async def _walk(self, request: Request) -> Outcome:
        """Follow redirects until an answer that is none."""
        first = target = parse_target(request.url)
        reach = reach_from(request.origin_url)
        seen = {target.url}
        permanent, asked = True, request
        for hop in range(MAX_HOPS + 1):
            if hop and (paused := await self._pace(target.url)) is not None:
                return Limited(paused)
            way = _Way(target, reach, self._proxies.find_proxy(target))
            answer, realm, request = await self._answer(way, request, first)
            if answer.status not in _REDIRECTS:
                reply = replace(
                    make_reply(answer, self._clock(), target.url, request.kind),
                    moved_to=target.url if hop and permanent else "",
                    accept_refused=request.takes_anything and not asked.takes_anything,
                    conditions_refused=_is_conditional(asked) and not _is_conditional(request),
                )
                login_sent = _credentials(request, first, target) is not None
                limit = self._limit(request)
                return await outcome_of(answer, reply, request, limit, self._clock(), login_sent=login_sent)
            permanent = permanent and answer.status in _PERMANENT
            reach = reach_after(reach, realm)
            before, target = target, follow(target, answer.headers.get("location", ""))
            request = _follow_redirect(request, answer.status, before, target)
            if target.url in seen:
                raise FetchError(
                    tr("{host} redirects in a circle: check the address, or try again later.", host=first.host)
                )
            seen.add(target.url)
        raise FetchError(
            tr("{host} redirects more than {max_hops} times: check the address.", host=first.host, max_hops=MAX_HOPS)
        )

    async def _answer(self, way: _Way, request: Request, first: RequestTarget) -> tuple[Answer, Realm, Request]:
        """Ask, and once more in plainer words where a server refuses how it was asked; also return the last request."""
        while True:
            headers = _headers(request, first, way.target, self._agent)
            message = Message(request.method, headers, request.body, request.sink, request.repeatable)
            answer, realm = await self._ask(way, message, self._limit(request))
            plainer = _put_plainly(request, answer.status, {name.lower() for name, _ in headers})
            if plainer is None or await self._pace(way.target.url) is not None:
                return answer, realm, request
            request = plainer

    def _limit(self, request: Request) -> int:
        return request.max_bytes or self._settings.max_feed_bytes

    async def _ask(self, way: _Way, message: Message, limit: int) -> tuple[Answer, Realm]:
        """Send one request; return the answer and the realm of who gave it."""
        proxy = way.proxy
        forward = proxy is not None and not way.target.secure
        path = f"{way.target.scheme}://{way.target.authority}{way.target.path}" if forward else way.target.path
        if forward and proxy:
            message = message._replace(headers=[*message.headers, *proxy.headers])
        try:
            while True:
                connection = await self._connection(way, fresh=not message.repeatable)
                try:
                    return await self._exchange(connection, way, path, message, limit)
                except StaleConnectionError:
                    continue
        except InflateError as error:
            too_large = isinstance(error, TooLargeError)
            raise FetchError(body_sentence(way.target.host, error), too_large=too_large) from error
        except SinkError as error:
            raise FetchError(str(error)) from error
        except (OSError, ssl.SSLError, httpx.ProtocolError) as error:
            raise error_for(error, way.target.host, "" if proxy is None else proxy.shown) from error

    async def _exchange(
        self, connection: Connection, way: _Way, path: str, message: Message, limit: int
    ) -> tuple[Answer, Realm]:
        try:
            answer = await connection.exchange(path, message, limit)
        except BaseException:
            connection.abort()
            raise
        realm = realm_by_name(way.target.host) if way.proxy else realm_of(connection.address)
        self._pool.put_back(_key(way), connection)
        if realm is Realm.PUBLIC or way.proxy:
            self.found = max(self.found, connection.found)
        return answer, realm

    async def _connection(self, way: _Way, *, fresh: bool) -> Connection:
        """A connection to the target: one that was kept, else a new one.

        What must not be sent twice gets a `fresh` one: when a kept one turns out to be closed, nobody knows whether
        the server read what was sent.
        """
        kept = None if fresh else self._pool.take(_key(way))
        if kept is not None:
            kept.found = monotonic()
            return kept
        try:
            async with asyncio.timeout(self._settings.connect_seconds):
                return await self._connect(way)
        except TimeoutError as error:
            sentence = tr(
                "{where} cannot be reached within {connect_seconds:g} seconds",
                where=_where(way),
                connect_seconds=self._settings.connect_seconds,
            )
            raise FetchError(tr("{sentence}: try again later.", sentence=sentence)) from error

    async def _connect(self, way: _Way) -> Connection:
        target, proxy = way.target, way.proxy
        if proxy is None:
            line = await dial(target.host, target.port, way.reach, self._system.resolve, self._system.connect)
        else:
            if way.reach != ANYWHERE and (realm := realm_by_name(target.host)) not in way.reach:
                raise refusal(target.host, realm)
            line = await self._dial(proxy)
        wire = Connection(line)
        try:
            await self._prepare(wire, target, proxy)
        except BaseException:
            wire.abort()
            raise
        return wire

    async def _dial(self, proxy: Proxy) -> OpenSocket:
        try:
            return await dial(
                proxy.target.host, proxy.target.port, ANYWHERE, self._system.resolve, self._system.connect
            )
        except TimeoutError:
            raise  # `_wire` knows how long it was waited
        except OSError as error:
            raise make_proxy_error(error, proxy.shown) from error

    async def _prepare(self, wire: Connection, target: RequestTarget, proxy: Proxy | None) -> None:
        if proxy is not None and proxy.target.secure:
            await wire.secure(self._context(proxy.target.host), proxy.target.host)
        if not target.secure:
            return
        if proxy is not None:
            status = await wire.tunnel(f"{target.host}:{target.port}", proxy.headers)
            if not 200 <= status < 300:
                raise FetchError(
                    tr(
                        "The proxy {shown} gives no way to {host} ({status}): check it.",
                        shown=proxy.shown,
                        host=target.host,
                        status=status,
                    )
                )
        await wire.secure(self._context(target.host), target.host)

    def _context(self, host: str) -> ssl.SSLContext:
        if host in self._settings.self_signed:
            return trust_anybody()
        if self._tls is None:
            self._tls = self._system.tls_context()
        return self._tls


def _make_failure(error: FetchError) -> Failed:
    offline = error.offline or error.unsure
    return Failed(
        error.sentence,
        offline=offline,
        untrusted=error.untrusted,
        no_network=error.offline,
        proxy_failed=error.proxy_failed,
        too_large=error.too_large,
        moment=monotonic(),
    )


def _key(way: _Way) -> tuple[object, ...]:
    """Return what a connection is kept for: only the same origin, reach and proxy."""
    return (*way.target.origin, way.reach, way.proxy)


def _where(way: _Way) -> str:
    return way.target.host if way.proxy is None else tr("The proxy {shown}", shown=way.proxy.shown)


def _headers(request: Request, first: RequestTarget, target: RequestTarget, agent: str) -> Headers:
    """Return the headers of a request; what belongs to one origin or address is sent to no other."""
    lines = [
        ("Host", target.authority),
        ("User-Agent", _clean(request.user_agent) or _clean(agent) or default_user_agent()),
        ("Accept", ACCEPT_ANYTHING if request.takes_anything else _ACCEPT[request.kind]),
        # parts of a file are counted in its own bytes
        ("Accept-Encoding", "identity" if request.kind == "file" else "gzip, deflate"),
    ]
    if request.method in _WITH_BODY:
        lines.append(("Content-Length", str(len(request.body))))
        lines += [("Content-Type", request.content_type)] if request.body else []
    if request.method == "GET" and target.url == _address_of_validators(request, first):
        if request.etag:
            lines.append(("If-None-Match", request.etag))
        if request.last_modified:
            lines.append(("If-Modified-Since", request.last_modified))
        if request.etag and request.kind == "feed":
            lines.append(("A-IM", "feed"))
    if target.origin == first.origin:
        own = {name.lower() for name, _ in request.headers}
        lines = [line for line in lines if line[0] == "Host" or line[0].lower() not in own]
        lines.extend(request.headers)
    if (credentials := _credentials(request, first, target)) is not None:
        lines.append(("Authorization", basic_credentials(*credentials)))
    return lines


def _credentials(request: Request, first: RequestTarget, target: RequestTarget) -> tuple[str, str] | None:
    """Return the name and password that are sent to the target; to no other origin than the first."""
    return (request.auth or first.auth) if target.origin == first.origin else None


def _put_plainly(request: Request, status: int, sent: set[str]) -> Request | None:
    """Return the request without what a server refused of it (RFC 9110, 15.5.7 and 15.5.13), or `None`."""
    own = {name.lower() for name, _ in request.headers}
    if status == 406 and request.kind == "feed" and not request.takes_anything and "accept" not in own:
        return replace(request, takes_anything=True)
    if status == 412 and sent & {"if-none-match", "if-modified-since"}:
        return replace(request, etag="", last_modified="")
    return None


def _is_conditional(request: Request) -> bool:
    return bool(request.etag or request.last_modified)


def _follow_redirect(request: Request, status: int, before: RequestTarget, target: RequestTarget) -> Request:
    """Return what is asked of a redirect's target (RFC 9110, 15.4); raises FetchError.

    A body is sent to no other origin than the one it was meant for, since it may hold a password.
    """
    if request.method == "GET":
        return request
    if status == 303:
        return replace(request, method="GET", body=b"")
    if target.origin != before.origin:
        raise FetchError(
            tr(
                "{host} redirects what is sent to it to {host2}, where it is not sent: give that address.",
                host=before.host,
                host2=target.host,
            )
        )
    return request


def _address_of_validators(request: Request, first: RequestTarget) -> str:
    return parse_target(request.validators_url).url if request.validators_url else first.url


def default_user_agent(contact: str = "") -> str:
    """Return our User-Agent (RFC 9110, 10.1.5); it changes only with the version or the user's settings.

    `contact` goes into its comment, where publishers who want to complain look for it.
    """
    address = re.sub(r"[^!-~]|[()\\]", "", contact)[:_LONGEST_CONTACT]
    return f"tuinews/{__version__} ({f'+{address}' if address else 'terminal news reader'})"


def _clean(agent: str) -> str:
    """Return the name with those characters only that a header can hold."""
    return "".join(character for character in agent if " " <= character <= "~").strip()


def _add_time(outcome: Outcome, ms: int) -> Outcome:
    reply = outcome.reply
    return outcome if reply is None else replace(outcome, reply=replace(reply, ms=ms))
