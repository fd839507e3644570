"""What one refresh of polled feeds gathers, and how it is paced."""

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

from tuinews.engine.accounts.base import RefreshProgress
from tuinews.engine.polling.due import SPREAD_SECONDS, spread_out
from tuinews.engine.polling.plausibility import UNPROVEN
from tuinews.engine.polling.poller import Poll
from tuinews.engine.results import Refreshed, Tally
from tuinews.model.clock import MINUTE, Clock
from tuinews.model.language import tr
from tuinews.model.polling import Polling
from tuinews.model.text import safe_text

_SLEPT = 10 * MINUTE
"""Seconds by which the wall clock gets ahead of the monotonic one when the machine was asleep."""


@dataclass(slots=True)
class PollRun:
    """What one refresh gathers; used on the engine's loop only."""

    tally: Tally
    progress: RefreshProgress
    held: list[tuple[Polling, Poll]] = field(default_factory=list)
    """Polls that an impostor or nobody answered, with the state before. What they mean shows when all polls are done.
    """
    begun: float = field(default_factory=monotonic)
    login_page: str = ""
    """The source of the login page that answers for everybody; `""` for none."""

    def count(self, refreshed: Refreshed, *, done: bool = False) -> None:
        """Add one feed's outcome and report it."""
        self.tally.count(refreshed, None, done=done)
        self.progress.count(refreshed, done=done)

    @property
    def no_network(self) -> bool:
        """Whether there is no network: nobody answered, or the last feeds were not even tried."""
        unasked = any(poll.unreached is not None and not poll.unreached.asked for _, poll in self.held)
        return self.tally.offline > 0 and (unasked or self.tally.all_failed)

    @property
    def warning(self) -> str:
        """What keeps all feeds from being read, as a sentence; `""` for nothing."""
        if self.login_page == UNPROVEN:
            return tr("None of your feeds can prove who it is: see whether the clock is right, or sign in first.")
        if self.login_page:
            host = self.login_page if "." in self.login_page else tr("Something on the way")
            return tr(
                "{host} answers in place of your feeds, as a login page does: sign in with a browser first.", host=host
            )
        proxy_sentences = (
            poll.unreached.sentence
            for _, poll in self.held
            if poll.unreached is not None and poll.unreached.proxy_failed
        )
        if sentence := next(proxy_sentences, ""):
            return sentence
        if self.no_network:
            return tr("You seem to be offline: everything cached stays readable.")
        return ""


class RefreshPacing:
    """Spreads a refresh over some minutes if the machine was offline or asleep before it."""

    def __init__(self, clock: Clock) -> None:
        self.seconds = SPREAD_SECONDS
        self._clock = clock
        self._no_network = False
        self._awake = clock() - monotonic()

    def moments(self, count: int, *, quiet: bool) -> list[float]:
        """Return when each of `count` feeds is asked, in seconds from now.

        All are asked at once, unless the refresh is quiet and the first one after a time offline or asleep.
        """
        awake = self._clock() - monotonic()
        away = self._no_network or awake - self._awake > _SLEPT
        self._awake = awake
        if not (quiet and away):
            return [0.0] * count
        return spread_out(count, self.seconds, random.Random())  # noqa: S311  it spreads polls, it guards nothing

    def note(self, *, no_network: bool) -> None:
        """Remember whether there was no network."""
        self._no_network = no_network

    async def wait_until(self, moment: float, hurried: asyncio.Event) -> None:
        """Wait for a feed's moment, or until somebody waits for the refresh."""
        if moment:
            with suppress(TimeoutError):
                async with asyncio.timeout(moment):
                    await hurried.wait()


def make_login_result(refreshed: Refreshed) -> Refreshed:
    """Return the result for a feed whose address a login page answered: not read, which is no failure of the feed."""
    sentence = safe_text(tr("Something else answers in its place, as a login page does: sign in with a browser first."))
    return refreshed._replace(error=sentence, offline=True)
