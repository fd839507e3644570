"""What an answer means: a body, nothing new, gone, wait, or a failure with its sentence."""

import asyncio
from http import HTTPStatus

from tuinews.fetch.connection import Answer
from tuinews.fetch.headers import read_freshness, read_retry_after, read_validator
from tuinews.fetch.inflate import InflateError, TooLargeError, inflate
from tuinews.fetch.poll_rules import find_limit
from tuinews.fetch.request import Failed, Fetched, Gone, Limited, NotModified, Outcome, Reply, Request, RequestKind
from tuinews.model.clock import Instant
from tuinews.model.language import tr, tr_later
from tuinews.model.text import SafeText, safe_text
from tuinews.model.url import host_to_show

_LARGE = 500_000
"""Packed bytes from which on unpacking would hold the loop for too long."""

_WITH_BODY = {200, 203, 226}
_EMPTY_TOO = {"api", "file"}
"""Kinds of requests whose answer may be without a body here; that of a file went into its sink."""
_OF_THE_HOST = {403, 420, 429, 430}
"""Refusals that are meant for whoever asks too often; those of 500 and more speak of the host as well."""
_ADVICE = {
    400: tr_later("check the address"),
    401: tr_later(
        "it wants a name and password: give them with --login NAME of `tuinews add` or `edit`, or with :login"
    ),
    402: tr_later("it wants to be paid"),
    403: tr_later("it does not let programs in, or not us"),
    404: tr_later("nothing is there: check the address"),
    451: tr_later("it is not shown for legal reasons"),
}
_WRONG_LOGIN = tr_later(
    "it does not take the name and password that it got: give it others with --login "
    "NAME of `tuinews add` or `edit`, or with :login in the reader"
)


_MOST_REASON = 16_384
"""Most bytes that are kept of what an API says of its refusal."""


def make_reply(answer: Answer, now: Instant, url: str, kind: RequestKind) -> Reply:
    """Return what the headers say, as values."""
    headers = answer.headers
    return Reply(
        status=answer.status,
        etag=read_validator(headers, "etag"),
        last_modified=read_validator(headers, "last-modified"),
        fresh_for=read_freshness(headers, now),
        retry_after=read_retry_after(headers, now),
        final_url=url,
        bytes=len(answer.body),
        headers=answer.headers if kind == "api" else {},
    )


async def outcome_of(
    answer: Answer, reply: Reply, request: Request, limit: int, now: Instant, *, login_sent: bool = False
) -> Outcome:
    """Return the outcome of an answer, its body unpacked; `login_sent` says whether it was asked with a login."""
    asked_conditionally = request.method == "GET" and bool(request.etag or request.last_modified)
    match answer.status:
        case status if 200 <= status < 300 and (status in _WITH_BODY or answer.body or request.kind in _EMPTY_TOO):
            return await _unpack(answer, reply, limit)
        case 304 if asked_conditionally:
            return NotModified(reply)
        case 410:
            return Gone(reply)
        case 429 | 503:
            return Limited(find_limit(reply, request.failures, now), reply)
        case status if status >= 400 and reply.retry_after is not None and reply.retry_after > now:
            return Limited(find_limit(reply, request.failures, now), reply, _is_of_the_host(status))
        case status:
            sentence = _describe_refusal(status, host_to_show(reply.final_url), sent=login_sent)
            return Failed(sentence, reply=reply, body=_read_reason(answer) if request.kind == "api" else b"")


def _is_of_the_host(status: int) -> bool:
    """Whether a refusal with a Retry-After is about the host: a missing page says nothing of the others."""
    return status in _OF_THE_HOST or status >= 500


async def _unpack(answer: Answer, reply: Reply, limit: int) -> Outcome:
    encoding = answer.headers.get("content-encoding", "")
    try:
        if len(answer.body) > _LARGE:
            body = await asyncio.to_thread(inflate, answer.body, encoding, limit)
        else:
            body = inflate(answer.body, encoding, limit)
    except InflateError as error:
        host = host_to_show(reply.final_url)
        return Failed(body_sentence(host, error), reply=reply, too_large=isinstance(error, TooLargeError))
    headers = answer.headers
    return Fetched(reply.final_url, body, headers.get("content-type", ""), reply, headers.get("link", ""))


def _read_reason(answer: Answer) -> bytes:
    """Return the body of a refusal, where it is small enough to be read."""
    try:
        return inflate(answer.body, answer.headers.get("content-encoding", ""), _MOST_REASON)
    except InflateError:
        return b""


def body_sentence(host: str, error: InflateError) -> SafeText:
    """Return why a body could not be used."""
    advice = (
        tr("raise network.max_feed_bytes to allow it") if isinstance(error, TooLargeError) else tr("try again later")
    )
    return safe_text(tr("What {host} sent {error}: {advice}.", host=host, error=error, advice=advice), 300)


def _describe_refusal(status: int, host: str, *, sent: bool) -> SafeText:
    try:
        phrase = HTTPStatus(status).phrase.lower()
    except ValueError:
        phrase = tr("a status that nobody knows")
    if status == HTTPStatus.UNAUTHORIZED and sent:
        return safe_text(
            tr(
                "{host} answered {status}, {phrase}: {wrong_login}.",
                host=host,
                status=status,
                phrase=phrase,
                wrong_login=tr(_WRONG_LOGIN),
            ),
            300,
        )
    advice = tr(_ADVICE.get(status, "")) or (
        tr("its own fault, try again later") if status >= 500 else tr("try again later")
    )
    return safe_text(
        tr("{host} answered {status}, {phrase}: {advice}.", host=host, status=status, phrase=phrase, advice=advice), 300
    )
