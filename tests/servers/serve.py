"""Serve a library by one of the tests' servers until the process is ended, for benchmarks and for trying things out.

    PYTHONPATH=tests python tests/servers/serve.py --mode freshrss --unread 10000

The first line that it prints is the address, the second the user and the third the password.
"""

import argparse
import signal

from servers.google_quirks import MODES
from servers.google_reader import GoogleReaderServer
from servers.miniflux_server import MinifluxServer

NATIVE = "miniflux-v1"
"""The mode that speaks Miniflux' own API; the others speak Google Reader."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve a library for trying a client.")
    parser.add_argument("--mode", choices=[*MODES, NATIVE], default="freshrss", help="whose quirks it has")
    parser.add_argument("--unread", type=int, default=10_000, help="unread items")
    parser.add_argument("--feeds", type=int, default=27, help="feeds that have them")
    parser.add_argument("--port", type=int, default=0, help="port; one that is free if none is given")
    chosen = parser.parse_args()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    server: GoogleReaderServer | MinifluxServer
    if chosen.mode == NATIVE:
        server = MinifluxServer(port=chosen.port, user="alice", password="secret")
    else:
        server = GoogleReaderServer(port=chosen.port, quirks=MODES[chosen.mode], user="alice", password="secret")
    server.library.fill(chosen.unread, chosen.feeds)
    with server:
        print(server.url, server.user, server.password, sep="\n", flush=True)  # noqa: T201  that is what it is for
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
