"""What a page is, told before it is read: a family, and a kind.

Challenge pages, soft 404s and empty shells must be named: read as documents they would be empty
documents, read as lists they would be empty columns, and a unit would be accused.
"""

from __future__ import annotations

import re
from typing import Final

from audit_rules.model import PageKind
from spiders.consultation import asks_for_opinions
from spiders.disclosure import read_attachments
from spiders.families import FALLBACK, family_names, load_family
from spiders.families.base import Family
from spiders.fields.body import find_sign_off
from spiders.fields.dates import find_dates
from spiders.fields.vocabulary import WEAK
from spiders.headings import is_prose, is_titled
from spiders.page import Page
from spiders.sheet import lay_out
from spiders.wording import squeeze

UNKNOWN_FAMILY: Final = "unknown"

_BLOCKED: Final = re.compile(
    r"被(?:WAF|云[一-龥]{0,4}|防火墙|安全[一-龥]{0,4}|系统|网站)拦截|拦截提示|访问(?:请求)?(?:被|已被|遭到)(?:拦截|阻断|拒绝|禁止|限制)|请求(?:已)?被(?:拦截|阻断|拒绝)|安全验证|人机验证|滑动(?:滑块|验证)|请(?:完成|通过|进行)(?:安全|人机)?验证|"
    r"请输入验证码|网站防火墙|Web应用防火墙|云防护|创宇盾|安全狗|访问过于频繁|访问频率(?:过高|太快)|不合法的?(?:参数|请求)|IP(?:地址)?(?:已)?被(?:封|限制|禁)|"
    r"403Forbidden|AccessDenied|RequestRejected|检测到(?:可疑|异常)访问|正在检查您的浏览器|checkingyourbrowser",
    re.IGNORECASE,
)
_GONE: Final = re.compile(
    r"(?:页面|网页|内容|文章|信息|文件|栏目|资源|地址)(?:已)?(?:不存在|找不到|未找到|走丢了|丢失|被删除|已删除|已被删除|无法找到|已下线|已失效或不存在)|"
    r"(?:找不到|没有找到|未找到|无法找到)(?:您|你)?(?:所?(?:要|请求|访问|查找|浏览)的?)*(?:页面|网页|内容|文章|信息|文件|资源)|"
    r"^(?:HTTP)?404(?:$|[-—:：,，!！\s]|错误|页面|NotFound)|NotFound$|"
    r"(?:页面|网页)(?:可能)?已(?:被)?(?:删除|移除|更名|移动|转移)",
    re.IGNORECASE,
)
_FAILING: Final = re.compile(
    r"(?:(?:您|你|抱歉|对不起|很抱歉)[,，]?)*(?:(?:本|该)?(?:网站|网页|系统|站点|服务器?|平台|页面)(?:正在|正|暂时)?(?:升级|停机|例行)?(?:维护|升级|繁忙|忙|出错|错误|异常)(?:升级|维护|中)*|"
    r"(?:服务器|系统|程序)?(?:内部)?(?:错误|异常)|(?:服务器|系统|程序)(?:内部|运行|发生|出现)(?:了)?(?:错误|异常)|"
    r"(?:没有|无|您没有|你没有)(?:访问|浏览|查看|操作)?(?:此|该|本)?(?:页面|信息|栏目)?(?:的)?权限.{0,12}|无权(?:访问|浏览|查看).{0,12}|"
    r"数据库(?:连接|访问|操作|查询)?(?:超时|失败|错误|异常|出错)|连接(?:数据库)?超时|服务(?:暂时)?不可用)(?:[,，。.!！;；].{0,40})?|"
    r"(?:HTTP(?:/1\.\d)?(?:Status|Error|错误|状态码?)?[:：]?)?(?:40[0135]|5\d\d)(?:$|[-—–:：,，!！]|错误|Error|Internal|Bad|Service|Gateway|Forbidden|Unauthorized).{0,80}|"
    r"(?:HTTPStatus|HTTPError)[-—:：]?(?:40[0135]|5\d\d).{0,80}|(?:InternalServerError|BadGateway|ServiceUnavailable|ServiceTemporarilyUnavailable|GatewayTime-?out)(?:[.!].{0,60})?",
    re.IGNORECASE,
)
_GONE_STATUS: Final = re.compile(
    r"(?:HTTP(?:/1\.\d)?)?(?:Status|Error|错误|状态码?|错误代码|出错了)?[-—–:：]?404(?:$|[-—–:：,，!！.。]|错误|页面|Error|Not|File|Object).{0,60}|"
    r".{0,30}(?:wasnotfoundonthisserver|Objectnotfound|FileNotFound|PageNotFound).{0,30}",
    re.IGNORECASE,
)
_GUIDE: Final = re.compile(r"(?:^|公开(?:工作)?)指南(?:[(（].{1,24}[)）])?$")
"""Of disclosure: 办事指南 and 申报指南 are published papers like others."""
_TITLE_LENGTH: Final = 12
_FEWEST_PARAGRAPHS: Final = 2
_LITTLE_TEXT: Final = 400
"""Characters outside links; a page that says it failed says little else, whatever frame it has."""
_NEEDS_SCRIPT: Final = re.compile(
    r"(?:请|需要)?(?:开启|启用|打开)JavaScript|doesn'tworkproperlywithoutJavaScript", re.IGNORECASE
)
_CHALLENGE_SCRIPT: Final = re.compile(
    r"\$_ts\s*=|_\$[a-z0-9]{2}\(|acw_sc__v2|__jsl|document\.cookie\s?=.{1,400}\blocation\b|yunsuo|safeline",
    re.IGNORECASE | re.DOTALL,
)
_FEW_CHARACTERS: Final = 600
"""Characters of visible text; challenge and error pages have less, even with a site's frame."""
_SHELL_CHARACTERS: Final = 60
_NOTICE_LENGTH: Final = 80


