"""Why a host did not give what was asked for, in words: whoever asked is told the same, and until when it lasts."""

from tuinews.model.clock import to_iso
from tuinews.model.language import tr
from tuinews.model.text import SafeText, safe_text
from tuinews.model.url import host_to_show


def describe_refusal(url: str, outcome: object) -> SafeText:
    """Return why an outcome of a request is no content, as a sentence that names the host where that matters."""
    from tuinews.fetch import Failed, Gone, Limited

    match outcome:
        case Failed(sentence=sentence):
            return sentence
        case Limited(until=until, reply=reply):
            answered = tr("answered {status} and ", status=reply.status) if reply is not None else ""
            unsent = "" if reply is not None else tr(": nothing was sent")
            return safe_text(
                tr(
                    "{host_to_show} {answered}asks to be left alone until {to_iso}{unsent}.",
                    host_to_show=host_to_show(url),
                    answered=answered,
                    to_iso=to_iso(until),
                    unsent=unsent,
                )
            )
        case Gone():
            return safe_text(tr("{host_to_show} says that it is gone for good (410).", host_to_show=host_to_show(url)))
        case _:
            return safe_text(
                tr("{host_to_show} does not give it now; try again later.", host_to_show=host_to_show(url))
            )
