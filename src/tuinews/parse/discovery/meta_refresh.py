"""Reads where a page sends its visitors by itself (`meta http-equiv=refresh`, HTML section 4.2.5.3)."""

import re

from tuinews.model.codec.charset import decode, unpack
from tuinews.model.url import is_web, resolve, tidy_url
from tuinews.parse.discovery.html_tags import tags

LONGEST_DELAY = 60
"""Seconds after which a page that goes elsewhere sends away those only who have forgotten it."""

_REFRESH = re.compile(
    r"""\s*(\d{0,9})(?:\.[\d.]*)?(?:\s*[;,]|\s)\s*(?:url\s*=\s*)?(?:"([^"]*)|'([^']*)|(.*))""",
    re.IGNORECASE | re.DOTALL,
)


def refresh_target(body: bytes, url: str) -> str:
    """The address that the page at `url` sends its visitors to, or `""`.

    Never one of another kind than http and https, nor an open one from a secured page.
    """
    base = ""
    for tag in tags(decode(unpack(body)[0]).text, frozenset({"base", "meta"})):
        if tag.name == "base":
            base = base or resolve(url, tag.attributes.get("href", ""))
        elif tag.attributes.get("http-equiv", "").strip().lower() == "refresh":
            target = _target(tag.attributes.get("content", ""), base or url)
            return target if _may_follow(url, target) else ""
    return ""


def _target(content: str, base: str) -> str:
    match = _REFRESH.match(content)
    if match is None or int(match[1] or 0) > LONGEST_DELAY:
        return ""
    written = next((part for part in match.groups()[1:] if part is not None), "").strip()
    return tidy_url(resolve(base, written)) if written else ""


def _may_follow(url: str, target: str) -> bool:
    is_open = url.lower().startswith("https:") and not target.lower().startswith("https:")
    return is_web(target) and not is_open and target != tidy_url(url)
