"""The words of a title that are offered for a mute."""

import pytest

from tuinews.model.rules.telling_words import MOST, find_telling_words


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Storm Petra reaches the coast of Marren", "Storm Petra"),
        ("What the harbour said about ferries", "harbour"),
        ("The new bridge at Port Halden opens", "Port Halden"),
        ("Warum der Hafen von Marren schließt", "Hafen"),
        ("ROVERS WIN THE CUP AFTER EXTRA TIME", "ROVERS"),
        ("東京タワーの新しい灯り", "東京"),
        ("Ferry", "Ferry"),
    ],
)
def test_the_most_telling_word_comes_first(title: str, first: str) -> None:
    assert find_telling_words(title)[0] == first


@pytest.mark.parametrize(
    "title", ["", "2026", "the of and", "…", "a b c", "и это было после", "Och så till", "Était-il là"]
)
def test_what_tells_nothing_is_not_offered(title: str) -> None:
    assert find_telling_words(title) == ()


def test_no_word_is_offered_twice_and_not_too_many_are() -> None:
    words = find_telling_words("Rivers rise, rivers fall: " + " ".join(f"longer{n}" for n in range(30)))
    assert len(words) == MOST
    assert len({word.casefold() for word in words}) == MOST
