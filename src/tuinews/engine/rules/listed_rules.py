"""Mutes and rules of a list that is imported."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from tuinews.engine.rules.asked_query import check_query
from tuinews.engine.rules.mute_settlement import settle_mutes
from tuinews.engine.services import Services
from tuinews.model.clock import Instant
from tuinews.model.error import TuinewsError
from tuinews.model.ids import FeedId
from tuinews.model.language import tr
from tuinews.model.parsed import ListedMute, ListedRule
from tuinews.model.query.numbers import is_story
from tuinews.model.rules.rule import ActionKind
from tuinews.model.text import SafeText, safe_text
from tuinews.model.url import canonical_url
from tuinews.store.rules.mute_rows import StoredMute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuinews.store import Writer

_Refused = tuple[str, SafeText]
"""What was left out, and why."""


async def take_mutes(
    services: Services, listed: Iterable[ListedMute], feeds: Mapping[str, FeedId], *, dry_run: bool
) -> tuple[int, tuple[_Refused, ...]]:
    """Add the mutes of a list that are not there yet and not over; return how many, and what was left out.

    A `dry_run` only returns that.
    """
    now = services.clock()
    known = {canonical_url(url): feed_id for url, feed_id in feeds.items()}
    mutes: list[StoredMute] = []
    refused: list[_Refused] = []
    for mute in listed:
        feed_id = known.get(canonical_url(mute.feed_url)) if mute.feed_url else None
        why = _find_fault(mute.query, now, tr("A mute"))
        if is_story(mute.query):
            why = tr("It is a mute of one story by its number, which another library gave it.")
        elif mute.feed_url and feed_id is None:
            why = tr("It is a mute of a feed that you do not subscribe to.")
        if why:
            refused.append((mute.query, safe_text(why, 400)))
        elif mute.until is None or mute.until > now:
            mutes.append(StoredMute(mute.query, feed_id, mute.until, now))
    count = await services.writer.do(partial(_add_mutes, mutes, dry_run)) if mutes else 0
    if count and not dry_run:
        await settle_mutes(services)
    return count, tuple(refused)


async def take_rules(
    services: Services, listed: Iterable[ListedRule], *, dry_run: bool
) -> tuple[int, tuple[_Refused, ...]]:
    """Add the rules of a list whose names are not taken; return how many, and what was left out.

    A rule that runs a program rests until the user lets it hold: a list may come from anybody. As `take_mutes`.
    """
    now = services.clock()
    rules: list[ListedRule] = []
    refused: list[_Refused] = []
    for rule in listed:
        if why := _find_fault(rule.query, now, tr("A rule")):
            refused.append((rule.name, safe_text(why, 400)))
            continue
        runs = any(action.kind is ActionKind.RUN for action in rule.actions)
        rules.append(rule._replace(active=rule.active and not runs))
        if runs:
            why = tr(
                "It runs a program, so it rests: `tuinews rules edit '{name}' --active on` lets it.", name=rule.name
            )
            refused.append((f"program of {rule.name}", safe_text(why, 400)))
    count = await services.writer.do(partial(_add_rules, rules, dry_run)) if rules else 0
    return count, tuple(refused)


def _find_fault(query: str, now: Instant, whose: str) -> str:
    try:
        check_query(query, now, whose)
    except TuinewsError as error:
        return str(error)
    return ""


def _add_mutes(mutes: "Sequence[StoredMute]", dry_run: bool, writer: "Writer") -> int:  # noqa: FBT001  for `partial`
    return writer.mutes.add_all(mutes, dry_run=dry_run)


def _add_rules(rules: "Sequence[ListedRule]", dry_run: bool, writer: "Writer") -> int:  # noqa: FBT001  as above
    return writer.rules.add_all(rules, dry_run=dry_run)
