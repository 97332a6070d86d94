"""The words that tell what a sum of money is for, Chinese and English."""

from __future__ import annotations

import re

from nlp.extraction.cues import cues

_NOT_SHARE = r"(?!的?\s*(?:\(|\[)?\s*(?:\d|[百千万]分之|剩余|余款|尾款|一半))"


STRONG = cues(
    (
        "total",
        rf"(?:本?合同|签约合同|协议|订单|工程|项目|暂定|预算|采购|成交|中标)(?:暂定|签约|"
        rf"含税|不含税)?总?"
        rf"(?:价款|金额|价格|价税合计|价|款项?|额|造价|费用){_NOT_SHARE}",
    ),
    (
        "total",
        rf"(?:总价款?|总金额|总额|总费用|总租金|总报酬|总造价|总货款|货款总?额|价税合计|"
        rf"转让价款|转让款|转让对价"
        rf"|股权转让价格?|租金总(?:额|计)|费用总(?:额|计)|成交价){_NOT_SHARE}",
    ),
    (
        "total",
        r"(?:total|aggregate|overall)\s+(?:contract\s+|purchase\s+)?(?:price|amount|sum|"
        r"value|fees?|"
        r"consideration|cost|rent|charges?|compensation)(?!\s+of\s+(?:\d|\w+\s+\(?\d+%))",
    ),
    ("total", r"contract\s+(?:price|sum|value|amount)|purchase\s+price|grand\s+total"),
    ("subtotal", r"小计|sub-?total"),
    (
        "unit_price",
        r"单价|每(?:台|套|件|个|吨|公斤|千克|平方米|立方米|米|人|次|小时|人天|人日|人月|份|"
        r"箱|辆|株|度)",
    ),
    ("unit_price", r"unit\s+price|hourly\s+rate|price\s+per\s+\w+"),
    ("earnest_money", r"定金|earnest\s+money"),
    (
        "advance",
        r"预付款?|预付货款|订金|首付款?|advance\s+payment|down\s*-?payment|prepay\w*|upfront",
    ),
    ("deposit", r"(?<!履约)(?<!质量)(?<!质保)保证金|押金|(?:security\s+)?deposit"),
    ("performance_bond", r"履约(?:保证金|担保|保函)|performance\s+(?:bond|guarantee|security)"),
    ("retention", r"质保金|质量保证金|质量保修金|保修金|质保款|retention(?:\s+money)?|retainage"),
    (
        "instalment",
        r"第[一二三四五六七八九十\d]+[期笔次]|首期|首笔|进度款|到货款|验收款|发货款|"
        r"里程碑款|阶段款|分期",
    ),
    ("instalment", r"instal?lments?|milestone(?:\s+payment)?|progress\s+payment|initial\s+payment"),
    (
        "instalment",
        r"(?:%|百分之[一二三四五六七八九十]+)\)?\s*(?:,?\s*(?:即|计|共计|合计|为|合|"
        r"i\.e\.,?|being|or))?[^%,;。]{0,8}$",
    ),
    (
        "instalment",
        r"(?:%|per\s?cent)\)?\s+of\s+(?:the\s+)?[\w ]{0,30}?"
        r"(?:price|sum|amount|value|fees?|consideration)",
    ),
    (
        "balance",
        r"尾款|余款|剩余(?:价款|款项?|货款|费用|部分)?|结算款|balance|remaining\s+(?:amount|"
        r"sum|price)",
    ),
    ("rent", r"租金|租赁费|月租|\brent(?:al)?\b"),
    ("salary", r"工资|月薪|年薪|薪酬|薪资|底薪|劳动报酬|\bsalary|\bwages?\b|base\s+compensation"),
    (
        "loan_principal",
        r"(?:借款|贷款)(?:本金|金额|总额|数额)?(?![人期利合方年月])|本金|"
        r"principal\s+(?:amount|sum|balance)|loan\s+amount",
    ),
    (
        "penalty",
        r"违约金|罚款|罚金|滞纳金|赔偿金?|扣款|扣除|penalt(?:y|ies)|liquidated\s+damages|"
        r"late\s+fee",
    ),
    (
        "other",
        r"(?:不(?:得)?(?:低于|少于)|达到|任务(?:额|为)?|指标|目标(?:额|为)?|起订(?:量|额))(?:不低于)?"
        r"|at\s+least|not?\s+less\s+than|minimum(?:\s+\w+){0,3}?\s+of|target\s+of",
    ),
    ("cap", r"不(?:得)?超过|上限|最高(?:额|限额)?|为限|限额|封顶|以内"),
    (
        "cap",
        r"not\s+(?:to\s+)?exceed|up\s+to|maximum|in\s+excess\s+of|capped\s+at|limited\s+to|"
        r"no\s+more\s+than",
    ),
    (
        "tax",
        r"税额|税款|税金|(?<!%)增值税(?:额|款)?(?!率|专用|普通|发票|税率)|tax\s+amount"
        r"|(?<!excluding )(?<!including )(?<!exclusive of )(?<!inclusive of )(?<!plus )(?<!ex )"
        r"\bVAT\b(?!\s+(?:invoice|rate|number|registration))",
    ),
    (
        "net",
        r"不含(?:增值)?税(?:总?价款?|金额|总?额|价格|款)?|net\s+of\s+tax|"
        r"(?<!\()exclusive\s+of\s+(?:VAT|tax)",
    ),
    (
        "cap",
        r"(?:险|保额)[^。;]{0,16}(?:不低于|不少于|每[人次座])"
        r"|\b(?:insur\w*|cover(?:age)?)\b[^.;]{0,60}\b(?:at\s+least|not\s+less\s+than)",
    ),
    ("penalty", r"[一每]天罚|\bfines?\s+of|\beach\s+(?:full\s+)?(?:day|week)\s+of\s+delay"),
    ("total", r"全年[^。;]{0,16}(?:合计|估算|共计|总计)为?"),
    ("unit_price", r"每(?:线路|坐席|账号|点位|单|床|车次?)(?:每[日天月年])?"),
    ("instalment", r"每月合计|\bmonthly\s+(?:fee|charge|payment)s?"),
    ("loan_principal", r"借给|\b(?:the|a|term)\s+loan\s+(?:is\s+)?of"),
    ("cap", r"保险金额|保额|insur(?:ance|es?|ed)\b|coverage|indemnity\s+cover"),
    (
        "other",
        r"注册资本|注册资金|实缴|认缴|出资|营业额|业绩|registered\s+capital",
    ),
)
"""Labels are amount kinds; the cue nearest before a sum decides."""

