"""Notifications by mail, against a real SMTP server: to whom, in which words, how often."""

from __future__ import annotations

import asyncio
import datetime as dt
import email
import email.policy
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from fastapi import FastAPI
from sqlalchemy import select, update

from service.accounts.tables import User
from service.contracts.tables import Contract
from service.inbox import mailing
from service.inbox.tables import MailDelivery
from service.kernel.clock import LOCAL, now
from service.kernel.db import Database
from service.kernel.settings import ROOT, Settings
from service.notifications.actions import tell
from service.notifications.tables import Notification, NotificationChoices
from tests.servers import free_port
from tests.service.conftest import File, SignIn

FROM = "鉴契提醒 <contracts@example.com>"


Answer = Callable[[str], str]


def always(answer: str) -> Answer:
    return lambda _: answer


@dataclass
class Post:
    """A mail server's behaviour and what it has taken."""

    taken: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    to_recipient: Answer = field(default_factory=lambda: always("250 OK"))
    to_sender: str = "250 OK"
    to_content: str = "250 taken"
    slow: float = 0.0

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        envelope.mail_from = address
        return self.to_sender

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        answer = self.to_recipient(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.to_content.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            message = email.message_from_bytes(content, policy=email.policy.default)
            assert isinstance(message, EmailMessage)
            self.taken.append((list(envelope.rcpt_tos), message))
        if self.slow:
            await asyncio.sleep(self.slow)
        return self.to_content

    @property
    def recipients(self) -> Counter[str]:
        return Counter(address for addresses, _ in self.taken for address in addresses)


@contextmanager
def serving(post: Post, port: int | None = None, **more: Any) -> Iterator[int]:
    at = port or free_port()
    controller = Controller(post, hostname="127.0.0.1", port=at, **more)
    controller.start()
    try:
        yield at
    finally:
        controller.stop()


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def port(post: Post) -> Iterator[int]:
    with serving(post) as at:
        yield at


def mailed(settings: Settings, port: int, **more: Any) -> Settings:
    """The settings of an installation that mails through the server at ``port``."""
    chosen = {
        "mail_host": "127.0.0.1",
        "mail_port": port,
        "mail_security": "none",
        "mail_from": FROM,
        "public_url": "https://contracts.example.com",
    }
    return settings.elsewhere(settings.data, **{**chosen, **more})


def person(db_url: Database, login: str, **choices: Any) -> str:
    """Give a person an address; returns their id."""
    with db_url.write() as db:
        user = db.scalars(select(User.id).where(User.login == login)).one()
        chosen = {"address": f"{login}@example.com", "switches": {}} | choices
        db.add(NotificationChoices(user_id=user, **chosen))
    return user


def tell_one(database: Database, user: str, kind: str = "backup_overdue", **more: Any) -> None:
    params = {"hours": 40} if kind == "backup_overdue" else {}
    with database.write() as db:
        tell(db, [user], kind, params=params, **more)


def deliveries(database: Database) -> list[MailDelivery]:
    with database.read() as db:
        return list(db.scalars(select(MailDelivery).order_by(MailDelivery.notification_id)))


def states(database: Database) -> list[tuple[str, str | None]]:
    return [(row.state, row.reason) for row in deliveries(database)]


def pass_time(database: Database, by: dt.timedelta) -> None:
    """Let the waiting mails' time come ``by`` so much sooner."""
    with database.write() as db:
        for row in db.scalars(select(MailDelivery)):
            row.next_at -= by
            row.claimed_until = row.claimed_until and row.claimed_until - by


def parts(message: EmailMessage) -> tuple[str, str]:
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    return plain.get_content(), html.get_content()


# -- what a mail says


def test_a_mail_is_in_its_readers_language_with_a_link(
    database: Database, settings: Settings, post: Post, port: int, sign_in: SignIn, file: File
) -> None:
    person(database, "jingban", switches={"reading_done.mail": True})
    contract = file(sign_in("jingban"))["contract_id"]
    assert mailing.work(database, mailed(settings, port)) == 1
    [(to, message)] = post.taken
    assert to == ["jingban@example.com"]
    assert message["subject"] == "[鉴契] 合同已读完"
    assert "鉴契提醒" in message["from"]
    plain, html = parts(message)
    for text in (plain, html):
        assert "“设备采购合同”已读完" in text
        assert f"https://contracts.example.com/contracts/{contract}" in text
    assert 'lang="zh-CN"' in html


def test_an_english_reader_is_written_to_in_english(
    database: Database, settings: Settings, post: Post, port: int
) -> None:
    user = person(database, "admin")
    with database.write() as db:
        db.execute(update(User).where(User.id == user).values(locale="en"))
    tell_one(database, user)
    mailing.work(database, mailed(settings, port))
    assert post.taken[0][1]["subject"] == "[鉴契] Backup overdue"


def test_titles_stay_out_where_the_installation_says_so(
    database: Database, settings: Settings, post: Post, port: int, sign_in: SignIn, file: File
) -> None:
    person(database, "jingban", switches={"reading_done.mail": True})
    file(sign_in("jingban"))
    mailing.work(database, mailed(settings, port, mail_titles=False))
    text = post.taken[0][1].as_string() + "".join(parts(post.taken[0][1]))
    assert "设备采购合同" not in text
    assert "“一份合同”已读完" in text


def test_what_a_title_contains_cannot_become_a_header_or_markup(
    database: Database, settings: Settings, post: Post, port: int, sign_in: SignIn, file: File
) -> None:
    person(database, "jingban", switches={"reading_done.mail": True})
    contract = file(sign_in("jingban"))["contract_id"]
    with database.write() as db:
        evil = "合同\r\nBcc: all@example.com\r\n.\r\n<script>"
        db.execute(update(Contract).where(Contract.id == contract).values(title=evil))
    mailing.work(database, mailed(settings, port))
    [(to, message)] = post.taken
    assert (to, message["bcc"]) == (["jingban@example.com"], None)
    assert "<script>" not in parts(message)[1]


def test_all_that_is_due_for_a_person_goes_in_one_mail(
    database: Database, settings: Settings, post: Post, port: int
) -> None:
    user = person(database, "admin")
    for _ in range(3):
        tell_one(database, user)
    assert mailing.work(database, mailed(settings, port)) == 1
    assert post.taken[0][1]["subject"] == "[鉴契] 您有 3 条新通知"
    assert states(database) == [("sent", None)] * 3


# -- whether a mail goes out


def test_who_has_no_address_gets_none(
    database: Database, settings: Settings, post: Post, port: int
) -> None:
    tell_one(database, person(database, "admin", address=None))
    mailing.work(database, mailed(settings, port))
    assert (post.taken, deliveries(database)) == ([], [])


def test_what_is_switched_off_is_not_mailed(
    database: Database, settings: Settings, post: Post, port: int
) -> None:
    tell_one(database, person(database, "admin", switches={"backup_overdue.mail": False}))
    mailing.work(database, mailed(settings, port))
    assert post.taken == []


def test_what_is_wanted_by_mail_alone_is_not_in_the_bell(
    database: Database, settings: Settings, post: Post, port: int, sign_in: SignIn
) -> None:
    tell_one(database, person(database, "admin", switches={"backup_overdue.app": False}))
    mailing.work(database, mailed(settings, port))
    assert len(post.taken) == 1
    assert sign_in("admin").get("/api/notifications").json()["items"] == []


def test_a_contract_that_one_sees_no_more_is_not_mailed(
    database: Database, settings: Settings, post: Post, port: int, sign_in: SignIn, file: File
) -> None:
    user = person(database, "jingban")
    contract = file(sign_in("jingban"))["contract_id"]
    tell_one(database, user, "contract_assigned", contract_id=contract)
    with database.write() as db:
        away = {"owner_id": "x", "created_by": "x", "unit_id": None}
        db.execute(update(Contract).where(Contract.id == contract).values(**away))
    mailing.work(database, mailed(settings, port))
    assert post.taken == []
    assert states(database) == [("dropped", "not_visible")]


def test_what_was_read_meanwhile_is_not_mailed(
    database: Database, settings: Settings, post: Post, port: int
) -> None:
    tell_one(database, person(database, "admin"))
    with database.write() as db:
        db.execute(update(Notification).values(read_at=now()))
    mailing.work(database, mailed(settings, port))
    assert (post.taken, states(database)) == ([], [("dropped", "read")])


def test_old_news_is_not_mailed_once_mail_is_set_up(
    database: Database, settings: Settings, post: Post, port: int
) -> None:
    tell_one(database, person(database, "admin"))
    with database.write() as db:
        db.execute(update(Notification).values(created_at=now() - dt.timedelta(days=3)))
    mailing.work(database, mailed(settings, port))
    assert post.taken == []


def test_a_daily_mail_gathers_until_its_hour_but_security_does_not_wait(
    database: Database, settings: Settings, post: Post, port: int
) -> None:
    in_an_hour = (now().astimezone(LOCAL) + dt.timedelta(hours=1)).time().replace(microsecond=0)
    user = person(database, "admin", digest_at=in_an_hour)
    for _ in range(2):
        tell_one(database, user)
    with database.write() as db:
        tell(db, [user], "one_time_password", params={"by": "管理员"})
    chosen = mailed(settings, port)
    mailing.work(database, chosen)
    assert [message["subject"] for _, message in post.taken] == ["[鉴契] 您的密码已被重置"]
    pass_time(database, dt.timedelta(hours=1))
    mailing.work(database, chosen)
    assert post.taken[1][1]["subject"] == "[鉴契] 您有 2 条新通知"


# -- what can go wrong


def test_a_server_that_is_away_is_tried_again_until_it_is_back(
    database: Database, settings: Settings, post: Post
) -> None:
    at = free_port()
    tell_one(database, person(database, "admin"))
    chosen = mailed(settings, at)
    mailing.work(database, chosen)
    assert states(database) == [("waiting", "unreachable")]
    with serving(post, at):
        mailing.work(database, chosen)
        assert post.taken == [], "it waits before the next attempt"
        pass_time(database, mailing.PAUSES[0])
        mailing.work(database, chosen)
    assert (len(post.taken), states(database)) == (1, [("sent", None)])


def test_a_mail_is_given_up_after_the_last_attempt(database: Database, settings: Settings) -> None:
    chosen = mailed(settings, free_port())
    tell_one(database, person(database, "admin"))
    for pause in (*mailing.PAUSES, dt.timedelta()):
        assert mailing.work(database, chosen) == 1
        pass_time(database, pause)
    assert states(database) == [("failed", "unreachable")]
    assert mailing.work(database, chosen) == 0


def test_greylisting_is_waited_for(
    database: Database, settings: Settings, post: Post, port: int
) -> None:
    tell_one(database, person(database, "admin"))
    post.to_recipient = always("451 4.7.1 Greylisted, try again later")
    mailing.work(database, mailed(settings, port))
    [row] = deliveries(database)
    assert (row.state, row.reason) == ("waiting", "refused_for_now")
    assert "Greylisted" in (row.reply or "")
    post.to_recipient = always("250 OK")
    pass_time(database, mailing.PAUSES[0])
    mailing.work(database, mailed(settings, port))
    assert len(post.taken) == 1


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ({"to_recipient": always("550 5.1.1 no such user")}, ("failed", "refused")),
        ({"to_content": "554 5.7.1 spam"}, ("failed", "refused")),
        ({"to_content": "452 4.3.1 full"}, ("waiting", "refused_for_now")),
        ({"to_sender": "553 5.1.8 not your address"}, ("waiting", "sender_refused")),
    ],
)
def test_a_refusal_is_told_apart(
    database: Database,
    settings: Settings,
    post: Post,
    port: int,
    answers: dict[str, Any],
    wanted: tuple[str, str],
) -> None:
    tell_one(database, person(database, "admin"))
    for name, answer in answers.items():
        setattr(post, name, answer)
    mailing.work(database, mailed(settings, port))
    assert states(database) == [wanted]


