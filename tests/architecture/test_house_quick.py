"""`make quick` runs the tests that are nearest to a change, and says which it left out."""

import quick
from architecture.house import SOURCES, TESTS


def names(change: str, seconds: float) -> tuple[list[str], list[str]]:
    run, left = quick.chosen([SOURCES / change], seconds)
    return [path.name for path in run], [path.name for path in left]


def test_what_imports_a_change_is_run_and_the_nearest_first() -> None:
    run, left = names("ui/widgets/footer.py", 10_000)
    assert "test_ui_footer.py" in run
    assert "test_parse_dates.py" not in run
    assert left == []
    run, _ = names("model/url.py", 10_000)
    assert run.index("test_model_url.py") < run.index("test_ui_terminal.py")


def test_what_there_is_no_time_for_is_told() -> None:
    run, left = names("model/text.py", 30)
    assert "test_model_text.py" in run
    assert "test_ui_terminal.py" in left
    assert sum(quick.costs_of(TESTS / "model" / name for name in run if "model" in name)) <= 30
    assert "`make test` runs everything" in quick.told(1, [], [TESTS / "ui" / "test_ui_terminal.py"])


def test_a_change_of_what_is_no_code_runs_the_tests_of_its_room() -> None:
    run, _ = names("store/migrations/0001_start.sql", 10_000)
    assert "test_store_prepare.py" in run
    assert all(name.startswith("test_store_") for name in run)


def test_a_test_that_changed_is_run_however_long_it_takes() -> None:
    changed = TESTS / "ui" / "test_ui_terminal.py"
    assert quick.chosen([changed], 0.0) == ([changed], [])
