"""What fetching touches of the system, and the settings it uses: passed in, so that tests can replace them."""

import os
import ssl
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tuinews.fetch.dial import Connect, Resolve, connect, look_up


class FetchSettings(Protocol):
    """The settings that fetching uses, which are those of the `network` section of `config`."""

    @property
    def user_agent(self) -> str:
        """The User-Agent; `""` for the program and its version."""

    @property
    def contact(self) -> str:
        """An address of the user's for the default User-Agent; `""` for none."""

    @property
    def proxy(self) -> str:
        """A proxy for everything; `""` for what the environment says."""

    @property
    def self_signed(self) -> Container[str]:
        """Hosts whose certificates are not checked."""

    @property
    def connect_seconds(self) -> float:
        """Most seconds for a connection, TLS included."""

    @property
    def feed_seconds(self) -> float:
        """Most seconds for a feed."""

    @property
    def page_seconds(self) -> float:
        """Most seconds for a page."""

    @property
    def max_feed_bytes(self) -> int:
        """Most bytes of an unpacked body."""


def make_tls_context() -> ssl.SSLContext:
    """Return a TLS context with the system's certificates, or with bundled ones if the system has none."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if not context.cert_store_stats()["x509_ca"] and not Path(paths.openssl_capath).is_dir():
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def trust_anybody() -> ssl.SSLContext:
    """Return a TLS context that checks no certificate, for hosts that the user named."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@dataclass(frozen=True, slots=True)
class SystemNetwork:
    """The environment, name resolution, sockets and certificates of the system."""

    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    """Where proxies are looked for."""
    resolve: Resolve = look_up
    connect: Connect = connect
    tls_context: Callable[[], ssl.SSLContext] = make_tls_context
    """Makes the one TLS context, which takes tens of milliseconds."""
