"""Asks Miniflux by its own API."""

import asyncio
from collections.abc import Collection
from typing import Any

from tuinews.engine.accounts.servers.api_client import AnswerTooLargeError, ApiAnswer, ApiClient
from tuinews.engine.accounts.servers.loose_json import as_dict, as_text
from tuinews.engine.accounts.servers.miniflux import answers, requests
from tuinews.engine.accounts.servers.server import (
    Capabilities,
    FieldChange,
    FolderRead,
    ItemField,
    ItemStream,
    LoginRefusedError,
    NotReadyError,
    RemoteFeed,
    RemoteIds,
    RemoteItem,
    RemoteLists,
    Sent,
    ServerError,
    ServerLogin,
    Traffic,
)
from tuinews.fetch.request import Method
from tuinews.model.clock import Instant
from tuinews.model.language import tr
from tuinews.model.text import safe_text

_IDS_AT_ONCE = 10_000
_ITEMS_AT_ONCE = 500
_WORTH = 4
"""How many entries may come for one that is wanted; with more in between they are asked for one by one."""
_FEW = 16
"""The size of a page below which large entries are asked for one by one."""
_MOST_PAGES = 40
_REFUSED = {401, 403}


def refuse_login(host: str) -> LoginRefusedError:
    """Return the error for a login that Miniflux does not take."""
    return LoginRefusedError(
        tr(
            "{host} refuses the login: Miniflux wants the user and password of its pages, or a key from its "
            "Settings, API Keys, as the password.",
            host=host,
        )
    )


