"""The folder that is shared with other machines, as commands and the reader use it."""

import asyncio
import os
import socket
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from time import perf_counter

from tuinews.engine.refresh_lease import is_abandoned
from tuinews.engine.rules.mute_settlement import settle_mutes
from tuinews.engine.services import Services
from tuinews.engine.shared.machine_name import make_machine, name_machine, take_fingerprint
from tuinews.engine.shared.runs import JOINING, Exchange, FolderRun, ReportMerged, is_anything_new
from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.language import tr
from tuinews.model.shared.machine import KnownLog, SharedMachine
from tuinews.model.sync.status import SignedOut, SyncResult, SyncStatus
from tuinews.model.text import safe_text

KIND = "folder"
"""What the status calls this kind of account."""

_LEASE = "shared folder"
_LEASE_SECONDS = 600
_ANSWER_SECONDS = 20
"""Seconds that a folder may take to be listed: one of another machine may be away, and a refresh waits for this."""
_PATIENCE_LOOKS = 300
_LOOK_SECONDS = 0.1
"""Seconds between two looks at whether another process is done with the folder, and how often it is looked."""


class SharedFolder:
    """`library.folder`."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._owner = f"{socket.gethostname()}:{os.getpid()}"
        self._running = asyncio.Lock()

    async def is_shared(self) -> bool:
        """Whether this library shares a folder."""
        return await self._read_machine() is not None

    async def join(self, path: str, report: ReportMerged | None = None) -> SyncResult:
        """Share a folder from now on, and bring in what stands there; another one is left for it.

        Raises:
            UsageError: it is no folder that can be written.
        """
        folder = _check_folder(path)
        store = await self._services.pages.do(lambda reader: reader.shared.path)
        before = await self._read_machine()
        if before is None or before.path != str(folder):
            if before is not None:
                await self._services.writer.do(lambda writer: writer.shared.leave())
            fingerprint = take_fingerprint(store)
            machine = SharedMachine(str(folder), make_machine(), name_machine(), fingerprint, JOINING)
            await self._services.writer.do(lambda writer: writer.shared.join(machine))
        return await self.run(report=report)

    async def run(self, *, report: ReportMerged | None = None, patient: bool = True) -> SyncResult:
        """Bring in what other machines wrote, and tell what was decided here; a failure is in the result.

        Where nothing changed nothing is written. Unless `patient`, a run of another process is not waited for.

        Raises:
            UsageError: no folder is shared.
            StoreError: the store cannot be read or written.
        """
        return await self._services.loop.call(self._run(report, patient=patient))

    async def run_quietly(self) -> None:
        """Do what `run` does, if a folder is shared; for what goes on without it: failures are told by the status."""
        if await self._read_machine() is not None:
            await self.run(patient=False)

    async def status(self) -> SyncStatus:
        """Return how the folder is doing; `kind` is `""` where none is shared."""
        machine = await self._read_machine()
        if machine is None:
            return SyncStatus()
        logs = await self._services.pages.do(lambda reader: reader.shared.read_logs())
        pending = await self._services.pages.do(lambda reader: reader.shared.count_untold())
        counts = await self._services.pages.do(lambda reader: reader.counts())
        told = await asyncio.to_thread(_find_troubles, Path(machine.path), logs.values())
        remarks = tuple(safe_text(trouble, 400) for trouble in told)
        return SyncStatus(
            KIND,
            machine.path,
            machine.name,
            machine.last_sync,
            pending,
            counts.unread,
            safe_text(machine.error, 400),
            remarks,
        )

    async def leave(self) -> SignedOut:
        """Share no folder any more; all that is here stays, and so does this machine's log for the others.

        Raises:
            UsageError: no folder is shared.
        """
        machine = await self._require_machine()
        pending = await self._services.pages.do(lambda reader: reader.shared.count_untold())
        feeds = await self._services.pages.do(lambda reader: reader.feeds())
        await self._services.writer.do(lambda writer: writer.shared.leave())
        return SignedOut(machine.path, len(feeds), pending)

    async def _read_machine(self) -> SharedMachine | None:
        return await self._services.pages.do(lambda reader: reader.shared.read_machine())

    async def _require_machine(self) -> SharedMachine:
        machine = await self._read_machine()
        if machine is None:
            raise UsageError(tr("No folder is shared: `tuinews sync folder PATH` begins with it."))
        return machine

    async def _run(self, report: ReportMerged | None, *, patient: bool) -> SyncResult:
        started = perf_counter()
        async with self._running:
            machine = await self._require_machine()
            try:
                exchange = await self._exchange(machine, report, patient=patient)
            except OSError as error:
                sentence = _tell_failure(machine.path, error)
                await self._note_error(sentence)
                return SyncResult(ms=_milliseconds(started), error=safe_text(sentence, 400))
        if exchange.pulled:
            await self._settle()
        return SyncResult(exchange.pulled, exchange.pushed, 0, exchange.bytes, _milliseconds(started))

    async def _exchange(self, machine: SharedMachine, report: ReportMerged | None, *, patient: bool) -> Exchange:
        folder = Path(machine.path)
        known = await self._services.pages.do(lambda reader: reader.shared.read_logs())
        untold = await self._services.pages.do(lambda reader: reader.shared.count_untold())
        async with asyncio.timeout(_ANSWER_SECONDS):
            changed = await asyncio.to_thread(is_anything_new, folder, machine, known)
        if not (changed or untold or machine.error):
            return Exchange()
        if not await self._take_lease(patient=patient):
            if patient:
                raise TuinewsError(tr("Another tuinews is at the shared folder still: try again when it is done."))
            return Exchange()
        try:
            return await FolderRun(self._services, await self._require_machine(), report).carry_out()
        finally:
            # queued and not awaited: being cancelled must not keep the lease
            self._services.writer.submit(lambda writer: writer.release(_LEASE, self._owner))

    async def _take_lease(self, *, patient: bool) -> bool:
        for _ in range(_PATIENCE_LOOKS if patient else 1):
            now = self._services.clock()
            if await self._services.writer.do(
                lambda writer: writer.lease(_LEASE, self._owner, _LEASE_SECONDS, now, is_abandoned)  # noqa: B023  done before the next
            ):
                return True
            await asyncio.sleep(_LOOK_SECONDS)
        return False

    async def _note_error(self, sentence: str) -> None:
        machine = await self._read_machine()
        if machine is not None and machine.error != sentence:
            wrong = machine._replace(error=sentence)
            await self._services.writer.do(lambda writer: writer.shared.put_machine(wrong))

    async def _settle(self) -> None:
        """Let lists, mutes and the search index follow what came."""
        self._services.publish_feeds_changed()
        await settle_mutes(self._services)
        self._services.publish_entries_changed()
        self._services.index_soon()


def _find_troubles(folder: Path, logs: Iterable[KnownLog]) -> list[str]:
    """Return what is wrong with the files that are still there."""
    with suppress(OSError):
        return [log.trouble for log in logs if log.trouble and (folder / log.file).exists()]
    return []


def _milliseconds(started: float) -> int:
    return round((perf_counter() - started) * 1000)


def _check_folder(path: str) -> Path:
    """Return a folder that can be written, made if only it is not there; raises UsageError."""
    if not path.strip():
        raise UsageError(tr("A shared folder needs a path: `tuinews sync folder ~/Sync/tuinews`."))
    folder = Path(path).expanduser().resolve()
    shown = safe_text(str(folder), 200)
    try:
        if not folder.exists():
            if not folder.parent.is_dir():
                raise UsageError(tr("{folder} cannot be made: what it would be in is not there.", folder=shown))
            folder.mkdir(mode=0o700)
        if not folder.is_dir():
            raise UsageError(tr("{folder} is a file: name a folder that both machines have.", folder=shown))
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(tr("{folder} cannot be used ({why}): name another folder.", folder=shown, why=why)) from error
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise UsageError(tr("{folder} cannot be written: mind its permissions, or name another one.", folder=shown))
    return folder


def _tell_failure(path: str, error: OSError) -> str:
    shown = safe_text(path, 200)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return tr(
            "The shared folder {folder} is not there: what is decided meanwhile waits; plug it in, or name where it is "
            "now with `tuinews sync folder PATH`.",
            folder=shown,
        )
    return tr(
        "The shared folder {folder} cannot be used ({why}): what is decided meanwhile waits.",
        folder=shown,
        why=error.strerror or str(error) or tr("it does not answer"),
    )
