"""Work in several processes: every share is done once, told of, and a failure is not lost."""

from functools import partial

import pytest

from pendopo.kernel.shards import run_shares


def numbers(n, share, of, on_batch):
    mine = [number for number in range(n) if number % of == share]
    on_batch(len(mine))
    return mine


def failing(share, of, on_batch):
    if share == 1:
        raise ValueError("share 1")


@pytest.mark.parametrize("n_processes", [1, 2])
def test_all_shares_together_are_the_whole(n_processes):
    told = []
    shares = run_shares(partial(numbers, 101), n_processes=n_processes, on_batch=told.append)
    assert len(shares) == n_processes
    assert sorted(number for share in shares for number in share) == list(range(101))
    assert sum(told) == 101


def test_the_failure_of_one_share_is_raised():
    with pytest.raises(ValueError, match="share 1"):
        run_shares(failing, n_processes=2, on_batch=print)
