"""A login that is given for a site is kept for whichever of its feeds is chosen."""

import pytest

from engine.stories import item, rss
from engine.web import Web
from tuinews.engine.library import Library
from tuinews.engine.results import ChoiceNeededError
from tuinews.model.feed import Access

GIVEN = Access("ann", "pass")


def site(web: Web, *elsewhere: str) -> tuple[str, list[str]]:
    """A page that points to some feeds of its own server, more than are looked at beforehand, and to others."""
    feeds = [web.put(f"/{n}.xml", rss(item(web, n))) for n in range(1, 13)]
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{url}">' for url in (*feeds, *elsewhere))
    return web.put("/", f"<html><head>{links}</head></html>", "text/html"), feeds


@pytest.mark.parametrize("looked", ["looked at", "not looked at"])
@pytest.mark.parametrize("chosen", [0, 11], ids=["first", "last"])
@pytest.mark.parametrize("there", ["there already", "new"])
@pytest.mark.parametrize(("login", "access"), [("", GIVEN), ("ann:pass@", None)], ids=["beside it", "in the address"])
async def test_a_login_given_with_a_site_is_kept_for_the_feed_that_is_chosen(  # noqa: PLR0917  four things vary
    swift: Library, web: Web, looked: str, chosen: int, there: str, login: str, access: Access | None
) -> None:
    page, feeds = site(web)
    if there == "there already":
        await swift.feeds.add(feeds[chosen])
    with pytest.raises(ChoiceNeededError):
        await swift.feeds.add(page.replace("//", f"//{login}"), asks=looked == "looked at", access=access)
    web.log.clear()
    (added,) = await swift.feeds.add(feeds[chosen])
    assert added.existed is (there == "there already")
    assert swift.feeds.access(added.feed) == GIVEN
    assert all("authorization" in headers for _, headers in web.log)


async def test_a_login_given_with_a_site_is_for_no_other_server_and_no_other_choice(swift: Library, web: Web) -> None:
    other = Web()
    try:
        elsewhere = other.put("/feed.xml", rss(item(web, 30)))
        page, feeds = site(web, elsewhere)
        with pytest.raises(ChoiceNeededError):
            await swift.feeds.add(page, access=GIVEN)
        (added,) = await swift.feeds.add(elsewhere)
        assert swift.feeds.access(added.feed) is None
        assert "authorization" not in other.log[0][1]
        with pytest.raises(ChoiceNeededError):
            await swift.feeds.add(page)
        (added,) = await swift.feeds.add(feeds[3])
        assert swift.feeds.access(added.feed) is None
    finally:
        other.close()


async def test_what_was_looked_at_is_shown_with_its_last_entries_and_is_not_fetched_again(
    swift: Library, web: Web
) -> None:
    page, feeds = site(web)
    previews = await swift.feeds.look(page, GIVEN)
    assert [preview.link.href for preview in previews] == feeds
    assert len(previews[0].headlines) == 1
    assert previews[11].headlines == (), "only the first few are fetched"
    assert all(preview.known is None for preview in previews)
    assert await swift.feeds.all() == (), "nothing is subscribed to by that"
    web.log.clear()
    (added,) = await swift.feeds.add(feeds[0])
    assert web.log == []
    assert (added.new, swift.feeds.access(added.feed)) == (1, GIVEN)
    assert previews[0].title, "whatever the site calls it"
    assert previews[0].called == added.feed.title
    (again,) = await swift.feeds.look(feeds[0])
    assert again.known is not None
    assert again.known.id == added.feed.id
    assert (await swift.feeds.look(page))[0].known is not None
