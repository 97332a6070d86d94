"""Versions made from plain text; a line that opens with a number is a clause."""

from __future__ import annotations

import re

from nlp.compare import Change, Comparison, compare
from nlp.compare.version import ClauseMark, Version
from nlp.document import Box, PlacedWord

_NUMBERED = re.compile(r"^(第[一二三四五六七八九十]+条|\d+\.\d+|Section \d+\.)", re.MULTILINE)

OLD = """设备采购合同
第一条　标的
甲方向乙方购买水泵10台。
第二条　价款
合同总价为人民币壹佰万元整。甲方应于2026年3月1日前支付30%。
第三条　交付
乙方不得迟延交付。逾期的，每日按合同总价的0.5‰支付违约金。
第四条　保密
双方应对本合同内容予以保密，未经对方书面同意，不得向第三方披露。
第五条　争议
因本合同引起的争议，依第四条处理后提交甲方所在地人民法院管辖。
序号\t名称\t单价\t数量
1\t水泵\t1,200.00\t5
2\t电机\t3,400.00\t6
户名：苏州云帆机械有限公司，账号：6222021001116245702"""


def version(text: str, *, scanned: bool = False, doubtful: str = "") -> Version:
    """``text`` on one page; a ``scanned`` one was read with doubt where ``doubtful`` stands."""
    marks = list(_NUMBERED.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)][: len(marks)]
    unsure = text.find(doubtful) if doubtful else -1
    words = tuple(
        PlacedWord(
            index,
            index + 1,
            Box(1, 10.0 * (index % 50), 20.0 * (index // 50), 10.0 * (index % 50) + 9, 0.0),
            0.3 if unsure >= 0 and unsure <= index < unsure + len(doubtful) else 0.99,
        )
        for index, character in enumerate(text)
        if not character.isspace()
    )
    return Version(
        name="a.pdf",
        language="zh",
        text=text,
        clauses=tuple(
            ClauseMark(mark.start(), end, mark[0], None)
            for mark, end in zip(marks, ends, strict=True)
        ),
        words=words,
        page_starts=(0,),
        read_pages=frozenset({1}) if scanned else frozenset(),
        names=frozenset({"苏州云帆机械有限公司"}),
    )


def between(old: str, new: str) -> Comparison:
    """The comparison of two texts."""
    return compare(version(old), version(new))


def only(comparison: Comparison) -> Change:
    """The one change there is."""
    assert len(comparison.changes) == 1, comparison.changes
    return comparison.changes[0]


def quotes(change: Change) -> tuple[str | None, str | None]:
    """Both sides as printed."""
    return (
        change.old.quote if change.old else None,
        change.new.quote if change.new else None,
    )
