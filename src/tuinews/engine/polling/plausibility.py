"""What of an answer is believed: half a body is asked for again, a hotel's login page neither moves nor fails feeds.

Pure functions of values.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tuinews.model.clock import HOUR, MINUTE, Instant
from tuinews.model.polling import PendingMove, Polling
from tuinews.model.text import safe_text
from tuinews.model.url import host_key, shown_host

if TYPE_CHECKING:
    from tuinews.fetch import Failed

_CUT = "cut:"
"""What a hash of a body begins with that broke off."""

_MANY_HOSTS = 3
"""Hosts whose feeds cannot all have moved to the same other host, or all be broken in one way, at the same time."""


UNPROVEN = "certificate"
"""The place of those who could not prove who they are."""

_AGAIN = 15 * MINUTE
"""Seconds until a feed behind a login page is tried again: the page could be that server's own after all."""

_PUT_OFF = safe_text("Something else answered in its place, so it is tried again after 15 minutes.")


class Impostor(NamedTuple):
    """Somebody who answered in place of a feed: with a web page, or with a certificate that proves nothing."""

    feed_url: str
    place: str
    """The host that a page came from, if that is not the feed's own, else the page's hash; `UNPROVEN`: no page came."""


def keep_old_validators(before: Polling, after: Polling, digest: str) -> Polling:
    """The state after a body that broke off: its entries count, its validators do not, so that it is asked for again.

    Twice in a row it is the publisher's way of writing, and believed.
    """
    if before.validators.body_hash.startswith(_CUT):
        return replace(after, validators=replace(after.validators, body_hash=digest))
    return replace(after, validators=replace(before.validators, body_hash=_CUT + digest))


def shared_move_targets(pollings: Iterable[Polling]) -> frozenset[str]:
    """Hosts that feeds of several other hosts claim to have moved to: a proxy or a parking site, and no new home."""
    sources: dict[str, set[str]] = {}
    for polling in pollings:
        home, target = host_key(polling.url), host_key(polling.move.moved_to)
        if polling.move.moved_to and shown_host(polling.url) != shown_host(polling.move.moved_to):
            sources.setdefault(target, set()).add(home)
    return frozenset(target for target, homes in sources.items() if len(homes) >= _MANY_HOSTS)


def without_move(before: Polling, after: Polling) -> Polling:
    """The state after a poll whose move is not believed: the address stays, the redirect is followed as before."""
    return replace(
        after,
        url=before.url,
        move=PendingMove(after.url, before.move.moved_since),
        validators=replace(after.validators, validators_url=after.url),
    )


def find_login_page(impostors: Sequence[Impostor], pollings: Iterable[Polling], now: Instant) -> str:
    """The place that answers for feeds of several hosts with the same page, as a login page does; `""` for none.

    `UNPROVEN` when several hosts cannot prove who they are: a wrong clock does that, and some login pages. There is
    none while another host's feed, of all `pollings`, was read in the last 15 minutes: then these are broken.
    """
    homes: dict[str, set[str]] = {}
    for impostor in impostors:
        homes.setdefault(impostor.place, set()).add(host_key(impostor.feed_url))
    hidden = {host for hosts in homes.values() for host in hosts}
    read = {
        host_key(one.url)
        for one in pollings
        if one.last_check.last_success and 0 <= now - one.last_check.last_success < _AGAIN
    }
    crowds = [place for place, hosts in homes.items() if len(hosts) >= _MANY_HOSTS and read <= hidden]
    return next((place for place in crowds if place != UNPROVEN), crowds[0] if crowds else "")


class NetworkFindings(NamedTuple):
    """What a round showed of the network."""

    found: float
    """The latest moment at which somebody outside was found who then answered, in seconds of `time.monotonic`."""
    answered: bool
    """Whether that was in this round."""
    there: bool
    """Whether it was still there, as far as one knows, when the round ended."""
    few: bool
    """Whether `are_few_of_many` says so of those that were lost."""
    last_answer: Instant
    """When somebody outside had answered last, before the round."""


def at_fault(before: Polling, lost: "Failed", network: NetworkFindings) -> bool:
    """Whether a feed that could not be found is itself at fault, and not a network that went away meanwhile.

    It is when somebody was found after it. Else it may have been the last of those that were asked, as names often are
    that nobody knows; then it is at fault when it was so before as well, while it was due and others answered.
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
    """When a server outside this machine and its own network was last asked that answered; 0 for never."""
    from tuinews.fetch.address_guard import Realm, realm_by_name

    asked = [(one.last_check.last_checked or 0, one.url) for one in pollings if one.last_check.http_status]
    asked.sort(reverse=True)
    return next((when for when, url in asked if realm_by_name(shown_host(url)) is Realm.PUBLIC), 0)


def are_few_of_many(lost: Sequence[tuple[str, bool]], pollings: Iterable[Polling], now: Instant) -> bool:
    """Whether feeds that could not be found in a round in which nobody answered are at fault themselves.

    So it is if they are of a few hosts, and others on the web answered in the last hour: those are not due yet.
    `lost` are their addresses, each with whether the machine itself says that it has no network; then it has none.
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
    heard = [shown_host(one.url) for one in others if 0 <= now - (one.last_check.last_checked or 0) < HOUR]
    return any(realm_by_name(host) is Realm.PUBLIC for host in heard)


def postpone(before: Polling, now: Instant) -> Polling | None:
    """The state of a feed behind a login page: nothing counts, but it is not tried again at once.

    `None` when that was so the last time too: feeds that broke together would else never fail nor be asked less.
    """
    if before.schedule.next_check_reason == _PUT_OFF:
        return None
    later = max(before.schedule.next_check, now + _AGAIN)
    return replace(before, schedule=replace(before.schedule, next_check=later, next_check_reason=_PUT_OFF))
