"""Which answers are believed: not truncated bodies, login pages, or moves of many feeds to one host at once.

Pure functions of values.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tuinews.model.clock import HOUR, MINUTE, Instant
from tuinews.model.language import tr_later
from tuinews.model.polling import PendingMove, Polling
from tuinews.model.text import safe_text
from tuinews.model.url import host_key, host_to_show

if TYPE_CHECKING:
    from tuinews.fetch import Failed

_CUT = "cut:"
"""Begins the hash of a truncated body."""

_MANY_HOSTS = 3
"""Hosts from which on it is no coincidence that their feeds moved to one host, or broke in one way, together."""


UNPROVEN = "certificate"
"""The source of an impostor whose certificate cannot be trusted."""

_AGAIN = 15 * MINUTE
"""Seconds until a feed behind a login page is tried again: the page could be that server's own after all."""

_PUT_OFF = safe_text(tr_later("Something else answered in its place, so it is tried again after 15 minutes."))


class Impostor(NamedTuple):
    """An answer that came instead of a feed: a web page, or a certificate that cannot be trusted."""

    feed_url: str
    source: str
    """Where it came from: the host of the page if that is not the feed's own, else the page's hash; `UNPROVEN` for a
    certificate."""


def keep_old_validators(before: Polling, after: Polling, digest: str) -> Polling:
    """Return the state after a truncated body: entries count, but the feed is asked for the body again.

    When the same feed is truncated twice in a row, that is how the publisher writes it, and it is believed.
    """
    if before.validators.body_hash.startswith(_CUT):
        return replace(after, validators=replace(after.validators, body_hash=digest))
    return replace(after, validators=replace(before.validators, body_hash=_CUT + digest))


def find_shared_move_targets(pollings: Iterable[Polling]) -> frozenset[str]:
    """Return the hosts that feeds of several other hosts claim to have moved to.

    That is a proxy or a parking site, and no new home.
    """
    sources: dict[str, set[str]] = {}
    for polling in pollings:
        home, target = host_key(polling.url), host_key(polling.move.moved_to)
        if polling.move.moved_to and host_to_show(polling.url) != host_to_show(polling.move.moved_to):
            sources.setdefault(target, set()).add(home)
    return frozenset(target for target, homes in sources.items() if len(homes) >= _MANY_HOSTS)


def without_move(before: Polling, after: Polling) -> Polling:
    """Return the state after a poll whose move is not believed: the address stays, the redirect is still followed."""
    return replace(
        after,
        url=before.url,
        move=PendingMove(after.url, before.move.moved_since),
        validators=replace(after.validators, validators_url=after.url),
    )


def find_login_page(impostors: Sequence[Impostor], pollings: Iterable[Polling], now: Instant) -> str:
    """Return the source that answers for feeds of several hosts with the same page; `""` for none.

    Login pages do that. `UNPROVEN` is returned when several hosts have certificates that cannot be trusted: a wrong
    clock or some login pages cause that. There is no login page while a feed of another host was read in the last 15
    minutes.
    """
    homes: dict[str, set[str]] = {}
    for impostor in impostors:
        homes.setdefault(impostor.source, set()).add(host_key(impostor.feed_url))
    hidden = {host for hosts in homes.values() for host in hosts}
    read = {
        host_key(one.url)
        for one in pollings
        if one.last_check.last_success and 0 <= now - one.last_check.last_success < _AGAIN
    }
    crowds = [source for source, hosts in homes.items() if len(hosts) >= _MANY_HOSTS and read <= hidden]
    return next((source for source in crowds if source != UNPROVEN), crowds[0] if crowds else "")


class NetworkFindings(NamedTuple):
    """What a refresh showed of the network."""

    found: float
    """The latest moment at which a host on the internet was found and then answered, by `time.monotonic`."""
    answered: bool
    """Whether that was in this refresh."""
    there: bool
    """Whether the network was still there at the end, as far as is known."""
    few: bool
    """What `are_few_of_many` says of the feeds that nobody could reach."""
    last_answer: Instant
    """When a host on the internet had answered last before the refresh."""


def is_at_fault(before: Polling, lost: "Failed", network: NetworkFindings) -> bool:
    """Whether an unreachable feed is itself at fault, and not a network that went away meanwhile.

    It is if a host was found after it was tried. If none was, it may just have been the last one tried, since names
    that do not exist take long to fail. Then it is at fault if it already was so at the last refresh, while other hosts
    answered.
    """
    from tuinews.fetch import WAITING

    if not lost.asked or lost.proxy_failed:
        return False
    if network.found > lost.moment:
        return True
    waited = before.schedule.next_check_reason == WAITING and before.schedule.next_check <= network.last_answer
    silent = before.last_check.error == lost.sentence and bool(before.last_check.error)
    return network.there and (network.few or (network.answered and (waited or silent)))


def last_public_answer(pollings: Iterable[Polling]) -> Instant:
    """Return when a host on the internet was last asked and answered; 0 for never."""
    from tuinews.fetch.address_guard import Realm, realm_by_name

    asked = [(one.last_check.last_checked or 0, one.url) for one in pollings if one.last_check.http_status]
    asked.sort(reverse=True)
    return next((when for when, url in asked if realm_by_name(host_to_show(url)) is Realm.PUBLIC), 0)


def are_few_of_many(lost: Sequence[tuple[str, bool]], pollings: Iterable[Polling], now: Instant) -> bool:
    """Whether unreachable feeds are themselves at fault in a refresh in which nobody answered.

    They are if they belong to few hosts and other hosts on the internet answered in the last hour. `lost` are the
    addresses, each with whether the machine itself says that it has no network; then they are not at fault.
    """
    from tuinews.fetch.address_guard import Realm, realm_by_name

    hosts = {host_key(url) for url, _ in lost}
    if any(dark for _, dark in lost) or not 0 < len(hosts) < _MANY_HOSTS:
        return False
    others = [
        one
        for one in pollings
        if host_key(one.url) not in hosts and one.last_check.http_status and one.last_check.last_checked
    ]
    heard = [host_to_show(one.url) for one in others if 0 <= now - (one.last_check.last_checked or 0) < HOUR]
    return any(realm_by_name(host) is Realm.PUBLIC for host in heard)


def postpone(before: Polling, now: Instant) -> Polling | None:
    """Return the state of a feed behind a login page: nothing of the poll counts, and it is tried again in 15 minutes.

    Returns `None` when that was so the last time too: otherwise feeds that broke at the same time would never count as
    failing.
    """
    if before.schedule.next_check_reason == _PUT_OFF:
        return None
    later = max(before.schedule.next_check, now + _AGAIN)
    return replace(before, schedule=replace(before.schedule, next_check=later, next_check_reason=_PUT_OFF))
