"""The HTTP/1.1 server on the loopback interface."""

from __future__ import annotations

import ipaddress
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from sample_portal import portal, site
from sample_portal.errors import NotLoopbackError, UnreadableDayError
from sample_portal.site import Answer, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
    """How the portal is played; `today` is asked for at every request."""

    seed: int
    scale: float
    skin: str
    today: Callable[[], date]

    def view(self) -> View:
        """Return the portal as it stands now."""
        return View(self.seed, self.scale, self.today(), self.skin)


class PortalServer(ThreadingHTTPServer):
    """A server that plays one staging; a thread a connection."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, host: str, port: int, staging: Staging) -> None:
        """Listen at once; port 0 takes a free one. Any host but a loopback address is refused."""
        if not is_loopback(host):
            raise NotLoopbackError(host)
        self.staging = staging
        super().__init__((host, port), Handler)

    @property
    def base_url(self) -> str:
        """Where it is reached, without a slash at the end."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that goes away is no event."""


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    protocol_version = "HTTP/1.1"
    server_version = "sample-portal"
    sys_version = ""
    wbufsize = -1
    disable_nagle_algorithm = True
    server: PortalServer

    def do_GET(self) -> None:
        """Answer with the body."""
        self._respond(has_body=True)

    def do_HEAD(self) -> None:
        """Answer with the headers only."""
        self._respond(has_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in http.server
        """Keep quiet."""

    def _respond(self, *, has_body: bool) -> None:
        answer = site.answer(self.server.staging.view(), self.path)
        if self._is_known(answer):
            self.send_response(304)
            self._send_validators(answer)
            self.end_headers()
            return
        is_zipped = answer.kind == site.HTML and "gzip" in self.headers.get("Accept-Encoding", "")
        body = answer.zipped if is_zipped else answer.body
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(body)))
        if is_zipped:
            self.send_header("Content-Encoding", "gzip")
        self._send_validators(answer)
        self.end_headers()
        if has_body:
            self.wfile.write(body)

    def _send_validators(self, answer: Answer) -> None:
        self.send_header("Vary", "Accept-Encoding")
        if answer.status == 200:
            self.send_header("ETag", answer.etag)
            changed_at = answer.changed_at.astimezone(UTC)
            self.send_header("Last-Modified", format_datetime(changed_at, usegmt=True))

    def _is_known(self, answer: Answer) -> bool:
        """Whether the client has this very page; its tag speaks before its date."""
        if answer.status != 200:
            return False
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return answer.etag in known or "*" in known
        since = _instant(self.headers.get("If-Modified-Since"))
        return since is not None and answer.changed_at <= since


def is_loopback(host: str) -> bool:
    """Whether the host is this machine alone: `localhost`, 127.0.0.0/8 or ::1."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def day_in(path: Path) -> date:
    """Return the day written in a file as YYYY-MM-DD.

    A file found empty is being written: it is read again for up to a tenth of a second.
    """
    words = path.read_text(encoding="utf-8").strip()
    for _ in range(20):
        if words:
            break
        time.sleep(0.005)
        words = path.read_text(encoding="utf-8").strip()
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise UnreadableDayError(path, words) from error


def serve(server: PortalServer, ready_file: Path | None) -> None:
    """Serve until SIGTERM or SIGINT; the ready file gets the address once pages can be asked for."""
    portal.build(server.staging.seed, server.staging.scale)
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    if ready_file is not None:
        ready_file.write_text(f"{server.base_url}\n", encoding="utf-8")
    done.wait()
    server.shutdown()
    server.server_close()


def _instant(words: str | None) -> datetime | None:
    """Return the instant of an HTTP date; None where there is none or it cannot be read."""
    try:
        return parsedate_to_datetime(words) if words else None
    except ValueError:
        return None