class Miniflux:
    """A server with its login."""

    capabilities = Capabilities(
        changed_since=True, empty_folders=True, contents_at_once=_ITEMS_AT_ONCE, changes_at_once=1_000
    )

    def __init__(self, api: ApiClient, login: ServerLogin) -> None:
        self._api = api
        self.login = login

    @property
    def traffic(self) -> Traffic:
        """What was sent and came since it was opened."""
        return self._api.traffic

    @property
    def server_time(self) -> Instant | None:
        """The `Date` of its last answer."""
        return self._api.server_time

    async def read_lists(self) -> RemoteLists:
        """Return subscriptions and folders; there are no labels."""
        lists = answers.read_lists(await self._read("feeds"), await self._read("categories"))
        if lists is None:
            raise self._make_misfit()
        return lists

    async def read_ids(self, stream: ItemStream, label: str = "", *, most: int = 25_000) -> RemoteIds:
        """Return a stream's ids, all pages of it, newest first."""
        if stream is ItemStream.LABEL:
            raise ServerError(tr("{host} has no label “{label}”.", host=self._api.host, label=safe_text(label, 60)))
        found: dict[str, None] = {}
        offset = 0
        for _ in range(_MOST_PAGES):
            size = min(_IDS_AT_ONCE, most)
            query = {**requests.STREAMS[stream], "limit": size, "offset": offset}
            page = answers.read_id_page(await self._read("entries/ids", query))
            if page is None:
                raise self._make_misfit()
            found.update(dict.fromkeys(page.ids))
            offset += len(page.ids)
            if len(found) >= most:
                return RemoteIds(tuple(found)[:most], is_whole=len(found) == most and offset >= page.total)
            if not page.ids or offset >= page.total:
                return RemoteIds(tuple(found))
        return RemoteIds(tuple(found), is_whole=False)

    async def read_items(self, ids: Collection[str]) -> tuple[RemoteItem, ...]:
        """Return the contents of at most `contents_at_once` items; those that are gone are missing.

        Entries come by ranges of ids. Where others lie between, as around old stars, they are asked for one by one.
        """
        left = {int(kept) for kept in ids}
        found: list[RemoteItem] = []
        most = 2 * _ITEMS_AT_ONCE
        while left:
            bounds: requests.ApiQuery = {"after_entry_id": min(left) - 1, "before_entry_id": max(left) + 1}
            try:
                page = await self._read_entries({**bounds, "direction": "desc"}, min(2 * len(left), most))
            except AnswerTooLargeError:
                most //= 2
                if most < _FEW:
                    return (*found, *await self._read_singly(left))
                continue
            wanted = [item for item in page.items if int(item.id) in left]
            found += wanted
            lowest = min((int(item.id) for item in page.items), default=0)
            left = {number for number in left if number < lowest and page.total > len(page.items)}
            if len(wanted) * _WORTH < len(page.items):
                return (*found, *await self._read_singly(left))
        return tuple(found)

    async def read_changed(self, since: Instant) -> tuple[RemoteItem, ...]:
        """Return the items whose content or state changed."""
        found: list[RemoteItem] = []
        for _ in range(_MOST_PAGES):
            last: requests.ApiQuery = {"after_entry_id": found[-1].id} if found else {}
            page = await self._read_entries({"changed_after": since, **last, "direction": "asc"}, _ITEMS_AT_ONCE)
            found += page.items
            if len(page.items) >= page.total:
                break
        return tuple(reversed(found))

    async def send(self, change: FieldChange) -> Sent:
        """Change at most `changes_at_once` items; ids that are gone are passed over by the server."""
        if change.field is ItemField.LABEL:
            return Sent((), change.ids, safe_text(tr("{server} has no labels.", server="Miniflux")))
        if not change.ids:
            return Sent(())
        answer = await self._change("PUT", "entries", requests.make_edit(change))
        if answer.is_fine:
            return Sent(change.ids)
        if answer.is_page or answer.status == 404:  # whoever said this knows nothing of the change: it is not refused
            raise NotReadyError(self._describe_refusal(answer), answer.status)
        if len(change.ids) == 1:
            return Sent((), change.ids, safe_text(self._describe_refusal(answer)))
        middle = len(change.ids) // 2
        first = await self.send(change._replace(ids=change.ids[:middle]))
        second = await self.send(change._replace(ids=change.ids[middle:]))
        return Sent(first.taken + second.taken, first.refused + second.refused, first.why or second.why)

    async def mark_read(self, scope: FolderRead) -> None:  # noqa: ARG002  the port's
        """Raise: what Miniflux marks read has no bound, so that what nobody saw would be marked as well."""
        raise ServerError(tr("{host} cannot mark that read in one go.", host=self._api.host))

    async def subscribe(self, url: str, title: str, folder: str) -> RemoteFeed:
        """Subscribe to a feed; `""` takes the publisher's title, or no folder. One that is there is returned."""
        there = await self._find_feed(url=url)
        if there is not None:
            return there
        value = {"feed_url": url, "category_id": await self._find_category(folder)}
        try:
            answer = await self._change("POST", "feeds", value)
        except NotReadyError as error:
            raise (ServerError(str(error)) if error.status == 500 else error) from error  # so it tells a dead feed
        said = self._api.read_json(self._check(answer))
        feed = await self._find_feed(feed_id=as_text(as_dict(said).get("feed_id")))
        if feed is None:
            raise self._make_misfit()
        if title and title != feed.title:
            await self.edit_feed(feed, title, folder)
        return feed._replace(title=safe_text(title) or feed.title)

    async def edit_feed(self, feed: RemoteFeed, title: str, folder: str) -> None:
        """Give a subscription a title and a folder; `""` for no folder."""
        value: dict[str, Any] = {"title": title} if title else {}
        if folder != (feed.folder or ""):
            value["category_id"] = await self._find_category(folder)
        if value:
            self._check(await self._change("PUT", f"feeds/{feed.id}", value))

    async def unsubscribe(self, feed_id: str) -> None:
        """Remove a subscription; one that is gone already is no error."""
        answer = await self._change("DELETE", f"feeds/{feed_id}")
        if answer.status != 404:
            self._check(answer)

    async def rename_folder(self, old: str, new: str) -> None:
        """Rename a folder; one that is gone is no error."""
        number = answers.read_category_ids(await self._read("categories")).get(old)
        if number is not None:
            self._check(await self._change("PUT", f"categories/{number}", {"title": new}))

    async def remove_label(self, name: str) -> None:
        """Do nothing: there are no labels."""

    async def _read_entries(self, query: requests.ApiQuery, most: int) -> answers.EntryPage:
        page = answers.read_items(await self._read("entries", {**query, "order": "id", "limit": most}))
        if page is None:
            raise self._make_misfit()
        return page

    async def _read_singly(self, numbers: Collection[int]) -> list[RemoteItem]:
        """Return entries that lie far apart; those that are gone are missing."""
        found = await asyncio.gather(*(self._read_one(number) for number in sorted(numbers, reverse=True)))
        return [item for item in found if item is not None]

    async def _read_one(self, number: int) -> RemoteItem | None:
        try:
            answer = await self._api.ask(requests.make_get(self.login, f"entries/{number}"))
        except AnswerTooLargeError:
            return None
        if answer.status == 404:
            return None
        return answers.read_item(as_dict(self._api.read_json(self._check(answer))))

    async def _find_feed(self, url: str = "", feed_id: str = "") -> RemoteFeed | None:
        lists = answers.read_lists(await self._read("feeds"), [])
        feeds = () if lists is None else lists.feeds
        return next((feed for feed in feeds if feed.url == url or feed.id == feed_id), None)

    async def _find_category(self, folder: str) -> int:
        """Return the id of a folder, which is made if there is none of that name."""
        known = answers.read_category_ids(await self._read("categories"))
        if not folder:
            return known.get(answers.NO_FOLDER) or next(iter(known.values()), 0)
        if folder in known:
            return known[folder]
        answer = self._check(await self._change("POST", "categories", {"title": folder}))
        return answers.read_category_ids([self._api.read_json(answer)]).get(folder, 0)

    async def _read(self, path: str, query: requests.ApiQuery | None = None) -> Any:
        return self._api.read_json(self._check(await self._api.ask(requests.make_get(self.login, path, query))))

    async def _change(self, method: Method, path: str, value: Any = None) -> ApiAnswer:
        answer = await self._api.ask(requests.make_change(self.login, method, path, value), changes=True)
        if answer.status in _REFUSED:
            raise refuse_login(self._api.host)
        return answer

    def _check(self, answer: ApiAnswer) -> ApiAnswer:
        """Return an answer that is fine; raises a ServerError."""
        if answer.status in _REFUSED:
            raise refuse_login(self._api.host)
        if answer.is_fine:
            return answer
        raise ServerError(self._describe_refusal(answer))

    def _describe_refusal(self, answer: ApiAnswer) -> str:
        said = answers.read_reason(answer)
        return tr(
            "{host} refuses what was asked ({status}: {said}).", host=self._api.host, status=answer.status, said=said
        )

    def _make_misfit(self) -> NotReadyError:
        return NotReadyError(tr("{host} does not answer as Miniflux does.", host=self._api.host))
