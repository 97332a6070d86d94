"""A draft as a native PDF."""

from __future__ import annotations

import html
import os
from collections.abc import Iterator
from itertools import groupby

from tests.factories.contracts.draft import Block, Draft, Look, printed
from tests.factories.contracts.faces import face_rules

_ENGLISH = {"serif": "'DejaVu Serif'", "sans": "'DejaVu Sans'"}


def pdf_bytes(draft: Draft) -> bytes:
    """The draft typeset on A4, fonts embedded; the same draft gives the same pages."""
    import weasyprint

    os.environ.setdefault("SOURCE_DATE_EPOCH", "1772323200")
    page = f"<html><style>{_style(draft)}</style><body>{''.join(_body(draft))}</body></html>"
    pdf: bytes = weasyprint.HTML(string=page).write_pdf()
    return pdf


def _style(draft: Draft) -> str:
    look = draft.look
    language = "en" if draft.language == "en" else "zh"
    font = f"{_ENGLISH[look.font]}, Contract" if language == "en" else "Contract"
    return f"""
    {face_rules(_characters(draft), look.font)}
    @page {{ size: A4; margin: 25mm 24mm 22mm;
      @top-center {{ content: {_content(look.header)}; font: 9pt {font}; }}
      @bottom-center {{ content: {_content(look.footer)}; font: 9pt {font}; }} }}
    body {{ font-family: {font}; font-size: {look.size}pt; line-height: {look.leading}; margin: 0 }}
    p {{ margin: 0 0 2pt; text-align: justify; orphans: 2; widows: 2 }}
    .title {{ font-size: {look.size * 1.55}pt; font-weight: bold; text-align: center;
      margin: 8pt 0 14pt }}
    .middle {{ text-align: center }}
    .annex {{ font-weight: bold; margin-top: 12pt }}
    .in {{ text-indent: {2 if language == "zh" else 0}em;
      margin-bottom: {2 if language == "zh" else 6}pt }}
    .b {{ font-weight: bold }}
    .c {{ text-align: center; margin: 8pt 0 4pt }}
    table {{ border-collapse: collapse; width: 100%; margin: 4pt 0 8pt; font-size: 0.92em }}
    td {{ border: 0.6pt solid black; padding: 2.5pt 4pt; vertical-align: top }}
    .sides td {{ border: none; width: 50%; padding: 3pt 0 }}
    """


def _characters(draft: Draft) -> str:
    parts = [draft.look.header, draft.look.footer, "0123456789"]
    for block in draft.blocks:
        parts += [printed(block, draft.look), *block.cells]
    return "".join(parts)


def _content(text: str) -> str:
    """CSS content: ``{page}`` and ``{pages}`` become counters."""
    if not text:
        return "none"
    parts = text.replace("{pages}", "\0n\0").replace("{page}", "\0p\0").split("\0")
    counters = {"p": "counter(page)", "n": "counter(pages)"}
    return " ".join(counters.get(part, f'"{part}"') for part in parts if part)


def _body(draft: Draft) -> Iterator[str]:
    look = draft.look
    for kind, group in groupby(draft.blocks, key=lambda block: block.kind):
        if kind in ("row", "sides"):
            yield f'<table class="{kind}">'
            for block in group:
                cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in block.cells)
                yield f"<tr>{cells}</tr>"
            yield "</table>"
            continue
        yield from (_paragraph(block, look) for block in group)


def _paragraph(block: Block, look: Look) -> str:
    if block.kind == "page":
        return '<div style="break-after: page"></div>'
    text = html.escape(printed(block, look))
    classes, style = [block.kind], ""
    if block.kind in ("paragraph", "recital"):
        classes.append("in")
    if block.kind == "clause":
        heading_only = block.heading is not None and block.heading == block.text
        if block.level in look.bold_levels and heading_only:
            classes.append("b")
        if block.level in look.centered_levels:
            classes.append("c")
        if indent := look.indents.get(block.level):
            style = f' style="margin-left: {indent}em"'
    return f'<p class="{" ".join(classes)}"{style}>{text}</p>'
