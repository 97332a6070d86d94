"""English names: where the name of a company, a public body or a person begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Sort = Literal["company", "body", "person", "words"]


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch that reads as a name; ``words`` are capitalised words of no known sort.

    A ``company`` ends with a legal form (Ltd, GmbH), a ``body`` holds a word such as Bank, Trust or
    University.
    """

    start: int
    end: int
    sort: Sort

    @property
    def is_organisation(self) -> bool:
        return self.sort in ("company", "body")


_UPPER = "A-ZÀ-ÖØ-Þ\u0100-\u017f"
_WORD = (
    rf"(?:[{_UPPER}0-9][\w'&/+@-]*(?:\.[\w'&/+@-]+)*"
    r"|[a-z]+(?:[A-Z][\w-]*|[\w-]*\.(?:com|net|org|io|ai|co)\b)|&|\+)"
)
_ABBREVIATED = (
    r"(?:(?<=\b\w)|(?<=\.\w)|(?<=\b(?:St|Mr|Ms|Dr|Mt|Wm|Co|Jr|Sr))|(?<=\b(?:Mrs|Bro|Geo|Jos))"
    r"|(?<=\b(?:Bros|Prof|Chas|Intl)))\."
)
_PARTICLE = (
    r"(?:de|del|della|da|do|dos|das|des|du|di|la|le|les|el|y|et|und|van|von|der|den|zu|bin|al|DE)"
)
_FORMS = (
    r"Inc|INC|inc|Incorporated|INCORPORATED|Corp|CORP|corp|Corporation|CORPORATION|Ltd|LTD|ltd"
    r"|(?:Limited|LIMITED)(?!\s+(?:Partnership|PARTNERSHIP|Liability|LIABILITY))"
    r"|LLC|llc|Llc|L\.L\.C|L\.C|LLLP|LLP|L\.L\.P|LP|L\.P|PLC|Plc|plc|P\.L\.C|PLLC|P\.L\.L\.C"
    r"|P\.C|PC|P\.A|ULC|CIC|N\.A|National\s+Association|NATIONAL\s+ASSOCIATION|F\.S\.B"
    r"|GmbH|GMBH|gGmbH|mbH|AG|KGaA|KG|OHG|UG|e\.V|eG|SE"
    r"|S\.A\.?\s+de\s+C\.V|SA\s+de\s+CV|S\.A\.S|S\.A\.R\.L|S\.A\.E|S\.A|SAS|SARL|Sarl|SA"
    r"|S\.à\s?r\.l|S\.\s?p\.\s?A|SpA|S\.P\.A|S\.r\.l|S\.R\.L|Srl|SRL|S\.L\.U|S\.L|SL|Ltda|LTDA|Lda"
    r"|N\.V|(?<!,[ ])NV|B\.V|BV|BVBA|C\.V|AB|ASA|AS(?![ ]+[\w\"])|A/S|ApS|Oyj|Oy|Abp|K\.K|KK|G\.K"
    r"|(?:Co|CO)\.?,?\s+(?:Ltd|LTD|Limited|LIMITED|Inc|INC|KG)|Pty|PTY|Pte|PTE|Pvt|PVT"
    r"|Sdn|SDN|Bhd|BHD|Berhad|BERHAD|Tbk|A\.Ş|A\.S|a\.s|s\.r\.o|d\.o\.o|Kft|Zrt|Nyrt|Sp\.\s?z\s?o\.o"
    r"|OOO|OAO|PAO|ZAO|PJSC|OJSC|CJSC|JSC|FZE|FZCO|FZ-?LLC|W\.L\.L|B\.S\.C"
)
_FORM = re.compile(
    r"(?:,?[ ]+|,[ ]?)(?:\((?:Pty|PTY|Pvt|PVT|Private|Proprietary|PROPRIETARY)\)[ ]+)?"
    rf"(?:{_FORMS})(?![\w'-]|[ ]\d{{5}})\.?"
    r"|[ ]+&[ ]+(?:Co|CO|Company)\.?,?[ ]+(?:KGaA|KG|OHG|LLP|LP|SCA|S\.C\.A)(?!\w)\.?"
    r"|,?[ ](?:(?:[A-Z][a-z]+[ ]){1,2}Branch|(?:[A-Z]+[ ]){1,2}BRANCH)\b"
)
_AFTER_PERSON = re.compile(
    r",?[ ]+(?:Jr|Sr|II|III|IV|Esq|CPA|M\.?D|Ph\.?D|D\.?D\.?S|D\.?O|R\.N)\b\.?"
)
_FIRST = re.compile(rf"(?:(?:The|THE)[ ]+)?(?P<word>{_WORD})(?:{_ABBREVIATED})?")
_NEVER_INSIDE = (
    r"(?:The|This|In|AND|OR|AS|BY|TO|IN|FOR|WITH|ON|AT|FROM|WHOSE|HAVING|LISTED|NAMED|PARTY|IS|ARE"
    r"|HEREBY)\b"
)
_MORE = re.compile(
    rf"(?:[ ]+(?:{_PARTICLE}[ ]+){{0,3}}|[ ]*(?<=[A-Z]\.))(?!{_NEVER_INSIDE})"
    rf"{_WORD}(?:{_ABBREVIATED})?"
)
_OF = re.compile(rf"[ ]+(?:of|OF)[ ]+(?:(?:the|THE)[ ]+)?(?!{_NEVER_INSIDE})[{_UPPER}][\w'&-]*")
_OF_CAPITALS = re.compile(_OF.pattern.replace("of|OF", "OF"))
_FOR = re.compile(rf"[ ]+(?:for|FOR)[ ]+(?:the[ ]+)?[{_UPPER}][\w'&-]*")
_FORM_FIRST = re.compile(rf"(?:{_FORMS})(?!\w)")
_PLACE = re.compile(r"[ ]+\([A-Z][A-Za-z. ]{0,24}\)(?=[ ]+[A-Z])")
_FIRM = re.compile(
    rf"(?:,[ ]{_WORD}){{1,4}},?[ ](?:&[ ]{_WORD}"
    rf"|and[ ]{_WORD}(?=,?[ ](?:LLP|L\.L\.P|P\.C|PLLC|P\.A)\b))"
)
"""Lynch, Pierce, Ferro & Smith."""
_PAIRED = re.compile(rf"[ ]+(?:and|AND)[ ]+{_WORD}")
_OFFICE = re.compile(
    r"(?:The |THE )?(?i:Mayor|Chancellor|President|Provost|Master|Warden|Dean|Rector|Governors?"
    r"|Trustees|Chairman|Directors?)\b"
)
_OFFICES = re.compile(rf"(?:,[ ]{_WORD})*,?[ ]+(?:and|AND)[ ]+{_WORD}(?=[ ]+(?:of|OF)[ ])")
"""The Chancellor, Masters and Scholars of."""
_BANK_AND = re.compile(r"(?i:\b(?:bank|savings) and (?:trust|loan))$")
_WHOLE_FORM = re.compile(
    r"(?:Limited|LIMITED|Incorporated|Corporation|Association|LLC|LLP|LP|PLC|plc|GmbH|AG)\.\Z"
)
_BODIES = (
    "Bank|Trust|University|College|School|Institute|Institut|Academy|Association|Foundation|Society"
    "|Partners|Partnership|Company|Compagnie|Companies|Co|Group|Holdings|Fund|Union|Club|League"
    "|Authority|Council|Commission|Committee|Agency|Department|Ministry|Office|Bureau|Board|Service"
    "|Hospital|Clinic|Church|Diocese|Museum|Library|Airlines|Airways|Railway|District|Cooperative"
    "|Consortium|Federation|Chamber|Center|Centre|Laboratory|Laboratories|Enterprises|Industries"
    "|Regents|Trustees|Governors|Estate|Ventures|Capital|Systems|Technologies|Brothers|Bros|Sons"
)
_BODY = re.compile(
    rf"\b(?:{_BODIES}|{_BODIES.upper()})\b"
    rf"|^{_OFFICE.pattern}.* (?:of|OF) "
    r"|^(?:The |THE )?(?i:City|County|State|Town|Township|Village|Borough|Commonwealth|Republic"
    r"|Kingdom|Province|Government|Municipality|People's Republic) (?:of|OF)\b|\bCounty\b"
    r"|^United States"
)
_PUBLIC = re.compile(
    r"(?i:\b(?:Department|Ministry|University|Institute|Office|Bureau|Board|Agency|Commission|School"
    r"|College|Council|Authority|Society|Academy)\b (?:of|for)\b[\w' ]*)$"
)
_TITLE = r"(?:Mr|Ms|Mrs|Miss|Dr|Prof|Sir|Dame|MR|MS|MRS|DR)\.?[ ]"
_PERSON_NAME = rf"[{_UPPER}][\w'-]*\.?(?:[A-Z]\.)*"
_PERSON = re.compile(
    rf"(?:{_TITLE})?(?:{_PERSON_NAME}[ ]+){{1,4}}?(?:{_PARTICLE}[ ]+)*"
    rf"(?:{_PERSON_NAME}[ ]+)?[{_UPPER}][\w'-]+(?:{_AFTER_PERSON.pattern})?"
    rf"|{_TITLE}{_PERSON_NAME}"
)
_NEVER_FIRST = re.compile(
    r"(?i:(?:this|that|these|those|each|either|both|all|any|such|some|if|in|on|at|as|to|by|for|from|with|it|its"
    r"|and|or|of|between|among|whereas|now|know|witnesseth|dated?|section|article|exhibit|schedule"
    r"|annex|appendix|preamble|recitals?|background|part(?:y|ies)|agreements?|contracts?|hereinafter"
    r"|suite|floor|attention|attn|tel|fax|phone|telephone|dear|re|re:|name|title|address|a|an|the|herein"
    r"|you|we|us|your|our|i|he|she|who|whose|together|collectively|january|february|march|april|may"
    r"|june|july|august|september|october|november|december|monday|p\.o|signed|page|no|not|none)\b)(?![-.&]\w)"
    r"|[0-9][\d,.]*(?:st|nd|rd|th)?\b(?![ ]+[A-Z]|-[A-Z])"
)
_NEVER_LAST = re.compile(
    r"(?i:\b(?:agreement|contract|amendment|lease|act|date|deed|order|number|section"
    r"|terms?|parties|party|street|road|avenue|lane|drive|boulevard|blvd|highway|way|court|square"
    r"|suite|floor|building|tower|plaza|city|states|kingdom|states of america)|\bSt|\bAve|\bRd)\.?$"
)


