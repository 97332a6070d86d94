"""The words by which the text of a clause without a telling heading betrays its kind, weighed."""

from __future__ import annotations

import re

_ZH_CUES: tuple[tuple[str, float, str], ...] = (
    (
        "definitions",
        3,
        r"(?:下列|以下)(?:名词|词语|用语|术语|词汇)|"
        r"(?:词语|用语|术语).{0,14}(?:含义|定义|解释)|具有(?:如下|以下)含义|"
        r"(?:系|是)指(?:.{2,40})(?:。|；)|[）)：:]\s?指",
    ),
    (
        "subject",
        2,
        r"(?:向|从)[甲乙]方(?:采购|购买|出租|提供)|委托[甲乙]方|"
        r"(?:标的|服务内容|工程名称|工程地点|项目名称|项目地址|承包范围|坐落|位于|服务范围|建筑面积)|"
        r"(?:将|以下|下列).{0,20}(?:出租|出售|转让|委托)给?|租赁物|"
        r"(?:名称|型号|规格|数量)[:：、]|许可证号",
    ),
    (
        "price",
        2,
        r"(?:合同|价款|费用|租金|报酬|服务费|工程)?(?:总价|总额|总金额|价款|单价|租金(?:标准)?|费用(?:合计|总计)?|收费标准|造价)(?:为|共计|合计|[:：]|是)|"
        r"人民币(?:（大写）|\(大写\))?.{0,20}元",
    ),
    (
        "payment",
        2.4,
        r"(?:支付|付清|付款|汇入|转账|结清|缴纳|交纳|结算)(?![^。；]{0,24}违约金)(?:.{0,30})(?:日内|前|之日|方式|账户|%|％|款|费)|"
        r"付款方式|(?:开户行|开户银行|账号|帐号)|预付款|尾款|定金|履约保证金|押金|"
        r"(?:一次性|分期|按月|按季)(?:支付|付)",
    ),
    (
        "delivery",
        2.4,
        r"(?:交货|交付|送货|发货|提货|供货|到货|交售|履行)(?:时间|地点|日期|方式|期限|给|至)|"
        r"(?:于|在).{0,20}(?:前|日内|时)?.{0,12}(?:交付|移交|交还)|"
        r"(?:运至|送至|运输|包装|装卸)|工期|开工|竣工日期",
    ),
    (
        "acceptance",
        2.4,
        r"验收|(?:检验|查验|异议|承接查验).{0,12}(?:日内|期|书面|合格)",
    ),
    (
        "quality",
        2.4,
        r"(?:国家|行业|企业|地方|质量|技术|执行)标准|质量(?:标准|要求|应|须|等级)|"
        r"符合.{0,20}(?:标准|规范|要求)|GB[/\dT]",
    ),
    (
        "warranty",
        3,
        r"质保|保修|质量(?:保证|担保)|售后服务|免费(?:维修|更换)|缺陷责任期|三包",
    ),
    (
        "title",
        3,
        r"所有权(?:自|归|属|转移|保留)|产权(?:过户|转移|登记|清晰|证书)|"
        r"(?:不动产|房屋)(?:权属|所有权)?(?:转移)?(?:登记|证)|抵押(?:情况|权人|登记)",
    ),
    (
        "risk_transfer",
        3,
        r"(?:毁损|灭失)(?:、灭失)?的?风险|风险(?:自|由|转移|负担)",
    ),
    (
        "term",
        3,
        r"(?:期限|有效期|租期|服务期|合同期|租赁期|借款期)(?:限)?(?:为|自|共|从|[:：]|是).{0,30}(?:年|月|日|天)|"
        r"自.{0,24}(?:起至|起，?至|至).{0,24}(?:止|日|。)|共计?.{0,8}(?:年|个月|天)",
    ),
    (
        "renewal",
        3,
        r"续(?:租|签|约|期|订)|自动(?:续|延长|顺延)",
    ),
    (
        "termination",
        2.2,
        r"(?:解除|终止)(?:本)?(?:合同|协议)|(?:合同|协议)(?:的)?(?:解除|终止)|单方解除|"
        r"提前(?:解除|终止)",
    ),
    (
        "liability",
        3,
        r"违约责任|"
        r"(?:违反|未按|不按|未能按|逾期|迟延|拒绝|擅自|不符合)[^。；\n]{2,80}(?:违约金|赔偿|责任|解除|罚款|滞纳金)|"
        r"违约方|守约方",
    ),
    (
        "liquidated_damages",
        2,
        r"违约金|滞纳金|每(?:逾期|延迟|迟延)一?[日天]",
    ),
    (
        "indemnity",
        2.5,
        r"赔偿(?:.{0,12})(?:全部|一切|因此|由此|损失)|免受(?:.{0,10})(?:损害|索赔)",
    ),
    (
        "limitation_of_liability",
        3,
        r"(?:责任|赔偿)(?:总额|上限|限额|限于|以.{0,20}为限)|"
        r"不(?:超过|高于).{0,20}(?:合同|总额|总价).{0,10}(?:为限|责任)|"
        r"不承担(?:.{0,12})(?:间接|责任)",
    ),
    (
        "confidentiality",
        4,
        r"保密(?:义务|信息|期限|责任)|商业秘密|不得(?:向.{0,12})?(?:泄露|披露|透露)",
    ),
    (
        "intellectual_property",
        3.5,
        r"知识产权|著作权|专利权|商标(?:权|专用权)|软件著作",
    ),
    (
        "data_protection",
        4.5,
        r"个人信息|(?:买受人|乙方|甲方|客户|用户|消费者|会员)信息|"
        r"数据(?:安全|处理|主体|泄露)|隐私",
    ),
    (
        "non_compete",
        4,
        r"竞业(?:限制|禁止)|同类(?:业务|产品).{0,20}(?:经营|任职)",
    ),
    (
        "exclusivity",
        3,
        r"独家|排他(?:性)?",
    ),
    (
        "assignment",
        3,
        r"(?:权利|义务|合同)(?:.{0,12})转让(?:给|与)?|不得.{0,10}转让|转租",
    ),
    (
        "subcontracting",
        3,
        r"分包|转包|转委托",
    ),
    (
        "force_majeure",
        4,
        r"不可抗力|不能预见",
    ),
    (
        "governing_law",
        3.5,
        r"适用.{0,16}法律|中华人民共和国法律",
    ),
    (
        "dispute_resolution",
        4,
        r"仲裁委员会|人民法院(?:提起|起诉|诉讼)?|提起诉讼|协商(?:解决|不成)|"
        r"发生(?:的)?争议",
    ),
    (
        "notices",
        3,
        r"送达(?:地址|至|之日|方式)|视为(?:已)?送达|通知.{0,10}(?:送达|地址|方式)|"
        r"(?:通讯|联系)地址.{0,16}(?:变更|有效|准确)|(?:传真|电子邮件|特快专递|挂号信)",
    ),
    (
        "insurance",
        3,
        r"(?:投保|保险(?:费|金额|责任|公司|合同))",
    ),
    (
        "tax",
        2.5,
        r"增值税|发票|税(?:费|款|率|金)",
    ),
    (
        "audit",
        3,
        r"审计|查阅.{0,10}(?:账|记录)",
    ),
    (
        "representations",
        2.5,
        r"(?:声明|陈述|承诺|保证)(?:并|：|如下|其|[:：])|合法(?:设立|存续|有效)",
    ),
    (
        "compliance",
        2.5,
        r"商业贿赂|廉洁|反腐|遵守.{0,16}(?:法律|法规)|安全(?:生产|操作|管理)",
    ),
    (
        "employment_terms",
        3,
        r"劳动(?:报酬|合同|者)|工作时间|社会保险|公积金|加班|带薪|试用期",
    ),
    (
        "entire_agreement",
        3.5,
        r"构成.{0,12}(?:完整|全部)(?:协议|合同)|(?:取代|替代).{0,20}(?:协议|约定|沟通)|"
        r"构成(?:本)?合同文件|(?:合同|下列)文件.{0,16}(?:组成|构成|解释顺序|优先)",
    ),
    (
        "amendment",
        2.8,
        r"(?:设计|规划|工程|合同|内容|条款|约定)?(?:变更|修改|补充).{0,14}(?:书面|协商一致|补充协议|通知|确认)|"
        r"(?:设计|规划)(?:设计)?变更|补充协议|未尽事宜",
    ),
    (
        "severability",
        4,
        r"(?:无效|不可执行).{0,24}(?:其他|其余|其它)(?:条款|部分)",
    ),
    (
        "counterparts",
        3.5,
        r"一式.{0,8}份|(?:各|双方)?(?:执|持).{0,6}份|同等(?:的)?(?:法律)?效力",
    ),
    (
        "annexes",
        2.5,
        r"(?:附件|附表).{0,16}(?:组成部分|如下|包括|清单)|附件[一二三1-9]?[:：]",
    ),
)

