"""One message to one mail server, with what came of it said in one of a few words."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import parseaddr
from pathlib import Path
from typing import Literal

from service.kernel.settings import Settings

Result = Literal[
    "sent",
    "unreachable",
    "tls_failed",
    "sign_in_refused",
    "refused_for_now",
    "sender_refused",
    "refused",
    "unsure",
]
PATIENCE_SECONDS = 20.0
LONGEST_REPLY = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message, and the server's own words."""

    result: Result
    reply: str = ""


class _Refusal(Exception):
    def __init__(self, step: Literal["sender", "recipient", "content"], code: int, reply: bytes):
        super().__init__(code)
        self.step, self.code, self.reply = step, code, reply


def is_set_up(settings: Settings) -> bool:
    """Whether mails can be sent at all."""
    return settings.mail_host is not None and settings.mail_from is not None


def send(
    settings: Settings, to: str, message: EmailMessage, handing: Callable[[], object]
) -> Outcome:
    """Send ``message``.

    ``handing`` is called when all has been sent but the last line, which makes the server take it:
    whatever goes wrong before has sent nothing.
    """
    handed = False

    def hand() -> None:
        nonlocal handed
        handing()
        handed = True

    def lost(otherwise: Result, words: bytes | str) -> Outcome:
        return Outcome("unsure" if handed else otherwise, _words(words))

    try:
        server = _connected(settings)
        try:
            reply = _transfer(server, settings, to, message, hand)
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
        finally:
            server.close()
        return Outcome("sent", _words(reply))
    except _Refusal as refusal:
        said = f"{refusal.code} {_words(refusal.reply)}"
        if refusal.code < 500:
            return Outcome("refused_for_now", said)
        return Outcome("sender_refused" if refusal.step == "sender" else "refused", said)
    except smtplib.SMTPAuthenticationError as error:
        return Outcome("sign_in_refused", f"{error.smtp_code} {_words(error.smtp_error)}")
    except (ssl.SSLError, smtplib.SMTPNotSupportedError) as error:
        return lost("tls_failed", str(error))
    except smtplib.SMTPResponseException as error:
        return lost("refused_for_now", f"{error.smtp_code} {_words(error.smtp_error)}")
    except (OSError, smtplib.SMTPException) as error:
        return lost("unreachable", str(error))


def _connected(settings: Settings) -> smtplib.SMTP:
    """A session that has passed TLS and the sign-in, as far as they are set."""
    host, port = settings.mail_host or "", settings.mail_port
    ca_file = str(settings.mail_ca_file) if settings.mail_ca_file else None
    context = ssl.create_default_context(cafile=ca_file)
    server: smtplib.SMTP
    if settings.mail_security == "tls":
        server = smtplib.SMTP_SSL(host, port, timeout=PATIENCE_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=PATIENCE_SECONDS)
    try:
        if settings.mail_security == "starttls":
            server.starttls(context=context)
        server.ehlo_or_helo_if_needed()
        if settings.mail_user and settings.mail_password_file:
            server.login(settings.mail_user, _password(settings.mail_password_file))
    except BaseException:
        server.close()
        raise
    return server


def _password(file: Path) -> str:
    """Raises what a refused sign-in raises where the file cannot be read."""
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise smtplib.SMTPAuthenticationError(0, f"mail_password_file: {error}") from None


def _transfer(
    server: smtplib.SMTP,
    settings: Settings,
    to: str,
    message: EmailMessage,
    hand: Callable[[], None],
) -> bytes:
    """The message's journey; returns the server's last word. Raises ``_Refusal``."""
    _check("sender", *server.mail(parseaddr(settings.mail_from or "")[1]))
    _check("recipient", *server.rcpt(to))
    _check("content", *server.docmd("DATA"))
    lines = message.as_bytes(policy=SMTP_POLICY)
    server.send(re.sub(rb"(?m)^\.", b"..", lines))
    if not lines.endswith(b"\r\n"):
        server.send(b"\r\n")
    hand()
    server.send(b".\r\n")
    code, reply = server.getreply()
    _check("content", code, reply)
    return reply


def _check(step: Literal["sender", "recipient", "content"], code: int, reply: bytes) -> None:
    if code == -1:
        raise smtplib.SMTPServerDisconnected("connection closed")
    if code >= 400:
        raise _Refusal(step, code, reply)


def _words(reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join(text.replace("\x00", "").split())[:LONGEST_REPLY]