def test_one_refused_recipient_holds_up_nobody_else(
    database: Database, settings: Settings, post: Post, port: int
) -> None:
    people = [person(database, login) for login in ("admin", "fawu", "caiwu")]
    with database.write() as db:
        tell(db, people, "one_time_password", params={"by": "x"})
    post.to_recipient = lambda a: "550 no" if a.startswith("fawu") else "250 OK"
    mailing.work(database, mailed(settings, port))
    assert post.recipients == {"admin@example.com": 1, "caiwu@example.com": 1}


def _certificate(folder: Path, host: str) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    names: list[x509.GeneralName] = [x509.DNSName(host)]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now() - dt.timedelta(days=1))
        .not_valid_after(now() + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "cert.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize(
    ("host", "trusted", "wanted"),
    [
        ("localhost", True, ("sent", None)),
        ("localhost", False, ("waiting", "tls_failed")),
        ("mail.example.com", True, ("waiting", "tls_failed")),
    ],
)
def test_only_a_trusted_certificate_of_the_right_host_is_spoken_to(
    database: Database,
    settings: Settings,
    post: Post,
    tmp_path: Path,
    security: str,
    host: str,
    trusted: bool,
    wanted: tuple[str, str | None],
) -> None:
    certificate, key = _certificate(tmp_path, host)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    more: dict[str, Any] = (
        {"ssl_context": context}
        if security == "tls"
        else {"tls_context": context, "require_starttls": True}
    )
    tell_one(database, person(database, "admin"))
    with _tls_serving(post, **more) as at:
        ca = {"mail_ca_file": certificate} if trusted else {}
        chosen = mailed(settings, at, mail_host="localhost", mail_security=security, **ca)
        mailing.work(database, chosen)
    assert states(database) == [wanted]
    assert len(post.taken) == (wanted[0] == "sent")


