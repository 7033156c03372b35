"""A tiny scripted portal in the gongkai address grammar, on 127.0.0.1, that can be made to fail.

Every path can be given a fault; every request is kept with its time, so that politeness can be
measured where it is felt. Papers can be added and taken away between nights.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

PER_PAGE = 5
HANG_S = 8.0
"""Longer than the time-out the tests give the crawler."""


@dataclass(frozen=True)
class Paper:
    """One published document; days are ISO dates."""

    title: str
    published_on: str = "2022-03-10"
    formed_on: str = "2022-03-08"
    number: str = "无"
    text: str = "根据工作安排，现将有关内容公开如下，请各有关单位和群众监督。"


@dataclass
class PortalColumn:
    """A column of a unit: its name and its papers, newest first."""

    name: str
    papers: list[Paper] = field(default_factory=list)


@dataclass
class PortalSite:
    """A unit's disclosure home."""

    name: str
    slug: str
    columns: list[PortalColumn] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Its address."""
        return f"/gongkai/site_{self.slug}/"

    def column_path(self, name: str, page: int = 1) -> str:
        """Return the address of one of its lists."""
        number = [column.name for column in self.columns].index(name) + 1
        return self.path + f"channel_c{number}/" + (f"?page={page}" if page > 1 else "")

    def paper_path(self, column: str, title: str) -> str:
        """Return a paper's address: 24 hexadecimal digits, the same every night."""
        digits = hashlib.sha256(f"{self.slug} {column} {title}".encode()).hexdigest()[:16]
        return f"{self.column_path(column)}doc_5f5e1000{digits}.html"


@dataclass(frozen=True)
class Seen:
    """One request: when it came and when it was answered (monotonic), and who asked."""

    path: str
    host: str
    agent: str
    began_at: float
    ended_at: float
    in_flight: int


@dataclass(frozen=True)
class Answer:
    """What a fault makes of a page."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    location: str | None = None
    length: int | None = None
    is_unlimited: bool = False
    hang_s: float = 0.0


Fault: TypeAlias = Callable[[Answer], Answer]
"""The page as it would be → what is sent instead."""


# --- faults ----------------------------------------------------------------------------------------


def status(code: int) -> Fault:
    """Answer with a bare HTTP status."""
    return lambda page: Answer(status=code, body=b"<html><body>error</body></html>", kind=page.kind)


def hang(page: Answer) -> Answer:
    """Let the client wait longer than it will."""
    return Answer(body=page.body, hang_s=HANG_S)


def cut(page: Answer) -> Answer:
    """Promise the whole page and send half of it."""
    return Answer(body=page.body[: len(page.body) // 2], length=len(page.body))


def cut_unannounced(page: Answer) -> Answer:
    """Send half of the page without having said how long it is."""
    last_row = page.body.rfind(b"<li>")
    end = last_row if last_row > 0 else len(page.body) // 2
    return Answer(body=page.body[:end], is_unlimited=True)


def whole_unannounced(page: Answer) -> Answer:
    """Send the whole page without saying how long it is: old servers do."""
    return Answer(body=page.body, is_unlimited=True)


def moved(location: str) -> Fault:
    """Redirect."""
    return lambda _page: Answer(status=302, location=location)


def instead(words: str) -> Fault:
    """Answer 200 with other words."""
    html = f"<html><head><title>提示</title></head><body><p>{words}</p></body></html>"
    return lambda _page: Answer(body=html.encode())


def raw(html: str) -> Fault:
    """Answer 200 with this page."""
    return lambda _page: Answer(body=html.encode())


def replaced(old: str, new: str) -> Fault:
    """Change words of the page."""
    return lambda page: Answer(body=page.body.replace(old.encode(), new.encode()))


def empty(_page: Answer) -> Answer:
    """Answer 200 with nothing."""
    return Answer()


def shell(_page: Answer) -> Answer:
    """Answer with a page that only a script would fill."""
    return Answer(
        body="<html><head><title>信息公开</title></head><body><div id='app'></div>"
        "<script src='/static/js/app.3f2a.js'></script></body></html>".encode()
    )


def gb18030(page: Answer) -> Answer:
    """Answer in the old Chinese charset, declared in the page's head."""
    text = page.body.decode().replace("charset=utf-8", "charset=gb2312")
    return Answer(body=text.encode("gb18030"), kind="text/html")


