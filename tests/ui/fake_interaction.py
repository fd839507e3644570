"""An interaction without a screen, for controllers that are tried without an app."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from textual.message import Message

from tuinews.model.error import TuinewsError
from tuinews.ui.actions import keymap_of
from tuinews.ui.interaction import _do_nothing
from tuinews.ui.notices import Severity, UndoPromise


class FakeInteraction:
    """Remembers what was told and posted, and answers every question alike.

    Work is run at once, or, if it is put off, when `finish` is awaited; its errors are told.
    """

    def __init__(self, answer: str | None = None, *, puts_off: bool = False) -> None:
        self.promise = UndoPromise()
        self.told: list[tuple[str, Severity]] = []
        self.posted: list[Message] = []
        self.work: list[Coroutine[Any, Any, None]] = []
        """The work that was put off."""
        self._answer = answer
        self._puts_off = puts_off

    @property
    def sentences(self) -> list[str]:
        """What was told, be it bad or not."""
        return [sentence for sentence, _ in self.told]

    async def finish(self) -> None:
        """Run the work that was put off, and what that puts off in turn."""
        while self.work:
            await self._run_work(self.work.pop(0), _do_nothing)

    # As of the real one

    def tell(self, sentence: str, severity: Severity = "information") -> None:
        self.told.append((sentence, severity))

    def take_promise(self) -> float | None:
        return None

    def post(self, message: Message) -> None:
        self.posted.append(message)

    def key(self, action_id: str) -> str:
        return keymap_of().label(action_id)

    def run(
        self,
        work: Coroutine[Any, Any, None],
        group: str = "other",  # noqa: ARG002  as the real one
        *,
        exclusive: bool = False,  # noqa: ARG002  as the real one
        done: Callable[[], object] = _do_nothing,
    ) -> None:
        if self._puts_off:
            self.work.append(self._run_work(work, done))
        else:
            asyncio.run(self._run_work(work, done))

    async def _run_work(self, work: Coroutine[Any, Any, None], done: Callable[[], object]) -> None:
        try:
            await work
        except TuinewsError as error:
            self.tell(str(error), "error")
        finally:
            done()

    def inquire(self, work: Coroutine[Any, Any, None], *, always: bool = True) -> None:  # noqa: ARG002  as the real one
        self.run(work)

    async def ask(
        self,
        question: str,  # noqa: ARG002  as the real one
        value: str = "",  # noqa: ARG002  as the real one
        words: Sequence[str] = (),  # noqa: ARG002  as the real one
        check: Callable[[str], str] | None = None,  # noqa: ARG002  as the real one
        *,
        remark: Callable[[str], str] | None = None,  # noqa: ARG002  as the real one
        over: bool = False,  # noqa: ARG002  as the real one
        secret: bool = False,  # noqa: ARG002  as the real one
        complete: Callable[[str], str] | None = None,  # noqa: ARG002  as the real one
    ) -> str | None:
        return self._answer
