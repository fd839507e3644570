"""What several rooms' tests ask for."""

from pathlib import Path

import pytest

from certificates import NEW_KEY, openssl


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of news.example in one file, signed by itself."""
    return _made(tmp_path_factory.mktemp("tls"), days=2)


@pytest.fixture(scope="session")
def expired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, out of date since yesterday."""
    return _made(tmp_path_factory.mktemp("tls"), days=-1)


def _made(folder: Path, *, days: int) -> Path:
    key, wish, names, signed = (str(folder / name) for name in ("key.pem", "wish.csr", "names", "signed.crt"))
    (folder / "names").write_text("subjectAltName=DNS:news.example,IP:127.0.0.1")
    openssl("req", *NEW_KEY, "-subj", "/CN=news.example", "-keyout", key, "-out", wish)
    openssl("x509", "-req", "-in", wish, "-signkey", key, "-days", str(days), "-extfile", names, "-out", signed)
    file = folder / "news.pem"
    file.write_text(Path(key).read_text() + Path(signed).read_text())
    return file
