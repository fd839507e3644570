from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.model.url import canonical_url, hide_logins, host_key, host_to_show, is_web, redact, resolve, tidy_url

BASE = "https://news.example/world/story.html"


@pytest.mark.parametrize(
    ("href", "absolute"),
    [
        ("/a", "https://news.example/a"),
        ("b?x=1#y", "https://news.example/world/b?x=1#y"),
        ("//other.example/c", "https://other.example/c"),
        ("?page=2", "https://news.example/world/story.html?page=2"),
        ("", BASE),
        ("  /spaced out  ", "https://news.example/spaced%20out"),
        ("/br\n ok\ten", "https://news.example/br%20oken"),
        ('/"<x>', "https://news.example/%22%3Cx%3E"),
        ("/\u202egnp", "https://news.example/%E2%80%AEgnp"),
        ("/\x1b]52;c;x\x07", ""),
        ("/\ud800", "https://news.example/%3F"),
        ("/naïve|{x}", "https://news.example/naïve|{x}"),
        ("mailto:ann@example.org", "mailto:ann@example.org"),
        ("magnet:?xt=urn:x", "magnet:?xt=urn:x"),
        ("javascript:alert(1)", ""),
        ("JAVASCRIPT:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("\x01javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("ssh://-oProxyCommand=x", ""),
        ("http://", ""),
        ("https:///x", ""),
        ("http://[bad", ""),
        ("https://good.example\\@evil.example/", ""),
        ("https://good.example @evil.example/", ""),
        ("/" + "x" * 5_000, ""),
    ],
)
def test_links_become_absolute_or_nothing(href: str, absolute: str) -> None:
    if href in {"http://", "https:///x"}:
        assert not resolve("", href)
    else:
        assert resolve(BASE, href) == absolute


@pytest.mark.parametrize("base", ["", "javascript:x", "nonsense", "http://[", "data:,"])
def test_a_bad_base_makes_relative_links_nothing(base: str) -> None:
    assert resolve(base, "/a") == ""
    assert resolve(base, "b") == ""


@given(st.text(max_size=60), st.text(max_size=60))
def test_resolving_never_raises_and_gives_printable_web_mail_or_magnet_addresses(base: str, href: str) -> None:
    for start in (base, BASE, f"http://x/{base}"):
        found = resolve(start, href)
        assert not found or found.partition(":")[0].lower() in {"http", "https", "mailto", "magnet"}
        assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in found)
        assert " " not in found


@pytest.mark.parametrize(
    "same",
    [
        "http://news.example/a",
        "https://www.news.example/a/",
        "https://amp.news.example/a",
        "https://NEWS.example:443/a#part",
        "http://news.example:80/a?utm_source=x&fbclid=y",
        " https://news.example/a ",
        "https://user:pass@news.example/%61",
    ],
)
def test_one_place_has_one_canonical_form(same: str) -> None:
    assert canonical_url(same) == "news.example/a"


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("https://news.example/?id=1&utm_medium=rss", "news.example?id=1"),
        ("https://news.example/?id=", "news.example?id="),
        ("https://news.example:8443/a", "news.example:8443/a"),
        ("http://news.example:443/a", "news.example:443/a"),
        ("https://news.example/समाचार", canonical_url("https://news.example/%e0%a4%b8माचार")),
        ("https://news.example/A", "news.example/A"),
        ("tag:example.org,2026:1", "tag:example.org,2026:1"),
        ("http://[", "http://["),
        ("", ""),
    ],
)
def test_what_matters_stays_different(url: str, form: str) -> None:
    assert canonical_url(url) == form


@given(st.text(max_size=80))
def test_scheme_and_www_never_tell_two_places_apart(path: str) -> None:
    form = canonical_url(f"https://news.example/{path}")
    assert form == canonical_url(f"http://www.news.example/{path}")
    assert form.startswith("news.example")
    assert isinstance(canonical_url(path), str)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://ann:pw@news.example/feed", "https://***@news.example/feed"),
        ("https://ann@news.example/", "https://***@news.example/"),
        ("https://news.example/f?token=abc&x=1", "https://news.example/f?token=***&x=1"),
        ("https://news.example/f?x=a%26b&API_KEY=abc", "https://news.example/f?x=a%26b&API_KEY=***"),
        ("https://news.example/f?%74oken=abc", "https://news.example/f?%74oken=***"),
        ("https://news.example/f?a=1;sig=2", "https://news.example/f?a=1;sig=***"),
        ("https://news.example/f?author=ann#x", "https://news.example/f?author=ann#x"),
        ("http://[bad", "http://[bad"),
        ("", ""),
        ("no feed “https://ann:my pw@h/”", "no feed “https://***@h/”"),
        ("HTTPS://ann:p@w/x?@h/y", "HTTPS://***@h/y"),
        ("URL('socks5://ann:pw@h:1')", "URL('socks5://***@h:1')"),
        ("ann:pw@proxy:3128", "***@proxy:3128"),
        ("feed:https://ann:pw@h/", "feed:https://***@h/"),
        ("https:/ann:pw@h", "https:/***@h"),
        ("//ann:pw@h/x", "//***@h/x"),
        ("http://ann:p'w\"<x@h/", "http://***@h/"),
        ("see 'https://ann:p…", "see 'https://***…"),
        ("https://x.example/?u=https%3A%2F%2Fann%3Apw%40h%2F", "https://x.example/?u=https%3A%2F%2F***%40h%2F"),
        ("https://h/cb#access_token=pw&page=2", "https://h/cb#access_token=***&page=2"),
        ("https://h/?a=1&X-Amz-Signature=pw", "https://h/?a=1&X-Amz-Signature=***"),
    ],
)
def test_h20_what_is_secret_in_an_address_is_not_shown(url: str, shown: str) -> None:
    assert redact(url) == shown


