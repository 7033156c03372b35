"""Why a page could not be relied on, in Chinese: network failures and pages that are no content."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import (
    ConnectionRefusedError as TwistedRefusedError,
)
from twisted.internet.error import (
    DNSLookupError,
)
from twisted.internet.error import (
    TimeoutError as TwistedTimeoutError,
)
from twisted.python.failure import Failure

from audit_rules.model import PageKind

WORDS_OF_KINDS: Final = {
    PageKind.BLOCKED: "网站返回了拦截或验证页面",
    PageKind.SOFT_404: "页面显示内容不存在",
    PageKind.EMPTY_SHELL: "页面内容由脚本生成，未能读到",
    PageKind.UNKNOWN: "页面版式无法识别",
}


def describe_failure(failure: Failure) -> str:
    """Return in one sentence why a request brought no usable page."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"网站返回HTTP状态{error.response.status}"
    if isinstance(error, IgnoreRequest):
        return "robots.txt不允许读取，或地址不在允许范围内"
    names = {
        DNSLookupError: "域名解析失败",
        TwistedRefusedError: "网站拒绝连接",
        TwistedTimeoutError: "网站响应超时",
    }
    for kind, words in names.items():
        if isinstance(error, kind):
            return words
    return f"网络错误（{type(error).__name__}）"


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
