"""What a feed causes must not reach the user's own network.

A request that the user typed may go anywhere. A request that a feed's content caused (a redirect, a page, a picture)
may go to public addresses, and to the kind of private ones that the feed itself is at: loopback to loopback, LAN to
LAN. The address counts, not the name: it is checked after the name was resolved, and the connection is made to that
very address, so that a name that resolves differently a moment later gains nothing.
"""

import socket
from enum import Enum
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from tuinews.fetch.errors import FetchError
from tuinews.model.language import tr, tr_later

_LAN = tuple(map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")))
_NAT64 = ip_network("64:ff9b::/96")
_LOCAL_ENDINGS = (".local", ".lan", ".home", ".internal", ".intranet", ".corp", ".private", ".home.arpa")
"""Endings that public DNS does not hand out: nobody else can make such a name point to the LAN."""


class Realm(Enum):
    """The part of the network that an address belongs to."""

    PUBLIC = tr_later("the internet")
    LOOPBACK = tr_later("this machine")
    LAN = tr_later("your own network")
    OTHER = tr_later("a reserved address")
    """Link-local (with the metadata services of clouds), multicast, unspecified: no feed needs these."""


Reach = frozenset[Realm]
"""Where a request may go."""

ANYWHERE: Reach = frozenset(Realm)
ABROAD: Reach = frozenset({Realm.PUBLIC})


@lru_cache(maxsize=1_000)
def realm_of(address: str) -> Realm:
    """Return the realm of an IP address; of one inside another (mapped, NAT64, 6to4, Teredo) the inner one counts."""
    try:
        found = _unwrap_address(ip_address(address.partition("%")[0]))
    except ValueError:
        return Realm.OTHER
    if found.is_loopback:
        return Realm.LOOPBACK
    if any(found in network for network in _LAN if network.version == found.version):
        return Realm.LAN
    if found.is_link_local or found.is_multicast or not found.is_global:
        return Realm.OTHER
    return Realm.PUBLIC


def reach_from(origin_url: str) -> Reach:
    """Return where the content of the feed at this address may lead; `""` is the user and may reach all.

    Only addresses and names that cannot be public count as private: a public name could point to the LAN for a moment,
    and so extend its own reach.
    """
    if not origin_url:
        return ANYWHERE
    try:
        host = urlsplit(origin_url).hostname
    except ValueError:
        return ABROAD
    return ABROAD | {realm_by_name(host)} - {Realm.OTHER} if host else ABROAD


def reach_after(reach: Reach, realm: Realm) -> Reach:
    """Return where a redirect may lead that a server in this realm sent to a request with this reach."""
    return reach & (ABROAD | {realm})


def realm_by_name(host: str) -> Realm:
    """Return the realm that a host's name alone tells, without asking anybody; public when it tells none."""
    if address := ip_literal(host):
        return realm_of(address)
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return Realm.LOOPBACK
    if "." not in name or name.endswith(_LOCAL_ENDINGS):
        return Realm.LAN
    return Realm.PUBLIC


def find_allowed_addresses(addresses: list[str], host: str, reach: Reach) -> list[str]:
    """Return the addresses that may be connected to.

    Raises:
        FetchError: none of them may.
    """
    allowed = [address for address in addresses if reach == ANYWHERE or realm_of(address) in reach]
    if not allowed:
        raise refusal(host, realm_of(addresses[0]) if addresses else Realm.OTHER)
    return allowed


def refusal(host: str, realm: Realm) -> FetchError:
    """Return the error for an address that is out of reach."""
    return FetchError(
        tr(
            "{host} leads to {value}, where no feed on the web may send you: it was not opened.",
            host=host,
            value=tr(realm.value),
        )
    )


def ip_literal(host: str) -> str:
    """Return the IP address that a host is, in any notation that systems know (`0x7f.1` too); `""` for a name."""
    try:
        return str(ip_address(host.partition("%")[0])) if ":" in host else socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, ValueError):
        return ""


def _unwrap_address(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None) or address
