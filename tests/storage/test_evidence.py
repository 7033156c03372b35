"""The evidence archive: what goes in comes out, or a clear error does."""

from __future__ import annotations

import gzip
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from audit_rules.model import Snapshot
from storage.database import reading, writing
from storage.errors import (
    DiskFullError,
    EvidenceAlteredError,
    EvidenceMissingError,
    EvidenceTruncatedError,
    EvidenceUnreadableError,
    UnknownSnapshotError,
    WrongDigestError,
)
from storage.evidence import EvidenceRef, EvidenceWriter, load_snapshot, verify_snapshots

Nights = Any


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder that does not exist yet."""
    return tmp_path / "workspace" / "evidence"


def _store(nights: Nights, folder: Path, *snapshots: Snapshot, night: int = 1) -> list[EvidenceRef]:
    run = nights.start(night)
    with writing(nights.engine) as connection, EvidenceWriter(folder, run) as writer:
        return [writer.add(connection, one, headers=[("Server", "x")]) for one in snapshots]


def _load(nights: Nights, folder: Path, snapshot: Snapshot) -> Snapshot:
    with reading(nights.engine) as connection:
        return load_snapshot(connection, folder, snapshot.sha256)


@contextmanager
def _writable(path: Path) -> Iterator[bytearray]:
    content = bytearray(path.read_bytes())
    yield content
    path.write_bytes(content)


def test_bytes_come_back_as_they_were(nights: Nights, folder: Path) -> None:
    """Body, address and instant, also of an empty page and one in GB18030."""
    bodies = [
        b"",
        "政府信息公开".encode("gb18030"),
        os.urandom(70_000),
        b"HTTP/1.1 200 OK\r\n\r\nx",
    ]
    snapshots = [nights.snapshot(body) for body in bodies]
    _store(nights, folder, *snapshots)

    assert [_load(nights, folder, one) for one in snapshots] == snapshots


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.binary(max_size=500),
    st.lists(st.tuples(st.sampled_from(["X-甲", "Content-Encoding", "Content-Length"]), st.text())),
    st.text(),
)
def test_whatever_a_server_sends_comes_back(
    nights: Nights, folder: Path, body: bytes, headers: list[tuple[str, str]], tail: str
) -> None:
    """Headers and addresses, however odd, never change the body."""
    run = nights.start(1)
    page = nights.snapshot(body)
    url = page.url + tail.encode("utf-8", "replace").decode()
    page = Snapshot(url=url, sha256=page.sha256, captured_at=page.captured_at, body=body)
    with writing(nights.engine) as connection, EvidenceWriter(folder, run) as writer:
        writer.add(connection, page, headers=headers, status=599)
        assert load_snapshot(connection, folder, page.sha256, url=url) == page


def test_the_file_is_a_warc_others_can_read(nights: Nights, folder: Path) -> None:
    """Every record is a gzip member; digests, dates and addresses are in the headers."""
    page = nights.snapshot("公开".encode())
    ref = _store(nights, folder, page)[0]
    path = folder / ref.file

    assert ref.file == "sample-20220601T020000-1.warc.gz"
    assert gzip.decompress(path.read_bytes()[ref.offset :][: ref.length]).startswith(b"WARC/1.1")
    with path.open("rb") as file:
        records = [
            (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"))
            for one in ArchiveIterator(file, check_digests="raise")
            if one.content_stream().read() is not None
        ]
    assert records == [("warcinfo", None), ("response", page.url)]


def test_nobody_else_may_read_it(nights: Nights, folder: Path) -> None:
    """Pages may hold personal data: 0600 and 0700, whatever the umask."""
    old = os.umask(0)
    try:
        ref = _store(nights, folder, nights.snapshot())[0]
    finally:
        os.umask(old)

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / ref.file)]
    assert modes == [0o700, 0o600]


def test_the_same_bytes_are_stored_once(nights: Nights, folder: Path) -> None:
    """Once per address, also over nights; a run without anything new makes no file."""
    first = _store(nights, folder, nights.snapshot())
    again = _store(nights, folder, nights.snapshot(night=2), night=2)
    other = _store(nights, folder, nights.snapshot(name="b"), night=3)

    assert first == again != other
    assert len(list(folder.iterdir())) == 2
    assert _load(nights, folder, nights.snapshot()).captured_at == nights.at(1)


def test_bytes_that_belie_their_digest_are_refused(nights: Nights, folder: Path) -> None:
    """Nothing false enters the archive."""
    good = nights.snapshot()
    bad = Snapshot(url=good.url, sha256=good.sha256, captured_at=good.captured_at, body=b"other")

    with pytest.raises(WrongDigestError):
        _store(nights, folder, bad)


def test_a_page_never_stored(nights: Nights, folder: Path) -> None:
    """The digest is named."""
    page = nights.snapshot()

    with pytest.raises(UnknownSnapshotError, match=page.sha256):
        _load(nights, folder, page)


def test_a_missing_file(nights: Nights, folder: Path) -> None:
    """The message names file and page."""
    page = nights.snapshot()
    ref = _store(nights, folder, page)[0]
    (folder / ref.file).unlink()

    with pytest.raises(EvidenceMissingError, match=ref.file):
        _load(nights, folder, page)


def test_a_truncated_file(nights: Nights, folder: Path) -> None:
    """What lies before the cut can still be read."""
    pages = [nights.snapshot(body) for body in (b"one", b"two")]
    refs = _store(nights, folder, *pages)
    os.truncate(folder / refs[1].file, refs[1].offset + refs[1].length - 1)

    assert _load(nights, folder, pages[0]) == pages[0]
    with pytest.raises(EvidenceTruncatedError, match="不完整"):
        _load(nights, folder, pages[1])


def test_an_altered_record(nights: Nights, folder: Path) -> None:
    """One bit is enough."""
    page = nights.snapshot(os.urandom(500))
    ref = _store(nights, folder, page)[0]
    with _writable(folder / ref.file) as content:
        content[ref.offset + ref.length // 2] ^= 1

    with pytest.raises(EvidenceAlteredError, match="不能作为佐证"):
        _load(nights, folder, page)


def test_another_page_in_its_place(nights: Nights, folder: Path) -> None:
    """A whole record that is not the one stored."""
    pages = [nights.snapshot(body) for body in (b"one", b"two")]
    refs = _store(nights, folder, *pages)
    with _writable(folder / refs[0].file) as content:
        record = content[refs[1].offset :][: refs[1].length]
        content[refs[0].offset :][: refs[0].length] = record
        content[refs[0].offset : refs[0].offset + refs[0].length] = record

    with pytest.raises(EvidenceAlteredError):
        _load(nights, folder, pages[0])


def test_a_record_cut_by_a_kill_hurts_nothing(nights: Nights, folder: Path) -> None:
    """The run goes on in a file of its own; the remains stay as they are."""
    pages = [nights.snapshot(body) for body in (b"one", b"two")]
    run = nights.start(1)
    with writing(nights.engine) as connection, EvidenceWriter(folder, run) as writer:
        ref = writer.add(connection, pages[0])
    cut = folder / ref.file
    cut.write_bytes(cut.read_bytes() + b"\x1f\x8b\x08\x00half")
    remains = cut.read_bytes()
    with writing(nights.engine) as connection, EvidenceWriter(folder, run) as writer:
        assert writer.add(connection, pages[1]).file == "sample-20220601T020000-1-2.warc.gz"

    assert [_load(nights, folder, page) for page in pages] == pages
    assert cut.read_bytes() == remains


def test_an_undone_transaction_leaves_no_promise(nights: Nights, folder: Path) -> None:
    """Bytes without an index entry are stored again by the next run."""
    page = nights.snapshot()
    run = nights.start(1)
    with reading(nights.engine) as connection, EvidenceWriter(folder, run) as writer:
        writer.add(connection, page)
        connection.rollback()
    _store(nights, folder, page, night=2)

    assert _load(nights, folder, page) == page


def test_a_full_disk_is_told(nights: Nights, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file ends with its last whole record, and takes more once there is room."""
    pages = [nights.snapshot(body) for body in (b"one", b"two")]
    run = nights.start(1)
    with writing(nights.engine) as connection, EvidenceWriter(folder, run) as writer:
        ref = writer.add(connection, pages[0])
        whole = (folder / ref.file).stat().st_size
        file = writer._file
        monkeypatch.setattr(writer, "_file", _Full(file))
        with pytest.raises(DiskFullError, match="腾出空间"):
            writer.add(connection, pages[1])
        assert (folder / ref.file).stat().st_size == whole
        monkeypatch.setattr(writer, "_file", file)
        writer.add(connection, pages[1])

    assert [_load(nights, folder, page) for page in pages] == pages


