"""The protocols: which one a server speaks, and the server of a login."""

from collections.abc import Iterator

from tuinews.engine.accounts.servers.api_client import Asker
from tuinews.engine.accounts.servers.server import FeedServer, LoginRefusedError, NotReadyError, ServerKind, ServerLogin
from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.language import tr
from tuinews.model.url import is_web, redact


def _list_kinds(web: Asker) -> Iterator[ServerKind]:
    """Yield the protocols, the most capable first; each is imported when it is its turn."""
    from tuinews.engine.accounts.servers.miniflux.kind import MinifluxKind

    yield MinifluxKind(web)

    from tuinews.engine.accounts.servers.google_reader.kind import GoogleReaderKind

    yield GoogleReaderKind(web)


async def find_server(web: Asker, url: str, user: str, password: str) -> ServerLogin:
    """Find the server that a user means by an address, and log in; an address without a scheme is asked over https.

    Raises:
        LoginRefusedError: a server is there and refuses the login.
        NotReadyError: nothing can be said now.
        TuinewsError: no server that we can talk to is there.
    """
    address = url.strip() if "://" in url else f"https://{url.strip()}"
    if not is_web(address):
        raise UsageError(
            tr("{url} is no web address: a server's starts with http:// or https://.", url=redact(url.strip()))
        )
    refusal: LoginRefusedError | None = None
    for kind in _list_kinds(web):
        try:
            login = await kind.find(address, user, password)
        except LoginRefusedError as error:
            refusal = refusal or error
            continue
        except NotReadyError as error:
            if error.status or "://" in url:
                raise
            plain = address.replace("https:", "http:", 1)
            raise NotReadyError(tr("{error} If it knows no https, write {url}.", error=error, url=plain)) from error
        if login is not None:
            return login
    if refusal is not None:
        raise refusal
    raise TuinewsError(
        tr(
            "There is no server at {url} that tuinews can sync with: give the address that its pages have, as "
            "https://rss.example.org; it has to be FreshRSS, Miniflux or another one with the Google Reader API.",
            url=redact(address),
        )
    )


def open_server(web: Asker, login: ServerLogin) -> FeedServer:
    """Return the server of a login; raises TuinewsError if this version knows no such kind."""
    return _find_kind(web, login).open(login)


async def close_server(web: Asker, login: ServerLogin) -> None:
    """Take back what a login made at the server, such as a key; raises TuinewsError."""
    await _find_kind(web, login).close(login)


def _find_kind(web: Asker, login: ServerLogin) -> ServerKind:
    for kind in _list_kinds(web):
        if login.kind in kind.names:
            return kind
    raise TuinewsError(tr("tuinews does not know servers of the kind “{kind}”.", kind=login.kind))
