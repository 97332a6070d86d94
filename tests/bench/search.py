"""How well a passage is found by a paraphrase: ``python -m tests.bench.search [--json FILE]``.

Every passage of the labelled contracts is indexed; thirty questions, put in words that the drafters
did not use, name the one passage that answers each. Some are asked in the other language.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.registry import embedder
from nlp.lexical import document_vector, query_vector
from nlp.ports import Embedder, Tools
from service.kernel.settings import ROOT
from service.kernel.vectors import EdgeIndex, Hit, Point, VectorIndex, Where
from service.reading_files import NamedFile, read_document
from service.search.queries import coverage, fuse
from service.search.units import Unit, units_of

DEPTH = 100


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and words that only the passage sought holds; ``across``: other languages."""

    words: str
    passage: str
    across: bool = False


QUESTIONS = (
    Question("工程能不能转包给别人", "承包人不得将工程转包"),
    Question("隐蔽部位盖上之前要谁来看", "隐蔽工程在覆盖前"),
    Question("员工辞职要提前多久说", "乙方提前三十日以书面形式通知甲方"),
    Question("社保和公积金怎么缴", "依法参加社会保险并缴存住房公积金"),
    Question("租客可以把房子改成仓库吗", "乙方不得改变房屋用途"),
    Question("租房要交多少押金", "乙方应于签订本合同当日向甲方支付押金"),
    Question("法院要求公开机密信息怎么办", "强制披露"),
    Question("能不能挖对方的员工", "不招揽"),
    Question("机器什么时候送到工厂", "全部设备运抵甲方位于"),
    Question("试车多长时间不出毛病才算合格", "设备连续试运行72小时无故障"),
    Question("要给多少人做操作培训", "操作人员进行合计5天的现场培训"),
    Question("别人告软件侵权由谁负责", "第三方就软件主张权利的"),
    Question("卖得太少会被终止吗", "连续两个季度未完成销售指标60%"),
    Question("股权转让要缴的税谁出", "因本次转让产生的所得税"),
    Question("提前把借款还掉要付违约金吗", "借款人提前还款的"),
    Question("物业公司派多少人来", "乙方派驻现场人员不少于"),
    Question("研发失败的损失怎么分担", "难以克服的技术困难"),
    Question("what if the service is down too much", "is entitled to a credit of 10%"),
    Question(
        "getting our data back when the contract ends",
        "make the Customer Data available for export",
    ),
    Question(
        "how long can we check delivered parts and send them back",
        "may inspect the Goods within 20 Working Days",
    ),
    Question(
        "buyer has no cap on what it may have to pay",
        "The Buyer's liability under this Agreement is unlimited",
    ),
    Question("what may the borrowed money be spent on", "The Borrower shall use the Loan only"),
    Question(
        "information handed over without any guarantee",
        "Confidential Information is provided as is",
    ),
    Question("贷款只能用于什么", "The Borrower shall use the Loan only", across=True),
    Question(
        "供应商能否更换材料或产地", "The Supplier shall not change the specification", across=True
    ),
    Question("本协议适用新加坡法律", "governed by the laws of Singapore", across=True),
    Question(
        "经销商要雇几名工程师", "employ at least four trained application engineers", across=True
    ),
    Question("deposit for renting the office", "乙方应于签订本合同当日向甲方支付押金", across=True),
    Question("early repayment of the loan", "借款人提前还款的", across=True),
    Question("subcontracting of the construction work", "承包人不得将工程转包", across=True),
)


def passages() -> list[Unit]:
    """The units of search of every labelled contract."""
    found: list[Unit] = []
    for path in sorted((ROOT / "fixtures" / "labelled").rglob("*.docx")):
        file = NamedFile(path.name, path.read_bytes())
        found.extend(units_of(read_document([file], Tools(), lambda *_: None)))
    return found


def build(
    folder: Path, units: Sequence[Unit], model: Embedder
) -> tuple[VectorIndex, dict[str, Unit]]:
    """An index of the units, and the units by their id in it."""
    index = EdgeIndex(folder, model.dimensions)
    vectors = model.embed([unit.text for unit in units])
    by_id = {str(uuid.uuid4()): unit for unit in units}
    points = [
        Point(number, vector.tolist(), document_vector(unit.text), {"contract_id": "all"})
        for (number, unit), vector in zip(by_id.items(), vectors, strict=True)
    ]
    index.replace("all", points)
    return index, by_id


def measure(
    index: VectorIndex, by_id: dict[str, Unit], model: Embedder
) -> dict[str, dict[str, float]]:
    """Recall at 1 and 5 by method, and the median milliseconds of a question."""

    def by_meaning(words: str) -> list[Hit]:
        return index.nearest(model.embed([words])[0].tolist(), Where(), DEPTH)

    def by_words(words: str) -> list[Hit]:
        return index.matching(query_vector(words), Where(), DEPTH)

    def fused(words: str) -> list[Hit]:
        lexical = by_words(words)
        covered = coverage(words, {hit.id: by_id[hit.id].text for hit in lexical})
        return [Hit(*pair) for pair in fuse(by_meaning(words), lexical, covered)]

    methods: dict[str, Callable[[str], list[Hit]]] = {
        "words": by_words,
        "meaning": by_meaning,
        "fused": fused,
    }
    return {name: _scores(method, by_id) for name, method in methods.items()}


def _scores(method: Callable[[str], list[Hit]], by_id: dict[str, Unit]) -> dict[str, float]:
    ranks: dict[bool, list[int]] = {False: [], True: []}
    times: list[float] = []
    for question in QUESTIONS:
        started = time.perf_counter()
        hits = method(question.words)
        times.append(time.perf_counter() - started)
        places = [i for i, hit in enumerate(hits, 1) if question.passage in by_id[hit.id].quote]
        ranks[question.across].append(min(places, default=DEPTH + 1))
    every = ranks[False] + ranks[True]
    return {
        "recall@1": round(sum(rank <= 1 for rank in every) / len(every), 3),
        "recall@5": round(sum(rank <= 5 for rank in every) / len(every), 3),
        "recall@5 same language": round(sum(r <= 5 for r in ranks[False]) / len(ranks[False]), 3),
        "recall@5 across": round(sum(r <= 5 for r in ranks[True]) / len(ranks[True]), 3),
        "median ms": round(1000 * sorted(times)[len(times) // 2], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    model = embedder("use-multilingual")
    units = passages()
    unanswered = [q.words for q in QUESTIONS if not any(q.passage in unit.quote for unit in units)]
    if unanswered:
        raise SystemExit(f"no passage answers: {unanswered}")
    with tempfile.TemporaryDirectory() as folder:
        index, by_id = build(Path(folder) / "index", units, model)
        table = measure(index, by_id, model)
        index.close()
    print(
        f"{len(units)} passages, {len(QUESTIONS)} questions, "
        f"{sum(question.across for question in QUESTIONS)} of them across languages"
    )
    names = list(table["fused"])
    print("| method | " + " | ".join(names) + " |\n|---|" + "---|" * len(names))
    for method, row in table.items():
        print(f"| {method} | " + " | ".join(str(row[name]) for name in names) + " |")
    best = max(table["words"]["recall@5"], table["meaning"]["recall@5"])
    held = table["fused"]["recall@5"] >= best - 0.02
    print("fusion is not below its better part by more than 0.02:", "yes" if held else "NO")
    if chosen.json:
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        chosen.json.write_text(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
