"""Finds Miniflux at the address that a user typed, and logs in."""

import platform
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from tuinews.engine.accounts.servers.api_client import ApiClient, Asker
from tuinews.engine.accounts.servers.loose_json import as_dict, as_list, as_text
from tuinews.engine.accounts.servers.miniflux import answers, requests
from tuinews.engine.accounts.servers.miniflux.client import Miniflux, refuse_login
from tuinews.engine.accounts.servers.server import LoginRefusedError, NotReadyError, ServerLogin
from tuinews.model.clock import to_iso
from tuinews.model.language import tr
from tuinews.model.url import split_login

NAME = "miniflux"
_KEY_NAME = "tuinews on "
"""How the description of a key begins that we made."""
_MOST_PARENTS = 5


class MinifluxKind:
    """The protocol."""

    names = frozenset({NAME})
    """The kinds of logins that it opens."""

    def __init__(self, web: Asker) -> None:
        self._web = web

    def open(self, login: ServerLogin) -> Miniflux:
        """Return the server of a login."""
        return Miniflux(ApiClient(self._web, login.base), login)

    async def close(self, login: ServerLogin) -> None:
        """Delete the key that the login made; one that the user made stays."""
        if not login.token:
            return
        api = ApiClient(self._web, login.base)
        answer = await api.ask(requests.make_get(login, "api-keys"))
        keys = as_list(api.read_json(answer)) if answer.is_fine else []
        for key in map(as_dict, keys):
            if key.get("token") == login.token and as_text(key.get("description")).startswith(_KEY_NAME):
                await api.ask(requests.make_change(login, "DELETE", f"api-keys/{as_text(key.get('id'))}"), changes=True)

    async def find(self, url: str, user: str, password: str) -> ServerLogin | None:
        """Try the address and those above it; `None` if Miniflux is at none of them.

        Raises:
            LoginRefusedError: it is there and refuses the login, or is too old.
            NotReadyError: nothing can be said now.
        """
        for base in list_bases(url):
            try:
                answer = await ApiClient(self._web, base).ask(requests.make_probe(base), anywhere=True)
            except NotReadyError as error:
                if not error.status:
                    raise
                continue
            if answers.is_ours(answer) and answer.url.endswith("/v1/me"):
                return await self._log_in(answer.url.removesuffix("/v1/me"), user, password)
        return None

    async def _log_in(self, base: str, user: str, password: str) -> ServerLogin:
        """Try the password as such, and then as a key."""
        api = ApiClient(self._web, base)
        for login in (ServerLogin(NAME, base, user, "", password), ServerLogin(NAME, base, user, password)):
            if not (login.token or login.user):
                continue
            answer = await api.ask(requests.make_get(login, "me"))
            if answer.is_fine and "username" in as_dict(api.read_json(answer)):
                await self._check_age(api, login)
                return login if login.token else await self._make_key(api, login)
        raise refuse_login(api.host)

    async def _make_key(self, api: ApiClient, login: ServerLogin) -> ServerLogin:
        """Return a login with a key of our own: Miniflux takes a fifth of a second to check a password, each time.

        The password is not kept then. A server that gives no key is asked with the password.
        """
        name = f"{_KEY_NAME}{platform.node() or '?'}, {to_iso(self._web.now())}"
        answer = await api.ask(requests.make_change(login, "POST", "api-keys", {"description": name}), changes=True)
        key = as_text(as_dict(api.read_json(answer)).get("token")) if answer.is_fine else ""
        return replace(login, token=key, password="") if key else login

    async def _check_age(self, api: ApiClient, login: ServerLogin) -> None:
        """Check that it lists ids, which it does since 2.3.2."""
        answer = await api.ask(requests.make_get(login, "entries/ids", {"limit": 1}))
        if not answer.is_fine:
            raise LoginRefusedError(
                tr(
                    "Miniflux at {host} is older than 2.3.2: update it, or switch on Google Reader in its Settings, "
                    "Integrations, and log in with the user and password that are set there.",
                    host=api.host,
                )
            )


def list_bases(url: str) -> Iterator[str]:
    """Yield where Miniflux may be that a user means by an address: there, and above it."""
    parts = urlsplit(split_login(url)[0])
    path = f"{parts.path}/".partition("/v1/")[0].rstrip("/")
    for _ in range(_MOST_PARENTS):
        yield f"{parts.scheme}://{parts.netloc}{path}"
        if not path:
            return
        path = path.rpartition("/")[0]
