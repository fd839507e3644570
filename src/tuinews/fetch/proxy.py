"""The proxy between us and a host: from the settings, else from the environment."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tuinews.fetch.errors import FetchError, proxy_error
from tuinews.fetch.url_target import RequestTarget, parse_target
from tuinews.model.language import tr


class Proxy(NamedTuple):
    """An HTTP proxy."""

    target: RequestTarget
    authorization: str = ""
    """Value of Proxy-Authorization, or `""`."""

    @property
    def shown(self) -> str:
        """Return its address without credentials, for messages."""
        return f"{self.target.scheme}://{self.target.authority}"

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The headers that it needs with each request."""
        return [("Proxy-Authorization", self.authorization)] if self.authorization else []


@dataclass(frozen=True, slots=True)
class Proxies:
    """Proxies by scheme, and the hosts that are asked without one."""

    by_scheme: Mapping[str, str]
    direct: tuple[str, ...] = ()

    def find_proxy(self, target: RequestTarget) -> Proxy | None:
        """Return the proxy for the target, `None` for none; raises FetchError when its address is wrong."""
        written = self.by_scheme.get(target.scheme) or self.by_scheme.get("all")
        return None if not written or self._is_direct(target) else read_proxy(written)

    def _is_direct(self, target: RequestTarget) -> bool:
        host, authority = target.host.lower(), target.authority.lower()
        return any(
            one == "*" or one in {host, authority} or host.endswith(f".{one.lstrip('*.')}") for one in self.direct
        )


def find_proxies(setting: str, environ: Mapping[str, str]) -> Proxies:
    """Return the proxies: `setting` for everything if set, else those of the environment.

    The variables are http_proxy, https_proxy, all_proxy and no_proxy, in lower or upper case; lower case wins.
    (HTTP_PROXY in capitals can be set by the clients of a CGI program, but no such program starts us.)
    """

    def variable(name: str) -> str:
        return (environ.get(name) or environ.get(name.upper()) or "").strip()

    direct = tuple(one.strip().lower() for one in variable("no_proxy").split(",") if one.strip())
    if setting:
        return Proxies({"all": setting}, direct)
    return Proxies({scheme: variable(f"{scheme}_proxy") for scheme in ("http", "https", "all")}, direct)


def read_proxy(written: str) -> Proxy:
    """Read a proxy from the settings or the environment; raises FetchError."""
    address = written if "://" in written else f"http://{written}"
    scheme = address.partition("://")[0].lower()
    if scheme not in {"http", "https"}:
        raise proxy_error(
            tr("The proxy is a {scheme} one, and only those are spoken with that start with http://", scheme=scheme)
        )
    try:
        target = parse_target(address)
    except FetchError as error:
        raise proxy_error(tr("The proxy is no address such as http://host:port")) from error
    if target.auth is None:
        return Proxy(target)
    return Proxy(target, basic_credentials(*target.auth))


def basic_credentials(name: str, password: str) -> str:
    """Return credentials as the Basic scheme writes them (RFC 7617)."""
    return f"Basic {b64encode(f'{name}:{password}'.encode()).decode('ascii')}"