_LONGEST = 120


def name_at(text: str, start: int, limit: int, paired: bool = False) -> Name | None:
    """The name that begins at ``start``; it may go on over a line end up to its legal form.

    ``paired`` reads "Standish and Moore Ltd" as one name.
    """
    limit = min(limit, start + 2 * _LONGEST)
    first = _name_in_line(text, start, limit, paired)
    end = first.end if first else 0
    if first is None or first.sort == "company" or text[end : end + 1] != "\n":
        return first
    joined = f"{text[start:end]} {text[end + 1 : min(limit, end + _LONGEST)]}"
    longer = _name_in_line(joined, 0, len(joined), paired)
    if longer is None or not longer.is_organisation or "\n" in joined[: longer.end]:
        return first
    stacked = joined[longer.end : longer.end + 1] == "\n" and longer.sort == "body"
    return first if stacked else Name(start, start + longer.end, longer.sort)


def is_organisation(name: str) -> bool:
    """True where the whole of ``name`` reads as one company or body."""
    found = name_at(name, 0, len(name))
    return found is not None and found.is_organisation and found.end >= len(name.rstrip(" .,"))


def without_title(name: str) -> str:
    """Hannah Brandt for Dr. Hannah Brandt."""
    return re.sub(rf"^{_TITLE}", "", name)


