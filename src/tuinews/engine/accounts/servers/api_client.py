"""Sends the requests of any protocol, two at a time, and tells each failure as the port has it."""

import asyncio
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import urlsplit

from tuinews.engine.accounts.servers.server import NotReadyError, RateLimitedError, ServerError, Traffic
from tuinews.model.clock import HOUR, Instant, to_iso
from tuinews.model.language import tr
from tuinews.model.text import EMPTY, SafeText, safe_text
from tuinews.model.url import host_key, host_to_show

if TYPE_CHECKING:
    from tuinews.fetch import Outcome, Reply, Request

MOST_BYTES = 10_000_000
"""Most bytes of an unpacked answer."""

READ_SECONDS, WRITE_SECONDS = 60.0, 120.0
"""Most seconds for a request that reads, and for one that changes something."""

_AT_ONCE = 2
_NEARLY_ALL = 0.8
"""The part of a quota from which on nothing more is asked."""


class Asker(Protocol):
    """What sends requests, which is `engine.web_client.WebClient`."""

    def now(self) -> Instant:
        """Return the time."""
        ...

    async def ask(self, request: "Request") -> "Outcome":
        """Ask once, without a queue; raises nothing but a cancellation."""
        ...


class AnswerTooLargeError(ServerError):
    """The answer has more bytes than are taken: ask for less."""


class ApiAnswer(NamedTuple):
    """An answer below 500, be it a refusal."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    """By names in lower case."""
    url: str
    """Where it came from."""

    @property
    def is_fine(self) -> bool:
        """Whether the server did what was asked."""
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @property
    def is_page(self) -> bool:
        """Whether it is a page for people, such as a login page, whatever its type says."""
        return self.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


class ApiClient:
    """Asks one server; counts what that costs, and stops before a quota is used up."""

    def __init__(self, web: Asker, base: str) -> None:
        self._web = web
        self._origin = host_key(base)
        self.host = host_to_show(base)
        """What sentences call the server."""
        self.traffic = Traffic()
        self.server_time: Instant | None = None
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._rests: dict[str, Instant] = {}
        """Until when no requests of a zone are sent: 1 for reading, 2 for changes."""

    async def ask(self, request: "Request", *, changes: bool = False, anywhere: bool = False) -> ApiAnswer:
        """Send a request, and return its answer, which may come from another origin if `anywhere` says so.

        Raises:
            RateLimitedError: the server wants no more requests now.
            AnswerTooLargeError: the answer is too large.
            NotReadyError: there is no answer, or it is the server's own fault.
        """
        zone = "2" if changes else "1"
        if (until := self._rests.get(zone, 0)) > self._web.now():
            raise self._make_limit(until)
        async with self._turn:
            self.traffic.requests += 1
            outcome = await self._web.ask(request)
        answer = self._read(outcome)
        if not anywhere:
            self._check_origin(answer.url)
        return answer

    def read_json(self, answer: ApiAnswer) -> Any:
        """Return the value of an answer, whatever its content type; raises NotReadyError."""
        if answer.is_page:
            raise NotReadyError(
                tr(
                    "{host} answers with a page for people instead of data: it may want a login of its own, "
                    "or be under repair; open it in a browser.",
                    host=self.host,
                )
            )
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError) as error:
            raise NotReadyError(
                tr("The answer of {host} breaks off or is no JSON: try again later.", host=self.host)
            ) from error

    def _read(self, outcome: "Outcome") -> ApiAnswer:
        from tuinews.fetch import Failed, Fetched, Limited

        reply = outcome.reply
        if reply is not None:
            self._note(reply)
        match outcome:
            case Fetched():
                return ApiAnswer(outcome.reply.status, outcome.body, outcome.reply.headers, outcome.url)
            case Limited(until=until) if reply is None or reply.status < 500:
                raise self._make_limit(self._find_reset(reply, until))
            case Failed(reply=found) if found is not None and 300 <= found.status < 500:
                return ApiAnswer(found.status, outcome.body, found.headers, found.final_url)
            case Failed(too_large=True):
                raise AnswerTooLargeError(
                    tr("{host} sent more than {size} MB in one answer.", host=self.host, size=MOST_BYTES // 1_000_000)
                )
            case Failed(untrusted=True):
                raise NotReadyError(self._describe_distrust(outcome.sentence))
            case Failed(body=body) if reply is not None and (said := _read_reason(body)):
                raise NotReadyError(
                    tr("{host} answers {status}: {said}", host=self.host, status=reply.status, said=said), reply.status
                )
            case Failed():
                raise NotReadyError(outcome.sentence, 0 if reply is None else reply.status)
            case _:
                status = 0 if reply is None else reply.status
                raise NotReadyError(
                    tr("{host} answers {status}: it is not ready, try again later.", host=self.host, status=status),
                    status,
                )

    def _note(self, reply: "Reply") -> None:
        """Count an answer, and keep its time and how much of a quota is left."""
        from tuinews.fetch.headers import parse_http_date

        self.traffic.bytes += reply.bytes
        self.server_time = parse_http_date(reply.headers.get("date", "")) or self.server_time
        for zone in ("1", "2"):
            limit = _number(reply.headers.get(f"x-reader-zone{zone}-limit"))
            usage = _number(reply.headers.get(f"x-reader-zone{zone}-usage"))
            if limit and usage is not None and usage >= limit * _NEARLY_ALL:
                self._rests[zone] = self._find_reset(reply, self._web.now() + HOUR)

    def _find_reset(self, reply: "Reply | None", otherwise: Instant) -> Instant:
        """Return when the server may be asked again: as it says, or after an hour."""
        if reply is None:
            return otherwise
        if reply.retry_after is not None:
            return reply.retry_after
        seconds = _number(reply.headers.get("x-reader-limits-reset-after"))
        return self._web.now() + (HOUR if seconds is None else min(seconds, 30 * 24 * HOUR))

    def _make_limit(self, until: Instant) -> RateLimitedError:
        return RateLimitedError(
            tr("{host} wants no more requests until {moment}.", host=self.host, moment=to_iso(until)), until
        )

    def _check_origin(self, url: str) -> None:
        """Refuse what came from elsewhere: the login is not sent there, so it is no answer to it."""
        if host_key(url) != self._origin:
            raise NotReadyError(
                tr(
                    "{host} sends us on to {url}, where your login is not sent: log in with that address.",
                    host=self.host,
                    url=url.partition("?")[0],
                )
            )

    def _describe_distrust(self, sentence: str) -> str:
        what = sentence.rpartition(": ")[0] or sentence
        name = urlsplit(self._origin).hostname
        return tr(
            "{what}: if it is your own server, put its name into the setting network.self_signed (“{name}”); "
            "otherwise do not log in there.",
            what=what,
            name=name,
        )


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.strip().isdecimal() else None


def _read_reason(body: bytes) -> SafeText:
    """Return what a server says of its fault in JSON; `""` if it says nothing."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return EMPTY
    return safe_text(str(said.get("error_message", ""))) if isinstance(said, dict) else EMPTY
