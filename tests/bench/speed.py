"""Seconds from upload to report: ``python -m tests.bench.speed [--json FILE]``.

A real installation is started in a folder of its own; a ten-page native PDF is uploaded by the API
and followed to its PDF report. The bare parser's time for the same pages is printed beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
import pypdfium2
import weasyprint

from service.accounts.demo import DEMO_PASSWORD, create_demo_people
from service.kernel.db import Database
from service.kernel.settings import ROOT

PAGES = 10
_CLAUSE = (
    "<p>第{n}条　付款方式：甲方应在验收合格之日起30个工作日内向乙方支付合同总价的{n}%，"
    "逾期付款的，每逾期一日按逾期金额的万分之五支付违约金，但累计不超过合同总价的10%。"
    "乙方应在收款前5日内开具增值税专用发票。双方对因本合同知悉的商业秘密负有保密义务。</p>"
)


def document() -> bytes:
    """A native PDF of ten pages."""
    style = "<style>@page { size: A4; margin: 25mm } p { font-size: 12pt; line-height: 2 }</style>"
    head = "<h1>设备采购合同</h1><p>甲方：北京星河智造科技有限公司</p>"
    body = "".join(
        "<div style='break-after: page'>"
        + "".join(_CLAUSE.format(n=sheet * 5 + i) for i in range(5))
        + "</div>"
        for sheet in range(PAGES)
    )
    printed: bytes = weasyprint.HTML(string=style + head + body).write_pdf()
    return printed


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def measure(folder: Path) -> dict[str, float]:
    """Start, upload, follow, fetch the report, stop."""
    port = _free_port()
    environment = os.environ | {
        "JIANQI_DATA": str(folder / "data"),
        "JIANQI_KEY_FILE": str(folder / "key"),
        "JIANQI_PORT": str(port),
        "JIANQI_DEMO": "false",
    }
    started = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "run"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            _await(client)
            ready = time.perf_counter() - started
            with Database(f"sqlite:///{folder / 'data' / 'jianqi.db'}").write() as db:
                create_demo_people(db)
            return {"first start": round(ready, 1)} | _journey(client, document())
    finally:
        server.terminate()
        server.wait(30)


def _await(client: httpx.Client) -> None:
    for _ in range(300):
        try:
            if client.get("/healthz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise SystemExit("the service did not start")


def _journey(client: httpx.Client, data: bytes) -> dict[str, float]:
    sign_in = {"login": "fawu", "password": DEMO_PASSWORD}
    client.post("/api/auth/sign-in", json=sign_in).raise_for_status()
    client.headers["X-CSRF-Token"] = client.cookies["jianqi_csrf"]
    times: dict[str, float] = {}
    for name in ("cold", "warm"):
        began = time.perf_counter()
        answer = client.post(
            "/api/contracts?duplicate=allow", files={"file": ("ten.pdf", data, "application/pdf")}
        ).json()
        while client.get(f"/api/jobs/{answer['job_id']}").json()["state"] not in {"done", "failed"}:
            time.sleep(0.05)
        times[f"read, {name} worker"] = round(time.perf_counter() - began, 2)
        client.get(f"/api/contracts/{answer['contract_id']}/report.pdf").raise_for_status()
        times[f"upload to PDF report, {name} worker"] = round(time.perf_counter() - began, 2)
    began = time.perf_counter()
    parsed = pypdfium2.PdfDocument(data)
    for page in parsed:
        page.get_textpage().get_text_bounded()
    times["bare parser, text only"] = round(time.perf_counter() - began, 3)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table = measure(Path(folder))
    print(f"{PAGES} native pages\n| step | seconds |\n|---|---|")
    for step, seconds in table.items():
        print(f"| {step} | {seconds} |")
    if chosen.json:
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        chosen.json.write_text(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
