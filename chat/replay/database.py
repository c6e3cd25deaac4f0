"""Database work of a coroutine, one piece after another in a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from django.db import connections

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Database:
    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "replay-database")

    async def run(
        self, work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
    ) -> Result:
        """The result of `work`, which may use the ORM."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, partial(_alone, work, *args, **kwargs))

    def close(self) -> None:
        self._thread.shutdown()


def _alone(work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    try:
        return work(*args, **kwargs)
    finally:
        connections.close_all()
