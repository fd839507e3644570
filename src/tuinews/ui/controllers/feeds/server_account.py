"""The account on a server: added, looked at, synced, left."""

from collections.abc import Iterator

from tuinews.model.clock import Instant, format_ago
from tuinews.model.error import RefreshRunningError, TuinewsError
from tuinews.model.language import tr, tr_count
from tuinews.model.sync.status import SyncResult, SyncStatus
from tuinews.model.text import safe_text
from tuinews.model.url import host_to_show
from tuinews.ui.controllers.feeds.health import wrap_words
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.notices import Severity
from tuinews.ui.widgets.menu import MenuItem

_SYNC, _KEEP, _REMOVE, _GIVE, _AGAIN = "sync", "keep", "remove", "give", "again"


class ServerAccountController:
    """Asks for what an account needs, shows how it is doing, and what can be done with it."""

    def __init__(self, env: Environment, interaction: Interaction, sidebar: SidebarController) -> None:
        self._env = env
        self._interaction = interaction
        self._sidebar = sidebar

    def add(self, typed: str = "") -> None:
        """Ask for address, name and password of a server, log in and bring what it has."""
        self._interaction.inquire(self._add(typed))

    def show(self) -> None:
        """Show how the account is doing, and what can be done with it."""
        self._interaction.inquire(self._show())

    def sync(self) -> None:
        """Send what changed here and bring what changed there."""
        self._interaction.run(self._sync(), "refresh")

    async def ask_and_add(self, typed: str = "") -> bool:
        """Ask for an account and add it; return whether there is one now."""
        if (status := await self._env.library.sync.status()).kind:
            self._interaction.tell(
                tr("This library is in step with {server} already.", server=host_to_show(status.server)), "warning"
            )
            return False
        question = tr("Address of your server, as https://rss.example.org")
        url = typed or await self._interaction.ask(question)
        if not url:
            return False
        user = await self._interaction.ask(tr("User name on {server}", server=_host(url)))
        if not user:
            return False
        told = tr("Password of {user} (FreshRSS and Miniflux: the one for the API)", user=safe_text(user, 40))
        password = await self._interaction.ask(told, secret=True)
        if not password:
            return False
        doing = tr("looking for the server at {server}", server=_host(url))
        made = await self._interaction.wait(doing, self._env.library.sync.login(url, user, password))
        if made is None:
            return False
        for sentence in made.remarks:
            self._interaction.tell(sentence)
        self.sync()
        return True

    async def _add(self, typed: str) -> None:
        try:
            await self.ask_and_add(typed)
        except TuinewsError as error:
            self._interaction.tell(str(error), "error")

    async def _sync(self) -> None:
        shared = await self._env.library.folder.is_shared()
        if shared:
            await self._exchange()
        if not (await self._env.library.sync.status()).kind:
            if shared:
                return
            self._interaction.tell(tr("There is no account: :add-account adds one."), "warning")
            return
        result = await self._env.library.sync.run()
        await self._sidebar.show_added()
        self._interaction.tell(*describe_result(result))

    async def _exchange(self) -> None:
        """Take over and tell what there is in the shared folder."""
        from tuinews.ui.controllers.feeds.shared_folder import describe_exchange

        result = await self._env.library.folder.run()
        await self._sidebar.show_added()
        self._interaction.tell(*describe_exchange(result))

    async def _show(self) -> None:
        status = await self._env.library.sync.status()
        if not status.kind:
            await self._add("")
            return
        title = tr("Account of {user} on {server}", user=status.user, server=host_to_show(status.server))
        items = [*account_items(status, self._env.clock(), self._interaction.menu_width - 4), *_choices(status)]
        chosen = await self._interaction.choose(title, items)
        try:
            await self._follow("" if chosen is None else str(chosen.value), status)
        except RefreshRunningError as error:
            self._interaction.tell(str(error), "warning")
        except TuinewsError as error:
            self._interaction.tell(str(error), "error")

    async def _follow(self, choice: str, status: SyncStatus) -> None:
        """Do what was chosen."""
        sync = self._env.library.sync
        match choice:
            case "sync":
                self.sync()
            case "give":
                moved = await sync.push_subscriptions()
                told = tr_count("{count} feed goes to the server.", "{count} feeds go to the server.", moved)
                self._interaction.tell(told if moved else tr("Every feed is the server's already."))
                self.sync()
            case "again":
                told = tr("Password of {user} (FreshRSS and Miniflux: the one for the API)", user=status.user)
                if password := await self._interaction.ask(told, secret=True):
                    await sync.login(status.server, status.user, password)
                    self.sync()
            case "keep" | "remove":
                await self._leave(status, keep=choice == "keep")

    async def _leave(self, status: SyncStatus, *, keep: bool) -> None:
        question = tr("Log out of {server}?", server=host_to_show(status.server))
        if status.pending:
            question += " " + tr_count(
                "{count} change did not reach it yet.", "{count} changes did not reach it yet.", status.pending
            )
        detail = tr("its feeds stay, and are polled from here") if keep else tr("its feeds go; starred articles stay")
        if not await self._interaction.confirm(question, MenuItem(tr("Log out"), "leave", detail)):
            return
        left = await self._env.library.sync.logout(keep=keep)
        await self._sidebar.show_added()
        self._interaction.tell(tr("Logged out of {server}.", server=host_to_show(left.server)))


def _host(url: str) -> str:
    return safe_text(host_to_show(url if "://" in url else f"https://{url}") or url, 60)


def describe_result(result: SyncResult) -> tuple[str, Severity]:
    """Return what a run came to, and how grave that is."""
    if result.error:
        return result.error, "error"
    if not (result.new or result.pulled or result.pushed):
        return tr("In step with the server: nothing new."), "information"
    new = tr_count("{count} new article", "{count} new articles", result.new)
    sent = tr_count("{count} change sent", "{count} changes sent", result.pushed)
    return tr("In step with the server: {new}, {sent}.", new=new, sent=sent), "information"


def account_items(status: SyncStatus, now: Instant, width: int) -> Iterator[MenuItem]:
    """Give what is known of an account, in lines of a width that cannot be chosen."""
    told = [describe_state(status, now)]
    told += [sentence for sentence in (status.error, *status.remarks) if sentence]
    for sentence in told:
        yield from (MenuItem(row, quiet=True) for row in wrap_words(sentence, width))


def describe_state(status: SyncStatus, now: Instant) -> str:
    """Return when an account was in step last, and what waits."""
    if status.last_sync is None:
        last = tr("Not in step yet")
    else:
        ago = format_ago(status.last_sync, now)
        last = tr("In step just now") if ago == "now" else tr("In step {ago} ago", ago=ago)
    unread = tr_count("{count} unread", "{count} unread", status.unread)
    waits = tr_count("{count} change waits", "{count} changes wait", status.pending) if status.pending else ""
    return " · ".join(part for part in (last, unread, waits) if part)


def _choices(status: SyncStatus) -> Iterator[MenuItem]:
    waits = tr_count("{count} change is sent", "{count} changes are sent", status.pending) if status.pending else ""
    yield MenuItem(tr("Sync now"), _SYNC, waits)
    yield MenuItem(tr("Log in again"), _AGAIN, tr("after its password changed"))
    yield MenuItem(tr("Give it the feeds that are polled from here"), _GIVE)
    yield MenuItem(tr("Log out, keep its feeds"), _KEEP, tr("they are polled from here"))
    yield MenuItem(tr("Log out, remove its feeds"), _REMOVE, tr("starred articles stay"))
