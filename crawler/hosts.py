"""Only the portal's own hosts are asked, wherever a link or a redirect leads."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import Request

from spiders.obstacles import OtherHostError, is_own_host


class OwnHostsMiddleware:
    """Refuses every request to a host that is not the portal's.

    Scrapy's own filter lets requests pass that are marked as no duplicates, and ours all are.
    """

    def __init__(self, hosts: frozenset[str]) -> None:
        """Allow `hosts`."""
        self.hosts = hosts

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the hosts from the settings."""
        return cls(frozenset(crawler.settings.getlist("OWN_HOSTS")))

    def process_request(self, request: Request) -> Any:
        """Let the request pass, or raise OtherHostError."""
        if not is_own_host(request.url, self.hosts):
            raise OtherHostError(request.url)
