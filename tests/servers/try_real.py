"""Try the protocols with real servers: fetch what that takes, run the tests that need them, and say what cannot be had.

`make test-servers` runs this. Miniflux is built with Go, and has a PostgreSQL of its own for as long as it runs.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from servers.real_miniflux import MissingError, find_program

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "build" / "servers"
MINIFLUX = "miniflux.app/v2@v2.3.5"
TESTS = "tests/engine/test_engine_real_servers.py"


def main() -> int:
    try:
        for name in ("initdb", "pg_ctl", "psql"):
            find_program(name)
        program = build_miniflux()
    except MissingError as missing:
        print(f"Miniflux is not tried: {missing}.")  # noqa: T201  that is what it is for
        return 0
    environ = {**os.environ, "TUINEWS_TEST_MINIFLUX": str(program)}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", TESTS], cwd=ROOT, env=environ, check=False
    ).returncode


def build_miniflux() -> Path:
    """Return the program, which is built unless it is there; raises MissingError."""
    program = BUILT / "miniflux.app"
    if program.exists():
        return program
    go = shutil.which("go")
    if go is None:
        raise MissingError("Go is not installed, which builds it")
    print(f"Building {MINIFLUX}, which takes some minutes the first time.", flush=True)  # noqa: T201  as above
    BUILT.mkdir(parents=True, exist_ok=True)
    # outside of any module; an older Go fetches the one that it takes
    environ = {**os.environ, "GOBIN": str(BUILT), "GOTOOLCHAIN": "auto", "CGO_ENABLED": "0"}
    built = subprocess.run(
        [go, "install", MINIFLUX], cwd=BUILT, env=environ, check=False, capture_output=True, text=True
    )
    if built.returncode:
        raise MissingError(f"{MINIFLUX} cannot be built ({built.stderr.strip().splitlines()[-1:]})")
    return program


if __name__ == "__main__":
    sys.exit(main())
