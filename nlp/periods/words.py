"""A deadline explained in one sentence, in Chinese and in English, with the rules it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nlp.formula import Formula, Length, Unit
from nlp.messages import ErrorWords, Locale, Words
from nlp.periods.calendar import WorkCalendar
from nlp.periods.errors import PeriodError, PeriodErrorCode
from nlp.periods.renewal import Term, next_end
from nlp.periods.resolving import Deadline, Doubt, Outcome
from nlp.periods.rules import RULES, RuleCode

EVENTS: dict[str, Words] = {
    "signing": Words("签订", "signing"),
    "effective": Words("生效", "the effective date"),
    "start": Words("起始日", "the start date"),
    "acceptance": Words("验收合格", "acceptance"),
    "delivery": Words("交付", "delivery"),
    "shipment": Words("发货", "shipment"),
    "invoice": Words("收到发票", "the invoice"),
    "payment": Words("付款", "payment"),
    "notice": Words("通知", "the notice"),
    "completion": Words("完工", "completion"),
    "inspection": Words("检验合格", "the inspection"),
    "installation": Words("安装调试", "installation"),
    "warranty_expiry": Words("质保期满", "the end of the warranty"),
    "expiry": Words("期限届满", "expiry"),
    "termination": Words("终止或解除", "termination"),
    "month_end": Words("月末", "the end of the month"),
    "settlement": Words("结算", "settlement"),
    "act": Words("所通知的事项", "the act announced"),
}
_UNITS: dict[Unit, tuple[str, str]] = {
    "hour": ("小时", "hour"),
    "day": ("日", "day"),
    "working_day": ("个工作日", "working day"),
    "week": ("周", "week"),
    "month": ("个月", "month"),
    "year": ("年", "year"),
}
_DOUBTS: dict[Doubt, Words] = {
    "first_day": Words(
        "起算当日是否计入未写明", "the wording leaves open whether the first day counts"
    ),
    "last_day": Words(
        "截止当日是否包括未写明", "the wording leaves open whether the last day is included"
    ),
    "business": Words(
        "未写明调休上班的周末是否算在内",
        "the wording leaves open whether make-up working weekends count",
    ),
    "hour": Words("起算的钟点未知", "the hour from which to count is not known"),
}
PERIOD_ERRORS: dict[PeriodErrorCode, ErrorWords] = {
    "no_period": ErrorWords(
        Words("这句话里没有可以计算的期限。", "No period that can be computed is in these words."),
        Words(
            "请写出起点和长度，例如“验收合格之日起30个工作日内”。",
            'Give a start and a length, such as "within 30 business days after acceptance".',
        ),
    ),
    "event_mismatch": ErrorWords(
        Words("这个期限不从“{given}”起算。", 'This period does not run from "{given}".'),
        Words("请给出“{event}”的日期。", "Give the date of: {event_en}."),
    ),
    "bad_event": ErrorWords(
        Words("看不懂日期“{given}”。", '"{given}" is not a date.'),
        Words(
            "请写成 验收=2026-09-20，或 2026-09-20；需要钟点时写 2026-09-20T15:30。",
            "Write acceptance=2026-09-20 or 2026-09-20; with an hour: 2026-09-20T15:30.",
        ),
    ),
    "bad_pause": ErrorWords(
        Words("中止的起止日期不对。", "The days of suspension are not in order."),
        Words(
            "请写成 2026-02-01..2026-02-10，起日不晚于止日；尚未恢复的写 2026-02-01..",
            "Write 2026-02-01..2026-02-10, first day first; while it lasts: 2026-02-01..",
        ),
    ),
    "out_of_range": ErrorWords(
        Words(
            "算出的日期超出了日历的范围。", "The date lies outside the years that a calendar has."
        ),
        Words("请核对长度和起点。", "Check the length and the start."),
    ),
    "suspended": ErrorWords(
        Words(
            "期间正在中止，尚余{remaining}日未计。",
            "The period is suspended with {remaining} days left.",
        ),
        Words(
            "恢复后请写明中止的最后一日。",
            "Once it runs again, give the last day of the suspension.",
        ),
    ),
}


def error_words(error: PeriodError, locale: Locale) -> tuple[str, str]:
    """What is the matter and what to do about it."""
    words = PERIOD_ERRORS[error.code]
    return words.message.say(locale, **error.params), words.mend.say(locale, **error.params)


def length_words(length: Length, locale: Locale) -> str:
    """30个工作日, 1年6个月; 30 working days, 1 year and 6 months."""
    if locale == "zh":
        return "".join(f"{part.count}{_UNITS[part.unit][0]}" for part in length)
    return " and ".join(
        f"{part.count} {_UNITS[part.unit][1]}{'' if part.count == 1 else 's'}" for part in length
    )


def event_words(formula: Formula, locale: Locale) -> str:
    """The base as printed; by its name where that is in the other language, or not printed."""
    printed = formula.event_text
    foreign = printed is not None and printed.isascii() != (locale == "en")
    if printed and not (foreign and formula.event in EVENTS):
        return printed
    if formula.event in EVENTS:
        return EVENTS[formula.event].say(locale)
    return "起算事件" if locale == "zh" else "the event it runs from"


def explain(deadline: Deadline, calendar: WorkCalendar, locale: Locale) -> str:
    """One sentence: from what, how long, to which day, by which rules, and what is open."""
    said = _Zh(deadline, calendar) if locale == "zh" else _En(deadline, calendar)
    return said.sentence()


def explain_missing(formula: Formula, locale: Locale) -> str:
    """What has to be known before there is a date."""
    event = event_words(formula, locale)
    length = length_words(formula.length, locale)
    if locale == "zh":
        side = "倒算" if formula.direction == "before" else "起算"
        return f"填入“{event}”的日期后，即可由此{side}{length}得出日期。"
    side = "back from" if formula.direction == "before" else "from"
    return f"Once the date of {event} is known, {length or 'the day'} will be counted {side} it."


def explain_renewal(term: Term, every: Length, locale: Locale) -> str:
    """Which term runs, by when to refuse the next, and by how much it goes on otherwise."""
    length, ends = length_words(every, locale), term.ends
    notice = term.notice.first if term.notice else None
    if locale == "zh":
        run = f"自{term.starts}起的第{term.number}次续期" if term.number else "首个期限"
        refuse = f"最迟于{notice}书面拒绝，否则" if notice else "届满后"
        return f"{run}至{ends}届满，{refuse}自动续期{length}至{next_end(term, every)}。"
    run = f"Renewed term {term.number}, from {term.starts}," if term.number else "The first term"
    refuse = f"unless refused by {notice}, it" if notice else "it"
    return f"{run} ends on {ends}; {refuse} renews for {length} to {next_end(term, every)}."


def rules_of(deadline: Deadline) -> tuple[RuleCode, ...]:
    """The rules behind the dates, each once, in the order of use."""
    return tuple(dict.fromkeys((*deadline.earliest.rules, *deadline.latest.rules)))


def articles(deadline: Deadline) -> list[int]:
    """The Civil Code's articles that the explained reading rests on, in order; none abroad."""
    if deadline.formula.foreign_law:
        return []
    laws = (RULES[code].law for code in deadline.earliest.rules)
    return sorted({law.number for law in laws if law})


