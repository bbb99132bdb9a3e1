"""How often a caller may come: fixed windows that begin with the first request of the caller."""

from __future__ import annotations

import math
import time
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from limits import parse_many
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from service.errors import RateLimited

if TYPE_CHECKING:
    from limits import RateLimitItem

_NETWORK_BITS = 64


class RateLimiter:
    """Counts the requests of each caller in the memory of this process.

    Args:
        limits: such as ``60/minute``, or several parted by ``;``.
    """

    def __init__(self, limits: str) -> None:
        self._limits = parse_limits(limits)
        self._windows = FixedWindowRateLimiter(MemoryStorage())

    async def check(self, caller: str) -> None:
        """Count a request.

        Raises:
            RateLimited: it is one too many.
        """
        for limit in self._limits:
            if not await self._windows.hit(limit, caller):
                reset, _ = await self._windows.get_window_stats(limit, caller)
                raise RateLimited(limit.amount, limit.get_expiry(), max(1, math.ceil(reset - time.time())))


def parse_limits(text: str) -> list[RateLimitItem]:
    """Read limits such as ``10/second;500/hour``.

    Raises:
        ValueError: they cannot be read, or allow nothing.
    """
    try:
        limits = parse_many(text)
    except ValueError:
        limits = []
    if not limits or any(limit.amount < 1 for limit in limits):
        raise ValueError("must look like 60/minute, or 10/second;500/hour")
    return limits


def network(address: str) -> str:
    """Return what counts as one caller without a key: an IPv4 address, or the /64 that a host of IPv6 has to itself."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return f"{IPv6Address(int(parsed) >> _NETWORK_BITS << _NETWORK_BITS)}/{_NETWORK_BITS}"
    return str(parsed)
