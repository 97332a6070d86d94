"""Checks of an installation, one line each with the mend."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from service.kernel.certificates import SOON, BadCertificate, check_pair, expires
from service.kernel.clock import now
from service.kernel.crypto import BadKeyFile
from service.kernel.db import open_engine
from service.kernel.keys import open_key
from service.kernel.machine import available_bytes
from service.kernel.postgres import UnknownTlsMode
from service.kernel.queue import connect, redis_address
from service.kernel.settings import BadSettings, Settings
from service.migrations import is_current
from service.web_files import DIST

Grade = Literal[0, 1, 2]
"""0 good, 1 worth knowing, 2 must be mended."""

GIB = 1024**3


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, what was found, and what to do about it."""

    name: str
    found: str
    grade: Grade = 0
    mend: str = ""


def checks(settings: Settings) -> Iterator[Check]:
    """Every check, in the order in which faults should be mended."""
    inspect: tuple[Callable[[Settings], Check], ...] = (
        _packages,
        _ocr_models,
        _embedder,
        _tesseract,
        _font,
        _libreoffice,
        _memory,
        _data_folder,
        _key,
        _database,
        _queue,
        _port,
        _certificate,
        _web,
        _directory,
        _single_sign_on,
    )
    for look in inspect:
        yield look(settings)


def _packages(_: Settings) -> Check:
    names = ("rapidocr", "pypdfium2", "qdrant-edge-py", "celery", "spacy", "weasyprint")
    try:
        found = ", ".join(f"{name} {version(name)}" for name in names)
    except PackageNotFoundError as missing:
        return Check("packages", f"{missing.name} is missing", 2, "make setup")
    return Check("packages", found)


def _ocr_models(_: Settings) -> Check:
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    names = sorted(path.name for path in folder.glob("*.onnx"))
    if not names:
        return Check("ocr models", f"none in {folder}", 2, "reinstall the package rapidocr")
    return Check("ocr models", f"{len(names)} in the wheel, nothing is downloaded")


def _embedder(settings: Settings) -> Check:
    from service.wiring import embedder

    try:
        model = embedder(settings.embedder)
        model.embed(["合同"])
    except Exception as error:
        return Check("embedder", f"{settings.embedder}: {error}", 2, "make setup, or make torch")
    return Check("embedder", f"{model.name}, {model.dimensions} dimensions")


def _tesseract(_: Settings) -> Check:
    if shutil.which("tesseract") is None:
        return Check(
            "second engine",
            "tesseract is not installed: doubtful numbers are not cross-read",
            1,
            "apt-get install tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-eng",
        )
    return Check("second engine", "tesseract")


def _font(_: Settings) -> Check:
    from nlp.parsing.typeset import find_font

    try:
        return Check("CJK font", str(find_font()))
    except OSError as error:
        return Check("CJK font", str(error), 2, "apt-get install fonts-noto-cjk")


def _libreoffice(_: Settings) -> Check:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        return Check("LibreOffice", "absent: old .doc files cannot be read", 1, "optional")
    return Check("LibreOffice", found)


def _memory(_: Settings) -> Check:
    free = available_bytes() / GIB
    if free < 3:
        return Check(
            "memory",
            f"{free:.1f} GiB free: recognition needs about 1.2 GiB a process",
            1,
            "close other programs, or set JIANQI_OCR_ENGINE=tesseract",
        )
    return Check("memory", f"{free:.1f} GiB free")


def _data_folder(settings: Settings) -> Check:
    folder = settings.data.absolute()
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(existing, os.W_OK):
        return Check("data folder", f"{existing} is not writable", 2, "chown it, or JIANQI_DATA")
    free = shutil.disk_usage(existing).free / GIB
    grade: Grade = 0 if free > 5 else 1 if free > 1 else 2
    return Check(
        "data folder",
        f"{folder}, {free:.1f} GiB free",
        grade,
        "" if not grade else "free some disk",
    )


