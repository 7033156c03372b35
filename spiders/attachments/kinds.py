"""What a file is, by its first bytes and its table of contents; names and endings tell nothing.

On such sites a `.doc` is often a page saved from Word (HTML, MHT), a `.xls` a page with a table.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import StrEnum
from typing import Final

from spiders.attachments.limits import (
    BrokenFileError,
    EncryptedError,
    Limits,
    TooCostlyError,
    UnsupportedKindError,
)


class FileKind(StrEnum):
    """The kinds that are read, and `UNKNOWN` for all others."""

    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    SHEET = "sheet"
    OFD = "ofd"
    HTML = "html"
    TEXT = "text"
    UNKNOWN = "unknown"


_PDF_WINDOW: Final = 1024
"""Bytes before `%PDF-` that readers pass over (PDF 1.7, appendix H, note 13)."""
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED: Final = (
    (b"{\\rtf", "RTF 文件"),
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "GZIP 压缩包"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG\r\n", "图片"),
    (b"GIF8", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"BM", "图片"),
    (b"RIFF", "图片或音视频"),
    (b"ID3", "音频"),
    (b"CEB", "CEB 版式文件"),
    (b"MZ", "程序文件"),
)
_OLE_STREAMS: Final = (
    ("EncryptedPackage", None),
    ("WordDocument", FileKind.DOC),
    ("Workbook", FileKind.SHEET),
    ("Book", FileKind.SHEET),
)
_ZIP_MARKS: Final = (
    ("word/", FileKind.DOCX),
    ("xl/", FileKind.SHEET),
    ("OFD.xml", FileKind.OFD),
)
_ZIP_REFUSED: Final = (("ppt/", "PPT 文件"), ("content.xml", "ODF 文件"))
_MARKUP: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|meta|div|p|span|style|font|script|center)\b",
    re.IGNORECASE,
)
_MAIL: Final = re.compile(rb"(?:^|\n)(?:MIME-Version|Content-Type):", re.IGNORECASE)
_HEAD: Final = 4096
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ENCRYPTED_MEMBER: Final = 0x1
_SMALL: Final = 1024 * 1024
"""A member that unpacks to less is no bomb, however well it was packed."""


def has_magic(body: bytes) -> bool:
    """Whether the first bytes are those of an attachment rather than of a page. Opens nothing."""
    return body.startswith((*_ZIP, _OLE, *(magic for magic, _ in _REFUSED[:3]))) or (
        b"%PDF-" in body[:_PDF_WINDOW] and body.lstrip()[:1] != b"<"
    )


def recognise(body: bytes, limits: Limits) -> FileKind:
    """Return the kind of a file that can be read; UnreadableAttachmentError says why one cannot.

    A zip is looked through before anything of it is unpacked.
    """
    if not body:
        raise BrokenFileError("空文件")
    if body.startswith(_ZIP):
        return _kind_of_zip(body, limits)
    if body.startswith(_OLE):
        return _kind_of_ole(body)
    head = body[:_HEAD]
    if b"%PDF-" in body[:_PDF_WINDOW] and not _MARKUP.match(head.lstrip()):
        return FileKind.PDF
    for magic, name in _REFUSED:
        if body.startswith(magic):
            raise UnsupportedKindError(name)
    return _kind_of_words(body, head)


def _kind_of_words(body: bytes, head: bytes) -> FileKind:
    """Tell a page, a page with its pictures in one file (MHT), and plain text apart."""
    if body.startswith(_BOMS):
        head = head.replace(b"\x00", b"")
    elif _CONTROLS.search(body):
        raise UnsupportedKindError("格式无法识别的文件")
    if _MARKUP.search(head) or (_MAIL.match(head) and b"boundary=" in head.lower()):
        return FileKind.HTML
    if head.lstrip().startswith(b"<?xml"):
        raise UnsupportedKindError("XML 文件")
    return FileKind.TEXT


def _kind_of_ole(body: bytes) -> FileKind:
    import olefile  # noqa: PLC0415 - only the reading process has it

    try:
        with olefile.OleFileIO(io.BytesIO(body)) as container:
            for name, kind in _OLE_STREAMS:
                if container.exists(name):
                    if kind is None:
                        raise EncryptedError
                    return kind
    except (OSError, ValueError, IndexError) as error:
        raise BrokenFileError from error
    raise UnsupportedKindError("不是 Word、Excel 的 OLE 文件")


def _kind_of_zip(body: bytes, limits: Limits) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, zlib.error) as error:
        raise BrokenFileError from error
    _refuse_bomb(members, limits)
    names = [member.filename for member in members]
    kind = next(
        (kind for mark, kind in _ZIP_MARKS if any(name.startswith(mark) for name in names)), None
    )
    if kind is None:
        named = (word for mark, word in _ZIP_REFUSED if any(n.startswith(mark) for n in names))
        raise UnsupportedKindError(next(named, "压缩包"))
    if any(member.flag_bits & _ENCRYPTED_MEMBER for member in members):
        raise EncryptedError
    return kind


def _refuse_bomb(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Believe the declared sizes: `zipfile` never gives more of a member than it declares."""
    if len(members) > limits.members:
        raise TooCostlyError(f"压缩包内文件超过{limits.members}个")
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise TooCostlyError(f"解压后超过{limits.unpacked_bytes // (1024 * 1024)} MB")
    for member in members:
        if member.file_size > _SMALL and member.file_size > limits.ratio * max(
            member.compress_size, 1
        ):
            raise TooCostlyError(f"压缩比超过{limits.ratio}，疑为压缩炸弹")
