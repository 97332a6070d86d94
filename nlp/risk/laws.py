"""The articles of a law text, as it ships in Markdown."""

from __future__ import annotations

import re

from nlp.numbers import parse_number

_ARTICLE = re.compile(r"\**第([零一二三四五六七八九十百千]+)条")


def articles_of(text: str) -> dict[int, str]:
    """By number, the paragraphs of each article."""
    found: dict[int, str] = {}
    current = 0
    for line in text.split("<!-- INFO END -->")[-1].splitlines():
        opening = _ARTICLE.match(line)
        if opening:
            current = int(parse_number(opening[1]) or 0)
            found[current] = line
        elif line.startswith("#"):
            current = 0
        elif current:
            found[current] += f"\n{line}"
    return {number: body.strip() for number, body in found.items()}
