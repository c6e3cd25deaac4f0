"""The network cuts, resets, delays, throttles and swallows, between both sides and the desk."""

from __future__ import annotations

from collections.abc import Callable

from tests.faults.crowd import Crowd, crowd
from tests.faults.desk import Desk
from tests.faults.proxy import Proxy

CHATS = 12


async def test_windows_stay_whole_over_a_network_that_breaks(
    near_desk: Desk, rounds: int, seed: int
) -> None:
    async with (
        Proxy(near_desk.ports[0]) as before_visitors,
        Proxy(near_desk.ports[1]) as before_agents,
        crowd(
            near_desk,
            CHATS,
            fault="connections cut, reset, delayed, throttled, refused",
            seed=seed,
            visitors_at=before_visitors.url,
            agents_at=before_agents.url,
        ) as people,
    ):
        for number in range(2 * rounds):
            proxy = (before_visitors, before_agents)[number % 2]
            for trouble in (Proxy.cut, Proxy.reset, _delay, _throttle, _refuse):
                await _endure(people, proxy, trouble)
            await people.check()
        await people.finish()


async def test_windows_notice_a_network_that_swallows_all_without_a_word(
    near_desk: Desk, rounds: int, seed: int
) -> None:
    async with (
        Proxy(near_desk.ports[0]) as before_visitors,
        Proxy(near_desk.ports[1]) as before_agents,
        crowd(
            near_desk,
            CHATS,
            fault="connections that swallow one direction",
            seed=seed,
            visitors_at=before_visitors.url,
            agents_at=before_agents.url,
        ) as people,
    ):
        for number in range(rounds):
            deaf, dumb = (before_visitors, before_agents)[:: 1 if number % 2 else -1]
            async with people.talking():
                await people.some_time(0.3, 1.0)
                people.faults += 2
                deaf.swallow(to_server=True)
                dumb.swallow(to_client=True)
                await people.some_time(0.3, 1.0)
                await people.recover()
            await people.check()
        await people.finish()


async def _endure(people: Crowd, proxy: Proxy, trouble: Callable[[Proxy], None]) -> None:
    async with people.talking():
        await people.some_time(0.2, 0.8)
        people.faults += 1
        trouble(proxy)
        await people.some_time(0.5, 1.5)
        proxy.heal()
        await people.recover()


def _delay(proxy: Proxy) -> None:
    proxy.delay_s = 0.3


def _throttle(proxy: Proxy) -> None:
    proxy.bytes_per_s = 4000.0


def _refuse(proxy: Proxy) -> None:
    proxy.refuse = True
    proxy.reset()
