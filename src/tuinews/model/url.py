"""Resolves, compares and redacts addresses, and says which may be opened."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from tuinews.model.text import URL_LIMIT

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|mc_[ce]id|igshid|_hs(?:enc|mi)|mkt_tok|oly_\w+_id|"
    r"vero_\w+|at_(?:medium|campaign|custom\d|link_\w+|bbc_team)|cmpid|ns_\w+|xtor|wt[._]\w+|spm|ref_src|__twitter_impression)\Z",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"(?:token|key|auth|sig|signature|secret|password|passwd|passphrase|pass|pwd|jwt|credentials?|session(?:_?id)?)\Z",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(?<=[?&;#])([^\s?&;#=]{1,200})=([^\s&;#\"'<>“”]+)")
_SCHEME = r"(?P<before>[a-z][a-z0-9+.-]{0,30}+:/{1,3}"
_LOGINS = tuple(
    re.compile(written, re.IGNORECASE)
    for written in (
        # with a slash, a question mark or spaces in the password, that should have been escaped: no port is such
        _SCHEME + r")[^\s/?#@:\[]{0,300}+:(?!\d*(?:[/?#\s]|\Z))"
        r"(?:(?:[^\s\"“”<>@]{0,300}+@)+|(?:(?![,.;]\s)[^\n@\"“”<>]){0,100}+@)",
        # what stands between the slashes and the host, up to the last @ (RFC 3986, 3.2.1)
        _SCHEME + r"|(?<![^\s\"'(<=“])//)(?:[^\s/?#@]{0,600}+@)+",
        # in an address that is written inside another one
        r"(?P<before>%3A(?:%2F){2})(?:(?:(?!%2F|%3F|%23|%26|%40)[^\s&#/?]){0,600}+%40)+",
        # where a message breaks off before the @
        _SCHEME + r")[^\s/?#@:\[]{1,300}+:[^\s@…]{0,600}+(?=…)",
    )
)
"""The ways in which name and password are written before a host, `before` being what stays."""
_BARE_LOGIN = re.compile(
    r"(?P<before>(?<![^\s\"'(<=“]))(?!(?:mailto|acct|xmpp|sips?|tag|im):)(?!(?:[^\s@:]|:(?!/)){0,600}+:/)"
    r"[^\s/:@\"'(<=“”]{1,300}+:(?:[^\s@\"'“”]{0,300}+@)+(?=[\w\[])",
    re.IGNORECASE,
)
"""The same where an address has no scheme: a guess, as a title or a query may look like it."""
_PERHAPS_LOGIN = re.compile(
    r"[:/]/[^\s/?#@]{1,600}+@|:(?!/)[^\s@]{1,600}+@|://[^\s/?#@:\[\"]{0,300}+:\d*+[^/?#\s\"]|%3[Aa]%2[Ff]%2[Ff]"
)
"""What all of them have in common, to look for first: it is found, or not, in a tenth of the time."""
_BREAKS = re.compile(r"[\t\n\r]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_UNSEEN = re.compile(
    '[ "<>\x80-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3000\ud800-\udfff\ufeff\ufff9-\ufffb]'
)
_TWO_FACED = re.compile(r"[\\\s]|%(?:5C|20)", re.IGNORECASE)
"""Signs by which one program reads another host in an address than the next one."""
_PLAIN_PATH = re.compile(r"[\w/:@!$&'()*+,;=~.-]*\Z", re.ASCII)
_PLAIN_URL = re.compile(r"https?://([a-z0-9.-]+)((?:/[a-zA-Z0-9_/:@!$&'()*+,;=~.-]*)?)\Z")
"""An address as nearly all are, of which nothing has to be taken apart to be compared."""
_DEFAULT_PORTS = {"http": "80", "https": "443"}


def resolve(base: str, href: str) -> str:
    """The absolute address of a link on a page, or `""` when it is no http(s), mailto or magnet address.

    Line breaks in it are left out and spaces, quotes and invisible characters are written as percent escapes. One with
    control characters, or with a host that could be read in two ways, is none.
    """
    try:
        joined = urljoin(base, _BREAKS.sub("", href).strip())
        absolute = _UNSEEN.sub(_escape, _BREAKS.sub("", joined))
        parts = urlsplit(absolute)
        fits = bool(parts.hostname) if parts.scheme in {"http", "https"} else parts.scheme in {"mailto", "magnet"}
    except ValueError:
        return ""
    if not fits or len(absolute) > URL_LIMIT or _TWO_FACED.search(parts.netloc) or _CONTROLS.search(absolute):
        return ""
    return absolute


def is_web(url: str) -> bool:
    """Whether the address is http or https with a host: the only kind that is fetched or opened."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def tidy_url(url: str) -> str:
    """The address as it is kept and fetched: scheme and host in small letters (RFC 3986, 6.2.2.1).

    It is without the scheme's own port, without fragment, and without a question mark that nothing follows.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    login, at, host = parts.netloc.rpartition("@")
    host = host.lower()
    if str(port) == _DEFAULT_PORTS.get(parts.scheme):
        host = host.removesuffix(f":{port}")
    return urlunsplit((parts.scheme, f"{login}{at}{host}", parts.path, parts.query, ""))


def canonical_url(url: str) -> str:
    """The form in which two addresses are compared: no scheme, `www.`, tracking parameters, fragment or last slash.

    Escapes are written one way. Not for fetching: only what is stored as the publisher wrote it is ever requested.
    """
    if plain := _PLAIN_URL.match(url):
        return plain[1].removeprefix("www.").removeprefix("amp.") + plain[2].rstrip("/")
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
    if not _PLAIN_PATH.match(path):
        path = quote(unquote(path), safe="/:@!$&'()*+,;=~", errors="replace")
    return f"{host}{path}" + (f"?{urlencode(query, errors='replace')}" if query else "")


@lru_cache(maxsize=1_000)
def host_key(url: str) -> str:
    """The host that politeness counts by: scheme, name or address, and port."""
    try:
        parts = urlsplit(url)
        scheme = parts.scheme.lower()
        port = parts.port or int(_DEFAULT_PORTS.get(scheme, "0"))
        return f"{scheme}://{(parts.hostname or '').lower()}:{port}"
    except ValueError:
        return url


def split_login(url: str) -> tuple[str, str, str]:
    """The address without user name and password, and the two, unescaped; `""` for what there is not."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, "", ""
    if "@" not in parts.netloc:
        return url, "", ""
    login, _, host = parts.netloc.rpartition("@")
    user, _, password = login.partition(":")
    return urlunsplit(parts._replace(netloc=host)), unquote(user), unquote(password)


