"""Notifications as a mail: plain text and simple HTML, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from html import escape

from service.inbox.presenting import Told
from service.kernel.clock import now
from service.kernel.locale import UiLanguage, say
from service.kernel.settings import Settings

_FONT = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Segoe UI',Arial,sans-serif"


def letter(
    settings: Settings, to: str, mail_id: str, items: Sequence[Told], language: UiLanguage
) -> EmailMessage:
    """The mail that says ``items``. Its Message-ID stays the same however often it is tried."""
    subject = (
        items[0].title
        if len(items) == 1
        else say("notifications.mail.several", language, n=len(items))
    )
    return _message(
        settings,
        to,
        mail_id,
        subject,
        _plain(settings, items, language),
        _html(settings, items, language),
    )


def test_letter(settings: Settings, to: str, mail_id: str, language: UiLanguage) -> EmailMessage:
    """What the button "send me a test mail" sends."""
    item = Told(
        say("notifications.mail.test.title", language),
        say("notifications.mail.test.text", language),
        "/me",
    )
    return letter(settings, to, mail_id, [item], language)


def _message(
    settings: Settings, to: str, mail_id: str, subject: str, plain: str, html: str
) -> EmailMessage:
    name, sender = parseaddr(settings.mail_from or "")
    message = EmailMessage()
    message["From"] = Address(name or "鉴契 Jianqi", addr_spec=sender)
    message["To"] = to
    message["Subject"] = " ".join(f"[鉴契] {subject}".split())
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{mail_id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(plain, cte="base64")
    message.add_alternative(html, subtype="html", cte="base64")
    return message


def _plain(settings: Settings, items: Sequence[Told], language: UiLanguage) -> str:
    parts = [
        "\n".join(filter(None, (item.title, item.text, _address(settings, item.link))))
        for item in items
    ]
    return "\n\n".join([*parts, "-- \n" + _foot(settings, language)]) + "\n"


def _html(settings: Settings, items: Sequence[Told], language: UiLanguage) -> str:
    rows = "".join(_html_item(settings, item, language) for item in items)
    lang = "zh-CN" if language == "zh" else "en"
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"></head>'
        '<body style="margin:0;padding:24px;background:#f6f7f9;color:#1d2733;'
        f'font:15px/1.7 {_FONT}">'
        '<div style="max-width:560px;margin:0 auto;background:#fff;border:1px solid #dfe3e9;'
        'border-radius:8px;padding:8px 24px">'
        f"{rows}"
        f'<p style="color:#55606e;font-size:13px">{escape(_foot(settings, language))}</p>'
        "</div></body></html>"
    )


def _html_item(settings: Settings, item: Told, language: UiLanguage) -> str:
    address = _address(settings, item.link)
    link = (
        f'<br><a href="{escape(address)}" style="color:#1f3a5f">'
        f"{escape(say('notifications.mail.open', language))}</a>"
        if address
        else ""
    )
    return (
        f'<p style="border-bottom:1px solid #dfe3e9;padding-bottom:14px"><strong>'
        f"{escape(item.title)}</strong><br>{escape(item.text)}{link}</p>"
    )


def _address(settings: Settings, link: str) -> str:
    """Where it stands; nothing where nobody has said at which address people open the program."""
    return settings.public_url + link if settings.public_url else ""


def _foot(settings: Settings, language: UiLanguage) -> str:
    where = _address(settings, "/me#notifications")
    return say("notifications.mail.foot", language) + (f" {where}" if where else "")