class _StrangeController(Controller):
    """Its own first call to the server does not care whose certificate that has."""

    def _trigger_server(self) -> None:
        context = ssl._create_unverified_context() if self.ssl_context else None
        with socket.create_connection((self.hostname, self.port), 5) as plain:
            line = context.wrap_socket(plain) if context else plain
            line.recv(100)


@contextmanager
def _tls_serving(post: Post, **more: Any) -> Iterator[int]:
    controller = _StrangeController(post, hostname="localhost", port=free_port(), **more)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def test_a_server_without_starttls_gets_nothing_in_clear(
    database: Database, settings: Settings, post: Post, port: int
) -> None:
    tell_one(database, person(database, "admin"))
    mailing.work(database, mailed(settings, port, mail_security="starttls"))
    assert (post.taken, states(database)) == ([], [("waiting", "tls_failed")])


@pytest.mark.parametrize(("password", "wanted"), [("right", "sent"), ("wrong", "waiting")])
def test_the_password_comes_from_its_file(
    database: Database, settings: Settings, post: Post, tmp_path: Path, password: str, wanted: str
) -> None:
    def check(*asked: Any) -> AuthResult:
        return AuthResult(success=asked[-1].password == b"right", handled=False)

    secret = tmp_path / "password"
    secret.write_text(f"{password}\n")
    tell_one(database, person(database, "admin"))
    with serving(post, authenticator=check, auth_require_tls=False, auth_required=True) as at:
        chosen = mailed(settings, at, mail_user="contracts", mail_password_file=secret)
        mailing.work(database, chosen)
    [row] = deliveries(database)
    assert row.state == wanted
    assert row.reason == (None if wanted == "sent" else "sign_in_refused")


