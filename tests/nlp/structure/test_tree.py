"""The clause tree: which paragraphs are clauses, and what stands inside what."""

from __future__ import annotations

from tests.nlp.structure.reading import clause_with, outline, read


def test_chapters_hold_articles_and_articles_their_items() -> None:
    reading = read(
        """
        设备采购合同
        第一章 总则
        第一条 合同标的
        （一）甲方向乙方采购设备。
        （二）设备清单如下：
        1. 水泵
        2. 电机
        第二章 价款
        第二条 合同价款
        合同总价为100元。
        """
    )
    assert outline(reading) == [
        "第一章",
        "  第一条",
        "    （一）",
        "    （二）",
        "      1",
        "      2",
        "第二章",
        "  第二条",
    ]


def test_decimals_stand_inside_what_bears_their_first_number() -> None:
    reading = read(
        """
        第一条 标的
        1.1 甲方采购设备。
        1.2 设备见清单。
        第二条 付款
        2.1 预付款：
        2.1.1 合同签订后支付30%。
        2.1.2 到货后支付60%。
        2.2 尾款。
        """
    )
    assert outline(reading) == [
        "第一条",
        "  1.1",
        "  1.2",
        "第二条",
        "  2.1",
        "    2.1.1",
        "    2.1.2",
        "  2.2",
    ]


def test_english_articles_sections_letters_and_romans_nest() -> None:
    reading = read(
        """
        SUPPLY AGREEMENT
        ARTICLE I DEFINITIONS
        Section 1.01 Terms. The following terms apply.
        (a) "Goods" means the goods.
        (b) "Services" means:
        (i) design;
        (ii) testing.
        (c) "Fee" means the fee.
        ARTICLE II PAYMENT
        Section 2.01 Invoices. Supplier shall invoice monthly.
        """
    )
    assert outline(reading) == [
        "ARTICLE I",
        "  Section 1.01",
        "    (a)",
        "    (b)",
        "      (i)",
        "      (ii)",
        "    (c)",
        "ARTICLE II",
        "  Section 2.01",
    ]


def test_the_ninth_letter_follows_the_eighth() -> None:
    letters = "".join(f"({letter}) item {letter};\n" for letter in "abcdefghij")
    reading = read(f"1. The Supplier shall:\n{letters}2. The Buyer shall pay.")
    assert outline(reading) == ["1", *(f"  ({letter})" for letter in "abcdefghij"), "2"]


def test_a_list_that_runs_on_under_the_next_heading_stays_in_it() -> None:
    reading = read(
        """
        一、报名
        1、甲方应备护照。
        2、甲方应付费。
        二、履行
        3、乙方应安排行程。
        4、乙方应提供发票。
        """
    )
    assert outline(reading) == ["一", "  1", "  2", "二", "  3", "  4"]


def test_a_paragraph_that_begins_with_a_reference_is_no_clause() -> None:
    reading = read(
        """
        第一条 价款
        第二条 付款
        第一条约定的价款由甲方支付。
        第三条约定的期限内付清。
        第三条 期限
        第3.1款所列日期不变。
        Section 3(c) applies to this clause.
        """
    )
    assert outline(reading) == ["第一条", "第二条", "第三条"]


def test_a_heading_that_sounds_like_a_reference_is_a_clause_in_its_turn() -> None:
    reading = read("第一条 标的\n货物。\n第二条约定事项\n另行约定。\n第三条 其他\n无。")
    assert outline(reading) == ["第一条", "第二条", "第三条"]


def test_a_lone_number_that_continues_nothing_is_no_clause() -> None:
    reading = read("第一条 价款\n共计\n17、其中设备款。\n第二条 付款\n付清。")
    assert outline(reading) == ["第一条", "第二条"]


def test_a_number_missing_from_the_sequence_does_not_end_it() -> None:
    reading = read("第一条 甲\n第二条 乙\n第四条 丁\n第五条 戊")
    assert outline(reading) == ["第一条", "第二条", "第四条", "第五条"]


def test_a_number_printed_twice_is_two_clauses() -> None:
    reading = read("第一条 甲\n第二条 乙\n第二条 丙\n第三条 丁")
    assert outline(reading) == ["第一条", "第二条", "第二条", "第三条"]


def test_table_rows_are_no_clauses() -> None:
    reading = read("第一条 清单\n1、设备\t2台\n2、备件\t3套\n第二条 付款")
    assert outline(reading) == ["第一条", "第二条"]


def test_contents_lists_are_no_clauses() -> None:
    reading = read(
        """
        目  录
        第一条 标的………………1
        第二条 价款………………2
        第一条 标的
        货物若干。
        第二条 价款
        一百元。
        """
    )
    assert outline(reading) == ["第一条", "第二条"]
    assert reading.clauses[0].at.quote == "第一条 标的\n货物若干。"


def test_a_contents_list_without_page_numbers_is_known_by_its_repetition() -> None:
    reading = read("目录\n第一条 标的\n第二条 价款\n第一条 标的\n货物。\n第二条 价款\n百元。")
    assert outline(reading) == ["第一条", "第二条"]


