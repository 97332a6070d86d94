"""The contract type, from the title first and the words of the text where the title is silent."""

from __future__ import annotations

import re

_TITLE: tuple[tuple[str, str], ...] = (
    (
        "amendment",
        r"补充(?:协议|合同)|变更(?:协议|合同)|修订协议|amendment|addendum|"
        r"supplement(?:al|ary)? agreement",
    ),
    ("framework", r"框架|战略合作|framework|master (?!lease)(?:\w+ )?agreement|strategic alliance"),
    ("nda", r"保密|non-?disclosure|confidentiality|\bnda\b"),
    ("guarantee", r"担保|保证合同|抵押|质押|保函|guarant(?:ee|y)|surety"),
    (
        "equity_transfer",
        r"股权|股份|产权交易|出资转让|增资|equity|share (?:transfer|purchase)|"
        r"stock (?:purchase|transfer)",
    ),
    ("employment", r"劳动|聘用|雇佣|employment|劳务派遣"),
    ("distribution", r"经销|分销|代销|经营代理|distribut|reseller|dealer"),
    (
        "saas",
        r"SaaS|云服务|软件(?:即|租用|订阅).{0,4}服务|software[ -]as[ -]a[ -]service|"
        r"cloud|hosting|订阅|"
        r"\bsubscription\b|\bhosted\b|platform.{0,24}(?:terms|services?)|terms of (?:use|service)",
    ),
    ("software", r"软件|software|源代码|信息系统"),
    (
        "technology_development",
        r"技术开发|委托开发|合作开发|系统开发|研发|"
        r"(?:technology|product|joint) development|development agreement",
    ),
    (
        "technology_licence",
        r"许可|特许经营|技术转让|licen[cs]e|licen[cs]ing|franchise|intellectual property",
    ),
    ("consulting", r"咨询|顾问|监理|consult|advisory"),
    (
        "construction",
        r"施工|建设工程|建筑工程|装饰|装修|总承包|工程承包|分包|改造工程|安装工程|修缮|"
        r"勘察|construction|EPC|\bworks\b(?! (?:for|made))|\bbuilding (?:contract|agreement)",
    ),
    ("lease", r"租赁|出租|承租|租用|\blease\b|\brental\b|tenancy"),
    ("loan", r"借款|贷款|信贷|融资|\bloan\b|credit (?:agreement|facility)|facility agreement"),
    ("warehousing", r"仓储|保管|寄存|warehous|storage"),
    (
        "transport",
        r"运输|货运|运单|物流|承运|快递|租船|包车|班车|transport|carriage|charter|freight|logistics|shipping",
    ),
    ("insurance", r"保险|insurance"),
    (
        "agency",
        r"代理|居间|中介|经纪|行纪|agency|brokerage|\bagent\b|marketing affiliate|affiliate",
    ),
    ("processing", r"加工|承揽|定作|定制|代工|processing|manufactur|OEM"),
    (
        "partnership",
        r"合伙|合作经营|联营|合资|入股|partnership|joint venture|co-?brand|collaboration",
    ),
    ("supply", r"供应|供货|供用|供水|供热|供暖|供电|购售电|订购|订单|长期采购|supply"),
    ("purchase", r"采购|购买|purchase|procurement"),
    ("sale", r"买卖|销售|购销|出售|预售|现售|收购|订货|\bsales?\b"),
    ("entrustment", r"委托(?!.*服务)|受托|entrust|mandate"),
    (
        "service",
        r"服务|维护|维修|维保|测绘|物业|培训|旅游|养老|家政|检测|保洁|设计|广告|洗涤|摄影|健身|"
        r"托管|食堂|管理|service|maintenance|sponsorship|endorsement|promotion|"
        r"operations",
    ),
)

_BODY: tuple[tuple[str, str], ...] = (
    ("lease", r"出租[人方]|承租[人方]|租金|\blessor\b|\blessee\b"),
    ("loan", r"借款人|贷款人|出借人|\bborrower\b|\blender\b"),
    ("employment", r"用人单位|劳动者|\bemployee\b|\bemployer\b"),
    ("construction", r"发包[人方]|承包[人方]|竣工"),
    ("sale", r"出卖人|买受人|卖方|买方|\bseller\b|\bbuyer\b"),
    ("supply", r"供方|需方|供应商|\bsupplier\b"),
    ("transport", r"托运人|承运人|\bcarrier\b|\bshipper\b"),
    ("nda", r"披露方|接收方|disclosing party|receiving party"),
    ("technology_licence", r"许可方|被许可方|\blicensor\b|\blicensee\b"),
    ("equity_transfer", r"股权|目标公司"),
    ("distribution", r"经销商|\bdistributor\b|\breseller\b"),
    ("consulting", r"顾问方|\bconsultant\b"),
    ("guarantee", r"保证人|债权人|\bguarantor\b"),
    ("agency", r"(?<!委托)(?<!法定)代理人|\bagent\b"),
    ("service", r"服务(?:费|期限|内容)|\bservices?\b"),
)

TITLE_TYPES = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _TITLE)
BODY_TYPES = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _BODY)
_SAMPLE = 6000


def type_of(title: str, text: str) -> tuple[str, float]:
    """The contract type and its confidence; ``("other", 0.0)`` where nothing tells."""
    compact = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", title)
    for kind, pattern in TITLE_TYPES:
        if pattern.search(compact):
            return kind, 0.95
    sample = text[:_SAMPLE]
    counts = {kind: len(pattern.findall(sample)) for kind, pattern in BODY_TYPES}
    best = max(counts, key=lambda kind: counts[kind])
    total = sum(counts.values())
    if counts[best] < 3:
        return "other", 0.0
    return best, round(min(0.8, 0.3 + 0.5 * counts[best] / total), 3)