_EN_CUES: tuple[tuple[str, float, str], ...] = (
    (
        "definitions",
        3,
        r"(?:terms?|words?|expressions?) .{0,60}(?:meanings?|defined)|"
        r"[\"“][A-Z][\w ]{2,30}[\"”],? (?:means|shall mean)|capitalized terms?",
    ),
    (
        "subject",
        2,
        r"hereby (?:engages|appoints|retains|agrees to (?:sell|purchase|supply))|"
        r"\bappoints?\b|"
        r"shall (?:supply|provide|furnish|perform) .{0,40}(?:services|products|goods)|"
        r"best efforts to (?:promote|market|sell)|"
        r"market and (?:sell|distribute|promote)|promotional? |\bterritory\b|scope of",
    ),
    (
        "price",
        2,
        r"(?:total |purchase |contract )?price|\bfees? (?:of|for|shall|payable)|"
        r"compensation (?:of|for)|\bcosts? and expenses|royalt(?:y|ies)|\brent\b|"
        r"commissions?",
    ),
    (
        "payment",
        2.4,
        r"\bpay(?:s|ment|ments|able)?\b|invoices?|"
        r"within .{0,30}days (?:of|after|from) .{0,40}(?:invoice|receipt)|reimburse|"
        r"wire transfer|letter of credit",
    ),
    (
        "delivery",
        2.4,
        r"shall (?:deliver|ship)|deliver(?:y|ies|ed)|shipment|shipping|shipped|"
        r"F\.?O\.?B|lead times?|purchase orders?|install(?:ation|ed)?",
    ),
    (
        "acceptance",
        2.4,
        r"accept(?:ance)? (?:test|criteria|of the (?:goods|deliverables|products)|by)|"
        r"\breject|inspect(?:ion)? of|subject to acceptance",
    ),
    (
        "quality",
        2.2,
        r"specifications|conform to|quality|service levels?|standards of",
    ),
    (
        "warranty",
        2.6,
        r"warrants? that|warranty period|defects? in material|warrant(?:y|ies)\b|"
        r"maintenance|support services",
    ),
    (
        "title",
        3,
        r"title (?:to|shall|passes)|ownership of|security interest",
    ),
    (
        "risk_transfer",
        3,
        r"risk of (?:loss|damage)",
    ),
    (
        "term",
        2.8,
        r"(?:initial )?term of (?:this )?(?:agreement|contract)|"
        r"(?:will|shall) (?:commence|begin|become effective)|"
        r"(?:continue|remain) in (?:full )?(?:force|effect)|"
        r"effective date|for a period of .{0,30}(?:years?|months?)|anniversary of",
    ),
    (
        "renewal",
        3,
        r"(?:automatically|shall|will) (?:be )?renew|renewal terms?|"
        r"successive .{0,20}(?:terms|periods)",
    ),
    (
        "termination",
        2.2,
        r"(?:may|right to) (?:be )?terminate|terminat(?:e|ed|ion) (?:of )?this|"
        r"upon (?:any )?termination|event of default|material breach",
    ),
    (
        "liability",
        2,
        r"in breach of|\bliable\b|remed(?:y|ies)|losses|damages",
    ),
    (
        "liquidated_damages",
        2.6,
        r"liquidated damages|late (?:fee|charge)s?|penalt(?:y|ies)",
    ),
    (
        "indemnity",
        4,
        r"indemnif(?:y|ies|ied|ication)|hold .{0,40}harmless|"
        r"defend .{0,40}(?:claims?|against)",
    ),
    (
        "limitation_of_liability",
        4.2,
        r"in no event (?:shall|will)|consequential|aggregate liability|incidental|"
        r"punitive damages|liability of .{0,60}(?:exceed|limited)|"
        r"limitation of liability",
    ),
    (
        "confidentiality",
        4,
        r"confidential(?:ity)?\b|non-?disclosure|trade secrets?|proprietary information",
    ),
    (
        "intellectual_property",
        3,
        r"intellectual property|copyrights?|patents?|trademarks?|\blicen[cs]es?\b|"
        r"work product|grants? .{0,30}right",
    ),
    (
        "data_protection",
        4.5,
        r"personal (?:data|information)|data protection|privacy",
    ),
    (
        "non_compete",
        4.5,
        r"not .{0,60}compet(?:e|ing|itive)|"
        r"solicit .{0,20}(?:any|the|employees|customers)|non-?compet",
    ),
    (
        "exclusivity",
        3,
        r"(?<!non-)(?<!non)exclusive(?:ly)? |sole and exclusive",
    ),
    (
        "assignment",
        4,
        r"(?:may|shall|will|can)(?:not| not)? .{0,40}\bassign\b|assignable|successors|"
        r"inure to|binding upon",
    ),
    (
        "subcontracting",
        3,
        r"subcontract",
    ),
    (
        "force_majeure",
        5,
        r"force majeure|acts? of god|beyond (?:its|the|their) (?:reasonable )?control|"
        r"strikes?, |earthquakes?|failure (?:or delay )?(?:to|in) perform",
    ),
    (
        "governing_law",
        4.6,
        r"governed (?:by|and)|construed .{0,60}laws?|"
        r"laws of the (?:state|people|province|commonwealth|federal)|governing language",
    ),
    (
        "dispute_resolution",
        3.6,
        r"arbitrat\w+|courts? (?:of|located)|disputes?|jurisdiction|jury|"
        r"injunct(?:ion|ive)|equitable relief|litigation",
    ),
    (
        "notices",
        4.4,
        r"\bnotices?\b.{0,80}(?:in writing|writing|addressed|delivered|sent|given|deemed)|"
        r"(?:registered|certified) mail|facsimile",
    ),
    (
        "insurance",
        4,
        r"maintain .{0,60}insurance|insurance|\binsured?\b",
    ),
    (
        "tax",
        2.6,
        r"withholding|\btax(?:es)?\b",
    ),
    (
        "audit",
        3.4,
        r"right to audit|audit|books (?:and|of) (?:records|account)|keep .{0,40}records|"
        r"inspect .{0,30}(?:records|books)",
    ),
    (
        "representations",
        3,
        r"represents? (?:and warrants?|that)|duly organized|"
        r"full (?:right|power|authority)|good standing",
    ),
    (
        "compliance",
        3,
        r"comply with|compliance with|applicable laws?|bribe|permits",
    ),
    (
        "employment_terms",
        3.6,
        r"independent contractors?|employee benefits|employer|partnership|joint venture|"
        r"agency relationship",
    ),
    (
        "entire_agreement",
        4,
        r"entire (?:agreement|understanding)|supersedes?|"
        r"prior (?:agreements|understandings)",
    ),
    (
        "amendment",
        3.4,
        r"amended? .{0,60}writing|amend(?:ed|ment)s?|no waiver|waiver|"
        r"failure .{0,30}(?:enforce|exercise)|modification",
    ),
    (
        "severability",
        5,
        r"invalid.{0,60}(?:unenforceable|remain|other)|severab|"
        r"(?:held|found|declared) .{0,60}(?:invalid|unenforceable|illegal)|unenforceab",
    ),
    (
        "counterparts",
        4,
        r"counterparts",
    ),
    (
        "annexes",
        2,
        r"attached hereto|(?:exhibit|schedule|annex)s? .{0,30}(?:attached|incorporated)",
    ),
)


def _cue_table(
    table: tuple[tuple[str, float, str], ...],
) -> tuple[tuple[str, float, re.Pattern[str]], ...]:
    return tuple(
        (kind, weight, re.compile(pattern, re.IGNORECASE)) for kind, weight, pattern in table
    )


ZH_CUES = _cue_table(_ZH_CUES)
EN_CUES = _cue_table(_EN_CUES)