WEAK = cues(
    ("total", r"合计|总计|共计|总共|\btotal\b"),
    (
        "fee",
        r"(?:服务|咨询|技术|开发|研发|许可|使用|代理|运输|加工|承揽|设计|监理|委托|仓储|"
        r"保管|维护|培训|推广|顾问|管理)"
        r"(?:费用?|报酬|价款|酬金|款)|货款|报酬|酬金|价款|运费|费用|合同标的",
    ),
    ("fee", r"\bfees?\b|\bprice\b|consideration|compensation|\bthe\s+sum\s+of"),
    ("instalment", r"支付|付款|\bpay(?:ment)?\b"),
)
"""Tried where no strong cue stands; ``fee`` becomes the total where the contract names no other."""

AFTER = cues(
    (
        "unit_price",
        r"^\s?(?:/|每|per\s+|an?\s+)\s?(?:台|套|件|个|吨|公斤|千克|平方米|㎡|m2|立方米|米|"
        r"人|次|小时|人天|人日|份|箱|辆|株|度|unit|piece|set|hour|ton|kg|each|item|user|"
        r"seat|share)",
    ),
    ("unit_price", r"^\s?/\s?(?:\d|(?![年月日天季周])[\u4e00-\u9fff])"),
    ("total", r"^\s+in\s+total\b"),
    ("other", r"^\s?(?:per|each)\s+(?:occurrence|claim|incident|accident|event)"),
    ("cap", r"^[^,;。\d]{0,4}?(?:为限|封顶|以内)"),
    (
        "per_period",
        r"^\s?(?:/|每|per\s+|a\s+|an\s+)\s?(?:年|月|日|天|季度?|year|month|day|annum|week|"
        r"quarter)",
    ),
    ("unit_price", r"^\s?per\s+(?!year|month|day|annum|week|quarter|occurrence|claim)[a-z]{3,}"),
    ("earnest_money", r"^[^,;。]{0,6}?定金"),
    (
        "advance",
        r"^[^,;。]{0,8}?(?:预付款|订金|首付款)|^[^,;.]{0,20}?(?:advance|down\s*-?payment|"
        r"prepayment)",
    ),
    (
        "deposit",
        r"^[^,;。]{0,8}?(?<!履约)(?<!质量)(?:保证金|押金)|"
        r"^[^,;.]{0,16}?(?:security\s+)?deposit",
    ),
    (
        "performance_bond",
        r"^[^,;。]{0,8}?履约(?:保证金|担保)|^[^,;.]{0,16}?performance\s+(?:bond|security)",
    ),
    ("retention", r"^[^,;。]{0,8}?(?:质保金|质量保证金|保修金)|^[^,;.]{0,16}?retention"),
    (
        "penalty",
        r"^[^,;。]{0,8}?(?:违约金|罚款|赔偿)|^[^,;.]{0,16}?(?:penalty|liquidated\s+damages)",
    ),
)

