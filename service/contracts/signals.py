"""Wakes progress streams: one subscription a process, however many streams there are."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from redis.asyncio import Redis
from redis.exceptions import RedisError

from service.kernel.logs import log
from service.kernel.queue import CHANNEL, redis_address


class JobSignals:
    """Streams look at their row when woken, and every ``patience`` seconds by themselves."""

    PATIENCE_CONNECTED = 5.0
    PATIENCE_ALONE = 1.0

    def __init__(self) -> None:
        self._listeners: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self.patience = self.PATIENCE_ALONE

    @contextmanager
    def listen(self, key: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever ``key`` has changed."""
        event = asyncio.Event()
        self._listeners[key].add(event)
        try:
            yield event
        finally:
            self._listeners[key].discard(event)
            if not self._listeners[key]:
                del self._listeners[key]

    async def run(self) -> None:
        """Follow the broker's channel for as long as the process lives."""
        while True:
            try:
                await self._follow()
            except (RedisError, OSError) as error:
                log.debug("signals_disconnected", error=type(error).__name__)
            self.patience = self.PATIENCE_ALONE
            await asyncio.sleep(1)

    async def _follow(self) -> None:
        address = redis_address()
        client = (
            Redis.from_url(address["url"])
            if "url" in address
            else Redis(unix_socket_path=address["unix_socket_path"])
        )
        async with client, client.pubsub() as channel:
            await channel.subscribe(CHANNEL)
            self.patience = self.PATIENCE_CONNECTED
            async for message in channel.listen():
                if message["type"] == "message":
                    for event in self._listeners.get(message["data"].decode(), ()):
                        event.set()
