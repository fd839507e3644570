"""Where fetching touches the world and the user's wishes: given to it, so that tests own them."""

import os
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tuinews.fetch.dial import Connect, Resolve, connect, look_up


class NetworkSettings(Protocol):
    """The settings that fetching goes by (the `network` section); kept apart so that this room needs no other."""

    @property
    def user_agent(self) -> str:
        """What servers are told; `""`: the program and its version."""

    @property
    def contact(self) -> str:
        """An address of the user's, told along with the program's own name; `""`: none."""

    @property
    def proxy(self) -> str:
        """A proxy for everything; `""`: as the environment says."""

    @property
    def connect_seconds(self) -> float:
        """Longest time for a connection, TLS included."""

    @property
    def feed_seconds(self) -> float:
        """Longest time for a feed altogether."""

    @property
    def page_seconds(self) -> float:
        """Longest time for a page altogether."""

    @property
    def max_feed_bytes(self) -> int:
        """Most bytes of an unpacked body."""


def make_tls_context() -> ssl.SSLContext:
    """A TLS context with the system's certificates, or the bundled ones where the system keeps none."""
    context = ssl.create_default_context()
    places = ssl.get_default_verify_paths()
    if not context.cert_store_stats()["x509_ca"] and not Path(places.openssl_capath).is_dir():
        import certifi

        context.load_verify_locations(certifi.where())
    return context


@dataclass(frozen=True, slots=True)
class SystemNetwork:
    """What touches the world."""

    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    """Where proxies are looked for."""
    resolve: Resolve = look_up
    connect: Connect = connect
    tls_context: Callable[[], ssl.SSLContext] = make_tls_context
    """Makes the one TLS context, which takes tens of milliseconds."""
