"""How often expensive calls may be made: a bucket of calls for each caller and kind, which refills.

The buckets lie in the broker (Redis, valkey), so several API processes share them; while it does
not answer, each process counts by itself. No clock that is set back or forward makes anybody wait
longer than one call takes to come back.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from fastapi import Depends, Request
from redis import Redis
from redis.exceptions import RedisError

from service.kernel.actor import Actor
from service.kernel.errors import AppError
from service.kernel.rates import Kind, Limits, Rate

REST_SECONDS = 5.0
"""A broker that did not answer is left alone for so long."""
MOST_BUCKETS = 10_000
"""One process keeps no more buckets of its own; the fullest go first."""
REPEATED = 10
"""So many refusals of one caller within ``REPEATED_SECONDS`` are put on record, once."""
REPEATED_SECONDS = 600.0

# KEYS: bucket; ARGV: calls, seconds. Answers the seconds to wait, 0 where the call may go on.
_TAKE = """
local calls, seconds = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local kept = redis.call('HMGET', KEYS[1], 'level', 'at')
local level, at = tonumber(kept[1]) or calls, tonumber(kept[2]) or now
local passed = math.min(math.max(now - at, 0), seconds)
level = math.min(calls, level + passed * calls / seconds)
local wait = 0
if level >= 1 then level = level - 1 else wait = (1 - level) * seconds / calls end
redis.call('HSET', KEYS[1], 'level', tostring(level), 'at', tostring(now))
redis.call('PEXPIRE', KEYS[1], math.ceil(seconds * 1000))
return tostring(wait)
"""


class TooManyCalls(AppError):
    """The caller's bucket for this kind of call is empty; Retry-After says for how long."""

    code = "too_many_calls"
    status = 429

    def __init__(self, wait: float) -> None:
        seconds = max(1, math.ceil(wait))
        super().__init__(seconds=seconds)
        self.headers = {"Retry-After": str(seconds)}


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused call; ``repeated``: how many of late, where that should go on record now."""

    kind: Kind
    actor: Actor | None
    address: str
    repeated: int | None


class Buckets:
    """One process's own buckets, by a clock that only ever goes on."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def take(self, key: str, rate: Rate) -> float:
        """Seconds to wait; 0 where the call may go on, which is then counted."""
        with self._lock:
            now = self._clock()
            level, at = self._kept.get(key, (float(rate.calls), now))
            passed = min(max(now - at, 0.0), rate.seconds)
            level = min(rate.calls, level + passed * rate.calls / rate.seconds)
            wait = 0.0 if level >= 1 else (1 - level) * rate.seconds / rate.calls
            self._kept[key] = (level - 1 if level >= 1 else level, now)
            if len(self._kept) > MOST_BUCKETS:
                self._drop_oldest()
            return wait

    def _drop_oldest(self) -> None:
        by_age = sorted(self._kept, key=lambda key: self._kept[key][1])
        for key in by_age[: MOST_BUCKETS // 2]:
            del self._kept[key]


class SharedBuckets:
    """The buckets of all processes, in the broker; ``Buckets`` while it does not answer."""

    def __init__(self, redis: Redis, own: Buckets) -> None:
        self._redis = redis
        self._own = own
        self._rest_until = 0.0

    def take(self, key: str, rate: Rate) -> float:
        """As ``Buckets.take``."""
        if time.monotonic() >= self._rest_until:
            try:
                answer = self._redis.eval(_TAKE, 1, key, str(rate.calls), str(rate.seconds))
                return float(cast(bytes, answer))
            except RedisError:
                self._rest_until = time.monotonic() + REST_SECONDS
        return self._own.take(key, rate)


class Limiter:
    """Refuses calls that come too often, and tells ``on_refusal`` of each."""

    def __init__(
        self,
        limits: Limits,
        buckets: Buckets | SharedBuckets,
        on_refusal: Callable[[Refusal], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits = limits
        self.buckets = buckets
        self.on_refusal = on_refusal
        self._clock = clock
        self._refused: dict[str, tuple[float, int]] = {}

    def check(self, request: Request, kind: Kind) -> None:
        """Count one call. Raises ``TooManyCalls``."""
        if not self._limits.on:
            return
        actor: Actor | None = getattr(request.state, "actor", None)
        address = request.client.host if request.client else ""
        who = f"{kind}:{_caller(request, actor, address)}"
        key = f"jianqi:rate:{hashlib.sha256(who.encode()).hexdigest()[:32]}"
        wait = self.buckets.take(key, Rate.parse(getattr(self._limits, kind)))
        if wait > 0:
            self.on_refusal(Refusal(kind, actor, address, self._repeated(key)))
            raise TooManyCalls(wait)

    def _repeated(self, key: str) -> int | None:
        """How many refusals, at the moment at which they are worth an event."""
        now = self._clock()
        if len(self._refused) > MOST_BUCKETS:
            self._refused.clear()
        since, count = self._refused.get(key, (now, 0))
        if now - since > REPEATED_SECONDS:
            since, count = now, 0
        self._refused[key] = (since, count + 1)
        return REPEATED if count + 1 == REPEATED else None


def _caller(request: Request, actor: Actor | None, address: str) -> str:
    """A program has a bucket of its own: it does not slow its owner down."""
    if actor is None:
        return f"address:{network_of(address)}"
    token: str | None = getattr(request.state, "token_id", None)
    return f"token:{token}" if token else f"person:{actor.id}"


def network_of(address: str) -> str:
    """An IPv6 network of 64 bits counts as one address: one machine has them all."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False))


class Limited:
    """A dependency that counts the call; it stands after the one that asks who calls."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def __call__(self, request: Request) -> None:
        limiter: Limiter = request.app.state.limiter
        limiter.check(request, self.kind)


def limited(kind: Kind) -> Any:
    """Route declaration: ``dependencies=[needs("search.use"), limited("search")]``."""
    return Depends(Limited(kind))
