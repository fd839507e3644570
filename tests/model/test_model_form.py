"""What files of articles are called: safe on every disk and in every command line, and readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.model.error import UsageError
from tuinews.model.form import (
    EPUB,
    FORMS,
    HTML,
    MARKDOWN,
    NOTE,
    STEM_BYTES,
    STEM_LETTERS,
    TEXT,
    Form,
    file_stem,
    form_for,
    form_of,
)

DAY = "2026-11-14"


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Ferry “Gannet” reaches Port Aldry", "2026-11-14-ferry-gannet-reaches-port-aldry"),
        ("The captain's biscuits aren’t gone", "2026-11-14-the-captains-biscuits-arent-gone"),
        ("../../.ssh/authorized_keys", "2026-11-14-ssh-authorized-keys"),
        ("CON", "2026-11-14-con"),
        ("-rf .hidden", "2026-11-14-rf-hidden"),
        ("a\0b\nc\x1b[2Jd", "2026-11-14-a-b-c-2jd"),
        ("left\u202eright\u200bzero", "2026-11-14-left-right-zero"),
        ("नेपालमा पानी पर्‍यो", "2026-11-14-नेपालमा-पानी-पर्यो"),
        ("港町の朝は早い。", "2026-11-14-港町の朝は早い"),
        ("Ａ／Ｂ．．Ｃ", "2026-11-14-a-b-c"),
        ("مرحبا بالعالم", "2026-11-14-مرحبا-بالعالم"),
        ("🎉 ⁂ …", "2026-11-14"),
        ("", "2026-11-14"),
    ],
)
def test_f1_titles_become_names_that_are_safe_and_readable(title: str, stem: str) -> None:
    assert file_stem(DAY, title) == stem


@pytest.mark.parametrize("title", ["word " * 1000, "x" * 5000, "नेपाल समाचार " * 400, "港" * 5000, "e\u0301" * 5000])
def test_f1_a_title_without_end_is_cut_between_words_or_letters(title: str) -> None:
    stem = file_stem(DAY, title)
    assert 40 <= len(stem) <= STEM_LETTERS
    assert len(stem.encode()) <= STEM_BYTES
    assert not stem.endswith("-")
    if " " in title:
        assert set(stem.split("-")[3:]) <= set(title.split())


@given(st.text(max_size=300))
def test_f1_no_title_names_anything_but_a_file_of_that_day(title: str) -> None:
    stem = file_stem(DAY, title)
    assert stem.startswith(DAY)
    assert not set(stem) & set("/\\:*?\"<>|.~$`'; \0\n\x1b\x9b\u202e\u2066")
    assert stem.encode().decode() == stem


def test_the_form_is_told_by_a_files_ending() -> None:
    assert [form_of(f"a.b{form.suffix.upper()}") for form in FORMS.values() if form != NOTE] == [
        form for form in FORMS.values() if form != NOTE
    ]
    assert form_of("a.md") == MARKDOWN
    assert form_for("a.md", "note") == NOTE
    assert form_of("page.htm") is HTML
    assert form_of("epub") is form_of("notes") is form_of("x.pdf") is form_of("") is None


@pytest.mark.parametrize(
    ("name", "wish", "form"),
    [
        ("", "", MARKDOWN),
        ("", "epub", EPUB),
        ("week.HTM", "", HTML),
        ("week", "", MARKDOWN),
        ("News of 14.11", "", MARKDOWN),
        ("What is new in 3.x and more.", "", MARKDOWN),
        ("week.log", "text", TEXT),
        ("week.md", "markdown", MARKDOWN),
    ],
)
def test_a_form_is_as_wished_or_as_the_name_ends(name: str, wish: str, form: Form) -> None:
    assert form_for(name, wish) is form


@pytest.mark.parametrize(("name", "wish"), [("all.pdf", ""), ("all.docx", ""), ("all.html", "epub"), ("a.txt", "html")])
def test_a_name_that_ends_otherwise_is_refused(name: str, wish: str) -> None:
    with pytest.raises(UsageError, match=name):
        form_for(name, wish)
