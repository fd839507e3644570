"""When two tags are one by their form."""

import pytest

from tuinews.model.topics.tag_forms import fold_tag
from tuinews.model.topics.topic import COLOURS, measure_heat, pick_colour


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Élections", "election"),
        ("FERRIES", "Ferry"),
        ("Kim Jong-un", "kim jong un"),
        ("Covid-19", "COVID 19"),
        ("#sea", "Sea"),
        ("Power outages", "power outage"),
        ("churches", "church"),
    ],
)
def test_tags_of_one_form(one: str, other: str) -> None:
    assert fold_tag(one) == fold_tag(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("news", "new"),
        ("US", "U"),
        ("AIDS", "aid"),
        ("Mars", "Mar"),
        ("Wales", "Wale"),
        ("Politics", "politic"),
        ("Williams", "William"),
        ("Paris", "Pari"),
        ("Glass", "glas"),
        ("C#", "C"),
        ("C++", "C"),
        ("हिमाल", "हमल"),
        ("#", ""),
    ],
)
def test_tags_that_are_not_one(one: str, other: str) -> None:
    assert fold_tag(one) != fold_tag(other)


def test_heat_needs_more_than_chance_and_goes_by_its_own_past() -> None:
    assert measure_heat(2, 0, 27, 2.5) == 0
    assert measure_heat(30, 270, 27, 3.0) == 0
    assert measure_heat(12, 3, 27, 2.5) > measure_heat(110, 810, 27, 2.5) > 0
    assert measure_heat(5, 0, 0, 2.5) > 0


def test_a_colour_stays_with_a_name_unless_one_is_chosen() -> None:
    assert pick_colour("Storm Petra") == pick_colour("Storm Petra") in COLOURS
    assert pick_colour("Storm Petra", "teal") == "teal"
    assert pick_colour("Storm Petra", "mauve") == pick_colour("Storm Petra")
    assert len({pick_colour(f"topic {n}") for n in range(40)}) > 4