class _Saying:
    def __init__(self, deadline: Deadline, calendar: WorkCalendar) -> None:
        self.deadline = deadline
        self.formula = deadline.formula
        self.outcome: Outcome = deadline.earliest
        self.calendar = calendar
        self.used = set(deadline.earliest.rules)

    def left_to_another_law(self) -> bool:
        """True where China's statute would have put the last day off, and another law governs."""
        formula = self.formula
        counted = bool(formula.length) and formula.direction == "after"
        untold = formula.foreign_law and formula.rest_day == "law"
        return counted and untold and "rest_day_stays" in self.used

    def years(self) -> str:
        return "、".join(map(str, self.deadline.uncovered))


class _Zh(_Saying):
    def sentence(self) -> str:
        parts = [self._count(), *self._moves(), *self._open()]
        law = "、".join(f"第{number}条" for number in articles(self.deadline))
        return "，".join(parts) + (f"（《民法典》{law}）。" if law else "。")

    def _count(self) -> str:
        formula, day, end = self.formula, self.outcome.day, self.outcome.end
        base = f"“{event_words(formula, 'zh')}”（{self.deadline.base}）"
        if formula.base:
            base = str(self.deadline.base)
        length = length_words(formula.length, "zh")
        if formula.until:
            return f"自{formula.base}起至{formula.until}止，起止两日都计入"
        if formula.month_shift is not None:
            return f"以{base}所在月份推算，截止日为{end}"
        if not formula.length:
            kept = "包括" if "named_day" in self.used else "不包括"
            return f"以{self.deadline.base}为限，{kept}当日，最后一日为{end}"
        if "hours" in self.used:
            clock = f" {self.outcome.at:%H:%M}" if self.outcome.at else ""
            side = "倒算" if formula.direction == "before" else "起连续计算"
            return f"自{base}{side}{length}，至{day}{clock}"
        if formula.direction == "before":
            if self.outcome.opens:
                return f"自{base}倒算{length}，可在{self.outcome.opens}至{end}之间办理"
            return f"自{base}倒算{length}，当日不计入，最迟为{end}"
        first = "当日" if "first_day_agreed" in self.used else "次日"
        return f"自{base}的{first}起计算{length}{self._days()}，最后一日为{end}"

    def _days(self) -> str:
        if "working_days" in self.used:
            return "（跳过周末与放假日，计入调休上班日）"
        if "business_days" in self.used:
            return "（跳过全部周末与放假日）"
        return ""

    def _moves(self) -> Iterator[str]:
        outcome = self.outcome
        if "month_end" in self.used:
            yield "到期月没有对应日而以月末日为准"
        if "pauses" in self.used:
            spans = "、".join(f"{p.first}至{p.last}" for p in self.deadline.pauses if p.last)
            yield f"其中{spans}中止不计" if spans else "中止尚未影响该期间"
        off = f"该日为休息日（{_rest_name(self.calendar, outcome.end, 'zh')}）"
        if "rest_day_next" in self.used:
            yield f"{off}，顺延至休假结束的次日{_before_from(self.formula, outcome)}"
        elif "rest_day_agreed" in self.used:
            yield f"{off}，按约定移至{_before_from(self.formula, outcome)}"
        elif "rest_day_stays" in self.used:
            yield f"{off}，依约不顺延" if self.formula.rest_day == "stays" else f"{off}，不顺延"
        if self.deadline.act_by:
            yield f"宜不迟于此前最后一个工作日{self.deadline.act_by}办理"
        if "full_length" in self.used:
            yield f"期满后自{outcome.day}起方可"

    def _open(self) -> Iterator[str]:
        deadline = self.deadline
        if deadline.doubts and deadline.last != deadline.first:
            doubt = "、".join(_DOUBTS[doubt].zh for doubt in deadline.doubts)
            yield f"{doubt}，另一种读法最晚为{deadline.last}"
        if self.left_to_another_law():
            yield "合同适用其他法律，未按中国法顺延，请核对该法"
        if deadline.uncovered:
            yield f"{self.years()}年没有国务院放假通知可依，按通常周末计算，公布后请复核"


