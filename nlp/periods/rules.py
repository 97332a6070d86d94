"""The rules of counting, each with the law it rests on, word for word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nlp.messages import Words

RuleCode = Literal[
    "first_day_excluded",
    "first_day_agreed",
    "hours",
    "corresponding_day",
    "month_end",
    "rest_day_next",
    "rest_day_agreed",
    "rest_day_stays",
    "working_days",
    "business_days",
    "both_days_in",
    "named_day",
    "named_day_excluded",
    "counted_back",
    "full_length",
    "pauses",
]


@dataclass(frozen=True, slots=True)
class Citation:
    """An article of the Civil Code (民法典); ``excerpt`` stands in it word for word."""

    article: str
    number: int
    excerpt: str

    def __str__(self) -> str:
        return f"《民法典》第{self.number}条"


_FIRST_DAY = Citation(
    "第二百零一条", 201, "按照年、月、日计算期间的，开始的当日不计入，自下一日开始计算。"
)
_HOURS = Citation(
    "第二百零一条", 201, "按照小时计算期间的，自法律规定或者当事人约定的时间开始计算。"
)
_MONTHS = Citation(
    "第二百零二条",
    202,
    "按照年、月计算期间的，到期月的对应日为期间的最后一日；没有对应日的，月末日为期间的最后一日。",
)
_REST_DAY = Citation(
    "第二百零三条",
    203,
    "期间的最后一日是法定休假日的，以法定休假日结束的次日为期间的最后一日。",
)
_AGREED = Citation(
    "第二百零四条",
    204,
    "期间的计算方法依照本法的规定，但是法律另有规定或者当事人另有约定的除外。",
)
_INCLUDED = Citation(
    "第一千二百五十九条", 1259, "民法所称的“以上”、“以下”、“以内”、“届满”，包括本数"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in both languages, and the article it rests on, where a statute has it."""

    words: Words
    law: Citation | None = None


RULES: dict[RuleCode, Rule] = {
    "first_day_excluded": Rule(
        Words(
            "开始的当日不计入，自下一日开始计算",
            "the first day is not counted; counting starts the next day",
        ),
        _FIRST_DAY,
    ),
    "first_day_agreed": Rule(
        Words("约定当日计入", "the first day is counted, as the contract says"), _AGREED
    ),
    "hours": Rule(Words("按小时连续计算", "hours run on without a break"), _HOURS),
    "corresponding_day": Rule(
        Words("到期月的对应日为最后一日", "the period ends on the corresponding day of the month"),
        _MONTHS,
    ),
    "month_end": Rule(
        Words(
            "到期月没有对应日，以月末日为最后一日",
            "the month has no corresponding day, so the period ends on its last day",
        ),
        _MONTHS,
    ),
    "rest_day_next": Rule(
        Words(
            "最后一日是法定休假日，顺延至休假结束的次日",
            "the last day is a day off, so the period ends on the day after the days off",
        ),
        _REST_DAY,
    ),
    "rest_day_agreed": Rule(
        Words("最后一日是休息日，按约定移动", "the last day is a day off and moves as agreed"),
        _AGREED,
    ),
    "rest_day_stays": Rule(
        Words(
            "该日是休息日；确定的日期和倒算的期限不因休假顺延，合同另有约定的除外",
            "that day is a day off; named days and days counted back are not put off "
            "unless the contract says so",
        )
    ),
    "working_days": Rule(
        Words(
            "只计工作日：跳过周末和国务院公布的放假日，计入调休上班日",
            "only working days count: weekends and the State Council's days off are skipped, "
            "make-up working days are counted",
        )
    ),
    "business_days": Rule(
        Words(
            "只计营业日：跳过周末、放假日和调休上班的周末",
            "only business days count: all weekends and the State Council's days off are skipped",
        )
    ),
    "both_days_in": Rule(Words("起止两日都计入", "both the first and the last day are included")),
    "named_day": Rule(Words("截止当日计入", "the named day is included")),
    "named_day_excluded": Rule(Words("截止当日不计入", "the named day is not included")),
    "counted_back": Rule(
        Words("自该日起倒算，该日不计入", "counted back from that day, which is not counted")
    ),
    "full_length": Rule(
        Words("期间届满的次日起方可", "allowed from the day after the period has run"), _INCLUDED
    ),
    "pauses": Rule(
        Words("中止的日子不计入，恢复后继续计算", "days of suspension are not counted"), _AGREED
    ),
}
