"""Scrapy's settings for one portal: polite by default, and nothing that listens or remembers."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import quote, urlsplit

from audit_rules.model import Portal

LARGEST_PAGE: Final = 20 * 1024 * 1024
"""Bytes; a larger page is a failure, not a list."""
TIMEOUT_S: Final = 30
SAFE: Final = " @+-.,:/()"


def is_loopback(url: str) -> bool:
    """Tell whether an address is this machine's own."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def build_settings(portal: Portal, *, contact: str) -> Mapping[str, Any]:
    """Return the settings. One request at a time per run, `requests_per_second` at most.

    `CONCURRENT_REQUESTS` is set beside the per-domain limit because Scrapy 2.19's default reactor
    does not keep the latter alone.
    """
    return {
        "BOT_NAME": "gongkai",
        # A header holds ASCII only, so a Chinese contact is percent-encoded.
        "USER_AGENT": f"Gongkai/0.1 (disclosure self-audit; contact: {quote(contact, safe=SAFE)})",
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "Gongkai",
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 1 / portal.requests_per_second,
        "DOWNLOAD_DELAY_JITTER": 0,
        "DOWNLOAD_TIMEOUT": TIMEOUT_S,
        "DOWNLOAD_MAXSIZE": LARGEST_PAGE,
        "RETRY_TIMES": 2,
        "REDIRECT_MAX_TIMES": 3,
        # A page that refreshes itself elsewhere is read as what it is, not followed.
        "METAREFRESH_ENABLED": False,
        "COOKIES_ENABLED": False,
        "REFERER_ENABLED": False,
        # A proxy set for the office's machine must not stand between us and a replica on it.
        "HTTPPROXY_ENABLED": not is_loopback(portal.base_url),
        # Scrapy starts this many tasks for every response; our pipelines are synchronous.
        "CONCURRENT_ITEMS": 1,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        # The logbook has its own file and format; Scrapy is only to write into it.
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "OWN_HOSTS": list(portal.allowed_hosts),
        # Before robots.txt (100) is asked for, and again for every redirect.
        "DOWNLOADER_MIDDLEWARES": {"crawler.hosts.OwnHostsMiddleware": 50},
        "ITEM_PIPELINES": {"crawler.pipelines.StoragePipeline": 100},
        "EXTENSIONS": {"crawler.progress.ProgressExtension": 100},
    }
