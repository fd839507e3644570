"""A job that a worker runs for `inspect`, timed."""

from collections.abc import Callable
from time import perf_counter
from typing import Any


def measure_time(job: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    """Return the result of a job and the milliseconds that it took in the worker."""
    started = perf_counter()
    result = job(*arguments)
    return result, round((perf_counter() - started) * 1000, 2)