def huge(page: Answer) -> Answer:
    """Answer with more bytes than any list has."""
    return Answer(body=page.body.replace(b"</body>", b"<!-- " + b"x" * 3_000_000 + b" --></body>"))


# --- the portal ------------------------------------------------------------------------------------


class ScriptedPortal:
    """Sites, faults and the record of what was asked. Change it between nights as you like."""

    def __init__(self) -> None:
        """Begin with no site and a robots.txt that allows all."""
        self.sites: list[PortalSite] = []
        self.faults: dict[str, Fault] = {}
        self.fails_left: dict[str, int] = {}
        self.robots: str | None = "User-agent: *\nAllow: /\n"
        self.delay_s = 0.0
        self.seen: list[Seen] = []
        self.base_url = ""
        self.lock = threading.Lock()
        self.in_flight = 0
        self.on_request: Callable[[int], None] | None = None

    def add(self, name: str, slug: str, columns: dict[str, list[Paper]]) -> PortalSite:
        """Add a unit with its columns."""
        site = PortalSite(name, slug, [PortalColumn(*each) for each in columns.items()])
        self.sites.append(site)
        return site

    def site(self, name: str) -> PortalSite:
        """Return a unit's site."""
        return next(site for site in self.sites if site.name == name)

    def papers(self, unit: str, column: str) -> list[Paper]:
        """Return the papers of a column, to be changed in place."""
        return next(each for each in self.site(unit).columns if each.name == column).papers

    def url(self, path: str) -> str:
        """Return an absolute address."""
        return self.base_url + path

    def paths(self) -> list[str]:
        """Return every path asked for since the last `forget`, in order."""
        with self.lock:
            return [item.path for item in self.seen]

    def papers_asked(self) -> list[str]:
        """Return the documents' paths asked for."""
        return [path for path in self.paths() if "/doc_" in path]

    def forget(self) -> None:
        """Forget the requests."""
        with self.lock:
            self.seen.clear()

    def portal_file(self, *, rate: float = 500, more: str = "") -> str:
        """Return the YAML by which it is found."""
        units = "".join(f"  - {{name: {site.name}, site: {site.path}}}\n" for site in self.sites)
        return (
            "portal: scripted\nname: 测试区人民政府\n"
            f"base_url: {self.base_url}\nfamily: gongkai\n"
            f"requests_per_second: {rate}\n{more}units:\n{units}"
        )

    # --- pages -------------------------------------------------------------------------------------

    def page(self, target: str) -> Answer:
        """Return the page of an address as it is without any fault."""
        if target == "/robots.txt":
            return Answer(status=404) if self.robots is None else _text(self.robots, "text/plain")
        path, _, query = target.partition("?")
        number = int(query.removeprefix("page=")) if query.startswith("page=") else 1
        if path == "/":
            return _framed("测试区人民政府", "<h1>测试区人民政府</h1><p>欢迎</p>")
        for site in self.sites:
            if path == site.path:
                return _home(site)
            for column in site.columns:
                if path == site.column_path(column.name):
                    return _list(site, column, number)
                for paper in column.papers:
                    if path == site.paper_path(column.name, paper.title):
                        return _document(site, paper)
        return Answer(status=404, body=b"<html><body>404</body></html>")

    def answer(self, target: str) -> Answer:
        """Return what is sent: the page, or what its fault makes of it."""
        target = target.removesuffix("?")
        page = self.page(target)
        fault = self.faults.get(target)
        if fault is None:
            return page
        with self.lock:
            left = self.fails_left.get(target)
            if left == 0:
                return page
            if left is not None:
                self.fails_left[target] = left - 1
        return fault(page)


def _text(text: str, kind: str = "text/html; charset=utf-8") -> Answer:
    return Answer(body=text.encode(), kind=kind)


