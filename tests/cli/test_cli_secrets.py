"""No command echoes a password that was typed, set, or read from a list."""

import json
import sys
from io import StringIO
from pathlib import Path

import pytest

from cli.door import Tuinews, Web
from tuinews.__main__ import main
from tuinews.cli.output import Output

LOGIN = "ann:hunter2@127.0.0.1:9"
URL = f"http://{LOGIN}/feed"


@pytest.mark.parametrize(
    "words",
    [
        ("show", URL),
        ("show", URL, "--debug"),
        ("remove", URL),
        ("remove", LOGIN),
        ("refresh", URL),
        ("refresh", "https://ann:my hunter2/?x@example.org/"),
        ("edit", URL, "--title", "A"),
        ("edit", "1", "--interval", URL),
        ("tag", URL, "+a"),
        ("mark", "read", URL),
        ("save", URL),
        ("restore", URL),
        ("import", URL),
        ("count", f"feed:{URL}"),
        ("views", "add", "A", f"url:{URL}"),
        ("views", "remove", URL),
        ("inspect", "feed", URL),
        ("add", "example.org", "--password", "hunter2"),
        ("add", "example.org", "--pass=hunter2"),
        ("add", "example.org", "--header", "Host: hunter2"),
        (URL,),
        ("undo", URL),
    ],
)
def test_h20_what_is_typed_is_not_echoed_with_its_password(tuinews: Tuinews, words: tuple[str, ...]) -> None:
    result = tuinews(*words)
    assert result.out + result.err
    assert "hunter2" not in result.out + result.err


def test_h20_a_list_is_inspected_without_its_passwords(tuinews: Tuinews, tmp_path: Path) -> None:
    addresses = ("https://ann:hunter2@bell.example/rss?key=7", "https://ann:my hunter2@bell.example/", f"{LOGIN}/rss")
    lines = "".join(f'<outline text="A" xmlUrl="{address}"/>' for address in addresses)
    (tmp_path / "a.opml").write_text(f"<opml><body>{lines}</body></opml>")
    (answer,) = tuinews("inspect", "opml", tmp_path / "a.opml").objects()
    assert [line["url"] for line in answer["outlines"]] == [
        "https://***@bell.example/rss?key=7",
        "https://***@bell.example/",
        "***@127.0.0.1:9/rss",
    ]


@pytest.mark.parametrize(
    "proxy", ['"http://ann:hunter2@h:1"', '"ann:hunter2@h:1"', f'["{"x" * 30}://ann:hunter2@h:1"]']
)
def test_h20_settings_are_shown_without_the_proxys_password(tuinews: Tuinews, home: Path, proxy: str) -> None:
    (home / "config" / "config.toml").write_text(f"[network]\nproxy = {proxy}\n")
    for words in (("config", "show"), ("config", "check"), ("doctor",), ("doctor", "--json"), ("feeds",)):
        result = tuinews(*words)
        assert "hunter2" not in result.out + result.err


def test_h20_a_proxy_of_the_environment_is_told_without_its_password(
    tuinews: Tuinews, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "ann:hunter2@127.0.0.1:1")
    result = tuinews("doctor")
    assert "***@127.0.0.1:1" in result.out
    assert "hunter2" not in result.out


@pytest.mark.parametrize("words", [("--debug",), ()])
def test_h20_a_defect_is_told_without_passwords(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["tuinews", "--version", *words])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    with pytest.raises(SystemExit):
        main()
    error = ValueError(f"cannot reach {URL} \x1b[2J")
    sys.excepthook(type(error), error, None)
    told = capsys.readouterr().err
    assert "http://***@127.0.0.1:9/feed" in told
    assert "\x1b" not in told


def test_an_articles_words_about_addresses_stay_as_they_are(tuinews: Tuinews, web: Web) -> None:
    url = web.serve_portal()
    page = web.pages["/feed.xml"]
    text = b"<item><title>Logins</title><description>Write http://name:word@host/ there.</description></item></channel>"
    web.pages["/feed.xml"] = page._replace(body=page.body.replace(b"</channel>", text))
    tuinews("add", url)
    (entry,) = tuinews("list", "title:Logins", "--json").json()
    assert "http://name:word@host/" in tuinews("show", entry["id"]).out
    assert "http://name:word@host/" in tuinews("show", entry["id"], "--json").json()["text"]


@pytest.mark.parametrize("publication", [True, False])
def test_json_is_the_same_but_for_the_login_of_an_address(*, publication: bool) -> None:
    value = {"a": f"{URL}?token=1", "b": 'a "quoted" https://a:b@c', "c": ["mailto:a@b.example", 'http://a"b:c@d/e']}
    stream = StringIO()
    output = Output(stream, stream)
    (output.json_publication if publication else output.json)(value)
    assert json.loads(stream.getvalue()) == value | {
        "b": value["b"] if publication else 'a "quoted" https://***@c',
        "a": "http://***@127.0.0.1:9/feed?token=1",
        "c": ["mailto:a@b.example", "http://***@d/e"],
    }
