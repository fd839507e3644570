"""Why a request failed, as one sentence: what, why, what to do."""

import errno
import os
import socket
import ssl

import httpx

from tuinews.model.language import tr
from tuinews.model.text import SafeText, safe_text

SENTENCE_LIMIT = 300
"""Most characters of a sentence: servers and certificates may be quoted in it."""

_UNREACHABLE = {errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}
_NO_NETWORK = {errno.ENETUNREACH, errno.ENETDOWN}


class FetchError(Exception):
    """A request that failed, with its sentence."""

    def __init__(
        self,
        sentence: str,
        *,
        offline: bool = False,
        unsure: bool = False,
        untrusted: bool = False,
        proxy_failed: bool = False,
        too_large: bool = False,
    ) -> None:
        super().__init__(sentence)
        self.sentence: SafeText = safe_text(sentence, SENTENCE_LIMIT)
        self.offline = offline
        """Whether this machine has no network."""
        self.unsure = unsure
        """Whether it may have no network, which answers of other hosts can tell."""
        self.untrusted = untrusted
        """Whether the other side could not prove who it is."""
        self.proxy_failed = proxy_failed
        """Whether the proxy cannot be used."""
        self.too_large = too_large
        """Whether more came than was allowed."""


def error_for(error: Exception, host: str, proxy: str = "") -> FetchError:
    """Return the error for an exception of sockets, TLS or the protocol; `proxy` is named if one was used."""
    where = tr("the proxy {proxy}", proxy=proxy) if proxy else host
    match error:
        case FetchError():
            return error
        case ssl.SSLError():
            return FetchError(_tls(error, host), untrusted=isinstance(error, ssl.SSLCertVerificationError))
        case httpx.RemoteProtocolError():
            # what the library quotes of the answer helps nobody
            why = str(error).partition(": bytearray(")[0]
            return FetchError(
                tr("The answer of {where} breaks the rules of HTTP ({why}): try again later.", where=where, why=why)
            )
        case httpx.LocalProtocolError():
            return FetchError(
                tr(
                    "The request to {where} cannot be written ({error}): check its address and headers.",
                    where=where,
                    error=error,
                )
            )
        case OSError():
            return _unreachable(error, where) or FetchError(_describe_broken(error, where))
        case _:
            return FetchError(
                tr(
                    "Asking {where} failed ({name}: {error}): try again later.",
                    where=where,
                    name=type(error).__name__,
                    error=error,
                )
            )


def make_proxy_error(error: OSError, proxy: str) -> FetchError:
    """Return the error for a proxy that cannot be reached, which is not the fault of the hosts behind it."""
    if error.errno in _NO_NETWORK:
        return error_for(error, proxy, proxy)
    if isinstance(error, socket.gaierror):
        why = tr("its name cannot be looked up")
    else:
        why = os.strerror(error.errno).lower() if error.errno else str(error) or type(error).__name__
    return proxy_error(tr("The proxy {proxy} cannot be reached ({why})", proxy=proxy, why=why))


def proxy_error(what: str) -> FetchError:
    """Return the error for a proxy that cannot be used, with where it is set."""
    return FetchError(
        tr("{what}: check network.proxy, or http_proxy in the environment.", what=what), offline=True, proxy_failed=True
    )


def _tls(error: ssl.SSLError, host: str) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        why = error.verify_message.rstrip(".")
        return tr(
            "The certificate of {host} cannot be trusted ({why}): the publisher has to renew it.", host=host, why=why
        )
    why = (error.reason or tr("no reason given")).replace("_", " ").lower()
    return tr("No secure connection with {host} ({why}): try again later, or check the address.", host=host, why=why)


def _unreachable(error: OSError, where: str) -> FetchError | None:
    if isinstance(error, socket.gaierror):
        sentence = tr("The name of {where} cannot be looked up: check the address, or the network.", where=where)
        return FetchError(sentence, offline=error.errno == socket.EAI_AGAIN, unsure=True)
    if error.errno in _UNREACHABLE:
        sentence = tr("There is no way to {where}: check the network.", where=where)
        return FetchError(sentence, offline=error.errno in _NO_NETWORK, unsure=True)
    return None


def _describe_broken(error: OSError, where: str) -> str:
    if isinstance(error, ConnectionRefusedError):
        return tr("Connection refused by {where}: nothing listens there now, try again later.", where=where)
    why = os.strerror(error.errno) if error.errno else str(error) or type(error).__name__
    return tr("The connection with {where} broke off ({why}): try again later.", where=where, why=why.lower())
