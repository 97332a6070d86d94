import pytest

from nlp.parsing.openers import (
    continues_reference,
    opens_after_stop,
    opens_numbered_paragraph,
)


@pytest.mark.parametrize(
    "line",
    [
        "第一条 标的物",
        "第 十二 章 附则",
        "一、合同标的",
        "（一）交货",
        "(3) 付款",
        "1. 定义",
        "1、定义",
        "3.2 付款方式",
        "3.2.1 预付款",
        "①设备",
        "Article IV Payment",
        "Section 3.01 Term.",
        "(a) the Seller shall",
        "a)  continue to host",
        "ii.   Make any representations",
        "附件一：报价单",
        "〈2〉夜间不得作业",
        "H. 转委托",
        "Art. 3 Hire",
        "2(b) Hirer shall",
        "承运单位：某某公司",
        "Contractor: Bram Freight Ltd",
    ],
)
def test_numbered_lines_open_paragraphs(line: str) -> None:
    assert opens_numbered_paragraph(line)


@pytest.mark.parametrize(
    "line",
    [
        "3.5%的违约金",
        "2026.3.1前支付",
        "2026年3月1日",
        "1.5倍",
        "1,280,000.00元",
        "一次性支付全部价款",
        "the Seller shall deliver",
        "A Buyer may terminate",
    ],
)
def test_amounts_dates_and_words_do_not(line: str) -> None:
    assert not opens_numbered_paragraph(line)


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("逾期付款的，应当按照", "第八条约定的标准支付违约金"),
        ("乙方违反本合同", "第3.1款所列义务的"),
        ("as provided for in Section", "3.2 Payment terms apply"),
        ("subject to the provisions of", "Article IV and Article V"),
    ],
)
def test_a_reference_broken_between_lines_goes_on(before: str, line: str) -> None:
    assert continues_reference(before, line)


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("双方另行协商解决。", "第八条 违约责任"),
        ("and the Buyer shall pay the price.", "3.2 Payment terms"),
        ("付款时间如下：", "（一）预付款"),
    ],
)
def test_a_number_after_the_end_of_a_sentence_does_not(before: str, line: str) -> None:
    assert not continues_reference(before, line)


@pytest.mark.parametrize(
    "line", ["02 期限", "B1 租金按周支付", "PART C: USE", "■ 用途", "II.1) It is"]
)
def test_weak_numbers_open_paragraphs_below_a_finished_sentence(line: str) -> None:
    assert opens_after_stop("租金照付。", line)
    assert not opens_after_stop("租金应当照", line)
