"""D7, D8: what the store lies on, and what may be done there."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import apsw
import pytest

from store.storing import NOW, House, draft
from tuinews.store import Reader, Writer, prepare
from tuinews.store.file.disk import describe_disk, find_sharing

MOUNTS = r"""
24 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 24 0:50 / /home rw - nfs4 server:/home rw
31 30 0:51 / /home/ann/own rw - xfs /dev/vdb rw
32 24 0:52 / /media/my\040share rw - cifs //nas/share rw
33 24 0:53 / /mnt/far rw - fuse.sshfs ann@far: rw
34 24 0:54 / /mnt/stick rw - fuseblk /dev/sdb rw
nonsense
"""


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        ("/var/lib/tuinews.db", ""),
        ("/home/ann/.local/share/tuinews/tuinews.db", "nfs4"),
        ("/home/ann/own/tuinews.db", ""),
        ("/homes/tuinews.db", ""),
        ("/media/my share/tuinews.db", "cifs"),
        ("/mnt/far/a/tuinews.db", "fuse.sshfs"),
        ("/mnt/stick/tuinews.db", ""),
        ("/data/Nextcloud/tuinews.db", "Nextcloud"),
        ("/data/Dropbox (Ann)/tuinews.db", "Dropbox (Ann)"),
        ("/data/dropboxes/Dropbox.db", ""),
    ],
)
def test_d8_network_file_systems_and_synchronised_folders_are_known(path: str, shared: str) -> None:
    assert find_sharing(Path(path), MOUNTS) == shared
    assert find_sharing(Path(path), "") in {"", shared}


def test_d8_there_is_no_log_in_shared_memory_on_a_disk_that_others_share(tmp_path: Path) -> None:
    path = tmp_path / "Nextcloud" / "tuinews.db"
    prepare(path, NOW)
    with closing(Writer(path, lambda: NOW)) as writer, closing(Reader(path)) as reader:
        writer.remember("a", "b")
        health = reader.health()
        assert (health.journal_mode, health.disk) == ("delete", "Nextcloud")
        assert writer._connection.pragma("synchronous") == 2
    assert sorted(file.name for file in path.parent.iterdir()) == ["tuinews.db"]
    assert "other machines share" in describe_disk(path)


def test_d8_a_store_that_is_moved_settles_its_journal_by_its_new_place(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        house.store(house.feed(), draft("a1"))
    shared = tmp_path / "Dropbox" / "tuinews.db"
    shared.parent.mkdir()
    shared.write_bytes(house.path.read_bytes())

    prepare(shared, NOW)
    assert shared.read_bytes()[18] == 1
    house.path.write_bytes(shared.read_bytes())
    prepare(house.path, NOW)
    assert house.path.read_bytes()[18] == 2
    with closing(Reader(house.path)) as reader:
        assert reader.counts().total == 1


_READ_ONLY = """
import os, sys
from pathlib import Path
from store.storing import NOW
from tuinews.model.error import StoreError
from tuinews.store import Reader, Writer, prepare
from tuinews.store.file.disk import describe_disk
from tuinews.store.file.schema import schema_version
path = Path(sys.argv[1])
schema_version()  # known before the program's own files are out of reach
if os.geteuid() == 0:
    os.setresuid(65534, 65534, 65534)  # no permission stops the superuser
prepare(path, NOW)
print(describe_disk(path))
reader = Reader(path)
print(reader.counts().total, reader.health().integrity)
try:
    Writer(path, lambda: NOW).remember("a", "b")
except StoreError as error:
    print(error)
"""


@pytest.mark.parametrize("what", ["the file and its folder", "the folder", "the file"])
def test_d7_what_cannot_be_written_is_read_and_says_so(what: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        with House(Path(folder)) as house:
            house.store(house.feed(), draft("a1"))
        owner = 65_534 if os.geteuid() == 0 else os.geteuid()
        for place in (house.path, house.path.parent):
            os.chown(place, owner, -1)
        house.path.chmod(0o444 if "file" in what else 0o644)
        house.path.parent.chmod(0o555 if "folder" in what else 0o755)
        done = subprocess.run(
            [sys.executable, "-c", _READ_ONLY, str(house.path)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        house.path.parent.chmod(0o755)
    assert done.stderr == ""
    warned, read, refused = done.stdout.splitlines()
    assert "nothing that you do is kept" in warned
    assert read == "1 ok"
    assert "cannot be" in refused


def test_d3_a_lock_that_is_held_is_waited_for_no_longer_than_it_should(tmp_path: Path) -> None:
    with House(tmp_path) as house, closing(apsw.Connection(str(house.path))) as other:
        assert house.writer._connection.pragma("busy_timeout") == 5_000
        other.execute("BEGIN IMMEDIATE")
        assert house.find() == []
        other.execute("ROLLBACK")
