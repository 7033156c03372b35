"""The files of items: fetched where they may hold what the page lacks, kept as evidence."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from tests.crawler.conftest import Zygote
from tests.crawler.test_replicas import crawl
from tests.replicas import served_replica, text_in_file


def test_files_complete_their_pages(tmp_path: Path, gongkai: Zygote) -> None:
    """What is plainly an annex is not asked for; what could not be fetched is named."""
    with (
        served_replica(text_in_file.build()) as replica,
        closing(crawl(replica, tmp_path, gongkai, by_home=False)) as database,
    ):
        versions = {
            title: (json.loads(sources or "{}"), json.loads(unreadable or "{}"))
            for title, sources, unreadable in database.execute(
                "select title, sources, unreadable from document_version"
            )
        }
        kept = {url for (url,) in database.execute("select url from snapshot")}
        files = [asked.target for asked in replica.asked if asked.target.endswith(".docx")]

    assert sorted(set(files)) == ["/zwgk/zfwj/2022/11.docx", "/zwgk/zfwj/2022/12.docx"]
    assert f"{replica.base_url}/zwgk/zfwj/2022/12.docx" in kept
    sources, unreadable = versions[text_in_file.WHOLE]
    assert "附件" in json.dumps(sources["document_number"], ensure_ascii=False)
    assert not unreadable
    assert "404" in versions[text_in_file.LOST][1]["attachments"]
