"""The real server on a free port."""

from __future__ import annotations

import gzip
import http.client
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from sample_portal import server
from sample_portal.__main__ import main
from sample_portal.errors import NotLoopbackError, UnreadableDayError
from sample_portal.portal import Portal
from sample_portal.server import PortalServer, Staging

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def day_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file that says which day it is."""
    path = tmp_path_factory.mktemp("day") / "today.txt"
    path.write_text("2023-03-01\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def base_url(day_file: Path) -> Iterator[str]:
    """Yield a server started as the demo starts it, and ended by SIGTERM."""
    ready = day_file.with_name("ready")
    command = [sys.executable, "-m", "sample_portal", "serve", "--port", "0"]
    command += ["--today-file", str(day_file), "--ready-file", str(ready)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) as process:
        for _ in range(300):
            if ready.exists() and ready.read_text(encoding="utf-8").endswith("\n"):
                break
            time.sleep(0.05)
        yield ready.read_text(encoding="utf-8").strip()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""


@pytest.fixture
def connection(base_url: str) -> Iterator[http.client.HTTPConnection]:
    """One connection that is kept open."""
    address = urlsplit(base_url)
    opened = http.client.HTTPConnection(address.hostname or "", address.port, timeout=10)
    yield opened
    opened.close()


def ask(
    connection: http.client.HTTPConnection, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    """Return the response and its body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=named)
    response = connection.getresponse()
    return response, response.read()


def test_pages_and_keep_alive(world: Portal, connection: http.client.HTTPConnection) -> None:
    """Many pages over one connection, with the right length."""
    for path in ["/", "/gongkai/", "/robots.txt", *list(world.by_path)[:10]]:
        response, body = ask(connection, path)
        assert response.status == 200
        assert response.version == 11
        assert response.getheader("Content-Length") == str(len(body))
        assert connection.sock is not None


def test_gzip(world: Portal, connection: http.client.HTTPConnection) -> None:
    """Zipped when accepted, the same page."""
    path = next(iter(world.by_path))
    _, plain = ask(connection, path)
    response, zipped = ask(connection, path, Accept_Encoding="gzip, deflate")
    assert response.getheader("Content-Encoding") == "gzip"
    assert response.getheader("Content-Type") == "text/html; charset=utf-8"
    assert gzip.decompress(zipped) == plain


def test_not_modified(world: Portal, connection: http.client.HTTPConnection) -> None:
    """The tag and the date each save the body; others do not."""
    path = next(iter(world.by_path))
    first, _ = ask(connection, path)
    for name, value in (
        ("If_None_Match", first.getheader("ETag") or ""),
        ("If_Modified_Since", first.getheader("Last-Modified") or ""),
    ):
        again, body = ask(connection, path, **{name: value})
        assert again.status == 304
        assert body == b""
    assert ask(connection, path, If_None_Match='"other"')[0].status == 200
    old = "Mon, 04 Jan 2021 00:00:00 GMT"
    assert ask(connection, path, If_Modified_Since=old)[0].status == 200
    assert ask(connection, path, If_Modified_Since="nonsense")[0].status == 200


def test_head_and_not_found(connection: http.client.HTTPConnection) -> None:
    """HEAD has the length and no body; an unknown address has a page of its own."""
    response, body = ask(connection, "/gongkai/", "HEAD")
    assert (response.status, body) == (200, b"")
    assert int(response.getheader("Content-Length") or 0) > 500
    response, body = ask(connection, "/gongkai/site_nowhere/")
    assert response.status == 404
    assert "不存在" in body.decode()


def test_attachment(world: Portal, connection: http.client.HTTPConnection) -> None:
    """The link on the page leads to a valid PDF, another name to nothing."""
    owner = next(d for d in world.by_path.values() if d.draft.attachments)
    _, page = ask(connection, owner.path)
    start = page.index(owner.path.removesuffix(".html").encode() + b"_")
    href = page[start : page.index(b'"', start)].decode()
    response, body = ask(connection, href)
    assert response.getheader("Content-Type") == "application/pdf"
    assert body.startswith(b"%PDF-1.4")
    table = int(body.split(b"startxref\n")[1].split(b"\n")[0])
    assert body[table:].startswith(b"xref")
    assert ask(connection, href.replace(href[-36:-4], "0" * 32))[0].status == 404


def test_the_day_moves(
    world: Portal, connection: http.client.HTTPConnection, day_file: Path
) -> None:
    """A running server follows its day file."""
    path = world.by_key["science/backdated"].path
    assert ask(connection, path)[0].status == 404
    day_file.write_text("2023-03-08", encoding="utf-8")
    assert ask(connection, path)[0].status == 200
    day_file.write_text("2023-03-01", encoding="utf-8")


def test_only_loopback() -> None:
    """No other address is bound."""
    staging = Staging(seed=1, scale=1.0, skin="classic", today=lambda: date(2023, 3, 1))
    for host in ("0.0.0.0", "192.168.1.5", "example.org", ""):  # noqa: S104 - must be refused
        with pytest.raises(NotLoopbackError):
            PortalServer(host, 0, staging)


def test_a_day_file_without_a_day(tmp_path: Path) -> None:
    """What is no date is refused by name."""
    (tmp_path / "today").write_text("tomorrow", encoding="utf-8")
    with pytest.raises(UnreadableDayError):
        server.day_in(tmp_path / "today")


def test_refusals_are_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The command says why it does not start, and exits with 2."""
    assert main(["serve", "--host", "0.0.0.0", "--port", "0", "--today", "2023-03-01"]) == 2  # noqa: S104
    assert "本机" in capsys.readouterr().err
    assert main(["serve", "--today-file", str(tmp_path / "none")]) == 2


def test_printed_key(capsys: pytest.CaptureFixture[str], world: Portal) -> None:
    """The key and the happenings are JSON Lines with known addresses."""
    url = "http://127.0.0.1:9"
    assert main(["answer-key", "--base-url", url, "--today", "2023-03-01"]) == 0
    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(entries) > 50
    for entry in entries:
        assert list(entry) == ["unit", "row", "rule", "check", "kind", "subject", "column", "note"]
        assert entry["subject"] is None or entry["subject"].removeprefix(url) in world.by_path
    assert main(["happenings", "--base-url", url, "--today", "2023-03-08"]) == 0
    kinds = {json.loads(line)["kind"] for line in capsys.readouterr().out.splitlines()}
    assert {"repealed", "backdated", "withdrawn", "relabelled", "mended"} == kinds


def test_printed_portal_file(capsys: pytest.CaptureFixture[str]) -> None:
    """The portal file is YAML in the agreed form."""
    assert main(["portal-file", "--base-url", "http://127.0.0.1:8080/"]) == 0
    described = yaml.safe_load(capsys.readouterr().out)
    assert described["portal"] == "sample"
    assert described["base_url"] == "http://127.0.0.1:8080"
    assert described["requests_per_second"] == 500
    assert len(described["units"]) == 27
    assert {"name": "行政规范性文件", "url": "/gongkai/channel_c11501/"} in described["columns"]
