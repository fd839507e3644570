"""Addresses: resolved, compared, redacted, and never opened unless they are plain web links."""

import re
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from tuinews.model.text import URL_LIMIT

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|mc_[ce]id|igshid|_hs(?:enc|mi)|mkt_tok|oly_\w+_id|"
    r"vero_\w+|at_(?:medium|campaign|custom\d|link_\w+|bbc_team)|cmpid|ns_\w+|xtor|wt[._]\w+|spm|ref_src|__twitter_impression)\Z",
    re.IGNORECASE,
)
_SECRET = re.compile(r"(?:token|key|auth|sig|secret|password|pass|pwd|apikey|api_key|access_token)\Z", re.IGNORECASE)
_BLANK = re.compile(r"[\x00-\x20\x7f]+")
_DEFAULT_PORTS = {"http": "80", "https": "443"}


def resolve(base: str, href: str) -> str:
    """The absolute address of a link on a page, or `""` when it is no http(s), mailto or magnet address."""
    cleaned = _BLANK.sub("", href.strip()) if "\n" in href or "\t" in href else href.strip()
    try:
        absolute = urljoin(base, cleaned)
        scheme = urlsplit(absolute).scheme.lower()
    except ValueError:
        return ""
    if scheme not in {"http", "https", "mailto", "magnet"} or len(absolute) > URL_LIMIT:
        return ""
    return absolute.replace(" ", "%20")


def is_web(url: str) -> bool:
    """Whether the address is http or https with a host: the only kind that is fetched or opened."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def canonical_url(url: str) -> str:
    """The form in which two addresses are compared: no scheme, `www.`, tracking parameters, fragment or last slash.

    Not for fetching: only what is stored as the publisher wrote it is ever requested.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower().removeprefix("www.").removeprefix("amp.")
        port = parts.port
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    if port is not None and str(port) != _DEFAULT_PORTS.get(parts.scheme.lower()):
        host = f"{host}:{port}"
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    path = parts.path.rstrip("/")
    return f"{host}{path}" + (f"?{urlencode(query)}" if query else "")


def host_key(url: str) -> str:
    """The host that politeness counts by: scheme, name or address, and port."""
    try:
        parts = urlsplit(url)
        scheme = parts.scheme.lower()
        port = parts.port or int(_DEFAULT_PORTS.get(scheme, "0"))
        return f"{scheme}://{(parts.hostname or '').lower()}:{port}"
    except ValueError:
        return url


def shown_host(url: str) -> str:
    """The real host of a link, as ASCII (punycode), for showing where it leads."""
    try:
        host = urlsplit(url).hostname or ""
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except (ValueError, UnicodeError):
        return ""


def redact(url: str) -> str:
    """The address without what is secret in it: userinfo, and the values of query keys such as `token`."""
    try:
        parts = urlsplit(url)
        netloc = parts.netloc.rpartition("@")[2]
        if "@" in parts.netloc:
            netloc = f"***@{netloc}"
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return "***"
    if any(_SECRET.search(k) for k, _ in pairs):
        query = "&".join(f"{k}=***" if _SECRET.search(k) else f"{k}={v}" for k, v in pairs)
        return urlunsplit((parts.scheme, netloc, parts.path, query, parts.fragment))
    return urlunsplit((parts.scheme, netloc, parts.path, parts.query, parts.fragment))


def is_private_address(address: str) -> bool:
    """Whether an IP address is not of the public internet: loopback, private, link-local, reserved."""
    try:
        return not ip_address(address.partition("%")[0]).is_global
    except ValueError:
        return True
