"""Why an article is where it is, asked in the reader."""

from tuinews.ui.dialogs.chooser import Chooser
from ui.conftest import RunningReader, Start
from ui.fake_library import World


def rows(desk: RunningReader) -> list[str]:
    chooser = desk.app.screen
    assert isinstance(chooser, Chooser)
    return [" ".join(chooser._menu.render_line(y).text.split()) for y in range(len(chooser._menu._items))]


async def test_g_question_mark_answers_every_question_in_lines_that_fit(start: Start) -> None:
    async with start(size=(80, 24)) as desk:
        await desk.press("j", "g", "?")
        seen = rows(desk)
        assert seen[0].startswith("Here Hill Post published it")
        assert len(seen) > 3, "a long answer takes several lines"
        assert "".join(seen).count("not enough.") == 3, "nothing of it is cut off"
        assert seen[-1] == "Hidden Nothing hides it."
        await desk.press("down", "enter")
        assert desk.told == ["Copied: Nothing hides it."]


async def test_it_is_told_where_there_is_no_article_to_explain(start: Start, world: World) -> None:
    world.articles.clear()
    async with start() as desk:
        await desk.press("g", "?")
        assert any("no article here" in told for told in desk.told)
