"""One run with a shared folder: what the others wrote comes in, what was decided here goes out."""

import asyncio
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from tuinews.engine.services import Services
from tuinews.engine.shared.logs import LogFile, append, find_file, list_files, read_log, write_anew
from tuinews.engine.shared.machine_name import make_machine, take_fingerprint
from tuinews.model.clock import DAY
from tuinews.model.shared.log_lines import LogContent, LogHeader, write_header, write_lines
from tuinews.model.shared.machine import KnownLog, SharedMachine, Telling
from tuinews.model.shared.stamps import make_stamp
from tuinews.store.shared.log_rows import KEPT_DAYS

REGISTERS_AT_ONCE = 5_000
"""Registers that are merged in one transaction: few enough that a mark does not wait long behind them."""

FEEDS_AT_ONCE = 50
"""Feeds whose marks are written down in one transaction when a machine joins."""

SMALL_LOG = 65_536
"""Bytes up to which a log is only appended to; a larger one is written anew when it has doubled."""

ReportMerged = Callable[[int, int], None]
"""Is told how many lines were merged, and how many there are."""

JOINING = -1
"""The generation of a log whose machine has not yet written down what was marked before."""


class Exchange(NamedTuple):
    """What came of a run."""

    pulled: int = 0
    pushed: int = 0
    bytes: int = 0
    """That were read and written."""


