"""The vocabulary of party blocks: role labels with their kinds, names, attribute labels."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp.folding import HAN

_ZH_ROLE_WORDS = {
    "buyer": (
        "买方、买受人、买受方、需方、采购方、采购人、购货方、购买方、购方、购货单位、采购单"
        "位、订货方"
    ),
    "seller": "卖方、出卖人、出卖方、供方、销售方、供货方、销货方、售方、供货单位、供货人",
    "supplier": "供应商、供应方",
    "lessor": "出租方、出租人、出租单位",
    "lessee": "承租方、承租人、承租单位",
    "lender": "出借人、出借方、贷款人、贷款方、债权人",
    "borrower": "借款人、借款方、借入方、债务人",
    "guarantor": "保证人、担保人、保证方、担保方",
    "employer": "用人单位、聘用单位、聘用方、聘方、雇主",
    "employee": "劳动者、员工、受聘方、受聘人、雇员、职工、应聘方",
    "principal": "被代理人、被代理方、委托人",
    "agent": "代理人、代理方、代理商、受托人",
    "owner": "发包人、发包方、建设单位、业主、业主方",
    "contractor": (
        "承包人、承包方、施工单位、施工方、承揽人、承揽方、分包人、分包方、加工方、加工人、加工单位"
    ),
    "licensor": "许可方、许可人、授权方",
    "licensee": "被许可方、被许可人、被授权方",
    "discloser": "披露方、信息披露方、提供方",
    "recipient": "接收方、接受方、信息接收方、保密方",
    "carrier": "承运人、承运方、承运单位",
    "shipper": "托运人、托运方、发货人",
    "distributor": "经销商、经销方、分销商",
    "client": (
        "客户、委托方、定作人、定作方、寄存人、存货人、存货方、使用方、用户、客户方、委托单"
        "位、发包单位、用车单位、用车方、客户单位、订阅方、委托单位、用人方、服务对象"
    ),
    "provider": (
        "服务方、服务商、受托方、开发方、研发方、服务提供方、服务提供商、顾问方、顾问、保管"
        "人、保管方、研究开发方、供应服务方、设计人、设计方、监理人、乙方服务商、服务单位、保安公司、物业公司、受托单位、运营方"
    ),
    "transferor": "赠与人、转让方、出让方、转让人、出让人",
    "transferee": "受赠人、受让方、受让人、收购方、收购人",
    "target": "目标公司、标的公司",
    "other": (
        "投资方、投资人、融资方、创始人、合作方、加盟商、加盟方、特许人、特许方、招标人、投标人、投保人、"
        "保险人、合伙人、鉴证方、见证方、抵押人、抵押权人、出质人、质权人"
    ),
}
ZH_ROLE_KINDS = {
    word: kind for kind, listed in _ZH_ROLE_WORDS.items() for word in listed.split("、")
}
LETTERED = ("甲方", "乙方", "丙方", "丁方", "戊方", "己方")

_EN_ROLE_WORDS = {
    "buyer": "buyer, purchaser",
    "seller": "seller, vendor",
    "lessor": "lessor, landlord, sublandlord",
    "lessee": "lessee, tenant, subtenant, charterer",
    "lender": "lender, bank, payee",
    "borrower": "borrower, maker",
    "guarantor": "guarantor",
    "employer": "employer",
    "employee": "employee, executive",
    "principal": "principal",
    "agent": "agent",
    "contractor": "contractor, subcontractor",
    "owner": "owner",
    "licensor": "licensor, franchisor",
    "licensee": "licensee, franchisee",
    "discloser": "discloser, disclosing party",
    "recipient": "recipient, receiving party",
    "carrier": "carrier, transporter",
    "shipper": "shipper, consignor",
    "supplier": "supplier, manufacturer",
    "distributor": "distributor, reseller, dealer",
    "client": "client, customer, subscriber",
    "provider": "provider, service provider, advisor, adviser, consultant, developer, operator",
    "transferor": "transferor, assignor",
    "transferee": "transferee, assignee",
    "target": "target, target company",
}
EN_ROLE_KINDS = {
    word: kind for kind, listed in _EN_ROLE_WORDS.items() for word in listed.split(", ")
}
_EN_PLAIN_ROLE_WORDS = (
    "party a, party b, party c, company, investor, issuer, pledgor, pledgee, sponsor, affiliate, "
    "partner, publisher, author, artist, grantor, grantee, trustee, settlor, manager, parent, "
    "holder, obligor, escrow agent, administrative agent, collateral agent, security agent, "
    "insurer, insured, chargor, institution, university, foundation, trust, fund, authority, city, "
    "county, agency, department, board, hospital, clinic, physician, shareholder, stockholder, "
    "member, founder, contributor, underwriter, counsel, host, club, college, partnership, "
    "celebrity, athlete, remarketer, promoter, merger sub"
)
EN_PLAIN_ROLES = tuple(_EN_PLAIN_ROLE_WORDS.split(", "))


def _longest_first(listed: Iterable[str]) -> list[str]:
    return sorted(listed, key=lambda word: (-len(word), word))


EN_ROLE_PATTERN = "|".join(
    rf"{word[0].upper()}{re.escape(word[1:])}" for word in _longest_first(EN_ROLE_KINDS)
)
EN_LABEL_PATTERN = "|".join(
    re.escape(word) for word in _longest_first((*EN_ROLE_KINDS, *EN_PLAIN_ROLES))
)

PAYER_AND_PERFORMER: dict[str, tuple[str, str]] = {
    "purchase": ("buyer", "seller"),
    "sale": ("buyer", "seller"),
    "supply": ("buyer", "supplier"),
    "lease": ("lessee", "lessor"),
    "loan": ("borrower", "lender"),
    "employment": ("employer", "employee"),
    "service": ("client", "provider"),
    "consulting": ("client", "provider"),
    "technology_development": ("client", "provider"),
    "technology_licence": ("licensee", "licensor"),
    "software": ("client", "provider"),
    "saas": ("client", "provider"),
    "construction": ("owner", "contractor"),
    "transport": ("shipper", "carrier"),
    "warehousing": ("client", "provider"),
    "agency": ("principal", "agent"),
    "entrustment": ("principal", "agent"),
    "distribution": ("distributor", "supplier"),
    "processing": ("client", "contractor"),
    "equity_transfer": ("transferee", "transferor"),
}
"""For each contract type the kind that pays and the kind that performs."""


def _spaced(word: str) -> str:
    return r"[ ]{0,8}".join(map(re.escape, word))


_ZH_ROLE = "|".join(
    _spaced(word)
    for word in sorted((*LETTERED, *ZH_ROLE_KINDS), key=lambda word: (-len(word), word))
)
ZH_ROLE_WORD = rf"(?:{_ZH_ROLE})(?:[一二三四五六七八九1-9])?"
ZH_ROLE = rf"{ZH_ROLE_WORD}(?![{HAN}])"
_LABEL_TAIL = r"(?:基本)?(?:信息|情况|资料)|(?:单位|企业|公司)?名称|姓名"
ZH_ROLE_LABEL = re.compile(
    rf"(?:(?<=^)|(?<=[\n\t])|(?<=  )|(?<=\d[.、])|(?<=[)、.] )|(?<=。)|"
    r"(?<=[一二三四五][、]))[ ]{0,6}"
    rf"(?P<role>(?:{_ZH_ROLE})(?:[一二三四五六七八九1-9])?)(?=[^{HAN}]|{_LABEL_TAIL}|$)"
    rf"[ ]{{0,6}}(?::(?=[ ]{{0,6}}\())?[ ]{{0,6}}(?:\((?P<note>[^()\n]{{1,40}})\))?[ ]{{0,6}}"
    rf"(?:\((?P<note2>[^()\n]{{1,20}})\))?[ ]{{0,6}}(?:{_LABEL_TAIL})?[ ]{{0,6}}"
    r"(?:/?[ ]?(?:The[ ])?[A-Z][A-Za-z]{2,12}(?:[ ][A-Z])?[ ]{0,6}(?=:))?"
    rf"(?P<mark>[:;]|\t|(?=\n)|$|[ ](?=[{HAN}]))"
)
"""A role at the start of a line or cell, as 甲方(买方): or 出租人<tab>."""

ORG_END = (
    r"(?:公司|集团|厂|局|院|所|中心|大学|学院|学校|中学|小学|幼儿园|医院|合作社|事务所|"
    r"商行|商店|银行|分行|支行|协会|学会"
    r"|委员会|政府|基金会|合伙企业|\(有限合伙\)|\(普通合伙\)|经营部|工作室|门市部|酒店|"
    r"宾馆|出版社|报社|商会|联社|研究会|办公室|企业|农场|超市|站|馆|店|部|社|队|处)"
)
ORG_NAME = re.compile(rf"[{HAN}A-Za-z0-9()·&.\- ]{{2,60}}?{ORG_END}(?:\(有限合伙\)|\(普通合伙\))?$")
EN_ORG_END = (
    r"(?:Inc|Incorporated|Corp|Corporation|Co|Company|Ltd|Limited|LLC|L\.L\.C|LLP|L\.P|"
    r"LP|PLC|plc|GmbH|AG|S\.A|SA|N\.V|B\.V|"
    r"Pty|Pte|S\.p\.A|S\.r\.l|AB|Oy|A/S|K\.K|KG|Trust|Bank|University|Association|"
    r"Foundation|Bhd|Partners|Partnership|Group|N\.A)"
)
EN_ORG_NAME = re.compile(rf"^[A-Z0-9][^\n\t\"]{{0,90}}?\b{EN_ORG_END}\b\.?\)?$")
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
    "鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭"
    "梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴"
    "陆荣翁荀羊惠甄曲家封芮储靳段富焦谷车侯全班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司韶黎乔苍双"
    "闻翟谭贡劳姬申扶冉桑桂牛寿通边扈燕冀浦尚温柴瞿阎充慕连茹习艾鱼容向古易慎戈廖庾终暨居衡步都耿满匡"
    "国文寇广阙东殳沃利蔚越隆师巩聂晁勾冷辛简饶空曾关荆红游权盖公肖覃闫代岳佟涂邸帅"
)
_DOUBLE_SURNAMES = (
    "欧阳|司马|上官|诸葛|东方|尉迟|公孙|慕容|令狐|皇甫|司徒|端木|夏侯|宇文|长孙|轩辕|南宫"
)
PERSON_NAME = re.compile(
    rf"^(?:[{_SURNAMES}][{HAN}]{{1,2}}|(?:{_DOUBLE_SURNAMES})[{HAN}]{{1,2}}"
    rf"|[{_SURNAMES}]{{2}}[{HAN}]{{2}}|[{HAN}]{{1,10}}·[{HAN}·]{{1,16}})$"
)
"""A Chinese personal name: a known surname and one or two characters, or a name with a dot."""
NOT_A_PERSON = re.compile(
    r"编号|合同|协议|方$|人|签|章|日期|地址|名称|公司|单位|电话|代表|无|盖|负责|提供|同意|支付|应|以上|"
    r"如下|盖|信息|权利|义务|责任|保证|确认|承诺|年|月|内容|姓名|身份"
)

ATTRIBUTE_LABELS: dict[str, str] = {
    "credit_code": r"(?:统一)?社会信用代码(?:证号|号)?(?:\s?/\s?[^:\t\n]{1,12})?|"
    r"营业执照(?:注册)?号码?|信用代码|纳税人识别号|税号|"
    r"(?:Unified\s+Social\s+)?Credit\s+Code|Registration\s+(?:No\.?|Number)",
    "address": r"(?:公司|单位|联系|通讯|通信|注册|办公|经营|营业|企业)?(?:住所地?|地址|住址)|"
    r"(?:Registered\s+|Principal\s+)?(?:Address|Office)",
    "representative": r"法定代表人"
    r"(?:\s?[(/或、]?\s?(?:授权代表|负责人|委托代理人|代理人|签字|签章)\)?)*|"
    r"法人代表|法定代表|负责人|执行事务合伙人|Legal\s+Representative|"
    r"(?:Authori[sz]ed\s+)?Representative",
    "bank": r"开户(?:银)?行(?:名称)?|开户银行(?:名称)?|收款银行|(?:Opening\s+|"
    r"Beneficiary\s+)?Bank(?:\s+Name)?",
    "account": r"(?:银行|收款)?(?:账|帐)号|(?:银行|收款)(?:账|帐)户(?:号码?)?|Account\s+(?:No\.?|"
    r"Number)",
}
OTHER_LABELS = (
    r"联系电话|电话|手机|传真|邮编|邮政编码|电子邮箱|邮箱|电子邮件|联系人|委托代理人|"
    r"授权代表|经办人|签字|签章|盖章|日期|签订|签署|身份证"
    r"|证件|户名|账户名称|帐户名称|微信|职务|性别|民族|出生|学历|户籍|Tel|Phone|Fax|"
    r"E-?mail|Date|By|Title|Name|Attention|Contact"
)
ATTRIBUTE = re.compile(
    r"(?:(?<=^)|(?<=[\n\t])|(?<= )|(?<=[,;。)(、]))[ ]{0,6}(?:\d{1,2}[.、]|"
    r"[(]?[一二三四五六七八九]{1,2}[)、])?[ ]{0,6}(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in ATTRIBUTE_LABELS.items())
    + rf"|(?P<name>(?:单位|企业|公司|机构)?名称|姓名|Company\s+Name|Name)|"
    rf"(?P<other>{OTHER_LABELS})[^:\t\n]{{0,8}})"
    r"[ ]{0,6}(?:\([^()\n]{0,14}\))?[ ]{0,6}(?::|\t)[ ]{0,6}",
    re.IGNORECASE,
)
"""A label of a party's particulars and the mark after it."""

BLANK = re.compile(r"^[\s_＿﹍\-—/\\.。…×xX*＊□☐\[\]【】()]*$")
NAME_NOTE = re.compile(
    r"盖章|签章|公章|签字|签名|印章|以下|下称|简称|称为|全称|单位|捺印|手印|甲方|乙方|"
    r"丙方|自然人|个人|法人|seal|signature|hereinafter",
    re.IGNORECASE,
)
