"""Why a page could not be relied on, in Chinese: network failures and pages that are no content."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from audit_rules.model import PageKind

WORDS_OF_KINDS: Final = {
    PageKind.BLOCKED: "网站返回了拦截或验证页面",
    PageKind.SOFT_404: "页面显示内容不存在",
    PageKind.EMPTY_SHELL: "页面内容由脚本生成，未能读到",
    PageKind.UNKNOWN: "页面版式无法识别",
}


FAILURES: Final = {
    CannotResolveHostError: "域名解析失败",
    DownloadConnectionRefusedError: "网站拒绝连接",
    DownloadTimeoutError: "网站响应超时",
    DownloadCancelledError: "页面超过大小上限，未读取",
    DownloadFailedError: "与网站的连接中断",
    ResponseDataLossError: "网页没有传完",
}
NOT_WHOLE: Final = "网页没有传完"


class OtherHostError(IgnoreRequest):
    """A link or a redirect leads to a host that is not the portal's: it is not asked."""

    def __init__(self, url: str) -> None:
        """Keep where it would have led."""
        super().__init__(url)
        self.url = url


def describe_failure(failure: Failure) -> str:
    """Return in one sentence why a request brought no usable page."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"网站返回HTTP状态{error.response.status}"
    if isinstance(error, OtherHostError):
        return f"被转到其他网站{error.url}"
    if isinstance(error, IgnoreRequest):
        return _describe_refusal(str(error))
    for kind, words in FAILURES.items():
        if isinstance(error, kind):
            return words
    return f"网络错误（{type(error).__name__}）"


def _describe_refusal(words: str) -> str:
    """Say which of Scrapy's reasons not to go on it was; they differ by their words only."""
    if "robots.txt" in words:
        return "robots.txt不允许读取"
    if "redirections" in words:
        return "网站转来转去，没有给出页面"
    return "地址没有读取"


def is_own_host(url: str, hosts: Collection[str]) -> bool:
    """Tell whether an address is on one of `hosts`, with or without `www.`."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return host in {each.lower().removeprefix("www.") for each in hosts}


def is_cut(response: Response) -> bool:
    """Tell whether a page whose length nobody announced ends before its own end tag.

    Rows, links and labels may be lost with the rest of it. Where a length was announced, Scrapy
    itself fails a body that is shorter.
    """
    tail = response.body[-2000:].lower()
    return "partial" in response.flags and b"</html" not in tail and b"</body" not in tail


def is_moved(response: Response) -> bool:
    """Tell whether a redirect led to another address: then the page is not the one asked for.

    Redirects that keep the address but for scheme, a trailing slash or a query's order are no move.
    """
    asked = response.request.url if response.request else response.url
    first = response.meta.get("redirect_urls", [asked])[0]
    return _place(first) != _place(response.url)


def _place(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query
