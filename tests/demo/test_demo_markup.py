import pytest

from tuinews.demo.markup import Setting, render

SETTING = Setting(
    address=lambda reference: f"/{reference}",
    picture=lambda name: f"/p/{name}",
    moment=lambda age: f"{age} minutes before",
    box="<div>box</div>",
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Two\nlines", "<p>Two lines</p>"),
        ("## Head *on*", "<h2>Head <em>on</em></h2>"),
        ("> Said.\n> — Who", "<blockquote><p>Said.</p><footer><cite>Who</cite></footer></blockquote>"),
        ("- a\n- b\n  c", "<ul><li>a</li><li>b c</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("Tide :: high\nEbb :: low", "<dl><dt>Tide</dt><dd>high</dd><dt>Ebb</dt><dd>low</dd></dl>"),
        ("!box", "<div>box</div>"),
        ("**a** `x < *y*` [w](s-1)", '<p><strong>a</strong> <code>x &lt; *y*</code> <a href="/s-1">w</a></p>'),
        (
            "![sea-1.png](Waves) The sea",
            '<figure><img src="/p/sea-1.png" alt="Waves"><figcaption>The sea</figcaption></figure>',
        ),
        (
            "| A | B |\n| 1 | 2 |\n|= Cap",
            (
                "<table><caption>Cap</caption><thead><tr><th>A</th><th>B</th></tr></thead>"
                "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
            ),
        ),
        (
            "```python\nif a < b:\n\n    c()\n```",
            '<pre><code class="language-python">if a &lt; b:\n\n    c()</code></pre>',
        ),
        ("@40m Open.", "<h3>40 minutes before</h3><p>Open.</p>"),
        ("@2 0m Later.", ""),
    ],
)
def test_a_block(written: str, expected: str) -> None:
    assert render(written, SETTING) == expected


def test_notes_come_last_and_are_linked_both_ways() -> None:
    made = render("It is so.[^1]\n\n[^1]: Says who.\n\nEnd.", SETTING)
    assert '<sup id="ref-1"><a href="#fn-1">1</a></sup>' in made
    assert made.endswith('<ol class="footnotes"><li id="fn-1">Says who. <a href="#ref-1">↩</a></li></ol>')


def test_markup_characters_are_text() -> None:
    assert render("a <b> & c", SETTING) == "<p>a &lt;b&gt; &amp; c</p>"


@pytest.mark.parametrize("written", ["![no end", "@soon words"])
def test_a_block_that_is_broken_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="write"):
        render(written, SETTING)
