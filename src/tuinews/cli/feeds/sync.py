"""`sync`: a library that is kept in step with a server, or with other machines through a folder."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, NamedTuple

from tuinews.cli.command import Command, suggest
from tuinews.cli.feeds.sync_folder import join_folder, leave_folder, run_all, tell_result, tell_status
from tuinews.cli.json_shapes import Shape
from tuinews.cli.parser import is_text
from tuinews.cli.questions import ask, ask_password
from tuinews.cli.session import CommandSession
from tuinews.model.clock import to_iso
from tuinews.model.error import UsageError
from tuinews.model.event import Event, Noticed
from tuinews.model.language import tr, tr_count
from tuinews.model.sync.status import SyncResult, SyncStatus
from tuinews.model.text import safe_text

if TYPE_CHECKING:
    from tuinews.cli.output import Output


class SyncVerb(NamedTuple):
    """What can follow `tuinews sync`."""

    form: str
    """How it is written."""
    takes: range
    """How many words it takes."""
    run: Callable[[CommandSession, Namespace], Coroutine[Any, Any, int]]


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("verb", metavar="VERB", nargs="?", default="status", help=f"{', '.join(VERBS)}", offers=VERBS)
    parser.add_argument("words", metavar="WORD", nargs="*", help="with login the server's address, with folder a path")
    parser.add_argument("--user", metavar="U", help="with login: the user name; it is asked for otherwise")
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument("--keep", action="store_true", help="with logout: keep the feeds here, and poll them from now on")
    kept.add_argument("--remove", action="store_true", help="with logout: remove the feeds here")
    parser.add_argument("--json", action="store_true", help="print what came of it")


async def _sync(session: CommandSession, values: Namespace) -> int:
    verb = VERBS.get(values.verb)
    if verb is None:
        raise UsageError(
            tr(
                "`sync` does not know {verb!r}{suggest} It takes {names}.",
                verb=values.verb,
                suggest=suggest(values.verb, VERBS),
                names=_names(),
            )
        )
    if len(values.words) not in verb.takes:
        raise UsageError(tr("Write `tuinews sync {form}`.", form=verb.form))
    if values.user is not None and values.verb != "login":
        raise UsageError(tr("--user is for `tuinews sync login URL --user U`: it says whose account it is."))
    if (values.keep or values.remove) and values.verb != "logout":
        raise UsageError(tr("--keep and --remove are for `tuinews sync logout`: they say what becomes of the feeds."))
    return await verb.run(session, values)


def _names() -> str:
    *names, last = VERBS
    return tr("{names} or {last}", names=", ".join(names), last=last)


async def _login(session: CommandSession, values: Namespace) -> int:
    (url,) = values.words
    user = values.user if values.user is not None else _ask(session, tr("User name:"))
    password = _ask_password(session, user)
    async with session.library(_tell(session.output)) as library:
        status = await library.sync.login(url, user, password)
        session.output.note(
            tr("Logged in to {server} as {user} ({kind}).", server=status.server, user=status.user, kind=status.kind)
        )
        for remark in status.remarks:
            session.output.note(remark)
        with session.output.progress(doing=tr("Syncing")) as advance:
            result = await library.sync.run(report=lambda done, total: advance(done, total, ""))
        if values.json:
            session.output.json(status_shape(await library.sync.status()))
    return _end(session, result, as_json=values.json)


def _ask(session: CommandSession, question: str) -> str:
    if not session.interactive():
        raise UsageError(tr("There is no terminal to ask for the user name: write --user U."))
    return ask(session, question)


def _ask_password(session: CommandSession, user: str) -> str:
    if session.interactive():
        return ask_password(tr("Password of {user}: ", user=safe_text(user, 60)))
    line = session.stdin.readline().rstrip("\r\n")
    if not is_text(line):
        raise UsageError(tr("The password on stdin is no UTF-8 text: send it in that encoding."))
    if not line:
        raise UsageError(
            tr("There is no password on stdin: `tuinews sync login URL --user U < password.txt` sends it.")
        )
    return line


async def _status(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        status = await library.sync.status()
        shared = await library.folder.status()
    if values.json:
        shape = status_shape(status if status.kind else shared)
        session.output.json({**shape, "folder": status_shape(shared)} if status.kind and shared.kind else shape)
        return 0
    if shared.kind:
        tell_status(session, shared)
    elif not status.kind:
        session.output.note(
            tr(
                "No account: `tuinews sync login URL` keeps this library in step with a server, "
                "`tuinews sync folder PATH` with other machines through a folder."
            )
        )
    if not status.kind:
        return 0
    session.output.line(tr("{kind} at {server} as {user}", kind=status.kind, server=status.server, user=status.user))
    last = "never" if status.last_sync is None else to_iso(status.last_sync)
    session.output.line(
        tr(
            "last sync: {last}; unread: {unread}; not sent yet: {pending}",
            last=last,
            unread=status.unread,
            pending=status.pending,
        )
    )
    for remark in (*status.remarks, status.error):
        if remark:
            session.output.line(remark)
    return 0


async def _now(session: CommandSession, values: Namespace) -> int:
    with session.output.progress(doing=tr("Syncing")) as advance:
        async with session.library(_tell(session.output)) as library:
            result = await run_all(library, advance)
    if values.json:
        session.output.json(result_shape(result))
    return _end(session, result, as_json=values.json)


async def _folder(session: CommandSession, values: Namespace) -> int:
    (path,) = values.words
    with session.output.progress(doing=tr("Merging")) as advance:
        async with session.library(_tell(session.output)) as library:
            result = await join_folder(library, path, advance)
            status = await library.folder.status()
            unfetched = any(feed.last_checked is None for feed in await library.feeds.all())
    if values.json:
        session.output.json(status_shape(status))
    elif not result.error:
        tell_result(session, result)
        tell_status(session, status)
        if unfetched:
            session.output.note(tr("`tuinews refresh` fetches the articles of the feeds that came."))
    return _end(session, result, as_json=values.json, said=True)


async def _logout(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        status = await library.sync.status()
        if not status.kind and await library.folder.is_shared():
            return await leave_folder(session, library, values)
        if status.pending and not (values.keep or values.remove):
            unsent = tr_count("{count} change", "{count} changes", status.pending)
            raise UsageError(
                tr(
                    "{unsent} did not reach {server} yet: `tuinews sync now` sends them; `tuinews sync "
                    "logout --keep` or --remove leaves all the same.",
                    unsent=unsent,
                    server=status.server,
                )
            )
        left = await library.sync.logout(keep=not values.remove)
    if values.json:
        session.output.json(
            {"server": left.server, "feeds": left.feeds, "kept": not values.remove, "unsent": left.unsent}
        )
        return 0
    feeds = tr_count("{count} feed", "{count} feeds", left.feeds)
    what = (
        tr("{feeds} removed; starred articles stay", feeds=feeds)
        if values.remove
        else tr("{feeds} kept, and polled from now on", feeds=feeds)
    )
    lost = (
        tr(" {changes} never reached it.", changes=tr_count("{count} change", "{count} changes", left.unsent))
        if left.unsent
        else ""
    )
    session.output.note(tr("Logged out of {server}: {what}.{lost}", server=left.server, what=what, lost=lost))
    return 0


async def _push_subscriptions(session: CommandSession, values: Namespace) -> int:
    async with session.library(_tell(session.output)) as library:
        moved = await library.sync.push_subscriptions()
        result = await library.sync.run() if moved else SyncResult()
    if values.json:
        session.output.json({"feeds": moved, **result_shape(result)})
    elif moved:
        session.output.note(
            tr(
                "{feeds} given to the server, which polls them from now on.",
                feeds=tr_count("{count} feed", "{count} feeds", moved),
            )
        )
    else:
        session.output.note(tr("Nothing to give: every feed is the server's already."))
    return _end(session, result, as_json=values.json, said=True)


def _end(session: CommandSession, result: SyncResult, *, as_json: bool, said: bool = False) -> int:
    """Tell what a run came to, and return the exit code."""
    if result.error:
        session.output.note(result.error)
        return 1
    if not (as_json or said or result.requests):
        tell_result(session, result)
    elif not (as_json or said):
        session.output.note(
            tr(
                "{pulled} pulled ({new} new), {pushed} pushed; {requests}, {bytes} bytes, {ms} ms.",
                pulled=result.pulled,
                new=result.new,
                pushed=result.pushed,
                requests=tr_count("{count} request", "{count} requests", result.requests),
                bytes=result.bytes,
                ms=result.ms,
            )
        )
    return 0


def _tell(output: "Output") -> Callable[[Event], None]:
    """Return what prints notices; what made the run fail is printed at its end."""

    def listen(event: Event) -> None:
        if isinstance(event, Noticed) and event.severity == "information":
            output.note(event.sentence)

    return listen


def status_shape(status: SyncStatus) -> Shape:
    """Return how an account is doing; every value is null or 0 where there is none."""
    return {
        "kind": status.kind or None,
        "server": status.server or None,
        "user": status.user or None,
        "last_sync": to_iso(status.last_sync),
        "pending": status.pending,
        "unread": status.unread,
        "error": status.error or None,
        "remarks": list(status.remarks),
    }


def result_shape(result: SyncResult) -> Shape:
    """Return what a run brought and cost."""
    return {
        "pulled": result.pulled,
        "pushed": result.pushed,
        "requests": result.requests,
        "bytes": result.bytes,
        "ms": result.ms,
        "error": result.error or None,
    }


VERBS: dict[str, SyncVerb] = {
    "login": SyncVerb("login URL [--user U]", range(1, 2), _login),
    "folder": SyncVerb("folder PATH", range(1, 2), _folder),
    "status": SyncVerb("status [--json]", range(1), _status),
    "now": SyncVerb("now [--json]", range(1), _now),
    "logout": SyncVerb("logout [--keep|--remove]", range(1), _logout),
    "push-subscriptions": SyncVerb("push-subscriptions", range(1), _push_subscriptions),
}
"""What can follow `tuinews sync`, in the order of the help; a new verb is a row."""

_NOTES = """\
login finds out what kind of server is at the address, asks for the password and never shows it; where stdin is no
terminal, its first line is the password. Articles that were read here stay read: feeds are matched by address, articles
by link. logout keeps the feeds and polls them from now on, or with --remove removes them; what the server has stays
there. push-subscriptions gives the server the feeds that are polled from here.

folder shares the library with other machines through a folder that Syncthing, a cloud's client, git or a stick carries:
each writes a log of its own there and reads those of the others. logout leaves the folder, where there is no server.
"""

COMMANDS = {
    "sync": Command(
        _describe,
        _sync,
        (
            "sync login https://rss.example.org --user ann",
            "sync login https://rss.example.org --user ann < password.txt",
            "sync folder ~/Sync/tuinews",
            "sync now --json",
            "sync status",
            "sync logout --keep",
        ),
        _NOTES,
    ),
}
