"""A small site of each CMS family, served on 127.0.0.1: `tests/replicas/<make>.py`, found by listing.

A module has `build() -> Replica`. Its pages are our own, made after how the family's real ones look.
What every replica must stand (crawl, probe) is tested over all of them: `tests/crawler/test_replicas.py`.
"""

from __future__ import annotations

import pkgutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One request: `target` is path and query, `form` the body of a POST ("" for a GET)."""

    method: str
    target: str
    form: str = ""


@dataclass(frozen=True)
class Reply:
    """One answer."""

    body: str | bytes
    kind: str = "text/html; charset=utf-8"
    status: int = 200


@dataclass(frozen=True)
class Item:
    """A published item as a person reads it; `path` is where its page stands.

    `fields` are what its page says (keys of `gongkai extract`), for items whose page is looked at;
    `file_fields` what only a file of it says.
    """

    path: str
    title: str
    published_on: str
    fields: Mapping[str, str | None] = field(default_factory=dict)
    file_fields: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Replica:
    """A site: `answer` gives the page of a request, None for 404.

    `column` is the address of the column to be read, `items` all it holds, in its own order, those of
    later pages too. `home` is the unit's disclosure home, "" where the family has none that lists
    columns; `column_name` is the column's path there. `is_whole` is False where a careful reader
    cannot know all rows without a browser; then `items` are those a page shows.
    """

    family: str
    column: str
    items: tuple[Item, ...]
    answer: Callable[[Asked], Reply | None]
    home: str = ""
    column_name: str = ""
    is_whole: bool = True
    base_url: str = ""
    asked: list[Asked] = field(default_factory=list)


def replica_names() -> tuple[str, ...]:
    """Return the makes there are replicas of."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def build_replica(name: str) -> Replica:
    """Build one replica."""
    built = import_module(f"{__name__}.{name}").build()
    assert isinstance(built, Replica)
    return built


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._answer(self.rfile.read(length).decode("utf-8"))

    def _answer(self, form: str) -> None:
        asked = Asked(self.command, self.path, form)
        self.server.replica.asked.append(asked)
        if self.path == "/robots.txt":
            reply: Reply | None = Reply("User-agent: *\nDisallow:\n", "text/plain")
        else:
            reply = self.server.replica.answer(asked)
        reply = reply or Reply("<html><body><h1>404 Not Found</h1></body></html>", status=404)
        body = reply.body.encode("utf-8") if isinstance(reply.body, str) else reply.body
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as in http.server
        """Keep quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, replica: Replica) -> None:
        self.replica = replica
        super().__init__(("127.0.0.1", 0), _Handler)


@contextmanager
def served_replica(replica: Replica) -> Iterator[Replica]:
    """Serve a replica for the length of the block."""
    with _Server(replica) as server:
        replica.base_url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield replica
        finally:
            server.shutdown()
            thread.join()