def _key(settings: Settings) -> Check:
    path = settings.resolved_key_file
    if not path.exists() and not settings.data.exists():
        return Check("master key", f"will be made at {path}", 0)
    try:
        open_key(settings)
    except BadKeyFile as error:
        return Check("master key", str(error), 2, "restore the file from your copy")
    if path.stat().st_mode & 0o077:
        return Check("master key", f"{path} can be read by others", 1, f"chmod 600 {path}")
    return Check("master key", str(path))


def _database(settings: Settings) -> Check:
    try:
        return _asked_database(settings.resolved_database_url)
    except (SQLAlchemyError, OSError, UnknownTlsMode) as error:
        return Check("database", type(error).__name__, 2, "check JIANQI_DATABASE_URL")


def _asked_database(url: str) -> Check:
    engine = open_engine(url)
    try:
        if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists():
            return Check("database", "will be made on the first start")
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        if not is_current(url):
            return Check("database", "an older version", 1, "jianqi migrate")
    finally:
        engine.dispose()
    return Check("database", engine.dialect.name)


def _queue(settings: Settings) -> Check:
    if settings.broker_url is None and not settings.broker_socket.exists():
        return Check("queue", "embedded valkey, not running now")
    try:
        connect(redis_address(settings)).ping()
    except RedisError as error:
        return Check(
            "queue",
            f"{type(error).__name__}: uploads are kept but nothing is read",
            2,
            "start jianqi, or check JIANQI_BROKER_URL",
        )
    return Check("queue", "answers")


def _port(settings: Settings) -> Check:
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex((settings.host, settings.port)) == 0:
            return Check(
                "port", f"{settings.port} is in use (by jianqi itself, if it is running)", 1
            )
    return Check("port", f"{settings.port} is free")


def _certificate(settings: Settings) -> Check:
    if not (settings.tls_certificate and settings.tls_key):
        return Check("certificate", "none: plain HTTP on this machine, or a proxy has it")
    try:
        check_pair(settings.tls_certificate, settings.tls_key)
        until = expires(settings.tls_certificate)
    except BadCertificate as fault:
        return Check("certificate", str(fault), 2, "renew it; a running server takes it by itself")
    if until - now() < SOON:
        return Check("certificate", f"ends {until:%Y-%m-%d}", 1, "renew it in time")
    return Check("certificate", f"until {until:%Y-%m-%d}")


def _web(_: Settings) -> Check:
    if not (DIST / "index.html").is_file():
        return Check("web UI", "not built", 2, "make setup")
    return Check("web UI", "built")


def _directory(settings: Settings) -> Check:
    from service.accounts.ldap_directory import Directory
    from service.accounts.ldap_wire import DirectoryFault

    if settings.ldap is None:
        return Check("directory", "none: people sign in with accounts of their own")
    try:
        Directory(settings.ldap).check()
    except BadSettings as error:
        return Check("directory", str(error), 2, "make ldap, or mend the settings of ldap")
    except DirectoryFault as fault:
        return Check("directory", f"{settings.ldap.url}: {fault.reason}", 2, _DIRECTORY[fault.code])
    return Check("directory", f"{settings.ldap.url} answers")


def _single_sign_on(settings: Settings) -> Check:
    from service.accounts.oidc import Provider, ProviderFault

    if not settings.oidc:
        return Check("single sign-on", "none: no provider of OpenID Connect")
    found = []
    for key, chosen in settings.oidc.items():
        try:
            keys = Provider(key, chosen).check()
        except ProviderFault as fault:
            return Check("single sign-on", f"{key}: {fault.reason}", 2, _PROVIDER[fault.code])
        found.append(f"{key}: {chosen.issuer} answers, keys for signatures: {keys}")
    return Check("single sign-on", "; ".join(found))


_PROVIDER = {
    "oidc_unreachable": "check oidc.….issuer, ca_file, the network; local accounts get in",
    "oidc_unusable": "check oidc.….issuer, letter by letter, and client_secret_file",
}

_DIRECTORY = {
    "directory_unreachable": "check ldap.url, the network and the server; local accounts get in",
    "directory_untrusted": "check ldap.ca_file and the server's certificate",
    "directory_refused": "check ldap.bind_dn, bind_password_file, search_base and user_filter",
}