class FolderRun:
    """A run; used once, on the engine's loop, by who holds the lease."""

    def __init__(self, services: Services, machine: SharedMachine, report: ReportMerged | None) -> None:
        self._services = services
        self._machine = machine
        self._folder = Path(machine.path)
        self._report = report
        self._pulled = self._bytes = 0
        self._renewed = False
        """Whether the log has to be written anew."""

    async def carry_out(self) -> Exchange:
        """Bring in what is new, and tell what is not told; raises OSError, StoreError."""
        await self._end_joining()
        files = await asyncio.to_thread(list_files, self._folder)
        known = await self._services.pages.do(lambda reader: reader.shared.read_logs())
        await self._check_own(files)
        await self._read_others(files, known)
        pushed = await self._tell(files)
        if self._pulled or self._machine.error:
            await self._put(self._machine._replace(last_sync=self._services.clock(), error=""))
        return Exchange(self._pulled, pushed, self._bytes)

    async def _end_joining(self) -> None:
        """Write down what was marked before the folder was shared, if that was not done or not to its end."""
        if self._machine.generation != JOINING:
            return
        feeds = await self._services.pages.do(lambda reader: reader.shared.read_feeds())
        for first in range(0, len(feeds), FEEDS_AT_ONCE):
            some = feeds[first : first + FEEDS_AT_ONCE]
            await self._services.writer.do(lambda writer: writer.shared.note_marks_of(some))  # noqa: B023  done before the next
        await self._put(self._machine._replace(generation=0))

    async def _put(self, machine: SharedMachine) -> None:
        self._machine = machine
        await self._services.writer.do(lambda writer: writer.shared.put_machine(machine))

    async def _check_own(self, files: list[LogFile]) -> None:
        """See that this machine's log is as it was left, and that no other library writes under the same name."""
        store = await self._services.pages.do(lambda reader: reader.shared.path)
        if await asyncio.to_thread(take_fingerprint, store) != self._machine.fingerprint:
            await self._take_new_name()
            return
        own = next((file for file in files if file.name == self._machine.file), None)
        if own is None:
            self._renewed = True
        elif (own.size, own.modified) != (self._machine.size, self._machine.modified):
            self._renewed = True
            reading = await asyncio.to_thread(read_log, self._folder, own, None, self._services.clock())
            if reading.content is not None:
                await self._take_over(reading.known, reading.content)

    async def _take_new_name(self) -> None:
        former = self._machine.machine
        store = await self._services.pages.do(lambda reader: reader.shared.path)
        name, fingerprint = make_machine(), take_fingerprint(store)
        machine = self._machine._replace(
            machine=name, fingerprint=fingerprint, generation=0, size=0, modified=0, compact_size=0
        )
        self._machine = machine
        self._renewed = True
        await self._services.writer.do(lambda writer: writer.shared.rename_machine(machine, former))

    async def _read_others(self, files: list[LogFile], known: dict[str, KnownLog]) -> None:
        now = self._services.clock()
        changed = [
            file
            for file in files
            if file.name != self._machine.file
            and (file.name not in known or (file.size, file.modified) != known[file.name][1:3])
        ]
        for number, file in enumerate(changed):
            try:
                reading = await asyncio.to_thread(read_log, self._folder, file, known.get(file.name), now)
            except OSError:
                continue  # it went or is being replaced: the next run sees what has become of it
            if reading.content is not None:
                await self._take_over(reading.known, reading.content)
                if reading.whole:
                    await self._ask_back(reading.known, reading.content)
            self._bytes += file.size
            read = reading.known
            await self._services.writer.do(lambda writer: writer.shared.put_log(read))  # noqa: B023  done before the next
            if self._report is not None:
                self._report(number + 1, len(changed))

    async def _take_over(self, log: KnownLog, content: LogContent) -> None:
        """Merge what a log says; one under this machine's name that says what was never said here is another's."""
        if log.machine == self._machine.machine:
            forgotten = make_stamp(self._services.clock() - KEPT_DAYS * DAY)
            telling = Telling(content.marks, content.choices)
            name = self._machine.machine
            if await self._services.scans.do(lambda reader: reader.shared.find_unknown(name, telling, forgotten)):
                await self._take_new_name()
        content.marks.sort(key=attrgetter("feed", "at"))
        total = len(content.marks)
        choices = content.choices
        for first in range(0, max(total, 1), REGISTERS_AT_ONCE):
            marks = content.marks[first : first + REGISTERS_AT_ONCE]
            name = self._machine.machine
            self._pulled += await self._services.writer.do(
                lambda writer: writer.shared.merge(marks, choices, name)  # noqa: B023  done before the next
            )
            choices = []
            if self._report is not None and total > REGISTERS_AT_ONCE:
                self._report(min(first + REGISTERS_AT_ONCE, total), total)

    async def _ask_back(self, log: KnownLog, content: LogContent) -> None:
        """Tell what a machine is said to have written and says no more itself: the others know what came of it."""
        marks = frozenset((mark.feed, mark.entry, mark.field) for mark in content.marks)
        choices = frozenset((choice.kind, choice.key, choice.field) for choice in content.choices)
        await self._services.writer.do(lambda writer: writer.shared.ask_back(log.machine, marks, choices))

    async def _tell(self, files: list[LogFile]) -> int:
        """Write what stands in no log yet into this machine's, which is written anew when it has grown too much."""
        machine = self._machine
        untold = await self._services.pages.do(lambda reader: reader.shared.count_untold())
        large = machine.size > max(SMALL_LOG, 2 * machine.compact_size)
        if not (untold or self._renewed):
            return 0
        if self._renewed or large:
            await self._compact(files)
            return untold
        telling = await self._services.writer.do(lambda writer: writer.shared.begin_telling(machine.machine))
        lines = await asyncio.to_thread(_write, telling, machine.machine)
        file = await asyncio.to_thread(append, self._folder, machine.file, lines)
        await self._end_telling(file, machine.compact_size)
        self._bytes += len(lines)
        return len(telling.marks) + len(telling.choices)

    async def _compact(self, files: list[LogFile]) -> None:
        known = await self._services.pages.do(lambda reader: reader.shared.read_logs())
        there = {file.name for file in files}
        present = {log.machine for log in known.values() if log.file in there and log.machine}
        machine = self._machine._replace(generation=self._machine.generation + 1)
        # the number is spent before a file has it: two logs of one machine never have the same
        await self._put(machine)
        lines = await self._services.writer.do(
            lambda writer: writer.shared.begin_compacting(machine.machine, present - {machine.machine})
        )
        text = write_header(LogHeader(machine.machine, machine.generation, machine.name)) + lines
        file = await asyncio.to_thread(write_anew, self._folder, machine.file, text)
        await self._end_telling(file, file.size)
        self._bytes += file.size

    async def _end_telling(self, file: LogFile, compact_size: int) -> None:
        machine = self._machine._replace(
            size=file.size,
            modified=file.modified,
            compact_size=compact_size,
            last_sync=self._services.clock(),
            error="",
        )
        self._machine = machine
        await self._services.writer.do(lambda writer: writer.shared.end_telling(machine))


def _write(telling: Telling, machine: str) -> str:
    return "".join(write_lines(telling.marks, telling.choices, machine))


def is_anything_new(folder: Path, machine: SharedMachine, known: dict[str, KnownLog]) -> bool:
    """Whether any file of the folder is not as it was; raises OSError."""
    files = list_files(folder)
    own = find_file(folder, machine.file)
    if own is None or (own.size, own.modified) != (machine.size, machine.modified):
        return True
    return any(
        file.name != machine.file
        and (file.name not in known or (file.size, file.modified) != (known[file.name].size, known[file.name].modified))
        for file in files
    )
