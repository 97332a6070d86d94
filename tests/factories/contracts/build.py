"""Write the invented contracts under ``fixtures/``: ``python -m tests.factories.contracts.build``.

The files in the repository were made so; run it again after a draft has changed. Arguments choose
parts: ``labelled``, ``demo``, ``long``, ``gold``; ``--only TEXT`` those whose draft holds the text.
``manifest`` writes the hashes of the test part's gold anew: only after a change of it has its
reason in ``fixtures/labelled/CHANGES.md``.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import yaml

from nlp.vocabulary import PAYING_PARTIES, PERFORMING_PARTIES
from tests.factories.contracts.catalogue import DEMO, LABELLED, Demo, Labelled
from tests.factories.contracts.docx_form import docx_bytes
from tests.factories.contracts.draft import Draft, compose, gold
from tests.factories.contracts.pdf_form import pdf_bytes
from tests.factories.contracts.scan_form import Glass, scan_bytes

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
MANIFEST = FIXTURES / "labelled" / "MANIFEST.sha256"
LONG_SEED = 201
DEMO_NOTE = "# Written by tests/factories/contracts/build.py. Everything in it is invented.\n"


def composed(draft: str, seed: int, *, clean: bool) -> Draft:
    """The draft with its planted faults, or ``clean`` of them."""
    return compose(draft, seed, clean=True) if clean else compose(draft, seed)


def printed(draft: Draft, form: str, seed: int, glass: Glass, *, over_text: bool) -> bytes:
    """The draft in one form."""
    if form == "docx":
        return docx_bytes(draft)
    pdf = pdf_bytes(draft)
    if form == "pdf":
        return pdf
    return scan_bytes(pdf, draft.companies, seed=seed, glass=glass, over_text=over_text)


def build_labelled(item: Labelled) -> None:
    """The gold of one labelled contract, and its three forms where they are kept."""
    build_gold(item)
    if not item.kept:
        return
    draft = composed(item.draft, item.seed, clean=item.clean)
    stem = FIXTURES / "labelled" / item.part / item.draft
    for form, ending in (("docx", ".docx"), ("pdf", ".pdf"), ("scan", ".scan.pdf")):
        data = printed(draft, form, item.seed, item.glass, over_text=item.over_text)
        stem.with_name(stem.name + ending).write_bytes(data)


def build_gold(item: Labelled) -> None:
    """Only the gold of one labelled contract."""
    draft = composed(item.draft, item.seed, clean=item.clean)
    stem = FIXTURES / "labelled" / item.part / item.draft
    stem.parent.mkdir(parents=True, exist_ok=True)
    write_json(stem.with_name(stem.name + ".gold.json"), gold(draft))


def manifest() -> str:
    """Hash and path of every gold of the test part, in the form of ``sha256sum``."""
    folder = FIXTURES / "labelled"
    return "".join(
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder)}\n"
        for file in sorted((folder / "test").rglob("*.gold.json"))
    )


def build_scans_of_real() -> None:
    """The scans of real contracts in the labelled set, whose PDFs came from outside."""
    for file in sorted((FIXTURES / "labelled").rglob("cuad-*.scan.pdf")):
        pdf = file.with_name(file.name.replace(".scan.pdf", ".pdf"))
        scan = scan_bytes(pdf.read_bytes(), seed=len(pdf.name), glass=Glass(skew=1.0))
        file.write_bytes(scan)


def build_demo(item: Demo) -> None:
    """One demo file."""
    draft = composed(item.draft, item.seed, clean=item.clean)
    data = printed(draft, item.form, item.seed, Glass(), over_text=item.over_text)
    (FIXTURES / "demo" / item.file).write_bytes(data)


def build_long() -> None:
    """Twelve scanned pages, four contracts fed through in one go: for jobs that are cut off."""
    stack = pdfium.PdfDocument.new()
    for name in ("zh/purchase", "zh/construction", "zh/loan", "zh/agency"):
        pages = pdfium.PdfDocument(pdf_bytes(compose(name, LONG_SEED, clean=True)))
        stack.import_pages(pages)
    out = io.BytesIO()
    stack.save(out)
    scan = scan_bytes(out.getvalue(), seed=LONG_SEED, pages=12)
    (FIXTURES / "long").mkdir(exist_ok=True)
    (FIXTURES / "long" / "twelve-pages.scan.pdf").write_bytes(scan)


def write_demo_list() -> None:
    """``demo.yaml``: what the first start loads."""
    told = ("file", "door", "status", "owner", "unit", "stance")
    listed = [{key: asdict(item)[key] for key in told} | our_party(item) for item in DEMO]
    text = yaml.safe_dump({"contracts": listed}, allow_unicode=True, sort_keys=False)
    (FIXTURES / "demo" / "demo.yaml").write_text(DEMO_NOTE + text, encoding="utf-8")


def our_party(item: Demo) -> dict[str, str]:
    """The name of the side that the demo's company takes; nothing where it is neutral."""
    sides = {"buyer": PAYING_PARTIES, "seller": PERFORMING_PARTIES}
    if item.stance not in sides:
        return {}
    parties = gold(composed(item.draft, item.seed, clean=item.clean))["parties"]
    ours = [party["name"] for party in parties if party["kind"] in sides[item.stance]]
    return {"our_party": ours[0]}


def write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=["labelled", "demo", "long"])
    parser.add_argument("--only", default="")
    chosen = parser.parse_args()
    if "labelled" in chosen.parts:
        for labelled in LABELLED:
            if chosen.only in labelled.draft:
                build_labelled(labelled)
        if chosen.only in "cuad":
            build_scans_of_real()
    if "gold" in chosen.parts:
        for labelled in LABELLED:
            if chosen.only in labelled.draft:
                build_gold(labelled)
    if "manifest" in chosen.parts:
        MANIFEST.write_text(manifest(), encoding="utf-8")
    if "demo" in chosen.parts:
        for demo in DEMO:
            if chosen.only in demo.draft:
                build_demo(demo)
        write_demo_list()
    if "long" in chosen.parts:
        build_long()


if __name__ == "__main__":
    main()