RANGE_BEFORE = re.compile(r"[\w$€£¥]\s*(?:-{1,2}|~|至)\s*$")
RANGE_AFTER = re.compile(r"^\s*(?:(?:-{1,2}|~|至)\s*[$€£¥\d]|\+)")
"""The ends of a band, as in a scale of discounts."""

TABLE_MONEY_HEAD = re.compile(
    r"金额|单价|总价|合价|小计|合计|价款|价格|费用|租金|税额|款额|应付款|应付|工资|本金|利息|报酬|供货价|(?:服务|加工|运|工程)费"
    r"|\b(?:price|amount|total|fee|cost|rent|value|subtotal|charges?|sum)s?\b",
    re.IGNORECASE,
)
TABLE_OTHER_HEAD = re.compile(
    r"数量|比例|税率|日期|时间|占比|期次|条件|\b(?:qty|quantity|rate|date|percent)", re.IGNORECASE
)
PAYMENT_HEADS = re.compile(
    r"付款|支付|期次|期数|分期|阶段|节点|里程碑|milestone|payment|instal?lment|due", re.IGNORECASE
)

EXCLUDED_TAX = re.compile(
    r"不含(?:增值)?税|未税|税外|tax[-\s]exclusive|exclu(?:ding|"
    r"sive\s+of)\s+(?:any\s+)?(?:VAT|tax)|net\s+of\s+tax"
    r"|plus\s+(?:applicable\s+)?(?:VAT|tax)",
    re.IGNORECASE,
)
INCLUDED_TAX = re.compile(
    r"(?<!不)含(?:\s?\d+(?:\.\d+)?%\s?)?的?(?:增值)?税|价税合计|tax[-\s]inclusive"
    r"|inclu(?:ding|sive\s+of|des)\s+(?:\d+%\s+)?(?:VAT|(?:all\s+)?tax)",
    re.IGNORECASE,
)
TAX_RATE = re.compile(
    r"(?:税率|增值税|VAT|tax\s+rate)[^,;。\n\d]{0,12}?(?P<after>\d{1,2}(?:\.\d+)?)\s?%"
    r"|(?P<before>\d{1,2}(?:\.\d+)?)\s?%\s?(?:的)?\s?(?:增值税|税率|VAT)",
    re.IGNORECASE,
)
