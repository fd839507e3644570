"""A real Miniflux on loopback, with a PostgreSQL of its own, both in a directory that is deleted afterwards."""

import json
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

USER, PASSWORD = "alice", "a-long-password"
GOOGLE_USER, GOOGLE_PASSWORD = "alice-reader", "another-password"


class MissingError(Exception):
    """Something is missing that it takes; the text says what."""


@dataclass
class RealMiniflux:
    """Where it is, and how a test reaches behind what clients see."""

    url: str
    database: list[str]
    """The words of `psql` that reach its database."""

    def call(self, method: str, path: str, value: Any = None) -> Any:
        """Call its API as another client does."""
        import base64

        login = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        body = None if value is None else json.dumps(value).encode()
        headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/v1/{path}", body, headers, method=method)  # noqa: S310  loopback
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310  as above
            said = answer.read()
        return json.loads(said) if said else None

    def execute(self, sql: str) -> str:
        """Run SQL in its database."""
        words = [*self.database, "-v", "ON_ERROR_STOP=1", "-Atc", sql]
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def find_program(name: str) -> str:
    """Return a program of PostgreSQL; raises MissingError."""
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None
    )
    if found is None:
        raise MissingError(f"{name} of PostgreSQL is not installed")
    return found


@contextmanager
def postgres(home: Path) -> Iterator[list[str]]:
    """Run a database without network; yield the words of `psql` that reach it."""
    data = home / "data"
    words: dict[str, Any] = {}
    if os.geteuid() == 0:  # it refuses to be run by root
        account = next((name for name in ("postgres", "nobody") if _has_user(name)), "nobody")
        words = {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []}
        os.chown(home, pwd.getpwnam(account).pw_uid, pwd.getpwnam(account).pw_gid)

    def run(*command: str | Path) -> None:
        # what it starts keeps its streams open, so they lead to a file
        with (home / "setup.log").open("ab") as log:
            subprocess.run(command, check=True, stdout=log, stderr=log, cwd=home, **words)

    run(find_program("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8")
    options = f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync=off"
    run(find_program("pg_ctl"), "-D", data, "-w", "-o", options, "-l", home / "log", "start")
    try:
        yield [find_program("psql"), "-h", str(home), "-U", "postgres"]
    finally:
        run(find_program("pg_ctl"), "-D", data, "-m", "immediate", "stop")


@contextmanager
def real_miniflux(program: str) -> Iterator[RealMiniflux]:
    """Run Miniflux with one user, whose Google Reader login has another name; raises MissingError."""
    home = Path(tempfile.mkdtemp(prefix="tuinews-miniflux-"))
    home.chmod(0o755)
    try:
        with postgres(home) as database:
            subprocess.run([*database, "-c", "CREATE DATABASE miniflux"], check=True, capture_output=True)
            with _miniflux(program, home) as url:
                served = RealMiniflux(url, [*database, "miniflux"])
                _allow_google_reader(served)
                yield served
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _miniflux(program: str, home: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environ = {
        "DATABASE_URL": f"user=postgres dbname=miniflux host={home} sslmode=disable",
        "RUN_MIGRATIONS": "1",
        "CREATE_ADMIN": "1",
        "ADMIN_USERNAME": USER,
        "ADMIN_PASSWORD": PASSWORD,
        "LISTEN_ADDR": address,
        "FETCHER_ALLOW_PRIVATE_NETWORKS": "1",
        "DISABLE_SCHEDULER_SERVICE": "1",
        "POLLING_LIMIT_PER_HOST": "0",
    }
    with (home / "miniflux.log").open("wb") as log:
        running = subprocess.Popen([program], env={**os.environ, **environ}, stdout=log, stderr=log)
    try:
        _wait_for(running, address, home / "miniflux.log")
        yield f"http://{address}"
    finally:
        running.terminate()
        running.wait(20)


def _wait_for(running: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Wait until it listens; raises MissingError when it ends before."""
    for _ in range(1_200):
        if _answers(address):
            return
        with suppress(subprocess.TimeoutExpired):
            running.wait(0.05)
            break
    raise MissingError(f"Miniflux does not start: {log.read_text()[-500:]}")


def _allow_google_reader(served: RealMiniflux) -> None:
    """Set what users set on its page of integrations."""
    number = served.call("GET", "me")["id"]
    served.execute("CREATE EXTENSION IF NOT EXISTS pgcrypto")
    served.execute(
        # all that is put in is ours
        "UPDATE integrations SET googlereader_enabled='t', "  # noqa: S608
        f"googlereader_username='{GOOGLE_USER}', "
        f"googlereader_password=crypt('{GOOGLE_PASSWORD}', gen_salt('bf')) WHERE user_id={number}"
    )


def _answers(address: str) -> bool:
    host, _, port = address.partition(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def _has_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
