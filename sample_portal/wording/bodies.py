"""The text of a document: what the draft says itself, filled up with plausible sentences."""

from __future__ import annotations

import re
from typing import Final

from sample_portal import days, dice
from sample_portal.documents import Document
from sample_portal.labels import issuer_of
from sample_portal.units import BY_KEY, Unit

SUBJECT: Final = re.compile(r"关于(做好)?(?P<subject>[^《》]+?)(工作|有关事项)*的")
OPENINGS: Final = (
    "为进一步做好{topic}工作，切实维护群众利益，结合实际，现将有关事项通知如下。",
    "根据上级部门安排，现就{topic}有关工作作出如下安排，请结合各自职责抓好落实。",
    "为巩固{topic}工作成效，推动各项任务落到实处，经研究，现提出以下意见。",
    "按照年度工作安排，{topic}工作有序开展，现将有关情况予以公布。",
)
MEASURES: Final = (
    "明确责任分工。相关科室要对照任务逐项细化措施，确定专人负责，建立工作台账，每月调度一次进展。",
    "加强协调配合。涉及多个部门的事项由牵头科室统筹，配合单位应当在规定时间内反馈意见，避免推诿。",
    "注重实际效果。深入村居和企业了解需求，对群众反映集中的问题逐一研究，能够当场解决的当场解决。",
    "强化督促指导。定期对工作开展情况进行抽样了解，对进展缓慢的及时提醒，对好的做法予以推广。",
    "做好宣传引导。通过公示栏、广播、服务窗口等多种渠道说明办理流程，方便群众查询和监督。",
    "各有关单位应当严格执行工作纪律，如实报送情况，不得虚报瞒报，相关材料妥善归档以备查阅。",
    "对工作中遇到的新情况新问题，要及时沟通，必要时组织专题会商，确保各项措施衔接顺畅。",
    "下一步，将围绕{topic}中的薄弱环节持续改进，完善制度，补齐短板，不断提升服务水平。",
    "{topic}工作涉及面广、政策性强，工作人员要加强业务学习，准确把握标准，做到公平公正。",
)
CITATIONS: Final = (
    "本通知未尽事项，参照《关于规范日常工作流程的通知》（示政办字〔2020〕{number}号）执行。",
    "此前《关于有关工作的临时安排》（示政办字〔2019〕{number}号）与本通知不一致的，以本通知为准。",
)


def paragraphs_of(document: Document) -> tuple[str, ...]:
    """Return the paragraphs without the signature: the draft's own words, or a letter made up."""
    return document.draft.paragraphs or _letter(document)


def _letter(document: Document) -> tuple[str, ...]:
    """Return an opening, three to five numbered measures, sometimes a cited document."""
    key = document.draft.key
    topic = _topic(BY_KEY[document.draft.unit], document.draft.title, key)
    first = dice.draw(len(MEASURES), key, "first")
    measures = (
        f"{numeral}是{MEASURES[(first + step) % len(MEASURES)]}"
        for step, numeral in enumerate("一二三四五"[: 3 + dice.draw(3, key, "count")])
    )
    cited = CITATIONS if dice.is_chosen(20, key, "citation") else ("",)
    citation = dice.pick(cited, key, "cited").format(number=1 + dice.draw(60, key, "cited"))
    letter = (dice.pick(OPENINGS, key, "opening"), *measures, citation)
    return tuple(sentence.format(topic=topic) for sentence in letter if sentence)


def signature_of(document: Document) -> tuple[str, str] | None:
    """Who signs and the day under the text; None where the document is unsigned.

    The day stands in Chinese numerals on a few ordinary papers.
    """
    if not document.draft.is_signed:
        return None
    key = document.draft.key
    in_numerals = "/ordinary-" in key and dice.is_chosen(6, key, "numerals")
    write = days.in_numerals if in_numerals else days.chinese
    return issuer_of(document), write(document.draft.formed_on)


def guide_of(unit: Unit) -> tuple[str, ...]:
    """Return the text of the unit's guide."""
    phone = 5180000 + dice.draw(9000, unit.key, "phone")
    return (
        f"为便于公民、法人和其他组织获取{unit.full_name}的政府信息，编制本指南。",
        "一、信息分类和编排体系。主动公开的信息按机构职能、政策文件、财政信息等类别编排，可按栏目查阅。",
        "二、获取方式。可通过政府网站、政务服务大厅、档案馆和图书馆查阅主动公开的信息。",
        (
            f"三、工作机构。名称：{unit.full_name}办公室；办公地址：示例区人民路{1 + phone % 200}号；"
            "办公时间：工作日上午8:30至12:00，下午13:30至17:30。"
        ),
        (
            f"联系电话：0500-{phone}；传真号码：0500-{phone + 1}；"
            f"电子邮箱：{unit.slug}@sample.invalid；邮政编码：255000。"
        ),
        "四、依申请公开。申请人可以当面提交、邮寄或者通过网站提交申请，收到申请后依法答复。",
        "五、监督和救济。认为未依法履行公开义务的，可以向政府信息公开工作主管部门投诉、举报。",
    )


def _topic(unit: Unit, title: str, key: str) -> str:
    """Return what the letter speaks of: a topic of the unit, or what the title names itself."""
    named = [topic for topic in unit.topics if topic in title]
    if named:
        return named[0]
    found = SUBJECT.search(title)
    return found["subject"] if found else dice.pick(unit.topics, key, "topic")
