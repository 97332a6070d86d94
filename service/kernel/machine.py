"""What the machine has to give; a container's limits count, in both versions of control groups."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path("/")


def available_bytes(root: Path = _ROOT) -> int:
    """Memory that can be taken without swapping: the kernel's estimate, within every limit."""
    return max(0, min(_in_system(root), *_in_groups(root)))


def usable_cores(root: Path = _ROOT) -> float:
    """Processors this process may keep busy, by its affinity and every quota."""
    return min(float(len(os.sched_getaffinity(0))), *_quotas(root))


def limit_memory(most: int) -> None:
    """From now on this process may hold so many bytes of its own; whoever asks for more fails.

    Data is limited and not address space: engines reserve far more addresses than they use.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _in_system(root: Path) -> int:
    for line in _text(root / "proc/meminfo").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _in_groups(root: Path) -> Iterator[int]:
    """What each control group has left; file pages that nobody uses can be had back."""
    yield 2**63
    for group in _groups(root, "memory"):
        for limit, used, idle in (
            ("memory.max", "memory.current", "inactive_file"),
            ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
        ):
            most, taken = _text(group / limit), _text(group / used)
            if most.isdigit() and taken.isdigit():
                stat = dict(line.split() for line in _text(group / "memory.stat").splitlines())
                yield int(most) - int(taken) + int(stat.get(idle, 0))


def _quotas(root: Path) -> Iterator[float]:
    yield float("inf")
    for group in _groups(root, "cpu"):
        quota, _, period = _text(group / "cpu.max").partition(" ")
        if not quota:
            quota = _text(group / "cpu.cfs_quota_us")
            period = _text(group / "cpu.cfs_period_us")
        if quota.isdigit() and period.isdigit():
            yield int(quota) / int(period)


def _groups(root: Path, controller: str) -> Iterator[Path]:
    """The folders of this process's control group and of all that hold it."""
    mounted = root / "sys/fs/cgroup"
    for line in _text(root / "proc/self/cgroup").splitlines():
        _, controllers, name = line.split(":", 2)
        if controllers and controller not in controllers.split(","):
            continue
        top = mounted / controller if controllers else mounted
        inner = Path(name.lstrip("/"))
        for folder in (inner, *inner.parents):
            yield top / folder


def _text(path: Path) -> str:
    """A file's words; none where there is no such file."""
    try:
        return path.read_text().strip()
    except OSError:
        return ""
