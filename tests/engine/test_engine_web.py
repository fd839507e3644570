"""The web that the tests ask stands up to how the engine asks."""

import socket
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler

from engine.web import Server
from tuinews.config.settings import Settings


def test_all_hosts_that_are_asked_at_once_are_let_in_before_the_first_is_answered() -> None:
    with ExitStack() as stack:
        server = stack.enter_context(Server(("127.0.0.1", 0), BaseHTTPRequestHandler))
        host, port = "127.0.0.1", server.server_port
        let_in = [
            stack.enter_context(socket.create_connection((host, port), timeout=0.5))
            for _ in range(Settings().refresh.concurrency)
        ]
        assert all(line.getpeername() == (host, port) for line in let_in)
