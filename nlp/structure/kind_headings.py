"""The words by which the headings of clauses tell their kind.

Chinese headings are matched without blanks. The first pattern that matches wins, so the narrower
kinds stand first.
"""

from __future__ import annotations

import re

_ZH_HEADINGS: tuple[tuple[str, str], ...] = (
    ("other", r"^(?:签订|订立)(?:时间|地点|日期)|^适用范围|^目的$|监理|网签|备案"),
    (
        "employment_terms",
        r"劳动(报酬|保护|纪律|条件|合同期)|工作时间|休息休假|休假|社会保险|福利待遇|"
        r"工作地点|试用期|工资",
    ),
    ("limitation_of_liability", r"责任(的)?(限制|上限|限额)|赔偿限额|免责|责任免除|免除责任"),
    ("liquidated_damages", r"违约金|滞纳金|逾期(付款|交货|交付)(的)?(违约金|罚)|罚则"),
    ("data_protection", r"个人信息|数据(保护|安全|处理|合规)|信息(保护|安全)|隐私"),
    ("confidentiality", r"保密|商业秘密|秘密保护"),
    (
        "intellectual_property",
        r"知识产权|著作权|版权|专利|商标|成果(的)?(归属|权属|分享)|技术成果|特许经营权",
    ),
    ("non_compete", r"竞业|不竞争|同业禁止"),
    ("exclusivity", r"独家|排他|专营|唯一"),
    ("force_majeure", r"不可抗力|情势变更"),
    ("governing_law", r"^(合同)?(适用|准据)(的)?法律?$|^法律(的)?适用$|^适用法律$"),
    ("dispute_resolution", r"争议|纠纷|仲裁|管辖|争端"),
    ("governing_law", r"适用法律|法律适用|准据法"),
    ("subcontracting", r"分包|转包|外包|再委托|转委托"),
    ("assignment", r"(合同|权利|义务|债权|债务)(的)?.{0,6}转让|转租|转让限制|让与"),
    ("representations", r"陈述|声明|承诺|保证与|双方保证|权利瑕疵"),
    (
        "compliance",
        r"合规|廉洁|廉政|反腐|贿赂|安全生产|安全(文明|管理|责任|保障|防火)|环境保护|消防|治安|节能",
    ),
    ("audit", r"审计|监督检查|检查与监督|查阅"),
    ("insurance", r"保险"),
    (
        "warranty",
        r"保修|质保|售后|质量(保证|保障|担保|维修)期?|质量保证|缺陷责任|三包|维修责任|"
        r"维护保养|^维修",
    ),
    ("risk_transfer", r"风险|毁损|灭失"),
    (
        "title",
        r"所有权|权属|产权(状况|登记|转移|过户)|不动产登记|房屋登记|预告登记|产权登记|"
        r"抵押(情况|状况)|权利状况",
    ),
    ("acceptance", r"验收|检验|查验|试验|检测标准|异议期|验交"),
    (
        "delivery",
        r"交付|交货|提货|交车|交房|交接|供货|发货|运输|包装|运到|工期|进度|开工|竣工|"
        r"履行(期限|地点|方式|时间)|装卸|收货|运杂费|到货|安装调试|移交",
    ),
    ("quality", r"质量|技术(标准|要求|指标|规范)|品质|服务标准|标准与?要求"),
    ("annexes", r"附件|附表|附录"),
    ("counterparts", r"份数|一式|文本(数量|持有)|正本|副本"),
    ("entire_agreement", r"完整(协议|合同)|全部(协议|合意)|合同(文件)?(的)?(构成|组成)|协议的完整"),
    ("severability", r"可分割|条款(的)?独立|部分无效"),
    ("renewal", r"续(租|签|约|期|订|保)|优先(承租|续)|展期"),
    ("indemnity", r"^(损害|损失)?赔偿|赔偿责任|违约赔偿|损失(的)?赔偿|补偿|索赔"),
    (
        "liability",
        r"违约|法律责任|^(双方|各方|其他|其它)?责任$|相关责任|逾期.{0,8}责任|"
        r"责任(的)?(承担|划分)|过错责任",
    ),
    ("termination", r"解除|终止|退(房|租|款|费)|撤销|退出|中止|解约"),
    ("amendment", r"变更|修改|修订|补充协议|补充条款|补充约定"),
    ("tax", r"税|发票"),
    (
        "payment",
        r"付款|支付|结算|缴纳|缴费|交费|还款|偿还|给付|定金|预付款|押金|保证金|收款|"
        r"账户|提款|放款|交纳",
    ),
    ("notices", r"通知|送达|联络|联系(方式|人)|通讯"),
    ("price", r"价|费|租金|金额|报酬|酬金|造价|利率|利息|佣金|薪|计酬|收益分配|款项"),
    ("term", r"期限|有效期|期间|合同期|租期|服务期|时间(?!.*地点)|期$"),
    ("definitions", r"定义|释义|含义|名词|术语|用语|解释"),
    (
        "subject",
        r"标的|概况|(基本)?(情况|状况)|内容|范围|委托(事项|项目)|用途|"
        r"租赁(物|房屋|标的|设备)|品(名|种)|名称|规格|数量|项目依据|建设依据|项目|工程|"
        r"服务事项|目的|销售依据|预售依据|产品|货物|股权|岗位|职务|转让",
    ),
    (
        "other",
        r"权利|义务|总则|附则|其他|其它|未尽|生效|一般(约定|规定)|特别约定|当事人|须知|"
        r"说明|效力|签订|鉴于|杂项",
    ),
)

