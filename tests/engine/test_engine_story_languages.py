"""Two tellings of an event are folded in every script, and in the days that an event lasts."""

import pytest

from tuinews.engine.stories.additions import find_additions
from tuinews.engine.stories.grouper import FOLDED, GROUPED, WINDOW, Gauge, StoryGrouper
from tuinews.engine.stories.memory_index import MemoryIndex
from tuinews.engine.stories.placement import Placement, StoryEntry
from tuinews.model.ids import EntryId

NOW = 1_790_000_000


def place(gauge: Gauge, lang: str, *tellings: tuple[str, str], hours: float = 2) -> Placement:
    """Place tellings of different feeds, `hours` from one another, and return what was decided of the last."""
    entries = [
        StoryEntry(number, f"feed{number}", title, text, NOW + int(number * hours * 3_600), lang)
        for number, (title, text) in enumerate(tellings)
    ]
    return StoryGrouper(MemoryIndex(WINDOW), gauge).place_all(entries)[-1]


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        pytest.param(
            "hi",
            (
                "चंबल नदी पर पुल टूटा, तीन घायल",
                "चंबल नदी पर बना पुराना पुल सोमवार को टूट गया। तीन लोग घायल हुए, जिलाधिकारी मीरा सक्सेना ने कहा।",
            ),
            (
                "चंबल पुल हादसा: मीरा सक्सेना ने जांच के आदेश दिए",
                "जिलाधिकारी मीरा सक्सेना ने चंबल नदी के पुल टूटने की जांच के आदेश दिए। तीन लोग घायल हैं।",
            ),
            id="hi",
        ),
        pytest.param(
            "ar",
            (
                "انهيار جسر على نهر العاصي وإصابة ثلاثة",
                "انهار جسر قديم على نهر العاصي صباح الاثنين وأصيب ثلاثة أشخاص، بحسب المحافظ سامر الخطيب.",
            ),
            (
                "المحافظ سامر الخطيب يأمر بالتحقيق في انهيار جسر العاصي",
                "أمر المحافظ سامر الخطيب بفتح تحقيق في انهيار الجسر على نهر العاصي الذي أصيب فيه ثلاثة.",
            ),
            id="ar",
        ),
        pytest.param(
            "ja",
            (
                "信濃川の橋が崩落、3人けが",
                "信濃川にかかる古い橋が月曜日に崩落し、3人がけがをした。市長の田中美咲氏が明らかにした。",
            ),
            (
                "信濃川の橋崩落で市長「原因究明を急ぐ」",
                "信濃川の橋の崩落を受け、田中美咲市長は原因究明を急ぐと述べた。3人がけがをした。",
            ),
            id="ja",
        ),
        pytest.param(
            "ru",
            (
                "Мост через Тавду обрушился, трое пострадали",
                "Старый мост через реку Тавду обрушился в понедельник. Пострадали трое, сообщила мэр Зинаида Колосова.",
            ),
            (
                "Колосова поручила проверить обрушение моста через Тавду",
                "Мэр Зинаида Колосова поручила проверить, почему обрушился мост через Тавду. Пострадали три человека.",
            ),
            id="ru",
        ),
        pytest.param(
            "zh",
            (
                "信阳大桥坍塌三人受伤",
                "信阳一座老桥周一坍塌，三人受伤，市长陈丽华表示。",
            ),
            (
                "市长陈丽华要求调查信阳大桥坍塌",
                "市长陈丽华周一要求调查信阳老桥坍塌原因，事故造成三人受伤。",
            ),
            id="zh",
        ),
        pytest.param(
            "th",
            (
                "สะพานข้ามแม่น้ำน่านถล่ม เจ็บสามคน",
                "สะพานเก่าข้ามแม่น้ำน่านถล่มเมื่อวันจันทร์ มีผู้บาดเจ็บสามคน นายกเทศมนตรีมาลี ศรีสุข กล่าว",
            ),
            (
                "มาลี ศรีสุข สั่งสอบเหตุสะพานแม่น้ำน่านถล่ม",
                "นายกเทศมนตรีมาลี ศรีสุข สั่งตรวจสอบเหตุสะพานข้ามแม่น้ำน่านถล่ม มีผู้บาดเจ็บสามคน",
            ),
            id="th",
        ),
    ],
)
def test_two_tellings_are_folded(lang: str, one: tuple[str, str], other: tuple[str, str]) -> None:
    assert place(FOLDED, lang, one, other).joined


def test_two_tellings_in_nepali_are_found() -> None:
    one = (
        "सुनकोसी नदीको पुल भाँचियो, तीन घाइते",
        "सुनकोसी नदीमाथिको पुरानो पुल सोमबार भाँचियो। तीन जना घाइते भएको प्रमुख जिल्ला अधिकारी गीता राईले बताइन्।",
    )
    other = (
        "सुनकोसी पुल दुर्घटना: छानबिन गर्न गीता राईको आदेश",
        "प्रमुख जिल्ला अधिकारी गीता राईले सुनकोसी नदीको पुल भाँचिएको घटनाको छानबिन गर्न आदेश दिइन्।",
    )
    assert place(GROUPED, "ne", one, other).joined


def test_time_parts_two_short_entries_of_a_kind() -> None:
    barn = ("Fire destroys barn in Fernhill, nobody hurt", "")
    cinema = ("Fire destroys cinema in Fernhill, three in hospital", "")
    near = place(GROUPED, "en", barn, cinema, hours=2)
    far = place(GROUPED, "en", barn, cinema, hours=26)
    assert near.evidence.score > 0
    assert not far.joined


def test_time_parts_long_entries_by_and_by() -> None:
    one = (
        "Ferry Marigold aground off Tern Point",
        "Captain Ida Brandvold said that all 140 passengers were calm. " * 3,
    )
    other = ("Marigold passengers calm, says Brandvold", "The ferry Marigold lies on a sandbank off Tern Point. " * 3)
    scores = [place(GROUPED, "en", one, other, hours=hours).evidence.score for hours in (1, 20, 48)]
    assert scores == sorted(scores, reverse=True)
    assert scores[2] < 0.7 * scores[0]


@pytest.mark.parametrize(
    ("one", "other", "added"),
    [
        pytest.param(
            "चंबल नदी पर बना पुराना पुल सोमवार को टूट गया। तीन लोग घायल हुए, जिलाधिकारी मीरा सक्सेना ने कहा।",
            "जिलाधिकारी मीरा सक्सेना ने जांच के आदेश दिए। चंबल नदी पर बना पुराना पुल सोमवार को टूट गया।",
            "तीन लोग घायल हुए, जिलाधिकारी मीरा सक्सेना ने कहा।",
            id="vowel signs belong to words",
        ),
        pytest.param(
            "市長の田中美咲氏は市民に近づかないよう呼びかけ、原因の究明を急ぐと記者団に述べた。",
            "月曜日、信濃川にかかる古い橋が崩落し、3人がけがをした、と市の担当者が昨夜遅く明らかにした。",
            "市長の田中美咲氏は市民に近づかないよう呼びかけ、原因の究明を急ぐと記者団に述べた。",
            id="pairs of characters are words",
        ),
    ],
)
def test_what_is_added_is_found_in_every_script(one: str, other: str, added: str) -> None:
    first, second = EntryId(1), EntryId(2)
    found = find_additions({first: one, second: other}, {first: "", second: ""})
    assert dict(found)[first] == (added,)
