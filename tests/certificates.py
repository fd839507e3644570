"""Certificates for servers of the tests, made by the program that most machines have."""

import shutil
import subprocess

import pytest

NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
"""Words for a key that is quickly made."""


def openssl(*words: str) -> None:
    """Run it; without it nothing can be tried that needs a certificate, and the test says so."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not installed, which makes the certificate that this needs")
    subprocess.run([program, *words], check=True, capture_output=True)
