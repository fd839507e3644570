import asyncio
import os
import time

import pytest

from tuinews.engine.workers.pool import JobFailedError, WorkerPool

pytestmark = pytest.mark.real_workers


async def test_a_job_runs_in_another_process() -> None:
    pool = WorkerPool(1)
    try:
        assert await pool.run(os.getpid) != os.getpid()
        assert await pool.run(os.getpid) == await pool.run(os.getpid)
    finally:
        pool.close()


async def test_a_job_over_its_deadline_is_ended_and_the_next_one_runs() -> None:
    pool = WorkerPool(1)
    try:
        with pytest.raises(JobFailedError, match="longer than"):
            await pool.run(time.sleep, 60, seconds=0.05)
        assert await pool.run(abs, -3) == 3
    finally:
        pool.close()


async def test_a_worker_that_dies_fails_its_own_job_only() -> None:
    pool = WorkerPool(1)
    try:
        with pytest.raises(JobFailedError, match="died"):
            await pool.run(os.abort)
        assert await pool.run(abs, -3) == 3
    finally:
        pool.close()


async def test_an_exception_in_a_job_is_a_sentence_and_the_worker_lives() -> None:
    pool = WorkerPool(1)
    try:
        before = await pool.run(os.getpid)
        with pytest.raises(JobFailedError, match="ValueError"):
            await pool.run(int, "no number")
        assert await pool.run(os.getpid) == before
    finally:
        pool.close()


async def test_a_job_that_wants_too_much_memory_fails_alone() -> None:
    pool = WorkerPool(1)
    try:
        with pytest.raises(JobFailedError, match="memory"):
            await pool.run(bytearray, 4 << 30)
        assert await pool.run(abs, -3) == 3
    finally:
        pool.close()


async def test_what_a_library_prints_does_not_disturb_the_answers() -> None:
    pool = WorkerPool(1)
    try:
        await pool.run(print, "noise")
        assert await pool.run(os.write, 1, b"more noise") == 10
        assert await pool.run(abs, -3) == 3
    finally:
        pool.close()


async def test_jobs_beyond_the_pools_size_wait_for_a_free_worker() -> None:
    pool = WorkerPool(2)
    try:
        assert await asyncio.gather(*(pool.run(abs, -n) for n in range(20))) == list(range(20))
        assert len({await pool.run(os.getpid) for _ in range(3)}) == 1
    finally:
        pool.close()


async def test_cancelling_a_job_frees_its_place() -> None:
    pool = WorkerPool(1)
    try:
        await pool.run(abs, -1)
        task = asyncio.create_task(pool.run(time.sleep, 60, seconds=60))
        await asyncio.wait({task}, timeout=0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await pool.run(abs, -3) == 3
    finally:
        pool.close()
