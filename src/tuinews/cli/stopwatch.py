"""What a worker runs for `inspect`: a job, and how long it took."""

from collections.abc import Callable
from time import perf_counter
from typing import Any


def timed(job: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    """Do the job; its result and the milliseconds it took, without the way to the worker and back."""
    started = perf_counter()
    result = job(*arguments)
    return result, round((perf_counter() - started) * 1000, 2)
