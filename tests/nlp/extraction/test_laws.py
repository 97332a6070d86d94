"""What holds for every text: quotes are verbatim, ids are unique, links lead somewhere."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.document import ContractInfo, Document, FileInfo, Reading
from nlp.extraction import extract_facts
from nlp.ports import Tools
from tests.factories.documents import document_of

_FRAGMENTS = st.sampled_from(
    [
        "甲方（买方）：",
        "上海云峰机电有限公司",
        "乙方：",
        "\n",
        "\t",
        "合同总价",
        "人民币",
        "壹佰万元整",
        "（小写：¥1,000,000.00）",
        "2026年3月1日",
        "二〇二六年二月三十日",
        "自",
        "起至",
        "止",
        "24个月",
        "15个工作日内",
        "应",
        "支付",
        "验收合格后",
        "万分之五",
        "最高不超过",
        "10%",
        "。",
        "，",
        "序号\t单价（元）\t金额（万元）\n",
        "1\t2,000.00\t38.4\n",
        "between ",
        "Acme Inc.",
        ' ("Buyer")',
        " and ",
        "Buyer shall pay ",
        "$100,000",
        "thirty (30) days",
        " after ",
        "delivery",
        "第一条 ",
        "1.1 ",
        "𠮷",
        "____",
        "‰",
    ]
)
_TEXTS = st.one_of(st.lists(_FRAGMENTS, max_size=40).map("".join), st.text(max_size=120))


def _reading(text: str) -> Reading:
    file = FileInfo("any.txt", "0" * 64, "text/plain", 1)
    bare = Reading(file, ContractInfo(type="purchase"), document_of(text))
    return extract_facts(bare, Tools())


@settings(max_examples=150, deadline=None)
@given(_TEXTS)
def test_every_quote_is_verbatim_and_every_id_unique(text: str) -> None:
    reading = _reading(text)
    groups = (
        reading.parties,
        reading.dates,
        reading.amounts,
        reading.durations,
        reading.rates,
        reading.obligations,
    )
    for group in groups:
        assert len({fact.id for fact in group}) == len(group)
        for fact in group:
            assert reading.document.text[fact.at.start : fact.at.end] == fact.at.quote != ""


@settings(max_examples=100, deadline=None)
@given(_TEXTS)
def test_facts_stand_in_text_order_and_links_lead_to_facts(text: str) -> None:
    reading = _reading(text)
    for group in (reading.dates, reading.amounts, reading.durations, reading.rates):
        starts = [fact.at.start for fact in group]
        assert starts == sorted(starts)
    ids = {amount.id for amount in reading.amounts}
    assert all(amount.same_as is None or amount.same_as in ids for amount in reading.amounts)
    parties = {party.id for party in reading.parties}
    assert all(duty.party in parties for duty in reading.obligations)


def test_three_hundred_pages_take_seconds() -> None:
    page = (
        "3.1 合同签订后10个工作日内，甲方应向乙方支付合同总价的30%，"
        "即人民币384,000元（大写：叁拾捌万肆仟元整）。\n"
        "3.2 乙方逾期交货的，每逾期一日按合同总价的万分之五支付违约金，"
        "最高不超过合同总价的10%。\n"
    )
    head = "采购合同\n甲方（买方）：上海云峰机电有限公司\n乙方：苏州恒准机械有限公司\n第三条 付款\n"
    document = document_of(head + page * 2_500)
    file = FileInfo("long.txt", "0" * 64, "text/plain", 300)
    bare = Reading(file, ContractInfo(type="purchase"), document)
    began = time.process_time()
    reading = extract_facts(bare, Tools())
    assert time.process_time() - began < 20
    assert len(reading.obligations) == 2_500


@pytest.mark.parametrize(
    "piece", [" ", "1", "壹", "1,", "one ", "甲方应", "Buyer shall ", "and ", "\t", "(", "年", "%"]
)
def test_endless_repetition_takes_no_more_than_linear_time(piece: str) -> None:
    document = Document(piece * (24_000 // len(piece)), "zh-en", (), (), (), ())
    file = FileInfo("odd.txt", "0" * 64, "text/plain", 1)
    began = time.process_time()
    extract_facts(Reading(file, ContractInfo(type="purchase"), document), Tools())
    assert time.process_time() - began < 5


_PUBLISHED = {
    "dates": "signed effective expiry start end delivery acceptance payment_due notice_deadline "
    "other",
    "amounts": "total subtotal unit_price line earnest_money advance deposit performance_bond "
    "retention instalment balance rent salary loan_principal penalty cap tax net other",
    "durations": "term renewal notice payment_period delivery_period warranty_period "
    "confidentiality_period cure_period non_compete_period other",
    "rates": "late_payment_penalty late_delivery_penalty liquidated_damages interest tax_rate "
    "discount instalment_share retention other",
}


@settings(max_examples=100, deadline=None)
@given(_TEXTS)
def test_only_published_kinds_are_given(text: str) -> None:
    reading = _reading(text)
    for name, words in _PUBLISHED.items():
        assert {fact.kind for fact in getattr(reading, name)} <= set(words.split())
