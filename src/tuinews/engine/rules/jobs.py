"""Does what rules want done once entries are stored: runs programs and shows notifications.

What is to be done is rows of the store, written with the entries. A process takes a row out before it does it, so that
nothing is done twice; what nobody took before the program ended, the next one does.
"""

import asyncio
import json
import logging
from collections import Counter
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from tuinews.engine.rules.entry_shape import entry_shape
from tuinews.engine.rules.notifications import show_notification, write_notification
from tuinews.engine.rules.programs import fill_arguments, run_program
from tuinews.engine.services import Services
from tuinews.model.entry import Entry
from tuinews.model.error import TuinewsError
from tuinews.model.event import Noticed
from tuinews.model.language import tr
from tuinews.model.rules.rule import ActionKind
from tuinews.model.text import bare_words, safe_text
from tuinews.store.writers.rule_writer import RuleJob

if TYPE_CHECKING:
    from tuinews.store import Writer

AT_ONCE = 4
"""Programs that run at the same time."""

MOST_RUNS = 50
"""Programs that one rule has run in a row: more entries at once are no news that somebody waits for."""

_SECONDS = 120.0
"""Time after which no more programs are begun; what is left waits for the next refresh."""

_TEXT_LIMIT = 20_000
"""Characters of an entry's text that its program gets."""

_log = logging.getLogger(__name__)


async def do_jobs(services: Services) -> None:
    """Show and run what rules want; it is cheap where there is nothing. Failures are told, and nothing is raised."""
    try:
        if await services.pages.do(lambda reader: reader.rules.has_jobs()):
            await _notify(services)
            await _run_all(services)
    except* TuinewsError as errors:
        for sentence in dict.fromkeys(map(str, errors.exceptions)):  # several programs may meet the same one
            services.publish(Noticed(safe_text(sentence), "error"))


async def _notify(services: Services) -> None:
    """Show one notification for all entries that rules tell of."""
    jobs = await services.writer.do(lambda writer: writer.rules.take_jobs(ActionKind.NOTIFY, 1_000_000))
    if not jobs:
        return
    numbers = tuple(dict.fromkeys(job.entry_id for job in jobs))
    rows = await services.pages.do(lambda reader: reader.lists.headlines(numbers))
    if not rows:
        return
    told = write_notification([row.title or row.feed for row in rows], tuple(dict.fromkeys(job.rule for job in jobs)))
    if not await show_notification(told):
        services.publish(told)


async def _run_all(services: Services) -> None:
    """Run the programs of rules, some at the same time; each is taken right before it is run."""
    last = monotonic() + _SECONDS
    begun: Counter[int] = Counter()
    left_out: Counter[str] = Counter()
    told: set[str] = set()

    async def work() -> None:
        while monotonic() < last:
            taken = await services.writer.do(lambda writer: writer.rules.take_jobs(ActionKind.RUN, 1))
            if not taken:
                return
            (job,) = taken
            begun[job.rule_id] += 1
            if begun[job.rule_id] > MOST_RUNS:
                dropped = await services.writer.do(partial(_drop, job.rule_id))
                left_out[job.rule] += 1 + dropped
            else:
                await _run(services, job, told)

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(work())
    for rule, count in left_out.items():
        sentence = tr(
            "The rule {rule} ran its program for {most_runs} entries at once and not for {count} more.",
            rule=rule,
            most_runs=MOST_RUNS,
            count=count,
        )
        services.publish(Noticed(safe_text(sentence), "warning"))
        _log.warning("%s", sentence)


def _drop(rule_id: int, writer: "Writer") -> int:
    return writer.rules.drop_jobs(rule_id, ActionKind.RUN)


async def _run(services: Services, job: RuleJob, told: set[str]) -> None:
    """Run the program of a rule for an entry; a failure is told unless it was `told`, and logged and kept."""
    found = await services.pages.do(lambda reader: reader.entries((job.entry_id,)))
    if not found:
        return
    body = await services.pages.do(lambda reader: reader.texts.body(job.entry_id))
    text = " ".join(bare_words(body.page_html or body.feed_html)[:_TEXT_LIMIT].split())
    failure = ""
    try:
        command = fill_arguments(job.action.words, read_values(found[0], job.rule))
        shape = entry_shape(found[0]) | {"text": text or None, "rule": job.rule}
        await run_program(command, json.dumps(shape, ensure_ascii=False) + "\n")
    except TuinewsError as error:
        failure = safe_text(tr("The rule {rule} could not run its program: {error}", rule=job.rule, error=error), 400)
        if failure not in told:  # what fails for one entry mostly fails for all
            told.add(failure)
            services.publish(Noticed(safe_text(failure), "error"))
        _log.warning("%s", failure)
    now = services.clock()
    await services.writer.do(lambda writer: writer.rules.tell_failure(job.rule_id, failure, now))


def read_values(entry: Entry, rule: str) -> dict[str, str]:
    """Return what the placeholders of a program stand for."""
    return {
        "title": entry.title,
        "url": entry.url,
        "feed": entry.feed,
        "author": entry.author,
        "id": str(entry.id),
        "tags": ", ".join(dict.fromkeys((*entry.tags, *entry.user_tags))),
        "rule": rule,
    }