class _Full:
    """A file that takes a few bytes and then no more."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._is_full = False

    def fileno(self) -> int:
        return int(self._file.fileno())

    def write(self, content: bytes) -> int:
        if self._is_full:
            raise OSError(28, "No space left on device")
        self._is_full = True
        return int(self._file.write(bytes(content)[:7]))


def test_a_folder_that_cannot_be_made(nights: Nights, tmp_path: Path) -> None:
    """The reason of the operating system is quoted."""
    (tmp_path / "file").write_text("")

    with pytest.raises(EvidenceUnreadableError, match="file"):
        _store(nights, tmp_path / "file" / "evidence", nights.snapshot())


def test_the_whole_archive_is_verified(nights: Nights, folder: Path) -> None:
    """Each page, with what is wrong with it."""
    pages = [nights.snapshot(body, name=body.decode()) for body in (b"one", b"two")]
    refs = _store(nights, folder, *pages)
    os.truncate(folder / refs[1].file, refs[1].offset)

    with reading(nights.engine) as connection:
        found = {
            url: type(error) for url, error in verify_snapshots(connection, folder, nights.portal)
        }

    assert found == {pages[0].url: type(None), pages[1].url: EvidenceTruncatedError}
    assert hashlib.sha256(b"one").hexdigest() == pages[0].sha256
