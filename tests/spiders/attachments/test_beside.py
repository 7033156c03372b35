"""Files stored with a page are found by their links, and never outside the folder."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from audit_rules.model import Attachment, PageKind, PageRecord
from spiders.attachments.beside import read_beside, read_file
from spiders.attachments.limits import DEFAULT

WORDS = "附件里的文字"


def record(*addresses: str, url: str = "http://127.0.0.1/art/2022/a.html") -> PageRecord:
    """Return a page that links to the addresses."""
    files = tuple(Attachment(url=address, name="附件") for address in addresses)
    return PageRecord(url=url, family="generic", page_kind=PageKind.DISCLOSURE, attachments=files)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with a page two levels deep, and a file outside it."""
    folder = tmp_path / "stored"
    (folder / "art" / "2022").mkdir(parents=True)
    (folder / "art" / "2022" / "a.html").write_text("<p>page</p>", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("机密", encoding="utf-8")
    return folder


def found(root: Path, page: PageRecord) -> list[str]:
    """Return the words of every file found."""
    texts = read_beside(page, root / "art" / "2022" / "a.html", root)
    return [line for _, text in texts for line in text.lines]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("http://127.0.0.1/art/2022/x.txt", "art/2022/x.txt"),
        ("http://127.0.0.1/art/2022/x.txt?v=1#top", "art/2022/x.txt"),
        ("http://127.0.0.1/art/files/x.txt", "art/files/x.txt"),
        ("http://127.0.0.1/upload/x.txt", "upload/x.txt"),
        ("http://127.0.0.1/upload/%E8%A1%A8.txt", "upload/表.txt"),
        ("http://127.0.0.1/far/away/x.txt", "art/2022/x.txt"),
        ("files/x.txt", "art/2022/files/x.txt"),
        ("../x.txt", "art/x.txt"),
    ],
)
def test_a_link_is_followed_from_the_page_and_from_the_root(
    root: Path, address: str, place: str
) -> None:
    """Else a file of its name beside the page serves."""
    file = root / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(WORDS, encoding="utf-8")

    assert found(root, record(address)) == [WORDS]


@pytest.mark.parametrize(
    "address",
    [
        "../../../secret.txt",
        "http://127.0.0.1/../../secret.txt",
        "http://127.0.0.1/%2e%2e/%2e%2e/%2e%2e/secret.txt",
        "http://127.0.0.1/art/2022/..%2f..%2f..%2fsecret.txt",
        "http://127.0.0.1//etc/passwd",
        "/etc/passwd",
        "http://127.0.0.1/a%00.txt",
        "http://[broken/secret.txt",
        f"http://127.0.0.1/{'x' * 5000}.txt",
        "http://127.0.0.1/art/2022/a.html",
        "http://127.0.0.1/nowhere.txt",
        "",
    ],
)
def test_nothing_outside_the_folder_is_read(root: Path, address: str) -> None:
    """Nor the page itself, nor what is not there; none of it is an error."""
    assert found(root, record(address)) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_shortcut_out_of_the_folder_is_not_followed(root: Path) -> None:
    """It may have been stored with the rest."""
    (root / "art" / "2022" / "x.txt").symlink_to(root.parent / "secret.txt")

    assert found(root, record("x.txt")) == []


def test_a_name_of_two_links_is_nobodys(root: Path) -> None:
    """The file beside the page may be either."""
    (root / "art" / "2022" / "x.txt").write_text(WORDS, encoding="utf-8")

    assert found(root, record("http://127.0.0.1/b/x.txt", "http://127.0.0.1/c/x.txt")) == []


def test_a_file_too_large_is_not_loaded(root: Path) -> None:
    """Its size is asked first."""
    file = root / "x.txt"
    file.write_text(WORDS * 20, encoding="utf-8")

    text = read_file(file, limits=replace(DEFAULT, input_bytes=64))

    assert text.reason is not None
    assert text.reason.startswith("文件超过")
    assert text.sha256 == ""


def test_a_folder_in_the_place_of_a_file_is_a_reason(root: Path) -> None:
    """As is whatever else the disk refuses."""
    reason = read_file(root).reason

    assert reason is not None
    assert reason.startswith("文件无法打开")