class _En(_Saying):
    def sentence(self) -> str:
        parts = [self._count(), *self._moves(), *self._open()]
        law = ", ".join(map(str, articles(self.deadline)))
        return ", ".join(parts) + (f" (Civil Code, art. {law})." if law else ".")

    def _count(self) -> str:
        formula, day, end = self.formula, self.outcome.day, self.outcome.end
        base = f"{event_words(formula, 'en')} ({self.deadline.base})"
        if formula.base:
            base = str(self.deadline.base)
        length = length_words(formula.length, "en")
        if formula.until:
            return f"From {formula.base} to {formula.until}, both days included"
        if formula.month_shift is not None:
            return f"Reckoned by the month of {base}, the last day is {end}"
        if not formula.length:
            kept = "included" if "named_day" in self.used else "not included"
            return f"The limit is {self.deadline.base}, that day {kept}, so the last day is {end}"
        if "hours" in self.used:
            clock = f" {self.outcome.at:%H:%M}" if self.outcome.at else ""
            side = "back from" if formula.direction == "before" else "on from"
            return f"{_capital(length)} counted {side} {base} lead to {day}{clock}"
        if formula.direction == "before":
            if self.outcome.opens:
                return (
                    f"{_capital(length)} counted back from {base} open the time to act, "
                    f"{self.outcome.opens} to {end}"
                )
            return (
                f"{_capital(length)} counted back from {base}, that day not counted, "
                f"lead to {end} at the latest"
            )
        first = "from the day itself" if "first_day_agreed" in self.used else "from the day after"
        return f"{_capital(length)} counted {first} {base}{self._days()} end on {end}"

    def _days(self) -> str:
        if "working_days" in self.used:
            return " (weekends and days off skipped, make-up working days counted)"
        if "business_days" in self.used:
            return " (all weekends and days off skipped)"
        return ""

    def _moves(self) -> Iterator[str]:
        outcome = self.outcome
        if "month_end" in self.used:
            yield "the month having no corresponding day"
        if "pauses" in self.used:
            spans = " and ".join(f"{p.first} to {p.last}" for p in self.deadline.pauses if p.last)
            yield f"the suspension {spans} not counted" if spans else "not yet suspended"
        off = f"a day off ({_rest_name(self.calendar, outcome.end, 'en')})"
        if "rest_day_next" in self.used:
            yield f"{off}, so it is put off to {_before_from(self.formula, outcome)}"
        elif "rest_day_agreed" in self.used:
            yield f"{off}, so it moves to {_before_from(self.formula, outcome)} as agreed"
        elif "rest_day_stays" in self.used:
            yield f"{off}, which does not put it off"
        if self.deadline.act_by:
            yield f"so act by the last working day before it, {self.deadline.act_by}"
        if "full_length" in self.used:
            yield f"allowed from {outcome.day}"

    def _open(self) -> Iterator[str]:
        deadline = self.deadline
        if deadline.doubts and deadline.last != deadline.first:
            doubt = " and ".join(_DOUBTS[doubt].en for doubt in deadline.doubts)
            yield f"though {doubt}: read otherwise it is {deadline.last} at the latest"
        if self.left_to_another_law():
            yield "without the Chinese rule on days off, as another law governs: check that law"
        if deadline.uncovered:
            yield (
                f"with ordinary weekends for {self.years()}, "
                "for which no notice on days off is known: check again once it is published"
            )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _before_from(formula: Formula, outcome: Outcome) -> date:
    """The last day of the period; ``outcome.day`` is the day after it where bound ``from``."""
    return date.fromordinal(outcome.day.toordinal() - (formula.bound == "from"))


_HOLIDAYS = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Qingming Festival",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
    "“五一”": "Labour Day",
    "“五一”国际劳动节": "Labour Day",
    "“十一”": "National Day",
    "抗日战争暨世界反法西斯战争胜利70周年纪念日": "Victory Day",
}


def _rest_name(calendar: WorkCalendar, day: date, locale: Locale) -> str:
    name = calendar.off.get(day)
    if name is None:
        return "周末" if locale == "zh" else "weekend"
    if locale == "zh":
        return name
    return " and ".join(_HOLIDAYS.get(part, part) for part in name.split("、"))
