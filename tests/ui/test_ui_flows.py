"""What a reader does, from start to end."""

from ui.conftest import Start


async def test_it_starts_in_the_inbox_with_the_newest_first(start: Start) -> None:
    async with start() as desk:
        assert desk.titles[0] == "Harbour opens again after the storm"
        assert len(desk.titles) == 6
        assert desk.screen.header.trail == ("Inbox",)
