"""Does a printed line open a numbered paragraph, or is it the rest of the line before?"""

from __future__ import annotations

import re

_ZH_NUMBER = r"[一二三四五六七八九十百零〇○两0-9０-９\s]+"
_ZH_ARTICLE = re.compile(rf"第{_ZH_NUMBER}[编章节条款]")
_NUMBER = re.compile(
    r"[一二三四五六七八九十百]{1,4}\s*[、．.]"
    r"|[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)]"
    r"|[（(]\s*\d{1,2}\s*[）)]"
    r"|\d{1,2}\s*[、）)]"
    r"|\d{1,2}\s*[.．](?!\s*\d)\s*\S"
    r"|\d{1,2}(?:[.．]\d{1,2}){1,4}[.．、]?(?![\d%‰％元万亿年月日天倍.．/,，-])\s*\S"
    r"|[①-⑳]"
    r"|\(\s*(?:[a-z]|[ivx]{1,5}|[A-Z])\s*\)"
    r"|(?:[a-z]|[ivx]{2,5}|[A-Z])\)\s"
    r"|(?:[a-z]|[ivx]{2,5}|[A-Z])\.\s+[A-Z\"“]"
    r"|[A-Z]\s?[.、．]\s*[\u4e00-\u9fff]"
    r"|[〈<]\s*\d{1,2}\s*[〉>]"
    r"|(?:ARTICLE|Article|SECTION|Section|CLAUSE|Clause|ART\.|Art\.)\s+(?:\d+(?:\.\d+)*|[IVXL]+)\b"
    r"|\d{1,2}\s?\([a-z]\)\s+[A-Z]"
    r"|[\u4e00-\u9fff]{1,6}(?:[甲-癸]方|方|人|单位|公司)(?:[（(][^（()）]{1,12}[）)])?\s*[：:]"
    r"|(?:the\s+)?(?:Buyer|Seller|Purchaser|Vendor|Lessor|Lessee|Landlord|Tenant|Licensor|Licensee"
    r"|Supplier|Customer|Client|Contractor|Owner|Lender|Borrower|Guarantor|Employer|Employee"
    r"|Consultant|Party [A-D])\s*[:：]\s"
    r"|(?:附件|附录|附表)\s*[一二三四五六七八九十0-9]{0,3}\s*[：:]"
)
_AFTER_A_STOP = re.compile(
    r"\d{1,2}\s+(?:[-–—]\s+)?[A-Z\u4e00-\u9fff](?!\S*\s*\d)"
    r"|(?:[A-Z]|[IVX]{2,5})[.-]?\d{1,2}\)?\s+[A-Z\u4e00-\u9fff“\"]"
    r"|[■◆●▲★▶◼◈❖]\s*[A-Z\u4e00-\u9fff]"
    r"|(?:PART|Part|CHAPTER|Chapter|Clause|CLAUSE)\s+(?:\d+|[A-Z]|[IVX]+|[A-Z][a-z]{2,8})\s*[.:–—-]"
)
"""Numbers that may as well go on with a sentence: 02 期限, B1 …, PART C: …"""

_ZH_REFERS_ON = re.compile(r"\s*(?:第|[的约规所之和及与或、，,中至到）)]|项下)")
_EN_EXPECTS_NUMBER = re.compile(
    r"\b(?:sections?|articles?|clauses?|paragraphs?|of|under|in|to|with|and|or|by|this|such|see|the"
    r"|per|from)\s*(?:\d+(?:\.\d+)*)?\s*,?$",
    re.IGNORECASE,
)
_ZH_EXPECTS_NUMBER = re.compile(r"(?:第|本合同|本协议|按照?|依据|根据|依照|和|及|与|或|、|至)$")
_SENTENCE_END = re.compile(r"[。；：！？;:!?.”\"』」）)]\s*$")


def opens_numbered_paragraph(text: str) -> bool:
    """Whether ``text`` begins as a numbered paragraph does: 第X条, 一、, （一）, 1., 1.1, (a) …."""
    return _ZH_ARTICLE.match(text) is not None or _NUMBER.match(text) is not None


def opens_after_stop(before: str, text: str) -> bool:
    """Whether a weak number (02 期限, B1, PART C:) opens ``text`` below a finished sentence."""
    return _AFTER_A_STOP.match(text) is not None and _SENTENCE_END.search(before) is not None


def continues_reference(before: str, text: str) -> bool:
    """Whether a number that opens the line ``text`` belongs to the sentence of the line ``before``.

    A reference such as 按照 / 第八条约定的 or "under Section" / "3(c)" may be broken between
    two lines; then the number opens no paragraph. True only where the wording says so.
    """
    before = before.rstrip()
    if _EN_EXPECTS_NUMBER.search(before) or _ZH_EXPECTS_NUMBER.search(before):
        return True
    article = _ZH_ARTICLE.match(text)
    if article is None or _SENTENCE_END.search(before):
        return False
    return _ZH_REFERS_ON.match(text, article.end()) is not None
