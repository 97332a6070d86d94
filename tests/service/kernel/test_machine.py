"""What a process may use, told from the files that the kernel shows it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.kernel.machine import available_bytes, usable_cores
from service.kernel.settings import ROOT

GIB = 1024**3
MIB = 1024**2


def write(root: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return root


MEMINFO = {"proc/meminfo": "MemTotal: 33554432 kB\nMemFree: 1048576 kB\nMemAvailable: 8388608 kB\n"}
V2 = {"proc/self/cgroup": "0::/job/inner\n"}
V1 = {"proc/self/cgroup": "8:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n0::/\n"}


def test_memory_that_the_kernel_can_give_counts_not_what_lies_idle(tmp_path: Path) -> None:
    assert available_bytes(write(tmp_path, MEMINFO)) == 8 * GIB


@pytest.mark.parametrize("limited", ["job/inner/", "job/", ""])
def test_a_limit_of_any_group_above_counts(tmp_path: Path, limited: str) -> None:
    group = f"sys/fs/cgroup/{limited}"
    files = {
        f"{group}memory.max": f"{4 * GIB}\n",
        f"{group}memory.current": f"{3 * GIB}\n",
        f"{group}memory.stat": f"anon {2 * GIB}\ninactive_file {512 * MIB}\n",
        f"{group}cpu.max": "150000 100000\n",
    }
    root = write(tmp_path, MEMINFO | V2 | files)
    assert available_bytes(root) == GIB + 512 * MIB
    assert usable_cores(root) <= 1.5


def test_a_group_without_a_limit_changes_nothing(tmp_path: Path) -> None:
    files = {
        "sys/fs/cgroup/job/memory.max": "max\n",
        "sys/fs/cgroup/job/memory.current": f"{3 * GIB}\n",
        "sys/fs/cgroup/job/cpu.max": "max 100000\n",
    }
    root = write(tmp_path, MEMINFO | V2 | files)
    assert available_bytes(root) == 8 * GIB
    assert usable_cores(root) == usable_cores(write(tmp_path / "bare", MEMINFO))


@pytest.mark.parametrize("inner", ["docker/abc/", ""], ids=["host's path", "container's root"])
def test_the_first_version_of_groups_counts_too(tmp_path: Path, inner: str) -> None:
    memory, cpu = f"sys/fs/cgroup/memory/{inner}", f"sys/fs/cgroup/cpu/{inner}"
    files = {
        f"{memory}memory.limit_in_bytes": f"{2 * GIB}\n",
        f"{memory}memory.usage_in_bytes": f"{GIB}\n",
        f"{memory}memory.stat": f"cache 7\ntotal_inactive_file {256 * MIB}\n",
        f"{cpu}cpu.cfs_quota_us": "50000\n",
        f"{cpu}cpu.cfs_period_us": "100000\n",
    }
    root = write(tmp_path, MEMINFO | V1 | files)
    assert available_bytes(root) == GIB + 256 * MIB
    assert usable_cores(root) == 0.5


def test_an_overdrawn_limit_leaves_nothing(tmp_path: Path) -> None:
    files = {
        "sys/fs/cgroup/memory.max": f"{GIB}",
        "sys/fs/cgroup/memory.current": f"{2 * GIB}",
    }
    assert available_bytes(write(tmp_path, MEMINFO | V2 | files)) == 0


GREEDY = """
import numpy, workers.app
workers.app._prepare()
numpy.ones(256 * 1024**2, numpy.uint8)
try:
    numpy.ones(2 * 1024**3, numpy.uint8)
except MemoryError:
    print("refused")
"""


def test_a_worker_that_asks_for_too_much_is_refused_and_lives(tmp_path: Path) -> None:
    own = {"JIANQI_DATA": str(tmp_path), "JIANQI_WORKER_MEMORY_BYTES": str(GIB)}
    ran = subprocess.run(
        [sys.executable, "-c", GREEDY],
        env=os.environ | own,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "refused"