def test_party_details_are_no_clauses() -> None:
    reading = read(
        """
        1、甲方：北京某公司
        2、乙方：上海某公司
        第一条 标的
        货物。
        """
    )
    assert outline(reading) == ["第一条"]


def test_a_list_of_annexes_is_none_but_an_annex_is_a_clause() -> None:
    reading = read(
        """
        第一条 附件
        本合同附件包括：
        附件一：技术规格书
        附件二：价格表
        第二条 其他
        无。
        甲方（盖章）：
        附件一
        技术规格书
        1. 功率为10千瓦。
        附件二
        价格表
        单价见表。
        """
    )
    assert outline(reading) == ["第一条", "第二条", "附件一", "  1", "附件二"]
    assert clause_with(reading, "附件一").heading == "技术规格书"


def test_bold_lines_are_headings_of_the_text_below_them() -> None:
    reading = read(
        """
        服务合同
        一、服务内容
        特别约定
        服务应当在三十日内完成，逾期按日计算。
        二、费用
        """,
        bold=["特别约定"],
    )
    assert outline(reading) == ["一", "  特别约定", "二"]
    assert reading.clauses[1].number is None


def test_a_clause_ends_where_the_next_of_its_level_begins() -> None:
    reading = read("第一条 甲\n1.1 子条。\n第二条 乙\n末尾。")
    first = clause_with(reading, "第一条")
    assert first.at.quote == "第一条 甲\n1.1 子条。"
    assert clause_with(reading, "第二条").at.quote == "第二条 乙\n末尾。"


def test_the_signature_block_stands_in_no_clause() -> None:
    reading = read("第一条 甲\n内容。\n第二条 乙\n内容。\n甲方（盖章）：\n日期：2026年3月1日")
    assert clause_with(reading, "第二条").at.quote == "第二条 乙\n内容。"
    assert [section.kind for section in reading.sections] == ["body", "signature"]


def test_what_follows_the_recitals_does_not_stand_inside_them() -> None:
    reading = read(
        """
        SERVICES AGREEMENT
        RECITALS
        A. Owner operates a plant.
        B. Provider offers services.
        NOW, THEREFORE, the parties agree as follows:
        1. Services. Provider shall serve.
        2. Fees. Owner shall pay.
        """
    )
    assert outline(reading) == ["RECITALS", "  A", "  B", "1", "2"]


def test_an_item_after_one_that_shares_its_clauses_line_is_found() -> None:
    reading = read(
        """
        1. Carrier shall carry goods.
        2. (a) Carrier shall invoice Shipper monthly.
        (b) Sums are payable in Houston.
        3. Carrier is independent.
        """
    )
    assert outline(reading) == ["1", "2", "  (b)", "3"]


def test_recitals_hold_the_items_right_below_them() -> None:
    reading = read("鉴于：\n（一）甲方拟建系统；\n（二）乙方有能力。\n第一条 内容\n开发系统。")
    assert outline(reading) == ["鉴于", "  （一）", "  （二）", "第一条"]


def test_terms_below_unnumbered_recitals_stand_beside_them() -> None:
    reading = read("BACKGROUND\nWHEREAS, Seller sells goods.\n1. Goods. Seller sells.\n2. Price.")
    assert outline(reading) == ["BACKGROUND", "1", "2"]


def test_a_one_misread_for_a_letter_opens_its_list() -> None:
    reading = read("一、范围\nl、设计文件。\n2、施工文件。\n十—、其他\n无。")
    assert outline(reading)[:3] == ["一", "  l", "  2"]


def test_numbers_may_be_missing_where_decimals_tell_the_place() -> None:
    reading = read("13. 变更\n13.3 程序\n13.3.3 估价\n13.8 调整\n20. 争议\n20.6 通知")
    assert outline(reading) == ["13", "  13.3", "    13.3.3", "  13.8", "20", "  20.6"]


def test_names_of_annexes_below_their_heading_are_no_clauses() -> None:
    reading = read(
        "第一条 标的\n货物。\n第二条 合同附件\n1、施工内容表\n2、工程预算表\n第三条 其他"
    )
    assert outline(reading) == ["第一条", "第二条", "第三条"]


def test_a_number_that_goes_on_with_a_broken_sentence_is_a_reference() -> None:
    reading = read(
        "第一条 组成\n通用条款包括第一条、\n第三条 竣工。\n第二条 范围\n全部。\n第三条 竣工\n验收。"
    )
    assert [clause.at.quote.split("\n")[0] for clause in reading.clauses] == [
        "第一条 组成",
        "第二条 范围",
        "第三条 竣工",
    ]


def test_articles_in_two_languages_stand_beside_each_other() -> None:
    reading = read(
        """
        第一条 定义
        本合同中的用语如下。
        Article 1 Definitions
        The terms are as follows.
        第二条 价款
        总价为百元。
        Article 2 Price
        The price is agreed.
        """
    )
    assert outline(reading) == ["第一条", "Article 1", "第二条", "Article 2"]