def recognise_family(page: Page) -> str:
    """Name the family whose evidence the page shows, `unknown` where none or more than one does."""
    names = [
        name for name in family_names() if name != FALLBACK and load_family(name).recognises(page)
    ]
    return names[0] if len(names) == 1 else UNKNOWN_FAMILY


def recognise_kind(page: Page, family: str) -> PageKind:
    """Tell what a page is; `UNKNOWN` rather than a guess.

    The answer of an interface is what the family says, or unknown: it has no words for a reader.
    """
    module = load_family(FALLBACK if family == UNKNOWN_FAMILY else family)
    if page.is_answer:
        return module.kind_of(page) or PageKind.UNKNOWN
    failed = _failed_kind(page)
    told = module.kind_of(page) if failed in (None, PageKind.EMPTY_SHELL) else None
    if failed and not (told is PageKind.LIST and _is_known_shell(module, page)):
        return failed
    broken = _broken_kind(page)
    if broken and not (told is PageKind.LIST and module.read_list(page).entries):
        return broken
    return told or _kind_of_document(page)


def _kind_of_document(page: Page) -> PageKind:
    """Tell guides and consultations by their title, and a page that holds nothing of a document."""
    if not _holds_something(page):
        return PageKind.UNKNOWN
    sheet = lay_out(page)
    title = squeeze(sheet.titles[0].words) if sheet.titles else ""
    if _GUIDE.search(title):
        return PageKind.GUIDE
    return PageKind.CONSULTATION if asks_for_opinions(title) else PageKind.DISCLOSURE


def _is_known_shell(module: Family, page: Page) -> bool:
    """Whether the family reads from the shell's own script where its rows or its columns are served."""
    return module.read_list(page).served_by is not None or bool(module.read_columns(page))


def _failed_kind(page: Page) -> PageKind | None:
    """Tell a page that is not what was asked for: blocked, gone, or empty until a script runs."""
    texts = []
    length = 0
    for line in page.lines:
        if line.text:
            texts.append(line.phrase.squeezed)
            length += len(line.phrase.squeezed)
            if length >= _FEW_CHARACTERS:
                return None
    short = [text for text in (squeeze(page.title_tag), *texts) if 0 < len(text) <= _NOTICE_LENGTH]
    has_box = any(
        pair.field in ("index_number", "published_on") and pair.value and pair.label not in WEAK
        for pair in lay_out(page).pairs
    )
    if not has_box and any(_BLOCKED.search(text) for text in short):
        return PageKind.BLOCKED
    if not has_box and any(_GONE.search(text) for text in short):
        return PageKind.SOFT_404
    return None if has_box else _shell_kind(page, texts, length)


def _broken_kind(page: Page) -> PageKind | None:
    """Tell a page on which the site says in a line of its own that it failed, with status 200.

    Title or line must consist of those words: a notice about maintenance (关于系统维护的公告) does not.
    """
    if any(pair.value for pair in lay_out(page).pairs):
        return None
    own = [line.phrase.squeezed for line in page.lines if line.text and not line.is_link]
    if sum(map(len, own)) >= _LITTLE_TEXT:
        return None
    said = [text for text in (squeeze(page.title_tag), *own) if 0 < len(text) <= _NOTICE_LENGTH * 2]
    if any(_GONE_STATUS.fullmatch(text) for text in said):
        return PageKind.SOFT_404
    return PageKind.BLOCKED if any(_FAILING.fullmatch(text) for text in said) else None


def _holds_something(page: Page) -> bool:
    """Whether there is anything of a document: a label's value, or a title with a date, a text, a file.

    A heading alone is none, unless it names a genre of documents (…年度报告): reports are often pictures.
    Without a title it takes a sign-off, two paragraphs or a file: a note and a date stand on any page.
    """
    sheet = lay_out(page)
    if any(pair.field and pair.value and pair.label not in WEAK for pair in sheet.pairs):
        return True
    if any(is_titled(found.words) and len(found.words) >= _TITLE_LENGTH for found in sheet.titles):
        return True
    paragraphs = sum(map(is_prose, sheet.text))
    if read_attachments(page, sheet) or paragraphs >= _FEWEST_PARAGRAPHS:
        return True
    texts = [line.text for line in sheet.text if not line.is_link]
    if not sheet.titles:
        return find_sign_off(texts) is not None
    has_value = any(pair.field and pair.value for pair in sheet.pairs)
    return paragraphs > 0 or has_value or any(map(find_dates, texts))


def _shell_kind(page: Page, texts: list[str], length: int) -> PageKind | None:
    if length >= _SHELL_CHARACTERS:
        return None
    scripts = [element.text or element.get("src") or "" for element in page.root.iter("script")]
    if length == 0 and any(_CHALLENGE_SCRIPT.search(script[:5000]) for script in scripts):
        return PageKind.BLOCKED
    hint = _NEEDS_SCRIPT.search("".join(texts) + squeeze(page.html[:20000]))
    has_links = any(True for _ in page.root.iter("a"))
    if scripts and (length == 0 or hint or (not has_links and not texts)):
        return PageKind.EMPTY_SHELL
    return PageKind.EMPTY_SHELL if length == 0 else None