_EN_HEADINGS: tuple[tuple[str, str], ...] = (
    (
        "limitation_of_liability",
        r"limitations? (?:of|on) (?:liability|damages)|limited liability|liability cap|"
        r"exclusion of (?:liability|damages)|consequential damages|"
        r"disclaimer of (?:liability|damages)",
    ),
    (
        "liquidated_damages",
        r"liquidated damages|late (?:payment|delivery) (?:fee|charge|penalt)|penalt",
    ),
    (
        "data_protection",
        r"data (?:protection|privacy|processing|security)|personal (?:data|information)|privacy",
    ),
    ("confidentiality", r"confidential|non-?disclosure|proprietary information|secrecy|publicity"),
    (
        "intellectual_property",
        r"intellectual property|copyright|patent|trade ?mark|"
        r"ownership of (?:work|deliverable|intellectual)|proprietary rights|"
        r"licen[cs]e grant|grant of (?:licen[cs]e|rights?)|work product|inventions?|"
        r"\bmarks\b|licen[cs]es?$",
    ),
    ("non_compete", r"non-?compet|non-?solicit|restrictive covenant|covenant not to compete"),
    ("exclusivity", r"exclusiv"),
    ("force_majeure", r"force majeure|acts? of god|excusable delay"),
    ("severability", r"severab|invalidity|partial invalid"),
    ("counterparts", r"counterpart|facsimile|electronic signature"),
    (
        "entire_agreement",
        r"entire (?:agreement|understanding|contract)|integration|merger clause|complete agreement",
    ),
    (
        "governing_law",
        r"governing law|applicable law|choice of law|law and jurisdiction|governing language",
    ),
    (
        "dispute_resolution",
        r"dispute|arbitration|jurisdiction|venue|mediation|jury trial|litigation|"
        r"equitable relief|injunctive",
    ),
    (
        "assignment",
        r"assign|successors|change of control|binding effect|third part(?:y|ies) rights|"
        r"transfer of (?:rights|agreement)",
    ),
    ("subcontracting", r"subcontract|sub-contract|delegation"),
    ("notices", r"\bnotices?\b|communications?"),
    ("amendment", r"amend|modif|waiver|variation|change orders?"),
    ("representations", r"represent|covenants?|authority"),
    ("warranty", r"warrant|maintenance|support|product defects?"),
    ("indemnity", r"indemn|hold harmless"),
    ("insurance", r"insurance"),
    ("risk_transfer", r"risk of loss|\brisks?\b"),
    ("title", r"\btitle\b|ownership|retention of title|security interest"),
    ("audit", r"audit|inspection of (?:books|records)|records|books"),
    (
        "compliance",
        r"compliance|anti-?(?:corruption|bribery)|export|laws and regulations|permits?|"
        r"licenses and permits|debarment|safety",
    ),
    ("tax", r"\btax"),
    (
        "employment_terms",
        r"employment|duties of (?:employee|executive)|vacation|benefits|working hours|"
        r"independent contractor|relationship of (?:the )?parties",
    ),
    ("renewal", r"renew|extension"),
    ("termination", r"terminat|default|expiration|cancellation|suspension"),
    ("acceptance", r"acceptance|inspection|testing"),
    ("quality", r"quality|specification|service levels?|standards?|performance standards"),
    (
        "delivery",
        r"deliver|ship(?:ping|ment)|packag|orders?\b|forecast|transport|lead time|"
        r"installation|schedule of work|performance of",
    ),
    ("payment", r"payment|invoic|billing|reimburse|expenses"),
    (
        "price",
        r"\bprices?\b|\binterest\b|pricing|\bfees?\b|compensation|consideration|royalt|commission|"
        r"charges|rates?\b|\brent\b|remuneration|salary|cost",
    ),
    ("term", r"\bterm\b|duration|effective date|commencement|period"),
    ("definitions", r"definition|interpretation|defined terms|construction"),
    ("liability", r"liabilit|remed|breach|damages|losses"),
    ("annexes", r"annex|schedules?\b|exhibits?\b|appendi|attachments?"),
    (
        "subject",
        r"scope|services\b|subject|purpose|appointment|engagement|description|"
        r"statement of work|products?|supply|sale|purchase|licen[cs]ed|territory|"
        r"responsibilities|obligations|duties|undertaking|marketing|promotion|grant",
    ),
    (
        "other",
        r"general|miscellaneous|recitals?|preamble|whereas|background|"
        r"further assurances|heading|introduction|witnesseth|no third",
    ),
)


def _heading_table(table: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in table)


ZH_HEADINGS = _heading_table(_ZH_HEADINGS)
EN_HEADINGS = _heading_table(_EN_HEADINGS)