def _name_in_line(text: str, start: int, limit: int, paired: bool) -> Name | None:
    first = _FIRST.match(text, start, limit)
    if first is None or _NEVER_FIRST.match(text, first.start("word"), limit):
        return None
    if _FORM_FIRST.match(text, first.start("word"), limit):
        return None
    end, formed = _grow(text, first.end(), start, limit, paired)
    words = text[start:end]
    if formed:
        return Name(start, end, "company")
    if len(words) < 2 or _NEVER_LAST.search(words):
        return None
    if _BODY.search(words) and len(words.split()) > 1:
        return Name(start, end, "body")
    return Name(start, end, "person" if _PERSON.fullmatch(words) else "words")


def _grow(text: str, end: int, start: int, limit: int, paired: bool) -> tuple[int, bool]:
    """Where the name that begins at ``start`` ends, and whether a legal form closes it."""
    formed = False
    while True:
        form = _FORM.match(text, end, limit)
        if form:
            end, formed = form.end(), True
            continue
        if formed:
            return _without_stop(text, end), True
        more = _more(text, start, end, limit) or _pair(text, start, end, limit, paired)
        if more is None:
            after = _AFTER_PERSON.match(text, end, limit)
            return (after.end() if after else end), False
        end = more.end()


def _more(text: str, start: int, end: int, limit: int) -> re.Match[str] | None:
    """The next words of a name; "of" and "for" only where a body is named, not a person's place."""
    patterns = [_MORE, _PLACE, _FIRM]
    words = text[start:end]
    if _OFFICE.fullmatch(words):
        patterns.insert(0, _OFFICES)
    if " " not in words or _OFFICE.match(words) or _BODY.search(words):
        patterns.append(_OF_CAPITALS if " OF " in words else _OF)
    if _BODY.search(words):
        patterns.append(_FOR)
    return next((match for pattern in patterns if (match := pattern.match(text, end, limit))), None)


def _pair(text: str, start: int, end: int, limit: int, paired: bool) -> re.Match[str] | None:
    """The "and B" of one name: Department of A and B; with ``paired`` also A and B Ltd."""
    pair = _PAIRED.match(text, end, limit)
    if pair is None:
        return None
    if _BANK_AND.search(text[start : pair.end()]):
        return pair
    public = _PUBLIC.search(text[start:end]) is not None
    if not public and not (paired and " " not in text[start:end]):
        return None
    formed = _grow(text, pair.end(), start, limit, False)[1]
    return pair if formed != public else None


def _without_stop(text: str, end: int) -> int:
    """A full stop belongs to a form that is an abbreviation, not to Limited or LLC."""
    return end - 1 if _WHOLE_FORM.search(text, max(0, end - 16), end) else end