def host_to_show(url: str) -> str:
    """The real host of a link, as ASCII (punycode), for showing where it leads."""
    try:
        host = urlsplit(url).hostname or ""
        shown = host.encode("idna").decode("ascii") if not host.isascii() else host
    except (ValueError, UnicodeError):
        return ""
    return shown if shown.isprintable() else ""


def redact(text: str) -> str:
    """An address, or any text with addresses in it, without what is secret there, for logs and messages.

    That is name and password, also where an address has no scheme, is written inside another one or breaks off, and the
    values of query keys such as `token`.
    """
    hidden = hide_bare_logins(hide_logins(text))
    return _PAIR.sub(_without_secret, hidden) if "=" in hidden else hidden


def hide_logins(text: str) -> str:
    """A text with addresses in it, without their names and passwords, for what is printed as data.

    Only whole addresses are meant: `3:4@home` may be a title, and `author:ann@example.org` a query.
    """
    if not ("@" in text or "%40" in text or "…" in text) or not _PERHAPS_LOGIN.search(text):
        return text
    for written in _LOGINS:
        text = written.sub(_mask, text)
    return text


def hide_bare_logins(text: str) -> str:
    """A text without names and passwords before a host, where it is known that addresses without a scheme are in it."""
    return _BARE_LOGIN.sub(_mask, text) if "@" in text and ":" in text else text


def _mask(login: re.Match[str]) -> str:
    end = login[0][-3:] if login[0].endswith("%40") else "@" if login[0].endswith("@") else ""
    return f"{login['before']}***{end}"


def _without_secret(pair: re.Match[str]) -> str:
    return f"{pair[1]}=***" if _SECRET.search(unquote(pair[1])) else pair[0]


def _escape(unseen: re.Match[str]) -> str:
    return quote(unseen[0], safe="", errors="replace")


def without_feed_scheme(written: str) -> str:
    """The web address in a `feed:` address (`feed:https://…` or `feed://…`); any other one as it is."""
    url = written.strip()
    if url[:5].lower() != "feed:":
        return url
    return f"https:{url[5:]}" if url[5:].startswith("//") else url[5:]
