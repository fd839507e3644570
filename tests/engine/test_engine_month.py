"""A few days of news from feeds that publish as feeds do: `benchmarks/month.py`, in small."""

from pathlib import Path

from month import live


def test_with_ageing_on_the_inbox_holds_one_shelf_life_rare_feeds_are_seen_and_nothing_is_lost(tmp_path: Path) -> None:
    month = live(tmp_path, feeds=25, days=4, hours=4)

    assert month.aged > month.stored / 2, "loud feeds age"
    assert 0 < month.most_in_inbox < month.stored / 2
    assert month.overdue == []
    assert month.spoken > 0
    assert month.unseen == []
    assert month.lost == []
