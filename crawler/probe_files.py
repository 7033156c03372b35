"""What a probe leaves behind: a portal file to start from, and the pages as test cases.

The pages follow the convention of `tests/pages`: `<family>/<case>/{page.*, meta.yaml, expected.json}`,
decoded, as UTF-8. Their expectation is what was read, so it must be reviewed before it proves anything.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from audit_rules.errors import GongkaiError
from crawler.errors import NotAFolderError
from crawler.probe import Probe
from crawler.probe_names import ROLES, charset_of, family_title
from spiders.page import Page
from spiders.page_json import page_json
from spiders.portal import ITEM_KINDS
from spiders.probe import Look, Role
from spiders.reading import read_page

PORTAL_NAME: Final = "portal.yaml"
PAGES_NAME: Final = "pages"
UNIT: Final = "请填写单位名称"
PORTAL_TITLE: Final = "请填写政府名称"
COLUMN: Final = "请填写栏目名称"
COLUMNS_NAMED: Final = 200
"""Columns written as a comment; a tree can have thousands."""
CASES: Final = {
    Role.PAGE: "page",
    Role.COLUMN: "column",
    Role.INTERFACE: "interface",
    Role.NEXT: "next",
    Role.ARTICLE: "article",
}
_HEADING: Final = re.compile(r"[-_—–|]")
_NOT_IN_NAMES: Final = re.compile(r"[^a-z0-9]+")


class ProbeOutputError(GongkaiError):
    """The folder holds a portal file or pages already."""

    def __init__(self, path: Path) -> None:
        """Say that nothing was changed."""
        super().__init__(f"已经有 {path}，没有改动，也没有试读。请换一个文件夹。", file=path)


def refuse_existing(folder: Path) -> None:
    """Raise ProbeOutputError or NotAFolderError where nothing can be written without loss."""
    if folder.exists() and not folder.is_dir():
        raise NotAFolderError(folder, "它是一个文件")
    for name in (PORTAL_NAME, PAGES_NAME):
        if (folder / name).exists():
            raise ProbeOutputError(folder / name)


def write_probe(probe: Probe, folder: Path) -> tuple[Path, ...]:
    """Write the portal file and the pages into `folder`, made where it is not; return the paths."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        portal = folder / PORTAL_NAME
        with portal.open("x", encoding="utf-8") as file:
            file.write(portal_text(probe))
        return (portal, *(_write_case(probe, look, folder) for look in _kept(probe)))
    except FileExistsError:
        raise ProbeOutputError(folder / PORTAL_NAME) from None
    except OSError as error:
        raise NotAFolderError(folder, error.strerror or str(error)) from error


# --- the portal file -------------------------------------------------------------------------------


def portal_text(probe: Probe) -> str:
    """Return the YAML of a portal with one unit: its home, or the one column that was read."""
    parts = urlsplit(probe.first.answer.url if probe.first.answer else probe.url)
    lines = [
        f"# 由 gongkai probe 试读 {_printable(probe.url)} 写成。请改好带“请填写”“请核对”的各行，再运行",
        "# gongkai init 工作区 --portal 本文件",
        f"portal: {short_name(probe)}  # 请核对：简称，只用小写字母、数字和下划线",
        f"name: {_quoted(_site_title(probe) or PORTAL_TITLE)}  # 请核对：网站所属的政府全称",
        f"base_url: {_quoted(f'{parts.scheme}://{parts.netloc}')}",
        f"family: {probe.reading_family}  # 网站系统：{family_title(probe.family)}",
        "requests_per_second: 1  # 每秒最多请求几次",
        *_other_hosts(probe),
        "units:",
        f"  - name: {_quoted(UNIT)}  # 请填写：与方案所附单位名单一致的单位名称",
        *_unit_lines(probe),
    ]
    return "\n".join(lines) + "\n"


def short_name(probe: Probe) -> str:
    """Return a short name for the portal, made of its host: `www.zichuan.gov.cn` → `zichuan`."""
    host = (urlsplit(probe.url).hostname or "").lower().removeprefix("www.").removesuffix(".gov.cn")
    name = _NOT_IN_NAMES.sub("_", host).strip("_")
    return f"site_{name}" if not name or name[0].isdigit() else name


def _other_hosts(probe: Probe) -> Iterator[str]:
    """Offer the hosts that pages lead to and that were not asked."""
    own = urlsplit(probe.url).hostname
    asked = (look.asked for look in probe.looks if look.answer is None)
    hosts = sorted({urlsplit(url).hostname or "" for url in asked} - {own, ""})
    if hosts:
        names = ", ".join(map(_quoted, hosts))
        yield f"# allowed_hosts: [{names}]  # 请核对：确是本级政府的网站，才去掉行首的#"


