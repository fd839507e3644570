"""What is asked of the network and what came of it: values, since one failure of a thousand stops nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from tuinews.model.clock import Instant
from tuinews.model.text import SafeText

RequestKind = Literal["feed", "page", "image", "api", "file"]
"""What is asked for: a feed, a page (its text, or the feeds that it names), an image, an API, or a file to be kept."""

Method = Literal["GET", "POST", "PUT", "DELETE"]


class Sink(Protocol):
    """Takes a body while it comes, so that a large one need not be held; its methods run on the loop.

    A `SinkError` of it ends the request, and its sentence is the reason.
    """

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        """Be told of a 200 or a 206 (RFC 9110, 15.3.7) before its first byte."""

    def write(self, data: bytes) -> None:
        """Take the next bytes."""


class SinkError(Exception):
    """The sink cannot take the body; the text is a sentence with what to do."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request.

    Only a GET is conditional, and only what is `repeatable` is repeated when a connection breaks before the answer. A
    body is sent to no other origin than the url's own.
    """

    url: str
    kind: RequestKind = "feed"
    etag: str = ""
    """As the server wrote it, one character a byte (ISO 8859-1); `""` for none."""
    last_modified: str = ""
    validators_url: str = ""
    """The address that gave the two above, if not `url`; they are sent to no other (RFC 9110, 8.8)."""
    takes_anything: bool = False
    """Whether it says, like a browser, that any answer is welcome, and not which kind we prefer."""
    origin_url: str = ""
    """The feed whose content caused this request; `""` when the user typed `url`."""
    failures: int = 0
    """Failed polls in a row before this one: they make the wait longer when a server names none."""
    user_agent: str = ""
    """`""` takes the fetcher's."""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Further headers, for the url's own origin only."""
    auth: tuple[str, str] | None = field(default=None, repr=False)
    """Name and password for the url's own origin; `None` takes those in the url."""
    method: Method = "GET"
    body: bytes = field(default=b"", repr=False)
    content_type: str = "application/x-www-form-urlencoded"
    """The type of the body; sent if there is one."""
    max_bytes: int | None = None
    """Most bytes of the unpacked body; `None` takes the fetcher's limit."""
    sink: Sink | None = field(default=None, repr=False, compare=False)
    """Takes the body as it comes, still packed, which is then empty in what is returned."""
    timeout: float | None = None
    """Seconds for everything, redirects included; `None` takes the fetcher's for the kind."""
    harmless: bool = False
    """Whether doing it twice is the same as doing it once, though it is no GET (RFC 9110, 9.2.2)."""

    @property
    def repeatable(self) -> bool:
        """Whether it may be sent again when nobody knows whether it arrived."""
        return self.method == "GET" or self.harmless


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server said besides the body."""

    status: int
    etag: str = ""
    last_modified: str = ""
    fresh_for: int | None = None
    """Seconds for which it stays fresh (RFC 9111, 4.2): max-age less Age, else Expires less Date; `None` if not said.
    """
    retry_after: Instant | None = None
    """The moment before which nothing may be asked; `None` if not said or not readable."""
    moved_to: str = ""
    """Where permanent redirects (301, 308) led; `""` unless every redirect was one."""
    final_url: str = ""
    accept_refused: bool = False
    """Whether it answered only when it was no longer told what we prefer (406)."""
    conditions_refused: bool = False
    """Whether it answered only when it was asked without conditions (412)."""
    ms: int = 0
    bytes: int = 0
    """Size of the body on the wire."""
    headers: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Those of an API's answer, by names in lower case; of other answers none."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body came (any 2xx; 226 with only what is new; from an API also without a body)."""

    url: str
    """Where it came from, after redirects."""
    body: bytes
    content_type: str
    reply: Reply
    link_header: str = ""
    """All `Link` lines joined (RFC 8288), one character a byte."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """Nothing changed (304)."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Gone:
    """The address is gone for good (410)."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Limited:
    """The host asks to be left alone (429, 503, or any refusal with a Retry-After)."""

    until: Instant
    reply: Reply | None = None
    """`None` when nothing was sent, because of an earlier answer."""
    whole_host: bool = True
    """Whether that is meant for all of the host, and not for this address alone."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The request failed, and why."""

    sentence: SafeText
    offline: bool = False
    """Whether this machine may have no network, which answers of other hosts can tell: then it is not the feed's fault.
    """
    reply: Reply | None = None
    """`None` when no complete answer came."""
    untrusted: bool = False
    """Whether the other side could not prove who it is (TLS)."""
    no_network: bool = False
    """Whether the machine itself says that it has no network; with `offline` alone the name may just not exist."""
    proxy_failed: bool = False
    """Whether the proxy cannot be used."""
    asked: bool = True
    """Whether it was tried at all."""
    too_large: bool = False
    """Whether the body is larger than was allowed."""
    body: bytes = field(default=b"", repr=False)
    """What an API said of its refusal."""
    moment: float = field(default=0.0, compare=False)
    """When it failed, by `time.monotonic`: a host that is found later shows that there was a network."""


Outcome = Fetched | NotModified | Gone | Limited | Failed