@pytest.mark.parametrize(
    "text",
    [
        "write http://host:port, or mail ann@example.org",
        "https://medium.example/@ann/story",
        "http://127.0.0.1:8080/@ann",
        "http://[::1]:80/a@b",
        "mailto:ann@example.org",
        "tag:example.org,2024:ann@example.org",
        "https://a.example/?monk=1 at 12:30, ann@b.example",
    ],
)
def test_what_is_no_login_stays(text: str) -> None:
    assert redact(text) == text


def test_looking_for_logins_in_a_long_text_takes_no_time() -> None:
    began = process_time()
    for text in ("a:b" * 3_000, "//" * 5_000, "%3A%2F%2F" * 2_000, "?a=" * 3_000, "http://a:" * 3_000):
        redact(f"{text}@%40…")
    assert process_time() - began < 2


@given(st.text("abcXYZ019-._~", min_size=12, max_size=20), st.sampled_from(["token", "key", "auth", "sig", "password"]))
def test_h20_no_secret_survives(secret: str, name: str) -> None:
    shown = redact(f"https://{secret}:{secret}@news.example/feed?a=1&{name}={secret}")
    assert secret not in shown


@given(st.text(max_size=60))
def test_nothing_makes_these_raise(text: str) -> None:
    for url in (text, f"http://{text}", f"https://a:b@{text}/?{text}"):
        redact(url)
        host_key(url)
        assert host_to_show(url).isprintable()
        assert is_web(url) in {True, False}


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://News.Example/a", "http://news.example:80"),
        ("https://news.example", "https://news.example:443"),
        ("http://127.0.0.2:8080/x", "http://127.0.0.2:8080"),
        ("http://x:99999/", "http://x:99999/"),
    ],
)
def test_a_host_is_counted_by_scheme_name_and_port(url: str, key: str) -> None:
    assert host_key(url) == key


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://bücher.example/x", "xn--bcher-kva.example"),
        ("https://bank.example@evil.example/", "evil.example"),
        ("https://аррӏе.example/", "xn--80ak6aa92e.example"),
        ("http://[bad", ""),
        ("nothing", ""),
    ],
)
def test_b4_the_real_host_is_shown(url: str, host: str) -> None:
    assert host_to_show(url) == host


def test_only_http_with_a_host_is_web() -> None:
    assert is_web("HTTPS://x")
    assert not any(map(is_web, ("", "x", "http://", "ftp://x", "file:///x", "mailto:a@b", "http://[", "|ls")))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("HTTP://Bell.Example/RSS.xml", "http://bell.example/RSS.xml"),
        ("https://bell.example/rss?", "https://bell.example/rss"),
        ("https://bell.example:443/rss?a=B#top", "https://bell.example/rss?a=B"),
        ("http://bell.example:8443/rss", "http://bell.example:8443/rss"),
        ("http://[::1]:80/rss", "http://[::1]/rss"),
        ("http://Ann:S3cret@Bell.example/rss", "http://Ann:S3cret@bell.example/rss"),
        ("http://bell.example:port/rss", "http://bell.example:port/rss"),
    ],
)
def test_an_address_is_kept_in_one_way_of_writing(written: str, kept: str) -> None:
    assert tidy_url(written) == kept


@pytest.mark.parametrize("text", ["3:4@Home", "author:ann@example.org", "ratio 3:4@2x", "from: a@b.example"])
def test_what_may_be_a_title_or_a_query_stays_in_data_and_goes_from_messages(text: str) -> None:
    assert hide_logins(text) == text
    assert "ann:pw@" not in redact(f"asked ann:pw@host.example: {text}")


@given(
    st.from_regex(
        r"https?://(www\.|amp\.|WWW\.)?[a-z0-9.-]{1,12}(:80)?(/[a-zA-Z0-9_/:@!$&'()*+,;=~.%-]{0,30})?", fullmatch=True
    )
)
def test_plain_addresses_are_compared_as_all_others(url: str) -> None:
    assert canonical_url(url) == canonical_url(f"{url}#fragment")
