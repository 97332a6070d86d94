"""Word packages written by hand, part by part, so that a test shows the XML it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)


def docx(body: str, parts: Mapping[str, str] | None = None, *, namespace: str = W) -> bytes:
    """A package whose body holds ``body``; ``parts`` are numbering, styles, footnotes … by name."""
    parts = parts or {}
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for name in parts
    )
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relationships(
            f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relationships(relations),
        "word/document.xml": _root("document", f"<w:body>{body}</w:body>", namespace),
    }
    for name, content in parts.items():
        files[f"word/{name}.xml"] = _root(name, content, namespace)
    return package(files)


def package(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP of ``files``."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, num: int = 1, level: int = 0) -> str:
    """A paragraph of list ``num``."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def level(index: int, style: str, text: str, inside: str = "", *, start: int = 1) -> str:
    """A level of a list definition."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/>{inside}</w:lvl>'
    )


def numbering(definitions: Sequence[str], nums: Mapping[int, tuple[int, str]]) -> str:
    """Definitions by their index, and lists: number → (definition, overrides)."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{index}">{levels}</w:abstractNum>'
        for index, levels in enumerate(definitions)
    )
    lists = "".join(
        f'<w:num w:numId="{num}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'
        for num, (definition, overrides) in nums.items()
    )
    return abstract + lists


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table whose cells are given as XML; plain text becomes a paragraph."""
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc>{_cell(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{body}</w:tbl>"


def _cell(content: str) -> str:
    return content if content.startswith("<") else p(content)


def _root(name: str, content: str, namespace: str) -> str:
    return f'<w:{name} xmlns:w="{namespace}" {_NAMESPACES}>{content}</w:{name}>'


def _relationships(content: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{content}</Relationships>'
