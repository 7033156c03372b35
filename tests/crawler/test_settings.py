"""Politeness, written into Scrapy's settings."""

from __future__ import annotations

import pytest

from audit_rules.model import Portal, PortalUnit
from crawler.settings import build_settings, is_loopback


def portal(base_url: str = "http://www.zichuan.gov.cn", rate: float = 0.5) -> Portal:
    """Return a portal."""
    return Portal(
        name="sample",
        title="示例",
        base_url=base_url,
        family="gongkai",
        units=(PortalUnit(name="甲", site=f"{base_url}/gongkai/site_a/"),),
        requests_per_second=rate,
        allowed_hosts=("www.zichuan.gov.cn",),
    )


def test_one_request_at_a_time_at_the_rate_of_the_portal_file() -> None:
    """Half a request a second is one every two seconds, always."""
    settings = build_settings(portal(), contact="")

    assert settings["CONCURRENT_REQUESTS"] == settings["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert settings["DOWNLOAD_DELAY"] == 2
    assert settings["DOWNLOAD_DELAY_JITTER"] == 0
    assert settings["ROBOTSTXT_OBEY"] is True
    assert settings["OWN_HOSTS"] == ["www.zichuan.gov.cn"]


@pytest.mark.parametrize(
    "contact", ["0533-5181234", "区政府办 张三", "a@b.cn\r\nX-Evil: 1", "“引号”", ""]
)
def test_the_user_agent_is_a_header_whatever_the_contact(contact: str) -> None:
    """Printable ASCII in one line, and our name first."""
    agent = build_settings(portal(), contact=contact)["USER_AGENT"]

    assert agent.startswith("Gongkai/")
    assert agent.isascii()
    assert agent.isprintable()


@pytest.mark.parametrize(
    ("url", "is_own"),
    [
        ("http://127.0.0.1:8080", True),
        ("http://localhost", True),
        ("http://[::1]:80", True),
        ("http://www.zichuan.gov.cn", False),
        ("http://1270.gov.cn", False),
        ("http://127.gov.cn", False),
    ],
)
def test_only_this_machine_is_asked_around_the_proxy(url: str, *, is_own: bool) -> None:
    """A proxy set for the office stays in the way to everybody else."""
    assert is_loopback(url) == is_own
    assert build_settings(portal(url), contact="")["HTTPPROXY_ENABLED"] != is_own