# -- exactly once


def test_a_process_that_died_before_handing_over_is_followed_by_another(
    database: Database, settings: Settings, post: Post, port: int
) -> None:
    tell_one(database, person(database, "admin"))
    with database.write() as db:
        mailing.settle(db)
    with database.write() as db:
        mailing.claim(db)
    mailing.work(database, mailed(settings, port))
    assert post.taken == [], "its claim still holds"
    pass_time(database, mailing.CLAIM)
    mailing.work(database, mailed(settings, port))
    assert (len(post.taken), states(database)) == (1, [("sent", None)])


def test_a_process_that_died_after_handing_over_is_not(
    database: Database, settings: Settings, post: Post, port: int
) -> None:
    tell_one(database, person(database, "admin"))
    with database.write() as db:
        mailing.settle(db)
    with database.write() as db:
        mail_id = mailing.claim(db)
    assert mail_id is not None
    mailing.note_handing(database, mail_id)
    pass_time(database, mailing.CLAIM)
    mailing.work(database, mailed(settings, port))
    assert (post.taken, states(database)) == ([], [("unsure", None)])


PEOPLE, KILLS = 40, 6


@pytest.mark.timeout(240)
@pytest.mark.slow
def test_killed_again_and_again_every_mail_comes_once(
    database: Database, settings: Settings
) -> None:
    post = Post(slow=0.05)
    with database.write() as db:
        for number in range(PEOPLE):
            user = User(login=f"p{number}", name="人", role="legal", password_hash="x")
            db.add(user)
            db.flush()
            address = f"p{number}@example.com"
            db.add(NotificationChoices(user_id=user.id, address=address, switches={}))
            tell(db, [user.id], "one_time_password", params={"by": "x"})
    with serving(post) as at:
        for kill in range(KILLS):
            with _mailer(settings, at) as process:
                # Killed a little later each time: while it waits for the server, or in between.
                before = len(post.taken)
                while len(post.taken) == before:
                    time.sleep(0.005)
                time.sleep(0.017 * kill)
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
            pass_time(database, mailing.CLAIM)
        pass_time(database, mailing.CLAIM)
        post.slow = 0
        mailing.work(database, mailed(settings, at))
    rows = deliveries(database)
    assert {row.state for row in rows} <= {"sent", "unsure"}
    assert set(post.recipients.values()) == {1}, "a mail came twice"
    assert len(post.recipients) == PEOPLE, "a mail was lost"


