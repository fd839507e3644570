"""`explain` on the command line."""

from cli.door import Tuinews, Web


def test_it_answers_in_lines_and_in_json(tuinews: Tuinews, web: Web) -> None:
    address = web.serve_portal()
    tuinews("add", address)
    lines = tuinews("explain", "1").out.splitlines()
    titles = {line.partition(":")[0] for line in lines[1:]}
    assert titles >= {"Here", "Hidden", "Folded", "Related", "Tags", "Aged", "From", "Next check"}
    told = tuinews("explain", "1", "--json").json()
    assert {*told} >= {"entry", "here", "hidden", "folded", "related", "tagged", "aged", "source", "next_check"}
    assert told["entry"]["id"] == 1
    assert told["hidden"] is None
    assert told["source"]["feed_url"] == address
    assert told["here"]["why"] in "\n".join(lines)


def test_it_takes_an_address_and_refuses_what_is_not_there(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    address = tuinews("show", "1", "--json").json()["url"]
    assert tuinews("explain", address, "--json").json()["entry"]["id"] == 1
    for wrong in ("999999", "nonsense", "https://nowhere.example/"):
        refused = tuinews("explain", wrong)
        assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert tuinews("explain").code == 2
