"""Pages that are not what was asked for, and papers that only look like such."""

from __future__ import annotations

import pytest

from audit_rules.model import PageKind
from spiders.reading import read_page

URL = "http://www.shili.gov.cn/zwgk/2023/7.html"
TEXT = "<p>为做好有关工作，现将具体要求通知如下，请认真贯彻执行。</p>"

PAGES = {
    "blocked by a wall": (
        "<h1>拦截提示</h1><p>您的请求已被云安全拦截</p><p>时间：2026-11-23 10:22:11</p>",
        PageKind.BLOCKED,
    ),
    "blocked by a WAF": ("<p>您的访问已被WAF拦截</p>", PageKind.BLOCKED),
    "a cookie and again": (
        "<script>document.cookie='__jsluid=1;path=/';location.href=location.pathname</script>",
        PageKind.BLOCKED,
    ),
    "a lorry was stopped": (
        "<h1>一辆超限货车被执法人员拦截</h1><p>发布时间：2023-05-06</p>" + TEXT,
        PageKind.DISCLOSURE,
    ),
    "guide of disclosure": (
        "<h1>政府信息公开指南</h1><p>时间：2023-05-06</p>" + TEXT,
        PageKind.GUIDE,
    ),
    "guide to a service": (
        "<h1>高龄津贴申领办事指南</h1><p>发布时间：2023-05-06</p>" + TEXT,
        PageKind.DISCLOSURE,
    ),
    "a way of links only": (
        "<div>您当前的位置：首页 &gt; 政务公开 &gt; 通知公告</div><ul></ul><script>var a=1;</script>",
        None,
    ),
}


@pytest.mark.parametrize(("content", "kind"), PAGES.values(), ids=PAGES)
def test_kind(content: str, kind: PageKind | None) -> None:
    """None: whatever it is, it is no disclosure."""
    html = f"<html><head><title>示例区人民政府</title></head><body>{content}</body></html>"
    found = read_page(html, url=URL).page_kind

    assert found is kind if kind else found is not PageKind.DISCLOSURE