@contextmanager
def _mailer(settings: Settings, port: int) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {
        "JIANQI_DATA": str(settings.data),
        "JIANQI_KEY_FILE": str(settings.key_file),
        "JIANQI_MAIL_HOST": "127.0.0.1",
        "JIANQI_MAIL_PORT": str(port),
        "JIANQI_MAIL_SECURITY": "none",
        "JIANQI_MAIL_FROM": "contracts@example.com",
    }
    process = subprocess.Popen([sys.executable, "-m", "workers.mail"], cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


# -- over the API


@pytest.fixture
def served(app: FastAPI, settings: Settings, port: int) -> Settings:
    app.state.settings = mailed(settings, port)
    return app.state.settings


@pytest.mark.usefixtures("served")
def test_ones_own_test_mail_says_what_came_of_it(post: Post, sign_in: SignIn) -> None:
    client = sign_in("fawu")
    refused = client.post("/api/notifications/test-mail")
    assert (refused.status_code, refused.json()["code"]) == (409, "mail_no_address")
    body = {"address": "me@example.com", "digest_at": "08:30"}
    choices = client.patch("/api/notifications/choices", json=body).json()
    assert (choices["mail_available"], choices["digest_at"]) == (True, "08:30")
    said = client.post("/api/notifications/test-mail").json()
    assert (said["result"], said["title"]) == ("sent", "邮件服务器已接收")
    assert post.recipients == {"me@example.com": 1}
    post.to_recipient = always("550 5.1.1 unknown")
    said = client.post("/api/notifications/test-mail").json()
    assert (said["result"], said["reply"]) == ("refused", "550 5.1.1 unknown")


@pytest.mark.usefixtures("served")
def test_test_mails_are_few(sign_in: SignIn) -> None:
    client = sign_in("fawu")
    client.patch("/api/notifications/choices", json={"address": "me@example.com"})
    statuses = [client.post("/api/notifications/test-mail").status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]


def test_without_a_server_there_is_no_test_mail(sign_in: SignIn) -> None:
    answer = sign_in("fawu").post("/api/notifications/test-mail")
    assert (answer.status_code, answer.json()["code"]) == (409, "mail_not_set_up")


@pytest.mark.parametrize("address", ["nobody", "a@b", "a@b.c\r\nBcc: d@e.f", "鉴契@example.com"])
def test_an_address_that_is_none_is_refused(sign_in: SignIn, address: str) -> None:
    answer = sign_in("fawu").patch("/api/notifications/choices", json={"address": address})
    assert answer.status_code == 422


def test_the_log_tells_administrators_what_became_of_each_mail(
    served: Settings, database: Database, post: Post, sign_in: SignIn
) -> None:
    admin = sign_in("admin")
    tell_one(database, person(database, "admin"))
    post.to_recipient = always("550 5.1.1 unknown")
    mailing.work(database, served)
    [row] = admin.get("/api/mail/deliveries").json()["items"]
    told = (row["state"], row["detail"], row["reply"])
    assert told == ("failed", "邮件服务器拒收", "550 5.1.1 unknown")
    assert admin.get("/api/mail").json()["counts"] == {"failed": 1}
    post.to_recipient = always("250 OK")
    again = f"/api/mail/deliveries/{row['notification_id']}/again"
    assert admin.post(again).json()["state"] == "waiting"
    mailing.work(database, served)
    assert admin.get("/api/mail/deliveries", params={"state": "sent"}).json()["items"]
    assert admin.post(again).status_code == 409
    assert sign_in("fawu").get("/api/mail/deliveries").status_code == 403
