"""The units that publish on the sample portal: 23 departments and 4 towns and streets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DISTRICT: Final = "示例区"


@dataclass(frozen=True, slots=True)
class Unit:
    """One publishing unit.

    `key` names it inside this package, `name` is its canonical name, `slug` its folder on the
    portal, `prefix` the head of its document numbers, `topics` what its ordinary papers speak of.
    """

    key: str
    name: str
    slug: str
    prefix: str
    topics: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """The name as signed under a document."""
        if self.is_town:
            office = "办事处" if self.name.endswith("街道") else "人民政府"
            return f"{DISTRICT}{self.name}{office}"
        return "示例区人民政府办公室" if self.key == "office" else f"示例{self.name}"

    @property
    def is_town(self) -> bool:
        """Whether it is a town or a street."""
        return self.name.endswith(("镇", "街道"))

    @property
    def code(self) -> str:
        """An 18-character unified code, invented, for the index number."""
        return f"11379999{4000000 + 1373 * UNITS.index(self):08d}X{UNITS.index(self) % 10}"


def _unit(key: str, name: str, slug: str, prefix: str, topics: str) -> Unit:
    return Unit(key, name, slug, prefix, tuple(topics.split()))


UNITS: Final = (
    _unit(
        "office", "区政府办公室", "slqrmzfbgs", "示政办字", "督查落实 会议服务 值班值守 热线办理"
    ),
    _unit(
        "development", "区发展和改革局", "slqfzhggj", "示发改字", "项目建设 粮食储备 价格管理 能源"
    ),
    _unit(
        "education",
        "区教育和体育局",
        "slqjyhtyj",
        "示教体字",
        "校园安全 教师培养 全民健身 课后服务",
    ),
    _unit("science", "区科学技术局", "slqkxjsj", "示科字", "科技型企业培育 创新平台 科普 技术合同"),
    _unit(
        "industry",
        "区工业和信息化局",
        "slqgyhxxhj",
        "示工信字",
        "技术改造 中小企业 节能 数字化转型",
    ),
    _unit(
        "civil", "区民政局", "shiliquminzhengju", "示民发", "城乡低保 养老服务 社会组织 殡葬服务"
    ),
    _unit("justice", "区司法局", "slqsfj", "示司字", "法律援助 人民调解 普法宣传 行政复议"),
    _unit("finance", "区财政局", "slqczj", "示财字", "预算执行 国有资产 政府采购 会计管理"),
    _unit(
        "labour",
        "区人力资源和社会保障局",
        "slqrlzyhshbzj",
        "示人社字",
        "就业帮扶 技能提升 社保经办 劳动维权",
    ),
    _unit("land", "区自然资源局", "slqzrzyj", "示自然资字", "耕地保护 林业 矿山修复 不动产登记"),
    _unit(
        "housing",
        "区住房和城乡建设局",
        "slqzfhcxjsj",
        "示住建字",
        "物业服务 老旧小区改造 工程质量 供热",
    ),
    _unit("transport", "区交通运输局", "slqjtysj", "示交字", "农村公路 客运 货运治超 公路养护"),
    _unit("water", "区水利局", "shiliqushuiliju", "示水字", "防汛 河道管护 农村供水 节约用水"),
    _unit("farming", "区农业农村局", "slqnyncj", "示农字", "粮食生产 农机补贴 动物防疫 乡村建设"),
    _unit("commerce", "区商务局", "slqswj", "示商字", "消费促进 外贸 电子商务 成品油市场"),
    _unit(
        "culture", "区文化和旅游局", "slqwhhlyj", "示文旅字", "文物保护 景区服务 公共文化 文艺演出"
    ),
    _unit("health", "区卫生健康局", "slqwsjkj", "示卫字", "基层医疗 疾病预防 妇幼健康 职业健康"),
    _unit("veterans", "区退役军人事务局", "tyjrswj", "示退役军人字", "优抚 拥军 就业创业 烈士褒扬"),
    _unit(
        "emergency", "区应急管理局", "slqyjglj", "示应急字", "安全生产 森林防火 防灾减灾 危险化学品"
    ),
    _unit(
        "approval", "区行政审批服务局", "xzspfwj", "示审批字", "政务服务 帮办代办 企业开办 工程审批"
    ),
    _unit(
        "market", "区市场监督管理局", "slqscjdglj", "示市监字", "食品安全 特种设备 计量 消费维权"
    ),
    _unit(
        "enforcement",
        "区综合行政执法局",
        "slqzhxzzfj",
        "示综执字",
        "市容环卫 户外广告 园林绿化 违建治理",
    ),
    _unit("statistics", "区统计局", "slqtjj", "示统字", "经济普查 统计督察 住户调查 名录库"),
    _unit("hongshan", "洪山镇", "slqhsz", "洪政发", "人居环境 防汛 森林防火 集体经济"),
    _unit("kunlun", "昆仑镇", "slqklz", "昆政发", "陶瓷产业 人居环境 安全生产 志愿服务"),
    _unit(
        "shuangyang", "双杨镇", "shuangyangzhen", "双政发", "建陶转型 农田水利 人居环境 移风易俗"
    ),
    _unit("banyang", "般阳路街道", "byljdbsc", "般街发", "社区治理 物业服务 为老服务 文明创建"),
)

BY_KEY: Final = {unit.key: unit for unit in UNITS}

INSPECTING: Final = frozenset(
    [
        "development",
        "education",
        "civil",
        "justice",
        "labour",
        "land",
        "housing",
        "transport",
        "water",
        "farming",
        "commerce",
        "culture",
        "health",
        "emergency",
        "market",
        "enforcement",
        "statistics",
    ]
)
"""Keys of the units that must publish their random inspections."""

PENALISING: Final = frozenset(
    [
        "housing",
        "transport",
        "water",
        "farming",
        "culture",
        "health",
        "emergency",
        "market",
        "enforcement",
    ]
)
"""Keys of the units with columns for enforcement and penalties."""