def _unit_lines(probe: Probe) -> Iterator[str]:
    first = probe.first
    url = first.record.url if first.record and first.record.url else probe.url
    if first.is_home:
        yield f"    site: {_quoted(url)}  # 单位公开主页；各栏目由程序从这里找出"
        yield f"    # 试读时找到{len(first.columns)}个栏目；只想查其中几个时，去掉下面几行行首的#，删去其余的："
        yield "    # columns:"
        for column in first.columns[:COLUMNS_NAMED]:
            yield f"    #   - {{name: {_quoted(column.path)}, url: {_quoted(column.url)}}}"
        return
    root = "/".join(url.split("/")[:3]) + "/"
    if first.record is not None and first.record.page_kind in ITEM_KINDS:
        if first.columns:
            note = f"请核对：这一页链接到{len(first.columns)}个栏目；单位公开主页另有网址的，改成主页的网址"
            yield f"    site: {_quoted(url)}  # {note}"
            return
        yield f"    site: {_quoted(root)}  # 请填写：单位公开主页的网址；试读的网址是一篇内容页"
        yield "    # 栏目本身就是这一篇文章时，去掉下面两行行首的#："
        yield "    # columns:"
        yield f"    #   - {{name: {_quoted(_column_title(first))}, url: {_quoted(url)}}}"
        return
    yield f"    site: {_quoted(root)}  # 请填写：单位公开主页的网址；写了 columns 时不会去读它"
    yield "    columns:  # 写了 columns，就只查这里写的栏目"
    address = _column_address(probe, url)
    listed = (column.path for column in first.columns if column.url == address)
    name = next(listed, _column_title(first))
    yield f"      - name: {_quoted(name)}  # 请核对：栏目名称"
    yield f"        url: {_quoted(address)}"
    if first.columns:
        yield f"      # 这一页还链接到{len(first.columns)}个栏目；要从主页找出全部栏目时，删去 columns 各行"


def _column_address(probe: Probe, url: str) -> str:
    """Return the address a crawl can read the column at.

    Where only a fragment names the column, which a crawl does not send, its interface does.
    """
    served = probe.look(Role.INTERFACE)
    if "#" in url and served is not None and served.failure is None and not _form_of(served):
        return served.asked
    return url.partition("#")[0]


def _form_of(look: Look) -> str:
    return look.answer.form if look.answer else ""


def _column_title(look: Look) -> str:
    """Return what the page calls its column: the words before the first dash of its title."""
    title = (look.record.title if look.record else None) or ""
    names = [part.strip() for part in _HEADING.split(title)]
    return (names[0] if names else "")[:40].replace("/", "／") or COLUMN


def _site_title(probe: Probe) -> str:
    return probe.first.page.meta.get("sitename", "")[:60] if probe.first.page else ""


def _quoted(text: str) -> str:
    """Return a YAML scalar; JSON's quotes are YAML's, and no sign of the text can end them."""
    return json.dumps(_printable(text), ensure_ascii=False)


def _printable(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())


# --- the pages -------------------------------------------------------------------------------------


def _kept(probe: Probe) -> Iterator[Look]:
    return (look for look in probe.looks if look.page is not None and look.answer is not None)


def _write_case(probe: Probe, look: Look, folder: Path) -> Path:
    page, answer = look.page, look.answer
    if page is None or answer is None:
        raise ValueError(look)  # only pages that came are kept
    name = f"{short_name(probe)}_{CASES[look.role]}"
    case = folder / PAGES_NAME / probe.reading_family / name
    case.mkdir(parents=True)
    (case / f"page.{_ending(page)}").write_text(page.html, encoding="utf-8", newline="")
    lines = [
        f"url: {_quoted(page.url)}",
        f"about: {_quoted(f'试读存下的网页：{ROLES[look.role]}')}",
        f"charset: {_quoted(charset_of(answer, page.html))}  # 收到时的字符集；page 文件已转为UTF-8",
        f"sha256: {_quoted(hashlib.sha256(answer.body).hexdigest())}  # 收到的字节",
    ]
    if answer.form:
        lines.append(f"form: {_quoted(answer.form)}  # 以POST提交的内容")
    (case / "meta.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    words = json.dumps(golden_record(page), ensure_ascii=False, indent=2) + "\n"
    (case / "expected.json").write_text(words, encoding="utf-8")
    return case


def _ending(page: Page) -> str:
    if not page.is_answer:
        return "html"
    return "json" if page.json is not None else "xml"


def golden_record(page: Page) -> dict[str, Any]:
    """Return what a golden test compares: the page's own record, its family recognised afresh."""
    record = read_page(page.html, url=page.url)
    return {**page_json(record), "reason": record.listing.reason if record.listing else None}