def _framed(title: str, content: str) -> Answer:
    return _text(
        f"<!DOCTYPE html>\n<html><head><meta charset=utf-8><title>{escape(title)}</title></head>"
        f"<body>\n{content}\n</body></html>\n"
    )


def _home(site: PortalSite) -> Answer:
    links = "".join(
        f'<li><a href="{site.column_path(column.name)}">{column.name}</a></li>'
        for column in site.columns
    )
    tree = f'<ul class="tree"><li><span>法定主动公开内容</span><ul>{links}</ul></li></ul>'
    return _framed(site.name, f"<h1>{site.name}政府信息公开</h1>{tree}")


def _list(site: PortalSite, column: PortalColumn, number: int) -> Answer:
    last = max(1, -(-len(column.papers) // PER_PAGE))
    shown = column.papers[(number - 1) * PER_PAGE : number * PER_PAGE]
    rows = "\n".join(
        f'<li><a href="{site.paper_path(column.name, paper.title)}">{escape(paper.title)}</a>'
        f"<span>{paper.published_on}</span></li>"
        for paper in shown
    )
    address = site.column_path(column.name)
    following = f'<a href="{address}?page={number + 1}">下一页</a>' if number < last else ""
    pager = f'<div class="page">共 {len(column.papers)} 条 第{number}/{last}页 {following}</div>'
    content = f'<ul class="list">\n{rows}\n</ul>' if shown else "<p>暂无信息</p>"
    return _framed(column.name, f"<h2>{column.name}</h2>\n{content}\n{pager}")


def _document(site: PortalSite, paper: Paper) -> Answer:
    labels = {
        "标题": paper.title,
        "索引号": "115A-02-2022-001",
        "文号": paper.number,
        "发布机构": site.name,
        "成文日期": paper.formed_on,
        "发布日期": paper.published_on,
        "有效性": "现行有效",
    }
    box = "".join(f"<tr><th>{name}:</th><td>{words}</td></tr>" for name, words in labels.items())
    return _framed(
        paper.title,
        f'<table class="xxgk">{box}</table><h1>{escape(paper.title)}</h1>'
        f"<div><p>{escape(paper.text)}</p></div>",
    )


# --- the server ------------------------------------------------------------------------------------


class Handler(BaseHTTPRequestHandler):
    """Answers GET as the portal's script says."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: PortalServer

    def do_GET(self) -> None:
        """Answer, and write down who asked for what and when."""
        portal, began_at = self.server.portal, time.monotonic()
        with portal.lock:
            portal.in_flight += 1
            in_flight = portal.in_flight
        try:
            time.sleep(portal.delay_s)
            self._send(portal.answer(self.path))
        except OSError:
            self.close_connection = True
        finally:
            with portal.lock:
                portal.in_flight -= 1
                portal.seen.append(
                    Seen(
                        self.path,
                        self.headers.get("Host", ""),
                        self.headers.get("User-Agent", ""),
                        began_at,
                        time.monotonic(),
                        in_flight,
                    )
                )
                count = len(portal.seen)
        if portal.on_request:
            portal.on_request(count)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as in http.server
        """Keep quiet."""

    def _send(self, answer: Answer) -> None:
        if answer.hang_s:
            self.server.stopping.wait(answer.hang_s)
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        if answer.location:
            self.send_header("Location", answer.location)
        if answer.is_unlimited:
            self.send_header("Connection", "close")
        else:
            length = len(answer.body) if answer.length is None else answer.length
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(answer.body)
        if answer.is_unlimited or answer.length is not None:
            self.close_connection = True


class PortalServer(ThreadingHTTPServer):
    """Serves a scripted portal on a free port of 127.0.0.1."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, portal: ScriptedPortal) -> None:
        """Listen at once."""
        self.portal = portal
        self.stopping = threading.Event()
        super().__init__(("127.0.0.1", 0), Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that goes away is no event."""


@contextmanager
def served(portal: ScriptedPortal) -> Iterator[ScriptedPortal]:
    """Serve a portal for the length of the block."""
    with PortalServer(portal) as server:
        portal.base_url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield portal
        finally:
            server.stopping.set()
            server.shutdown()
            thread.join()
