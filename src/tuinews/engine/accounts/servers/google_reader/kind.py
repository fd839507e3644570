"""Finds a server of the Google Reader API at the address that a user typed, and logs in."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NoReturn
from urllib.parse import parse_qs, urlsplit

from tuinews.engine.accounts.servers.api_client import ApiAnswer, ApiClient, Asker
from tuinews.engine.accounts.servers.google_reader import answers, requests
from tuinews.engine.accounts.servers.google_reader.client import GoogleReader, log_in, refuse_login
from tuinews.engine.accounts.servers.google_reader.dialects import DIALECTS, GENERIC, Dialect, find_dialect
from tuinews.engine.accounts.servers.server import LoginRefusedError, NotReadyError, ServerLogin
from tuinews.model.language import tr
from tuinews.model.url import split_login

_GREADER = DIALECTS["freshrss"].path
_MINIFLUX = "miniflux-google"
_MOST_PARENTS = 5
_HTTP_LOGINS = ("basic", "digest", "negotiate")
"""Ways of logging in that belong to something in front of a server of this API."""


class GoogleReaderKind:
    """The protocol."""

    names = frozenset(DIALECTS)
    """The kinds of logins that it opens."""

    def __init__(self, web: Asker) -> None:
        self._web = web

    def open(self, login: ServerLogin) -> GoogleReader:
        """Return the server of a login."""
        return GoogleReader(ApiClient(self._web, login.base), login, DIALECTS[login.kind])

    async def close(self, login: ServerLogin) -> None:
        """Do nothing: a login makes nothing at the server."""

    async def find(self, url: str, user: str, password: str) -> ServerLogin | None:
        """Try the address and those that it may mean; `None` if no server of this protocol is there.

        Raises:
            LoginRefusedError: one is there and refuses the login.
            NotReadyError: nothing can be said now.
        """
        app = _read_app(url)
        trouble: NotReadyError | None = None
        for base in list_bases(url):
            dialect = find_dialect(urlsplit(base).hostname or "", base)
            try:
                found = base if dialect.base else await self._probe(base, dialect)
                if found is not None:
                    return await self._log_in(found, dialect, user, password, app)
            except NotReadyError as error:
                if error.status == 503 and dialect.off_advice:
                    raise _make_off_error(base, dialect) from error
                if not error.status:
                    raise
                trouble = trouble or error
        if trouble is not None:
            raise trouble
        return None

    async def _probe(self, base: str, dialect: Dialect) -> str | None:
        """Return the base where a server of the API is, which may have moved; `None` if none is there."""
        asked = requests.make_probe(base)
        answer = await ApiClient(self._web, base).ask(asked, anywhere=True)
        if answer.status == 401 and answer.headers.get("www-authenticate", "").lower().startswith(_HTTP_LOGINS):
            raise NotReadyError(
                tr(
                    "{url} wants a name and password for whatever is there (HTTP authentication), which programs "
                    "cannot give along with the server's own: have it let programs through.",
                    url=base,
                ),
                answer.status,
            )
        speaks = bool(dialect.path) and answer.status != 404 and not answer.is_page
        if not speaks and answer.status not in {401, 403}:
            return None
        ending = asked.url.removeprefix(base)
        return answer.url.removesuffix(ending) if answer.url.endswith(ending) else None

    async def _log_in(self, base: str, dialect: Dialect, user: str, password: str, app: str) -> ServerLogin:
        api = ApiClient(self._web, base)
        if dialect.wants_app and not app:
            raise LoginRefusedError(
                tr(
                    "{server} wants the id and key of an application: register one there, and log in with "
                    "{base}/?AppId=…&AppKey=….",
                    server=dialect.title,
                    base=dialect.base,
                )
            )
        answer = await log_in(api, base, user, password, app)
        token = answers.read_auth_token(answer.text) if answer.is_fine and not answer.is_page else ""
        if not token:
            self._raise_refusal(api, answer, dialect)
        login = ServerLogin(dialect.name, base, user, token, password, app)
        if dialect is GENERIC and await self._is_miniflux(api, login):
            return replace(login, kind=_MINIFLUX)
        return login

    async def _is_miniflux(self, api: ApiClient, login: ServerLogin) -> bool:
        """Return whether it answers as Miniflux does what it does not offer: with an empty list."""
        answer = await api.ask(requests.make_get(login, "unread-count"))
        return answer.is_fine and answer.body.strip() == b"[]"

    def _raise_refusal(self, api: ApiClient, answer: ApiAnswer, dialect: Dialect) -> NoReturn:
        if answer.is_page and answer.is_fine:
            api.read_json(answer)  # raises
        if "expired" in answer.headers.get("x-bq-loginerrorreason", "").lower():
            raise LoginRefusedError(tr("{host} refuses the login: your subscription there is over.", host=api.host))
        if dialect is GENERIC and b"error_message" in answer.body:
            dialect = DIALECTS[_MINIFLUX]
        raise refuse_login(api, dialect)


def list_bases(url: str) -> Iterator[str]:
    """Yield where a server may be that a user means by an address: there, at FreshRSS' path below it, and above it."""
    parts = urlsplit(split_login(url)[0])
    known = find_dialect(parts.hostname or "", "")
    if known.base:
        yield known.base
        return
    root = f"{parts.scheme}://{parts.netloc}"
    path = parts.path.partition("/reader/api/")[0].partition("/accounts/ClientLogin")[0].rstrip("/")
    if _GREADER in path:
        path = path.partition(_GREADER)[0] + _GREADER
    seen = set()
    for _ in range(_MOST_PARENTS):
        for base in (root + path, root + path.removesuffix(_GREADER) + _GREADER):
            if base not in seen:
                seen.add(base)
                yield base
        if not path:
            return
        path = path.removesuffix(_GREADER) if path.endswith(_GREADER) else path.rpartition("/")[0]


def _read_app(url: str) -> str:
    """Return the id and key of an application that an address names; `""` if it names none."""
    query = {name.lower(): values[-1] for name, values in parse_qs(urlsplit(url).query).items()}
    number, key = query.get("appid", ""), query.get("appkey", "")
    return f"{number}:{key}" if number and key else ""


def _make_off_error(base: str, dialect: Dialect) -> NotReadyError:
    return NotReadyError(
        tr(
            "The API of {server} at {base} is switched off: {advice}.",
            server=dialect.title,
            base=base.removesuffix(dialect.path),
            advice=tr(dialect.off_advice),
        ),
        503,
    )
