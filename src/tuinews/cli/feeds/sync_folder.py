"""`sync` with a folder that other machines share: what its verbs do there."""

from argparse import Namespace
from typing import TYPE_CHECKING

from tuinews.cli.session import CommandSession
from tuinews.model.clock import to_iso
from tuinews.model.error import UsageError
from tuinews.model.language import tr, tr_count
from tuinews.model.sync.status import SyncResult, SyncStatus

if TYPE_CHECKING:
    from tuinews.cli.output import Advance
    from tuinews.engine.library import Library


async def join_folder(library: "Library", path: str, advance: "Advance") -> SyncResult:
    """Share a folder from now on; raises UsageError."""
    return await library.folder.join(path, lambda done, total: advance(done, total, ""))


async def run_all(library: "Library", advance: "Advance") -> SyncResult:
    """Sync with the shared folder and with the server, whichever there is; raises UsageError where there is neither."""
    if not await library.folder.is_shared():
        return await library.sync.run(report=lambda done, total: advance(done, total, ""))
    first = await library.folder.run(report=lambda done, total: advance(done, total, ""))
    if not (await library.sync.status()).kind:
        return first
    second = await library.sync.run(report=lambda done, total: advance(done, total, ""))
    return SyncResult(
        first.pulled + second.pulled,
        first.pushed + second.pushed,
        second.requests,
        first.bytes + second.bytes,
        first.ms + second.ms,
        first.error or second.error,
        second.new,
    )


def tell_result(session: CommandSession, result: SyncResult) -> None:
    """Say what a run with a folder came to."""
    if not (result.pulled or result.pushed):
        session.output.note(tr("Nothing new in the folder."))
        return
    pulled = tr_count("{count} change taken over", "{count} changes taken over", result.pulled)
    pushed = tr_count("{count} told", "{count} told", result.pushed)
    session.output.note(tr("{pulled}, {pushed}; {ms} ms.", pulled=pulled, pushed=pushed, ms=result.ms))


def tell_status(session: CommandSession, status: SyncStatus) -> None:
    """Print how a shared folder is doing."""
    session.output.line(tr("folder {path}, as {machine}", path=status.server, machine=status.user))
    last = tr("never") if status.last_sync is None else to_iso(status.last_sync)
    untold = tr_count("{count} change not told yet", "{count} changes not told yet", status.pending)
    session.output.line(tr("last exchange: {last}; {untold}", last=last, untold=untold))
    for remark in (*status.remarks, status.error):
        if remark:
            session.output.line(remark)


async def leave_folder(session: CommandSession, library: "Library", values: Namespace) -> int:
    """Share the folder no more; raises UsageError."""
    if values.remove:
        raise UsageError(tr("Leaving a shared folder removes nothing: write `tuinews sync logout`."))
    left = await library.folder.leave()
    if values.json:
        session.output.json({"server": left.server, "feeds": left.feeds, "kept": True, "unsent": left.unsent})
        return 0
    lost = tr_count("{count} change was never told.", "{count} changes were never told.", left.unsent)
    session.output.note(
        tr("{path} is not shared any more; all that is here stays, and so does the log there.", path=left.server)
        + (f" {lost}" if left.unsent else "")
    )
    return 0
