"""Accounts: where entries and states come from and go to.

`base` is the port that every account fulfils, `local` is the account of the feeds that this program polls itself,
`delivery` sends what waits in the outbox. To add an account, write one module here and one row in `ACCOUNTS`: the
library then refreshes it, subscribes with it and sends it what changed.
"""

from collections.abc import Callable

from tuinews.engine.accounts.base import Account
from tuinews.engine.services import Services
from tuinews.engine.web_client import WebClient
from tuinews.model.feed import LOCAL
from tuinews.model.sync.status import SERVER

MakeAccount = Callable[[Services, WebClient], Account]
"""Makes an account; called when it is first needed, so that its imports are not part of the start."""


def _make_local(services: Services, web: WebClient) -> Account:
    from tuinews.engine.accounts.local import LocalAccount

    return LocalAccount(services, web)


def _make_server(services: Services, web: WebClient) -> Account:
    from tuinews.engine.sync.server_account import ServerAccount

    return ServerAccount(services, web)


ACCOUNTS: dict[str, MakeAccount] = {LOCAL: _make_local, SERVER: _make_server}
"""Every account by the name that its feeds have in the store."""
