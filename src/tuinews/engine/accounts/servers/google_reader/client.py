"""Asks a server of the Google Reader API."""

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from tuinews.engine.accounts.servers.api_client import AnswerTooLargeError, ApiAnswer, ApiClient
from tuinews.engine.accounts.servers.google_reader import answers, requests
from tuinews.engine.accounts.servers.google_reader.dialects import Dialect
from tuinews.engine.accounts.servers.loose_json import as_dict, as_number, as_text
from tuinews.engine.accounts.servers.server import (
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
from tuinews.model.clock import Instant
from tuinews.model.language import tr
from tuinews.model.text import SafeText, safe_text

_REFUSED = {401, 403}
_UNKNOWN = {400, 404, 410}
_MOST_PAGES = 200
_LIKELY_LIMITS = {20, 50, 100, 200, 250, 400, 500, 1_000, 2_000, 5_000, 10_000}
"""Numbers of ids at which servers are known to cut a list off without a word."""


async def log_in(api: ApiClient, base: str, user: str, password: str, app: str = "") -> ApiAnswer:
    """Return the answer to a login, whatever it is."""
    return await api.ask(requests.make_login(base, user, password, app))


def refuse_login(api: ApiClient, dialect: Dialect) -> LoginRefusedError:
    """Return the error for a login that a server does not take."""
    return LoginRefusedError(tr("{host} refuses the login: {advice}.", host=api.host, advice=tr(dialect.login_advice)))


class GoogleReader:
    """A server with its login."""

    def __init__(self, api: ApiClient, login: ServerLogin, dialect: Dialect) -> None:
        self._api = api
        self._dialect = dialect
        self.login = login
        self.capabilities = dialect.capabilities
        self._action_token = ""
        self._renewing = asyncio.Lock()
        self._labels: frozenset[str] = frozenset()
        """The labels that the server named last; no other label's stream is read."""

    @property
    def traffic(self) -> Traffic:
        """What was sent and came since it was opened."""
        return self._api.traffic

    @property
    def server_time(self) -> Instant | None:
        """The `Date` of its last answer."""
        return self._api.server_time

    async def read_lists(self) -> RemoteLists:
        """Return subscriptions, folders and labels."""
        subscriptions = await self._read_json("subscription/list")
        tags = await self._read_json("tag/list", (("types", "1"),) if self._dialect.typed_tags else ())
        lists = answers.read_lists(subscriptions, tags, self._dialect)
        if lists is None:
            raise self._make_misfit()
        self._labels = frozenset(lists.labels)
        return lists

    async def read_ids(self, stream: ItemStream, label: str = "", *, most: int = 25_000) -> RemoteIds:
        """Return a stream's ids, all pages of it, newest first; of a label only after `read_lists` named it."""
        if stream is ItemStream.LABEL and label not in self._labels:
            raise ServerError(tr("{host} has no label “{label}”.", host=self._api.host, label=safe_text(label, 60)))
        found: dict[str, None] = {}
        asked = requests.find_stream(stream, label)
        token = ""
        for _ in range(_MOST_PAGES):
            size = min(self._dialect.ids_at_once, most)
            page = await self._read_page((*asked, ("n", str(size)), *((("c", token),) if token else ())))
            before = len(found)
            found.update(dict.fromkeys(page.ids))
            if len(found) > most or (len(found) == most and page.continuation and not await self._ends(asked, page)):
                return RemoteIds(tuple(found)[:most], is_whole=False)
            if not page.continuation or not page.ids:
                whole = self._dialect.says_end or bool(token) or len(page.ids) not in _LIKELY_LIMITS
                return RemoteIds(tuple(found), is_whole=whole)
            if len(found) == before:
                return RemoteIds(tuple(found), is_whole=False)
            token = page.continuation
        return RemoteIds(tuple(found), is_whole=False)

    async def read_items(self, ids: Collection[str]) -> tuple[RemoteItem, ...]:
        """Return the contents of at most `contents_at_once` items; those that are gone are missing."""
        wanted = tuple(ids)
        if not wanted:
            return ()
        try:
            answer = await self._post("stream/items/contents", (("output", "json"),), wanted, changes=False)
        except AnswerTooLargeError:
            return await self._read_halves(wanted)
        if answer.status in {400, 413}:
            return await self._read_halves(wanted)
        items = answers.read_items(self._api.read_json(self._check(answer)), self._dialect)
        if items is None:
            raise self._make_misfit()
        asked = set(wanted)  # some servers read an id otherwise than it was meant
        return tuple(item for item in items if item.id in asked)

    async def read_changed(self, since: Instant) -> tuple[RemoteItem, ...]:  # noqa: ARG002  the port's
        """Raise: no server of this API says reliably what changed."""
        raise ServerError(tr("{host} does not tell what changed.", host=self._api.host))

    async def send(self, change: FieldChange) -> Sent:
        """Change at most `changes_at_once` items; what is refused is halved until it is known which those are."""
        if change.field is ItemField.LABEL and not self._dialect.labels:
            return Sent((), change.ids, safe_text(tr("{server} has no labels.", server=self._dialect.title)))
        if not change.ids:
            return Sent(())
        answer = await self._post("edit-tag", (requests.find_tag(change),), change.ids)
        if answer.is_fine:
            self._check(answer)
            return Sent(change.ids)
        if answer.status != 413 and (answer.is_page or answer.status == 404):
            # whoever said this knows nothing of the change: it is not refused
            raise NotReadyError(self._describe_refusal(answer), answer.status)
        if len(change.ids) == 1:
            return Sent((), change.ids, self._describe_refusal(answer))
        middle = len(change.ids) // 2
        first = await self.send(change._replace(ids=change.ids[:middle]))
        second = await self.send(change._replace(ids=change.ids[middle:]))
        return Sent(first.taken + second.taken, first.refused + second.refused, first.why or second.why)

    async def mark_read(self, scope: FolderRead) -> None:
        """Mark a feed or a folder read up to a moment, where `mark_stream_read` is on."""
        folder = requests.label_stream(scope.folder) if scope.folder else requests.READING_LIST
        until = _find_bound(scope.until, self._dialect)
        if until is None:
            raise ServerError(tr("{host} cannot mark that read in one go.", host=self._api.host))
        fields = (("s", scope.feed_id or folder), ("ts", until))
        self._check(await self._post("mark-all-as-read", fields))

    async def subscribe(self, url: str, title: str, folder: str) -> RemoteFeed:
        """Subscribe to a feed; `""` takes the publisher's title, or no folder. One that is there is returned."""
        there = next((feed for feed in (await self.read_lists()).feeds if feed.url == url), None)
        if there is not None:
            return there
        try:
            answer = await self._post("subscription/quickadd", (("quickadd", url), ("output", "json")))
        except NotReadyError as error:
            raise (ServerError(str(error)) if error.status == 500 else error) from error  # so it tells a dead feed
        said = as_dict(self._api.read_json(self._check(answer)))
        feed_id = as_text(said.get("streamId"))
        if not as_number(said.get("numResults")) or not feed_id:
            why = safe_text(as_text(said.get("error")) or "?", 200)
            raise ServerError(tr("{host} cannot subscribe to {url}: {why}", host=self._api.host, url=url, why=why))
        address = answers.read_address(said.get("query"), self._dialect).removeprefix("feed/") or url
        feed = RemoteFeed(feed_id, address, answers.read_name(said.get("streamName"), self._dialect))
        if title or folder:
            await self.edit_feed(feed, title, folder)
        return feed._replace(title=safe_text(title) or feed.title, folder=safe_text(folder) if folder else None)

    async def edit_feed(self, feed: RemoteFeed, title: str, folder: str) -> None:
        """Give a subscription a title and a folder; `""` for no folder."""
        fields = [("ac", "edit"), ("s", feed.id)]
        fields += [("t", title)] if title else []
        if folder:
            fields += [("a", requests.label_stream(folder))]
        elif feed.folder and not self._dialect.leaves_folder:
            fields += [("a", requests.label_stream(self._dialect.no_folder))]
        leaves = feed.folder and feed.folder != folder
        if leaves and (self._dialect.several_folders or (not folder and self._dialect.leaves_folder)):
            fields += [("r", requests.label_stream(str(feed.folder)))]
        self._check(await self._post("subscription/edit", fields))

    async def unsubscribe(self, feed_id: str) -> None:
        """Remove a subscription; one that is gone already is no error."""
        answer = await self._post("subscription/edit", (("ac", "unsubscribe"), ("s", feed_id)))
        if answer.status not in _UNKNOWN:
            self._check(answer)

    async def rename_folder(self, old: str, new: str) -> None:
        """Rename a folder; one that is gone is no error."""
        fields = (("s", requests.label_stream(old)), ("dest", requests.label_stream(new)))
        answer = await self._post("rename-tag", fields)
        if answer.status not in _UNKNOWN:
            self._check(answer)

    async def remove_label(self, name: str) -> None:
        """Remove a label from all items; one that is gone is no error."""
        answer = await self._post("disable-tag", (("s", requests.label_stream(name)),))
        if answer.status not in _UNKNOWN:
            self._check(answer)

    async def _read_page(self, fields: requests.FormFields) -> answers.IdPage:
        page = answers.read_id_page(await self._read_json("stream/items/ids", fields))
        if page is None:
            raise self._make_misfit()
        return page

    async def _ends(self, asked: requests.FormFields, page: answers.IdPage) -> bool:
        """Return whether nothing comes behind a page: some servers give a continuation at the end as well."""
        return not (await self._read_page((*asked, ("n", "1"), ("c", page.continuation)))).ids

    async def _read_halves(self, ids: tuple[str, ...]) -> tuple[RemoteItem, ...]:
        """Return what comes of an answer that was too large in smaller ones; an item that is too large is missing."""
        if len(ids) == 1:
            return ()
        middle = len(ids) // 2
        return await self.read_items(ids[:middle]) + await self.read_items(ids[middle:])

    async def _read_json(self, path: str, fields: requests.FormFields = ()) -> Any:
        """Return what is at a path, after one new login if the token is not taken."""
        used = self.login
        answer = await self._api.ask(requests.make_get(used, path, fields))
        if answer.status in _REFUSED and not answer.is_page:
            await self._renew(used)
            answer = await self._api.ask(requests.make_get(self.login, path, fields))
        return self._api.read_json(self._check(answer))

    async def _post(
        self, path: str, fields: requests.FormFields, ids: Iterable[str] = (), *, changes: bool = True
    ) -> ApiAnswer:
        """Return the answer to a form, after one new login if a token is not taken; raises LoginRefusedError."""
        kept = tuple(ids)
        tried = False
        while True:
            used = self.login
            if not self._action_token:
                self._action_token = await self._read_action_token()
            request = requests.make_post(self.login, path, self._action_token, fields, kept)
            answer = await self._api.ask(request, changes=changes)
            if answer.status not in _REFUSED:
                return answer
            if tried or answer.is_page:
                return self._check(answer)
            tried = True
            await self._renew(used)

    async def _read_action_token(self) -> str:
        """Return what each form has to have; of a server that gives none, the auth token, which is it at some."""
        used = self.login
        answer = await self._api.ask(requests.make_get(used, "token"))
        if answer.status in _REFUSED and not answer.is_page:
            await self._renew(used)
            answer = await self._api.ask(requests.make_get(self.login, "token"))
        if answer.status in _UNKNOWN:
            return self.login.token
        return self._check(answer).text.strip() or self.login.token

    async def _renew(self, used: ServerLogin) -> None:
        """Get a new token for the one that was used, unless another request got it; raises LoginRefusedError."""
        async with self._renewing:
            self._action_token = ""
            if self.login is not used:
                return
            if not used.password:
                raise refuse_login(self._api, self._dialect)
            answer = await log_in(self._api, used.base, used.user, used.password, used.app)
            token = answers.read_auth_token(self._check(answer).text)
            if not token:
                raise refuse_login(self._api, self._dialect)
            self.login = replace(used, token=token)

    def _check(self, answer: ApiAnswer) -> ApiAnswer:
        """Return an answer that is fine; raises a ServerError."""
        if answer.is_page:
            self._api.read_json(answer)  # raises; a page with 403 is not the server's, and says nothing of the login
        if answer.status in _REFUSED:
            raise refuse_login(self._api, self._dialect)
        if answer.is_fine:
            return answer
        raise ServerError(self._describe_refusal(answer))

    def _describe_refusal(self, answer: ApiAnswer) -> SafeText:
        said = safe_text("?" if answer.is_page else answer.text, 120)
        return safe_text(
            tr(
                "{host} refuses what was asked ({status}: {said}).",
                host=self._api.host,
                status=answer.status,
                said=said,
            )
        )

    def _make_misfit(self) -> NotReadyError:
        return NotReadyError(tr("{host} does not answer as the Google Reader API does.", host=self._api.host))


def _find_bound(until: RemoteItem, dialect: Dialect) -> str | None:
    """Return `ts` for everything up to an item; `None` where it cannot be said."""
    match dialect.mark_unit:
        case "id":
            return until.id if int(until.id) > 0 else None
        case "published_seconds":
            return None if until.published is None else str(until.published + 1)
        case _:
            return None
