"""What a file adds to a page's record, and above all what it must not add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit_rules.model import Attachment, FieldSource, PageKind, PageRecord
from spiders.attachments.head import is_same_title, own_title
from spiders.attachments.merge import complete_record, record_of_file
from spiders.attachments.reader import AttachmentText, read_attachment, unread
from tests.spiders.attachments import samples
from tests.spiders.attachments.samples import NUMBER, PLAIN, TITLE

PAGE = PageRecord(
    url="http://127.0.0.1/a.html",
    family="gongkai",
    page_kind=PageKind.DISCLOSURE,
    title=TITLE,
    published_on=date(2022, 6, 20),
    unit="示例县样本局",
)
FOUND = {"document_number": NUMBER, "formed_on": date(2022, 6, 8), "valid_until": date(2027, 6, 30)}
NOTHING: dict[str, object] = dict.fromkeys(FOUND)


def text_of(lines: Sequence[str], kind: str = "docx", *, is_cut: bool = False) -> AttachmentText:
    """Return a file as if read."""
    return AttachmentText(kind=kind, lines=tuple(lines), is_cut=is_cut, reason=None, sha256="0")


def file(name: str = "通知.docx") -> Attachment:
    """Return a link to a file."""
    return Attachment(url=f"http://127.0.0.1/{name}", name=name)


def values(record: PageRecord) -> dict[str, object]:
    """Return the fields a file may fill."""
    return {name: getattr(record, name) for name in FOUND}


def completed(page: PageRecord, *lines: Sequence[str]) -> dict[str, object]:
    """Return those fields after the files were added."""
    texts = [(file(f"{number}.docx"), text_of(each)) for number, each in enumerate(lines)]
    return values(complete_record(page, texts))


def changed(old: str, new: str) -> list[str]:
    """Return the notice with words replaced, wherever they stand."""
    assert any(old in line for line in PLAIN)
    return [line.replace(old, new) for line in PLAIN]


@pytest.mark.parametrize("name", ["docx", "doc", "pdf", "ofd", "html", "mht", "text"])
def test_number_date_and_term_are_found_in_every_format(name: str) -> None:
    """And marked: which file, and that a signature is no label."""
    text = read_attachment(samples.READABLE[name](), "x")

    record = complete_record(PAGE, [(file(), text)])

    assert values(record) == FOUND
    assert record.document_number_raw == NUMBER
    assert {name: source.where for name, source in record.fields.items()} == {
        "document_number": "附件“通知.docx”",
        "formed_on": "附件“通知.docx”落款",
        "valid_until": "附件“通知.docx”",
    }
    assert {source.by for source in record.fields.values()} == {"gongkai"}
    assert record.unreadable == {}


@pytest.mark.parametrize("name", ["xls", "xlsx"])
def test_tables_give_nothing(name: str) -> None:
    """Their dates are of what they list."""
    text = read_attachment(samples.READABLE[name](), "x")

    assert values(complete_record(PAGE, [(file(), text)])) == NOTHING


def test_a_sheet_gives_nothing_even_under_the_title_of_the_page() -> None:
    """附表."""
    record = complete_record(PAGE, [(file(), text_of(PLAIN, "sheet"))])

    assert values(record) == NOTHING


def source(raw: str) -> FieldSource:
    """Return a box of the page."""
    return FieldSource(raw=raw, where="标签“文号”", by="gongkai")


PAGE_SAYS: dict[str, tuple[Mapping[str, Any], Mapping[str, object]]] = {
    "the same number": ({"document_number": NUMBER}, FOUND),
    "that there is no number": (
        {"fields": {"document_number": source("无文号")}},
        FOUND | {"document_number": None},
    ),
    "a number nobody can read": (
        {"unreadable": {"document_number": "示样字〔202232号"}},
        FOUND | {"document_number": None},
    ),
    "a date nobody can read": (
        {"unreadable": {"formed_on": "2022年6月31日"}},
        FOUND | {"formed_on": None},
    ),
    "a label in a layout we do not know": (
        {"labels_printed": frozenset({"formed_on"})},
        FOUND | {"formed_on": None},
    ),
    "an empty box": (
        {
            "labels_printed": frozenset({"document_number"}),
            "labels_read": frozenset({"document_number"}),
        },
        FOUND,
    ),
    "another number": (
        {"document_number": "示样字〔2022〕31号"},
        NOTHING | {"document_number": "示样字〔2022〕31号"},
    ),
    "another day": ({"formed_on": date(2022, 6, 7)}, NOTHING | {"formed_on": date(2022, 6, 7)}),
    "an earlier publication": ({"published_on": date(2022, 6, 7)}, NOTHING),
    "another title": ({"title": "关于印发《示例县样品管理办法》的通知"}, NOTHING),
    "the title of an interpretation": ({"title": f"《{TITLE}》政策解读"}, NOTHING),
    "no title": ({"title": None}, NOTHING),
    "the title with the unit": ({"title": f"示例县样本局{TITLE}"}, FOUND),
    "the title of the regulation alone": ({"title": "示例县样本管理办法"}, FOUND),
    "another unit": ({"unit": "示例县示范局"}, NOTHING),
    "the unit's short name": ({"unit": "样本局"}, FOUND),
    "no unit": ({"unit": None}, FOUND),
    "that it is a guide": ({"page_kind": PageKind.GUIDE}, NOTHING),
}


@pytest.mark.parametrize("name", PAGE_SAYS)
def test_the_page_wins(name: str) -> None:
    """Over every file: by its values, by its silence on purpose, by its contradiction."""
    said, expected = PAGE_SAYS[name]

    assert completed(replace(PAGE, **said), PLAIN) == expected


BODY = PLAIN[4:]
FILE_SAYS: dict[str, tuple[Sequence[str], Mapping[str, object]]] = {
    "number under the title": ([TITLE, NUMBER, *BODY], FOUND),
    "number in brackets under the title": ([TITLE, f"（{NUMBER}）", *BODY], FOUND),
    "title in two lines": (
        [NUMBER, "关于印发《示例县样本管理", "办法》的通知", *BODY],
        FOUND,
    ),
    "no number": ([TITLE, *BODY], FOUND | {"document_number": None}),
    "a number only cited": (
        [TITLE, *BODY[:1], "根据《样例》（示样字〔2021〕7号）制定。", *BODY[1:]],
        FOUND | {"document_number": None},
    ),
    "a number on a line of the text": (
        [TITLE, *BODY[:2], "示样字〔2021〕7号", *BODY[2:]],
        FOUND | {"document_number": None},
    ),
    "two numbers": (
        ["示样字〔2022〕31号", TITLE, NUMBER, *BODY],
        FOUND | {"document_number": None},
    ),
    "red head of another organ": (
        ["示例市人民政府文件", "示政字〔2022〕3号", TITLE, *BODY],
        FOUND | {"document_number": None},
    ),
    "number of another year": (changed("〔2022〕", "〔2021〕"), NOTHING),
    "number of next year": (changed("〔2022〕", "〔2023〕"), NOTHING),
    "a superior's paper of the same title": (
        ["示政字〔2022〕3号", f"示例市人民政府{TITLE}", *BODY[:-2]],
        NOTHING,
    ),
    "signed by another unit": (
        [*PLAIN[:2], *PLAIN[3:10], "示例市人民政府", "2022年6月8日"],
        NOTHING,
    ),
    "signed on two days": ([*PLAIN, "示例县样本局", "2022年6月9日"], FOUND | {"formed_on": None}),
    "not signed": (PLAIN[:10], FOUND | {"formed_on": None}),
    "an impossible day": (changed("6月8日", "6月31日"), FOUND | {"formed_on": None}),
    "the term of another regulation": (
        changed("本办法", "《旧办法》"),
        FOUND | {"valid_until": None},
    ),
    "an application form": (["示例县样本局申请表", "申请人", "2022年5月1日"], NOTHING),
    "a law": (["样本法", "示样字〔2020〕1号", "自2020年1月1日起施行，有效期5年。"], NOTHING),
    "the regulation without its notice": (
        [
            "示例县样本管理办法",
            "示样字〔2020〕1号",
            "本办法自2022年7月1日起施行，有效期5年。",
            *PLAIN[-2:],
        ],
        NOTHING | {"valid_until": date(2027, 6, 30)},
    ),
    "a list of titles": (
        ["文件目录", "1．示样字〔2022〕30号", f"2．{TITLE}", "示样字〔2022〕9号"],
        NOTHING,
    ),
    "an interpretation": ([TITLE, "政策解读", NUMBER, *BODY], NOTHING),
    "the last line of another title": (
        [NUMBER, "示例县样本局关于转发上级的", TITLE, *BODY],
        NOTHING,
    ),
    "a draft": ([TITLE, "（征求意见稿）", *BODY], NOTHING),
    "a paper that passes it on": ([NUMBER, "关于转发", TITLE, "的通知", *BODY], NOTHING),
    "its title in book marks": ([NUMBER, f"《{TITLE}》", *BODY], NOTHING),
    "its title deep in the text": ([*["其他内容。"] * 20, *PLAIN], NOTHING),
    "nothing but the title": ([TITLE], NOTHING),
}


@pytest.mark.parametrize("name", FILE_SAYS)
def test_a_file_gives_only_what_is_its_own(name: str) -> None:
    """Whatever might belong to another document is not taken."""
    lines, expected = FILE_SAYS[name]

    assert completed(PAGE, lines) == expected


def test_a_term_is_read_over_the_lines_of_a_printed_page() -> None:
    """A sentence broken by the width of the page is one sentence, and keeps its subject."""
    head = [*PLAIN[:4], "这一行文字和别的各行一样宽，因为页面就是这么宽的，到这里为止。"]
    wrapped = [
        "本办法由示例县样本局负责解释，自2022年7月1日起施行，有效期至",
        "2027年6月30日。",
        *PLAIN[-2:],
    ]
    foreign = [
        "按照原来的规定，《示例县旧的样本的管理的办法》在那时候已经施行，",
        "自2017年7月1日起施行，有效期5年。",
    ]

    own = complete_record(PAGE, [(file(), text_of([*head, *wrapped], "pdf"))])
    other = complete_record(PAGE, [(file(), text_of([*head, *foreign], "pdf"))])

    assert own.valid_until == date(2027, 6, 30)
    assert other.valid_until is None


def test_of_a_file_that_was_cut_the_end_is_not_known() -> None:
    """Another signature or term may stand there."""
    record = complete_record(PAGE, [(file(), text_of(PLAIN, is_cut=True))])

    assert values(record) == NOTHING | {"document_number": NUMBER}


def test_files_that_agree_are_one_and_files_that_do_not_are_none() -> None:
    """The first is named; a form beside them says nothing."""
    form = ["示例县样本局申请表", "2022年5月1日"]
    other = changed("〔2022〕32", "〔2022〕33")

    record = complete_record(PAGE, [(file("甲"), text_of(PLAIN)), (file("乙"), text_of(PLAIN))])

    assert completed(PAGE, PLAIN, PLAIN) == FOUND
    assert record.fields["document_number"].where == "附件“甲”"
    assert completed(PAGE, form, PLAIN) == FOUND
    assert completed(PAGE, PLAIN, other) == NOTHING


def test_files_that_could_not_be_read_are_named() -> None:
    """Beside what the page itself could not be read in, which stays."""
    page = replace(PAGE, unreadable={"published_on": "去年"})
    texts = [
        (file("扫描.pdf"), unread("扫描件没有文字层")),
        (file(), text_of(PLAIN)),
        (
            Attachment(url="http://127.0.0.1/x/%E8%A1%A8.xls", name=""),
            unread("文件已加密，需要密码"),
        ),
    ]

    record = complete_record(page, texts)

    assert record.unreadable == {
        "published_on": "去年",
        "attachments": "“扫描.pdf”无法读取：扫描件没有文字层；“表.xls”无法读取：文件已加密，需要密码",
    }
    assert values(record) == FOUND


WORDS = (
    *PLAIN, "附件", "示例市人民政府", "2022年6月9日", "示样字〔2022〕33号", "的通知", "政策解读",
    "有效期至2028年1月1日。", "本办法自2023年1月1日起施行，有效期2年。", "", "。", "《", "甲\t乙",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    files=st.lists(
        st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=20)), max_size=20), max_size=3
    ),
    number=st.sampled_from([None, NUMBER, "示样字〔2022〕1号"]),
    formed=st.sampled_from([None, date(2022, 6, 8), date(2022, 6, 1)]),
    kind=st.sampled_from(["docx", "pdf", "sheet"]),
)
def test_whatever_files_say_the_page_keeps_what_it_says(
    files: list[list[str]], number: str | None, formed: date | None, kind: str
) -> None:
    """And a value added is one the files hold, with its place."""
    page = replace(PAGE, document_number=number, formed_on=formed)

    record = complete_record(page, [(file(), text_of(lines, kind)) for lines in files])

    assert number in (None, record.document_number)
    assert formed in (None, record.formed_on)
    added = {name for name in FOUND if getattr(record, name) != getattr(page, name)}
    assert added == set(record.fields)
    assert all(source.where.startswith("附件“") for source in record.fields.values())


def test_a_page_without_files_stays_as_it_is() -> None:
    """Not even copied."""
    assert complete_record(PAGE, []) is PAGE


# --- titles ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("关于印发《样本办法》的通知", "关于印发样本办法的通知", True),
        ("关于印发样本办法（试行）的通知", "关于印发样本办法(试行)的通知", True),
        ("示例县样本局关于印发样本办法的通知", "关于印发样本办法的通知", True),
        ("示例县样本局关于印发样本办法的通知", "样本局关于印发样本办法的通知", True),
        ("示例县样本局关于印发样本办法的通知", "示例市样本局关于印发样本办法的通知", False),
        ("2．关于印发样本办法的通知", "关于印发样本办法的通知", False),
        ("关于印发2021年样本办法的通知", "关于印发2022年样本办法的通知", False),
        ("示例县样本局关于样本", "示例县示范局关于样本", False),
        ("《》", "——", False),
        ("通知", "通知", False),
    ],
)
def test_titles_are_compared_letter_by_letter(one: str, other: str, *, is_same: bool) -> None:
    """Likeness is not enough: the plans of two years differ in one figure."""
    assert is_same_title(one, other) is is_same
    assert is_same_title(other, one) is is_same


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (PLAIN, "示例县样本局" + TITLE),
        ([TITLE, NUMBER, *BODY], TITLE),
        (["关于印发《示例县样本管理", "办法》的通知", *BODY], TITLE),
        (
            ["附件1", "示例县样本管理办法", "第一章 总则", "第一条 为了规范样本。"],
            "示例县样本管理办法",
        ),
        (["页眉文字", TITLE, *BODY], None),
        (["示例县样本管理办法", "学习笔记"], None),
        (["今天天气很好。", "关于天气的话题"], None),
        (["示样字〔2022〕31号", NUMBER, TITLE], None),
        (["关于印发《示例县样本管理办法"], None),
        ([], None),
    ],
)
def test_a_file_names_itself_only_where_that_is_certain(
    lines: Sequence[str], title: str | None
) -> None:
    """Otherwise it has no title."""
    found = own_title(lines)

    assert (found.words if found else None) == title


# --- a file by itself ------------------------------------------------------------------------------


def test_a_file_by_itself_is_a_record_of_no_family() -> None:
    """Its own title, its own words; nothing of a page."""
    record = record_of_file("a.docx", text_of(PLAIN))

    assert (record.family, record.page_kind) == ("unknown", PageKind.DISCLOSURE)
    assert record.title == "示例县样本局" + TITLE
    assert values(record) == FOUND
    assert record.text_sha256 is not None


@pytest.mark.parametrize(
    "lines", [["表一", "示样字〔2022〕32号", "2022年6月8日"], ["随便写的一段话。"]]
)
def test_a_file_without_a_certain_title_has_no_fields(lines: Sequence[str]) -> None:
    """A number in it may be anybody's."""
    record = record_of_file("a.docx", text_of(lines))

    assert record.title is None
    assert values(record) == NOTHING


def test_a_file_by_itself_that_cannot_be_read_says_so() -> None:
    """As a page does."""
    record = record_of_file("a.pdf", unread("扫描件没有文字层"))

    assert record.page_kind is PageKind.UNKNOWN
    assert record.unreadable == {"page": "附件无法读取：扫描件没有文字层"}
