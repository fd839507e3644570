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
