"""The web that the tests ask stands up to how the engine asks."""

import socket
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler

from engine.web import Server
from tuinews.config.settings import Settings


def test_all_hosts_that_are_asked_at_once_are_let_in_before_the_first_is_answered() -> None:
    with ExitStack() as stack:
        server = stack.enter_context(Server(("127.0.0.1", 0), BaseHTTPRequestHandler))
        for _ in range(Settings().refresh.concurrency):
            stack.enter_context(socket.create_connection(server.server_address[:2], timeout=0.5))  # type: ignore[arg-type]
