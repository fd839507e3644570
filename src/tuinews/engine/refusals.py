"""Why a host did not give what was asked for, in words: whoever asked is told the same, and until when it lasts."""

from tuinews.model.clock import to_iso
from tuinews.model.text import SafeText, safe_text
from tuinews.model.url import host_to_show


def describe_refusal(url: str, outcome: object) -> SafeText:
    """Return why an outcome of a request is no content, as a sentence that names the host where that matters."""
    from tuinews.fetch import Failed, Gone, Limited

    match outcome:
        case Failed(sentence=sentence):
            return sentence
        case Limited(until=until, reply=reply):
            answered = f"answered {reply.status} and " if reply is not None else ""
            unsent = "" if reply is not None else ": nothing was sent"
            return safe_text(f"{host_to_show(url)} {answered}asks to be left alone until {to_iso(until)}{unsent}.")
        case Gone():
            return safe_text(f"{host_to_show(url)} says that it is gone for good (410).")
        case _:
            return safe_text(f"{host_to_show(url)} does not give it now; try again later.")
