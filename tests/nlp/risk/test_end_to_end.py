"""A contract with planted faults, through structure and extraction to its findings."""

from __future__ import annotations

from nlp.extraction import extract_facts
from nlp.ports import Tools
from nlp.risk import review
from nlp.structure import find_structure
from tests.factories.documents import document_of
from tests.nlp.risk.readings import FILE
from tests.nlp.risk.test_review import LIBRARY

FAULTY = """设备采购合同
合同编号：YL-2026-018
甲方（买方）：云岭设备有限公司
统一社会信用代码：91350100M000100Y44
乙方（卖方）：海川科技有限公司
甲乙双方经协商一致，就设备采购事宜订立本合同。
第一条 标的与价款
1.1 乙方向甲方供应服务器，规格见附件三。
名称\t数量\t单价（元）\t金额（元）
服务器\t10\t60,000.00\t600,000.00
交换机\t10\t5,000.00\t40,000.00
合计\t\t\t640,000.00
1.2 合同总价为人民币陆拾伍万元整（￥640,000.00），含增值税。
第二条 付款方式
甲方应于本合同签订之日起5日内向乙方一次性支付全部合同价款。合同总价的30%作为定金。
第三条 交货
乙方应于2026年5月1日前将货物运至甲方仓库。
第四条 验收
甲方应在收货后10日内验收，逾期未提出书面异议的，视为验收合格。
第五条 违约责任
5.1 乙方逾期交货的，每日按合同总价的1%向甲方支付违约金。
5.2 乙方有权随时解除本合同，甲方应按第十九条承担责任。
第六条 保密
双方对知悉的对方商业秘密负有保密义务，保密义务永久有效。
第七条 争议解决
协商不成的，可以向上海仲裁委员会申请仲裁，也可以向甲方所在地人民法院起诉。
第八条 其他
本合同一式____份，自双方签字盖章之日起生效。
甲方（盖章）：云岭设备有限公司
乙方（盖章）：海州科技有限公司
签订日期：2026年3月1日"""

SOUND = """设备采购合同
合同编号：YL-2026-019
甲方（买方）：云岭设备有限公司
统一社会信用代码：91350100M000100Y43
乙方（卖方）：海川科技有限公司
甲乙双方经协商一致，就设备采购事宜订立本合同。
第一条 标的与价款
1.1 乙方向甲方供应服务器，规格见附件一。
名称\t数量\t单价（元）\t金额（元）
服务器\t10\t60,000.00\t600,000.00
交换机\t10\t4,000.00\t40,000.00
合计\t\t\t640,000.00
1.2 合同总价为人民币陆拾肆万元整（￥640,000.00），含增值税。
第二条 付款方式
合同签订后10日内，甲方支付合同总价的30%作为预付款；设备验收合格后30日内支付65%；质量保证期满后支付5%。
第三条 交货
乙方应于2026年5月1日前将货物运至甲方仓库，风险自甲方签收时转移。
第四条 验收与质量保证
甲方应在收货后30日内按附件一验收。质量保证期为验收合格之日起12个月。
第五条 违约责任
任何一方逾期履行的，每逾期一日按逾期部分价款的万分之五支付违约金，累计不超过合同总价的10%。
第六条 不可抗力
因不可抗力不能履行合同的，受影响方应在三日内通知对方，并按第五条以外的约定处理。
第七条 争议解决
协商不成的，向被告住所地人民法院起诉。
第八条 其他
本合同一式四份，自双方签字盖章之日起生效。
附件一：技术规格书
甲方（盖章）：云岭设备有限公司
乙方（盖章）：海川科技有限公司
签订日期：2026年3月1日"""

PLANTED = {
    "amount_words_mismatch",
    "arithmetic_error",
    "bad_credit_code",
    "undefined_annex",
    "prepay_full",
    "earnest_money_over_20",
    "silent_acceptance",
    "penalty_daily",
    "unilateral_termination",
    "wrong_xref",
    "confidentiality_perpetual",
    "arbitration_and_court",
    "blank_field",
    "party_name_mismatch",
    "missing_force_majeure",
}


def findings(text: str) -> list[str]:
    reading = extract_facts(find_structure(FILE, document_of(text), Tools()), Tools())
    return [finding.kind for finding in review(reading, LIBRARY)]


def test_every_planted_fault_is_found() -> None:
    assert PLANTED - set(findings(FAULTY)) == set()


def test_nothing_is_found_that_was_not_planted() -> None:
    assert set(findings(FAULTY)) - PLANTED == {"missing_warranty"}


def test_a_sound_contract_has_no_finding() -> None:
    assert findings(SOUND) == []
