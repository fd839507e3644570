"""An address taken apart for a request, its bytes left as the user gave them."""

import re
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urljoin, urlsplit

from tuinews.fetch.errors import FetchError
from tuinews.model.language import tr
from tuinews.model.text import URL_LIMIT
from tuinews.model.url import redact

_PORTS = {"http": 80, "https": 443}
_KEPT = "".join(map(chr, range(0x21, 0x7F)))
_PARTS = re.compile(r"[a-z]+://[^/?#]*(?P<rest>[^#]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RequestTarget:
    """Where a request goes."""

    url: str
    """Without fragment and userinfo: safe to show and to compare."""
    scheme: str
    host: str
    """A name in ASCII (punycode) or an address, without brackets, in lower case."""
    port: int
    path: str
    """Path and query as they are sent."""
    auth: tuple[str, str] | None = field(default=None, repr=False)
    """Name and password that the address carried."""

    @property
    def secure(self) -> bool:
        """Whether it is https."""
        return self.scheme == "https"

    @property
    def authority(self) -> str:
        """The Host header: with the port only when it is not the scheme's own."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port (RFC 6454), to which validators, credentials and own headers are bound."""
        return self.scheme, self.host, self.port


def parse_target(url: str) -> RequestTarget:
    """Take an address apart; raises FetchError for one that cannot be asked."""
    trimmed = url.strip()
    if len(trimmed) > URL_LIMIT:
        raise FetchError(
            tr("The address is longer than {url_limit} characters: it cannot be asked.", url_limit=URL_LIMIT)
        )
    try:
        parts = urlsplit(trimmed)
        scheme, host = parts.scheme.lower(), parts.hostname or ""
        port = _PORTS.get(scheme, 0) if parts.port is None else parts.port
    except ValueError as error:
        raise FetchError(
            tr("{trimmed} is no address ({error}): check how it is written.", trimmed=redact(trimmed), error=error)
        ) from error
    if scheme not in _PORTS:
        shown = tr("{scheme}: addresses", scheme=scheme) if scheme else tr("An address without http:// or https://")
        raise FetchError(tr("{shown} cannot be fetched: only http and https can.", shown=shown))
    if not host:
        raise FetchError(tr("{trimmed} names no host: check how it is written.", trimmed=redact(trimmed)))
    found = _PARTS.match(trimmed)
    rest = found["rest"] if found else ""
    path = quote(rest if rest.startswith("/") else f"/{rest}", safe=_KEPT)
    name = ascii_host(host)
    target = RequestTarget("", scheme, name, port, path, _credentials(parts.username, parts.password))
    return RequestTarget(f"{scheme}://{target.authority}{path}", scheme, name, port, path, target.auth)


def ascii_host(host: str) -> str:
    """Return the host as it is looked up: punycode for what is not ASCII (UTS 46); raises FetchError."""
    if host.isascii():
        if re.search(r"[\x00-\x20\x7f<>\"\\^`{|}]", host):
            raise FetchError(tr("The host's name has characters that no name may have: check the address."))
        return host.lower()
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise FetchError(
            tr("{host} cannot be a host's name ({error}): check how it is written.", host=host, error=error)
        ) from error


def follow(target: RequestTarget, location: str) -> RequestTarget:
    """Return where a redirect leads (RFC 9110, 10.2.2); raises FetchError."""
    if not location.strip():
        raise FetchError(tr("{host} redirects to nowhere (no Location): try again later.", host=target.host))
    try:  # header bytes are read as ISO 8859-1, but what servers put there beyond ASCII is UTF-8
        written = location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        written = location
    try:
        absolute = urljoin(target.url, written.strip())
    except ValueError as error:
        raise FetchError(
            tr("{host} redirects to what is no address ({error}): try again later.", host=target.host, error=error)
        ) from error
    if urlsplit(absolute).scheme.lower() not in _PORTS:
        scheme = urlsplit(absolute).scheme
        raise FetchError(
            tr("{host} redirects to a {scheme}: address, which is never opened.", host=target.host, scheme=scheme)
        )
    return parse_target(absolute)


def _credentials(name: str | None, password: str | None) -> tuple[str, str] | None:
    return None if name is None and password is None else (unquote(name or ""), unquote(password or ""))
