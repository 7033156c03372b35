"""Page bytes as received, kept as WARC 1.1 in the workspace's `evidence` folder.

One file per run, each record a gzip member of its own, so that one page is read without the rest.
A file is never opened for writing twice: what a killed run left behind stays as it is, and a record
cut at its end is in no index.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Final, Self

from sqlalchemy import Connection, Row, Select, select

from audit_rules.model import Snapshot
from storage import tables
from storage.errors import (
    DiskFullError,
    EvidenceAlteredError,
    EvidenceMissingError,
    EvidenceTruncatedError,
    EvidenceUnreadableError,
    StorageError,
    UnknownSnapshotError,
    WrongDigestError,
)
from storage.instants import SHANGHAI
from storage.runs import Run
from storage.upsert import insert
from storage.warc import BrokenRecordError, body_of, response_record, warcinfo_record

FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRef:
    """Where a page's bytes lie: a file of the evidence folder, and the bytes of one record in it."""

    file: str
    offset: int
    length: int


def _file_names(run: Run) -> Iterator[str]:
    """Name the run's file, and others for when a killed process has left it behind."""
    stem = f"{run.portal}-{run.as_of.astimezone(SHANGHAI):%Y%m%dT%H%M%S}-{run.id}"
    yield f"{stem}.warc.gz"
    yield from (f"{stem}-{number}.warc.gz" for number in count(2))


@contextmanager
def _disk_failures(file: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFullError(str(file)) from error
        raise EvidenceUnreadableError(file, error.strerror or str(error)) from error


def _create(folder: Path, run: Run) -> tuple[Path, BinaryIO]:
    with _disk_failures(folder):
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        folder.chmod(FOLDER_MODE)
    for name in _file_names(run):
        path = folder / name
        with _disk_failures(path), suppress(FileExistsError):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            return path, os.fdopen(os.open(path, flags, FILE_MODE), "wb", buffering=0)
    raise AssertionError


class EvidenceWriter:
    """Writes one run's pages; a context object. The file is made when the first page comes."""

    def __init__(self, folder: Path, run: Run) -> None:
        """Write below `folder`, for `run`."""
        self._folder = folder
        self._run = run
        self._path = folder
        self._file: BinaryIO | None = None
        self._end = 0

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file after its bytes have reached the disk."""
        if self._file is not None:
            with _disk_failures(self._path), self._file:
                os.fsync(self._file.fileno())
            self._file = None

    def add(
        self,
        connection: Connection,
        snapshot: Snapshot,
        *,
        headers: Iterable[tuple[str, str]] = (),
        status: int = 200,
    ) -> EvidenceRef:
        """Store a page and its place, unless the same bytes of the same address are stored already.

        The bytes are handed to the operating system before the index names them, so a record in the
        index is whole even if the process is killed.
        """
        if hashlib.sha256(snapshot.body).hexdigest() != snapshot.sha256:
            raise WrongDigestError(snapshot.url)
        known = _find(connection, snapshot.sha256, snapshot.url)
        if known is not None:
            return _ref(known)
        ref = self._append(response_record(snapshot, headers=headers, status=status))
        _save_ref(connection, self._run, snapshot, ref)
        return ref

    def _append(self, record: bytes) -> EvidenceRef:
        if self._file is None:
            self._path, self._file = _create(self._folder, self._run)
            self._end = 0
            self._write(self._file, warcinfo_record(self._path.name, self._run.as_of))
        offset = self._write(self._file, record)
        return EvidenceRef(file=self._path.name, offset=offset, length=len(record))

    def _write(self, file: BinaryIO, record: bytes) -> int:
        offset = self._end
        with _disk_failures(self._path):
            try:
                rest = memoryview(record)
                while rest:
                    rest = rest[file.write(rest) :]
            except OSError:
                # Take the half record back, so that the file ends with a whole one.
                with suppress(OSError):
                    os.ftruncate(file.fileno(), offset)
                    os.lseek(file.fileno(), offset, os.SEEK_SET)
                raise
        self._end = offset + len(record)
        return offset


def _find(connection: Connection, sha256: str, url: str | None) -> Row[Any] | None:
    table = tables.snapshot
    query: Select[Any] = select(
        table.c.url, table.c.captured_at, table.c.file, table.c.offset_bytes, table.c.length_bytes
    ).where(table.c.sha256 == sha256)
    if url is not None:
        query = query.where(table.c.url == url)
    return connection.execute(query.order_by(table.c.id).limit(1)).one_or_none()


def _ref(row: Row[Any]) -> EvidenceRef:
    return EvidenceRef(file=row.file, offset=row.offset_bytes, length=row.length_bytes)


def _save_ref(connection: Connection, run: Run, snapshot: Snapshot, ref: EvidenceRef) -> None:
    connection.execute(
        insert(connection, tables.snapshot)
        .values(
            portal=run.portal,
            run_id=run.id,
            sha256=snapshot.sha256,
            url=snapshot.url,
            captured_at=snapshot.captured_at,
            file=ref.file,
            offset_bytes=ref.offset,
            length_bytes=ref.length,
        )
        .on_conflict_do_nothing()
    )


def _read(path: Path, ref: EvidenceRef, url: str) -> bytes:
    try:
        with _disk_failures(path), path.open("rb") as file:
            file.seek(ref.offset)
            return file.read(ref.length)
    except FileNotFoundError as error:
        raise EvidenceMissingError(path, url) from error


def _body(path: Path, ref: EvidenceRef, url: str, sha256: str) -> bytes:
    record = _read(path, ref, url)
    if len(record) < ref.length:
        raise EvidenceTruncatedError(path, url)
    try:
        body = body_of(record)
    except BrokenRecordError as error:
        raise EvidenceAlteredError(path, url) from error
    if hashlib.sha256(body).hexdigest() != sha256:
        raise EvidenceAlteredError(path, url)
    return body


def load_snapshot(
    connection: Connection, folder: Path, sha256: str, *, url: str | None = None
) -> Snapshot:
    """Return stored bytes, checked against `sha256`; of the first address stored, or of `url`."""
    row = _find(connection, sha256, url)
    if row is None:
        raise UnknownSnapshotError(sha256)
    path = folder / Path(row.file).name
    return Snapshot(
        url=row.url,
        sha256=sha256,
        captured_at=row.captured_at,
        body=_body(path, _ref(row), row.url, sha256),
    )


def verify_snapshots(
    connection: Connection, folder: Path, portal: str
) -> Iterator[tuple[str, StorageError | None]]:
    """Read every stored page of a portal back; give its address and what is wrong, if anything."""
    table = tables.snapshot
    query = (
        select(table).where(table.c.portal == portal).order_by(table.c.file, table.c.offset_bytes)
    )
    for row in connection.execute(query.execution_options(yield_per=1000)):
        try:
            _body(folder / Path(row.file).name, _ref(row), row.url, row.sha256)
        except StorageError as error:
            yield row.url, error
        else:
            yield row.url, None
