"""The words by which clause kinds are known: in headings, and in the text of a clause.

Chinese headings are matched without blanks. In ``HEADINGS`` the first pattern that matches wins,
so the narrower kinds stand first. ``CUES`` are weighed: each pattern counts once.
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
        r"\bprices?\b|pricing|\bfees?\b|compensation|consideration|royalt|commission|"
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

_CUES: tuple[tuple[str, float, str], ...] = (
    (
        "definitions",
        3,
        r"(?:下列|以下)(?:名词|词语|用语|术语|词汇)|"
        r"(?:词语|用语|术语).{0,14}(?:含义|定义|解释)|具有(?:如下|以下)含义|"
        r"(?:系|是)指(?:.{2,40})(?:。|；)|[）)：:]\s?指|"
        r"shall have the (?:following )?meanings?|"
        r"[\"“][A-Z][\w ]{2,30}[\"”] (?:means|shall mean)",
    ),
    (
        "subject",
        2,
        r"(?:向|从)[甲乙]方(?:采购|购买|出租|提供)|委托[甲乙]方|"
        r"(?:标的|服务内容|工程名称|工程地点|项目名称|项目地址|承包范围|坐落|位于|服务范围|建筑面积)|"
        r"(?:将|以下|下列).{0,20}(?:出租|出售|转让|委托)给?|租赁物|"
        r"(?:名称|型号|规格|数量)[:：、]|许可证号|"
        r"hereby (?:engages|appoints|retains|agrees to (?:sell|purchase|supply))",
    ),
    (
        "price",
        2,
        r"(?:合同|价款|费用|租金|报酬|服务费|工程)?(?:总价|总额|总金额|价款|单价|租金(?:标准)?|费用(?:合计|总计)?|收费标准|造价)(?:为|共计|合计|[:：]|是)|"
        r""
        r"人民币(?:（大写）|\(大写\))?.{0,20}元|"
        r"The (?:total )?(?:price|fee|purchase price)",
    ),
    (
        "payment",
        2.4,
        r"(?:支付|付清|付款|汇入|转账|结清|缴纳|交纳|结算)(?![^。；]{0,24}违约金)(?:.{0,30})(?:日内|前|之日|方式|账户|%|％|款|费)|"
        r"付款方式|(?:开户行|开户银行|账号|帐号)|预付款|尾款|定金|履约保证金|押金|"
        r"(?:一次性|分期|按月|按季)(?:支付|付)|"
        r"within .{0,30}days (?:of|after|from) .{0,40}invoice|shall pay|payable",
    ),
    (
        "delivery",
        2.4,
        r"(?:交货|交付|送货|发货|提货|供货|到货|交售|履行)(?:时间|地点|日期|方式|期限|给|至)|"
        r"(?:于|在).{0,20}(?:前|日内|时)?.{0,12}(?:交付|移交|交还)|"
        r"(?:运至|送至|运输|包装|装卸)|工期|开工|竣工日期|shall deliver|"
        r"delivery (?:date|of|shall)|shipment|F\.?O\.?B",
    ),
    (
        "acceptance",
        2.4,
        r"验收|(?:检验|查验|异议|承接查验).{0,12}(?:日内|期|书面|合格)|"
        r"accept(?:ance)? (?:test|criteria|of the (?:goods|deliverables|products))|"
        r"\breject|inspection of",
    ),
    (
        "quality",
        2.4,
        r"(?:国家|行业|企业|地方|质量|技术|执行)标准|质量(?:标准|要求|应|须|等级)|"
        r"符合.{0,20}(?:标准|规范|要求)|GB[/\dT]|specifications|conform to",
    ),
    (
        "warranty",
        3,
        r"质保|保修|质量(?:保证|担保)|售后服务|免费(?:维修|更换)|缺陷责任期|三包|"
        r"warrants? that|warranty period|defects? in material",
    ),
    (
        "title",
        3,
        r"所有权(?:自|归|属|转移|保留)|产权(?:过户|转移|登记|清晰|证书)|"
        r"(?:不动产|房屋)(?:权属|所有权)?(?:转移)?(?:登记|证)|抵押(?:情况|权人|登记)|"
        r"title (?:to|shall|passes)|ownership of",
    ),
    (
        "risk_transfer",
        3,
        r"(?:毁损|灭失)(?:、灭失)?的?风险|风险(?:自|由|转移|负担)|risk of (?:loss|damage)",
    ),
    (
        "term",
        3,
        r"(?:期限|有效期|租期|服务期|合同期|租赁期|借款期)(?:限)?(?:为|自|共|从|[:：]|是).{0,30}(?:年|月|日|天)|"
        r"自.{0,24}(?:起至|起，?至|至).{0,24}(?:止|日|。)|共计?.{0,8}(?:年|个月|天)|"
        r"(?:initial )?term of (?:this )?(?:agreement|contract)|"
        r"shall (?:commence|remain in (?:full )?(?:force|effect))",
    ),
    (
        "renewal",
        3,
        r"续(?:租|签|约|期|订)|自动(?:续|延长|顺延)|(?:automatically|shall) renew|renewal term",
    ),
    (
        "termination",
        2.2,
        r"(?:解除|终止)(?:本)?(?:合同|协议)|(?:合同|协议)(?:的)?(?:解除|终止)|单方解除|"
        r"提前(?:解除|终止)|terminat(?:e|ion)",
    ),
    (
        "liability",
        3,
        r"违约责任|"
        r"(?:违反|未按|不按|未能按|逾期|迟延|拒绝|擅自|不符合)[^。；\n]{2,80}(?:违约金|赔偿|责任|解除|罚款|滞纳金)|"
        r"违约方|守约方|in breach of|\bliable\b|material breach",
    ),
    (
        "liquidated_damages",
        2,
        r"违约金|滞纳金|每(?:逾期|延迟|迟延)一?[日天]|liquidated damages|"
        r"late (?:fee|charge)",
    ),
    (
        "indemnity",
        2.5,
        r"赔偿(?:.{0,12})(?:全部|一切|因此|由此|损失)|免受(?:.{0,10})(?:损害|索赔)|"
        r"indemnif|hold harmless",
    ),
    (
        "limitation_of_liability",
        3,
        r"(?:责任|赔偿)(?:总额|上限|限额|限于|以.{0,20}为限)|"
        r"不(?:超过|高于).{0,20}(?:合同|总额|总价).{0,10}(?:为限|责任)|"
        r"不承担(?:.{0,12})(?:间接|责任)|in no event shall|consequential|"
        r"aggregate liability",
    ),
    (
        "confidentiality",
        4,
        r"保密(?:义务|信息|期限|责任)|商业秘密|不得(?:向.{0,12})?(?:泄露|披露|透露)|"
        r"confidential information|non-?disclosure",
    ),
    (
        "intellectual_property",
        3.5,
        r"知识产权|著作权|专利权|商标(?:权|专用权)|软件著作|intellectual property|"
        r"copyright|patents?|trademarks?",
    ),
    (
        "data_protection",
        4.5,
        r"个人信息|(?:买受人|乙方|甲方|客户|用户|消费者|会员)信息|"
        r"数据(?:安全|处理|主体|泄露)|隐私|personal (?:data|information)|data protection",
    ),
    (
        "non_compete",
        4,
        r"竞业(?:限制|禁止)|同类(?:业务|产品).{0,20}(?:经营|任职)|"
        r"not (?:directly or indirectly )?(?:.{0,30})compete|solicit (?:any|the)",
    ),
    ("exclusivity", 3, r"独家|排他(?:性)?|exclusive (?:right|distributor|basis|supplier)"),
    (
        "assignment",
        3,
        r"(?:权利|义务|合同)(?:.{0,12})转让(?:给|与)?|不得.{0,10}转让|转租|"
        r"may not (?:be )?assign|shall not assign|successors and (?:permitted )?assigns",
    ),
    ("subcontracting", 3, r"分包|转包|转委托|subcontract"),
    (
        "force_majeure",
        4,
        r"不可抗力|不能预见|force majeure|acts? of god|beyond (?:its|the) (?:reasonable )?control",
    ),
    (
        "governing_law",
        3.5,
        r"适用.{0,16}法律|中华人民共和国法律|governed by(?:.{0,40})laws?|"
        r"laws of the (?:state|people)",
    ),
    (
        "dispute_resolution",
        4,
        r"仲裁委员会|人民法院(?:提起|起诉|诉讼)?|提起诉讼|协商(?:解决|不成)|"
        r"发生(?:的)?争议|arbitrat|courts? (?:of|located)|dispute",
    ),
    (
        "notices",
        3,
        r"送达(?:地址|至|之日|方式)|视为(?:已)?送达|通知.{0,10}(?:送达|地址|方式)|"
        r"(?:通讯|联系)地址.{0,16}(?:变更|有效|准确)|(?:传真|电子邮件|特快专递|挂号信)|"
        r"notices?(?:.{0,40})(?:in writing|addressed|delivered)|"
        r"(?:registered|certified) mail",
    ),
    (
        "insurance",
        3,
        r"(?:投保|保险(?:费|金额|责任|公司|合同))|maintain(?:.{0,30})insurance|"
        r"insurance (?:coverage|policy)",
    ),
    ("tax", 2.5, r"增值税|发票|税(?:费|款|率|金)|withholding|\btaxes\b"),
    ("audit", 3, r"审计|查阅.{0,10}(?:账|记录)|right to audit|books and records"),
    (
        "representations",
        2.5,
        r"(?:声明|陈述|承诺|保证)(?:并|：|如下|其|[:：])|合法(?:设立|存续|有效)|"
        r"represents? and warrants?|duly organized|full (?:power|authority)",
    ),
    (
        "compliance",
        2.5,
        r"商业贿赂|廉洁|反腐|遵守.{0,16}(?:法律|法规)|安全(?:生产|操作|管理)|"
        r"comply with(?:.{0,20})laws|bribe",
    ),
    (
        "employment_terms",
        3,
        r"劳动(?:报酬|合同|者)|工作时间|社会保险|公积金|加班|带薪|试用期|"
        r"independent contractor|employee benefits",
    ),
    (
        "entire_agreement",
        3.5,
        r"构成.{0,12}(?:完整|全部)(?:协议|合同)|(?:取代|替代).{0,20}(?:协议|约定|沟通)|"
        r"构成(?:本)?合同文件|(?:合同|下列)文件.{0,16}(?:组成|构成|解释顺序|优先)|"
        r"entire (?:agreement|understanding)|supersedes?",
    ),
    (
        "amendment",
        2.8,
        r"(?:设计|规划|工程|合同|内容|条款|约定)?(?:变更|修改|补充).{0,14}(?:书面|协商一致|补充协议|通知|确认)|"
        r"(?:设计|规划)(?:设计)?变更|补充协议|未尽事宜|amended(?:.{0,30})writing|"
        r"no waiver|modification",
    ),
    (
        "severability",
        4,
        r"(?:无效|不可执行).{0,24}(?:其他|其余|其它)(?:条款|部分)|"
        r"invalid(?:.{0,30})unenforceable|severab",
    ),
    (
        "counterparts",
        3.5,
        r"一式.{0,8}份|(?:各|双方)?(?:执|持).{0,6}份|同等(?:的)?(?:法律)?效力|counterparts",
    ),
    ("annexes", 2.5, r"(?:附件|附表).{0,16}(?:组成部分|如下|包括|清单)|附件[一二三1-9]?[:：]"),
)


def _heading_table(table: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in table)


ZH_HEADINGS = _heading_table(_ZH_HEADINGS)
EN_HEADINGS = _heading_table(_EN_HEADINGS)
CUES = tuple((kind, weight, re.compile(pattern, re.IGNORECASE)) for kind, weight, pattern in _CUES)
