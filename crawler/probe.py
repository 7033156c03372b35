"""One look at an unknown address, by the means of a crawl: Scrapy, our settings, our readers.

Nothing is stored and no workspace is needed. What was seen is judged in `crawler.probe_verdict`,
printed by `crawler.probe_words` and kept by `crawler.probe_files`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from scrapy.crawler import AsyncCrawlerProcess, Crawler

from audit_rules.errors import GongkaiError
from audit_rules.model import Portal
from crawler.logbook import quiet_libraries
from crawler.settings import build_settings, is_loopback
from crawler.watch import CrawlWatch
from spiders.families import FALLBACK, family_names, load_family
from spiders.page import Page
from spiders.probe import Look, ProbeSpider, Role
from spiders.recognition import UNKNOWN_FAMILY

POLITE_RATE: Final = 1.0
"""Requests a second, the default of a portal file."""
LOOPBACK_RATE: Final = 50.0
"""This machine itself need not be spared."""
RETRIES: Final = 1
"""A person is waiting: half of what a night tries again."""
_EMPTY: Final = "<html><body></body></html>"


class ProbeAddressError(GongkaiError):
    """The address to be looked at is none."""

    def __init__(self, address: str, reason: str) -> None:
        """Say what is wrong with it."""
        super().__init__(
            f"“{address}”不是可以试读的网址：{reason}。例如 http://www.example.gov.cn/zwgk/"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What one look brought: the answers in order, the make, robots.txt in Chinese.

    `family` is the family's name, `unknown` where none was recognised; `evidence` says in Chinese on
    what it was recognised ("" where it was not). `is_whole` is False where somebody stopped it.
    """

    url: str
    user_agent: str
    looks: tuple[Look, ...]
    family: str
    evidence: str
    robots: str
    is_whole: bool
    finders: Mapping[str, int]

    def look(self, role: Role) -> Look | None:
        """Return the answer of a role, None where it was not asked."""
        return next((look for look in self.looks if look.role is role), None)

    @property
    def first(self) -> Look:
        """The answer of the address itself."""
        found = self.look(Role.PAGE)
        return found or Look(role=Role.PAGE, asked=self.url, failure="采集中断")

    @property
    def list_look(self) -> Look | None:
        """The list that was looked at: the address's own, or that of the home's first column."""
        for look in (self.look(Role.COLUMN), self.first):
            if look is not None and look.listing is not None and not look.is_home:
                return look
        return None

    @property
    def reading_family(self) -> str:
        """The family's name a portal file would give."""
        return FALLBACK if self.family == UNKNOWN_FAMILY else self.family


def check_address(address: str) -> str:
    """Return the address to be asked; ProbeAddressError where it is no http(s) address with a host."""
    text = address.strip()
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise ProbeAddressError(address, "写法有误") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise ProbeAddressError(address, "要以 http:// 或 https:// 开头")
    if not parts.hostname or any(sign.isspace() for sign in text):
        raise ProbeAddressError(address, "没有网站的域名" if not parts.hostname else "中间有空格")
    if parts.username is not None:
        raise ProbeAddressError(address, "不要写用户名和密码")
    return text


def run_probe(
    url: str, *, contact: str, per_second: float | None = None, family: str | None = None
) -> Probe:
    """Look at an address, already checked. Raises what failed in our own code, never the network.

    `per_second` requests at most (None: one, on this machine itself more); `family` where it is known.
    """
    host = urlsplit(url).hostname or ""
    settings = _settings(url, contact=contact, per_second=per_second)
    process = AsyncCrawlerProcess(dict(settings))
    quiet_libraries()
    crawler = Crawler(ProbeSpider, process.settings)
    watch = CrawlWatch(crawler)
    process.crawl(crawler, url=url, hosts=(host,), family=family)
    process.start()
    is_whole = watch.conclude()
    spider = crawler.spider
    assert isinstance(spider, ProbeSpider)  # noqa: S101 - for mypy; this crawler runs no other
    stats = crawler.stats.get_stats() if crawler.stats else {}
    looks = tuple(spider.looks)
    return Probe(
        url=url,
        user_agent=str(settings["USER_AGENT"]),
        looks=looks,
        family=spider.family,
        evidence="由 --family 指定" if family else _evidence(spider.family, looks),
        robots=_describe_robots(stats),
        is_whole=is_whole,
        finders=_finders(spider.family, looks),
    )


def _settings(url: str, *, contact: str, per_second: float | None) -> Mapping[str, Any]:
    """Return a crawl's settings, without what needs a workspace."""
    parts = urlsplit(url)
    polite = LOOPBACK_RATE if is_loopback(url) else POLITE_RATE
    portal = Portal(
        name="probe",
        title=parts.hostname or "",
        base_url=f"{parts.scheme}://{parts.netloc}",
        family=FALLBACK,
        units=(),
        requests_per_second=per_second or polite,
        allowed_hosts=(parts.hostname or "",),
    )
    own = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "RETRY_TIMES": RETRIES}
    return {**build_settings(portal, contact=contact), **own}


def _evidence(family: str, looks: tuple[Look, ...]) -> str:
    """Say whether the address or the page's own text showed the make: each is shown alone."""
    page = looks[0].page if looks else None
    if page is None or family == UNKNOWN_FAMILY:
        return ""
    recognises = load_family(family).recognises
    by_address = recognises(Page(page.url, _EMPTY))
    by_text = recognises(Page("", page.html))
    match by_address, by_text:
        case True, True:
            return "网址的写法和网页内容都符合"
        case True, False:
            return "网址的写法"
        case False, True:
            return "网页内容"
    return "网址与网页内容合在一起"


def _finders(family: str, looks: tuple[Look, ...]) -> Mapping[str, int]:
    page = looks[0].page if looks else None
    if page is None or page.is_answer or family != UNKNOWN_FAMILY:
        return {}
    found = {name: len(load_family(name).read_columns(page)) for name in family_names()}
    return {name: count for name, count in found.items() if count}


def _describe_robots(stats: Mapping[str, Any]) -> str:
    """Say what robots.txt answered and whether it forbade anything."""
    if stats.get("robotstxt/forbidden"):
        return f"robots.txt不允许读取其中{stats['robotstxt/forbidden']}个地址"
    prefix = "robotstxt/response_status_count/"
    codes = [key.removeprefix(prefix) for key in stats if key.startswith(prefix)]
    if "200" in codes:
        return "有robots.txt，允许读取"
    if codes:
        return f"robots.txt没有给出（HTTP状态{codes[-1]}），视为允许读取"
    if stats.get("robotstxt/request_count"):
        return "robots.txt没有读到，视为允许读取"
    return "没有问到robots.txt"
