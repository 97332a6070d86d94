"""The ``jianqi`` command."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from nlp.document import Reading, Stance
from nlp.errors import UnreadableFile
from service.kernel.crypto import BadKeyFile
from service.kernel.errors import AppError, error_words
from service.kernel.locale import UiLanguage
from service.kernel.settings import BadSettings, Settings, load_settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from service.accounts.tables import User

_PATHS = click.Path(exists=True, path_type=Path)
_files = click.argument("files", nargs=-1, required=True, type=_PATHS)
_as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
_pages = click.option(
    "--pages", "as_pages", is_flag=True, help="The files are the pages of one document, in order."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """鉴契 Jianqi: 合同全过程管理 · contract lifecycle with document intelligence."""


def _progress(name: str, number: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{name}  {number}/{total}", err=True, nl=number == total)


Outcome = Reading | tuple[str, UnreadableFile]


def _readings(paths: Sequence[Path], as_pages: bool) -> Iterator[Outcome]:
    """A reading a document, or the name and the cause where it cannot be read."""
    from service.reading_files import NamedFile, files_at, read_document
    from service.wiring import reading_tools

    tools = reading_tools(load_settings())

    def read(files: Sequence[NamedFile]) -> Outcome:
        try:
            return read_document(files, tools, _progress)
        except UnreadableFile as cause:
            return files[0].name, cause

    if as_pages:
        yield read([file for path in paths for file in files_at(path)])
        return
    for path in paths:
        try:
            for file in files_at(path):
                yield read([file])
        except UnreadableFile as cause:
            yield path.name, cause


def _failure(name: str, cause: UnreadableFile, language: UiLanguage) -> dict[str, Any]:
    from nlp.messages import error_words

    message, mend = error_words(cause, language)
    return {
        "schema": "jianqi.reading/1",
        "file": {"name": name},
        "error": {"code": cause.code, "message": message, "mend": mend},
    }


def _print_json(content: dict[str, Any]) -> None:
    click.echo(json.dumps(content, ensure_ascii=False))


def _print_failure(name: str, cause: UnreadableFile, language: UiLanguage, as_json: bool) -> None:
    content = _failure(name, cause, language)
    if as_json:
        _print_json(content)
    else:
        error = content["error"]
        click.echo(f"{name}: {error['message']} {error['mend']} [{error['code']}]", err=True)


@main.command()
@_files
@_as_json
@_pages
def read(files: tuple[Path, ...], as_json: bool, as_pages: bool) -> None:
    """Read files and print what they say: clauses, parties, dates, amounts."""
    from nlp.reading_json import reading_to_json
    from service.summary import summarize

    failed = False
    for outcome in _readings(files, as_pages):
        if isinstance(outcome, tuple):
            failed = True
            _print_failure(*outcome, "zh", as_json)
        elif as_json:
            _print_json(reading_to_json(outcome))
        else:
            click.echo(summarize(reading_to_json(outcome)))
    sys.exit(1 if failed else 0)


@main.command()
@_files
@click.option("--stance", type=click.Choice(["buyer", "seller", "neutral"]), default="neutral")
@click.option("--party", help="Our side: its name or its role label (乙方, Borrower).")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Default: the document's language.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A report file.")
@_as_json
@_pages
def review(
    files: tuple[Path, ...],
    stance: Stance,
    party: str | None,
    lang: Literal["zh", "en"] | None,
    out: Path | None,
    as_json: bool,
    as_pages: bool,
) -> None:
    """Read files and list risks, gaps and faults, each with its place in the text."""
    from service.reviewing_files import reviewed_json, write_report
    from service.summary import summarize

    if out and (as_json or (len(files) > 1 and not as_pages)):
        raise click.UsageError("--out takes one document, and not --json")
    failed = False
    for outcome in _readings(files, as_pages):
        if isinstance(outcome, tuple):
            failed = True
            _print_failure(*outcome, lang or "zh", as_json)
            continue
        content = reviewed_json(outcome, stance=stance, party=party, language=lang)
        if as_json:
            _print_json(content)
        elif out:
            write_report(content, files, out, lang)
            click.echo(str(out))
        else:
            click.echo(summarize(content))
    sys.exit(1 if failed else 0)


@main.command("compare")
@click.argument("old", type=_PATHS)
@click.argument("new", type=_PATHS)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A report file.")
@click.option("--substantive", is_flag=True, help="Leave out what differs in form only.")
@_as_json
def compare_versions(
    old: Path, new: Path, out: Path | None, substantive: bool, as_json: bool
) -> None:
    """Compare two versions of a document: what was changed, moved, added, deleted."""
    from service.comparing_files import compare_files, comparison_lines, write_comparison
    from service.reading_files import NamedFile, files_at, read_document
    from service.wiring import reading_tools

    if out and as_json:
        raise click.UsageError("--out and --json exclude each other")
    tools = reading_tools(load_settings())
    name = old.name

    def read(files: Sequence[NamedFile]) -> Reading:
        nonlocal name
        name = files[0].name
        return read_document(files, tools, _progress)

    try:
        compared = compare_files(list(files_at(old)), list(files_at(new)), read)
    except UnreadableFile as cause:
        _print_failure(name, cause, "zh", as_json)
        sys.exit(1)
    if as_json:
        _print_json(compared.content)
    elif out:
        write_comparison(compared, out, only_substantive=substantive)
        click.echo(str(out))
    else:
        click.echo(comparison_lines(compared, only_substantive=substantive))


@main.command()
@click.argument("phrase")
@click.option("--event", "events", multiple=True, help="验收=2026-09-20, or a day alone.")
@click.option("--pause", "pauses", multiple=True, help="2026-02-01..2026-02-10: not counted.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Default: the phrase's language.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def period(
    phrase: str,
    events: tuple[str, ...],
    pauses: tuple[str, ...],
    lang: Literal["zh", "en"] | None,
    as_json: bool,
) -> None:
    """Work out the date that a period leads to, and say why.

    PHRASE as the contract words it: 验收合格之日起30个工作日内, within 30 days after receipt.
    """
    from nlp.periods import PeriodError
    from service.periods import period_error_json, period_json, period_summary

    language: Literal["zh", "en"] = lang or ("en" if phrase.isascii() else "zh")
    try:
        content = period_json(phrase, events, pauses, language)
    except PeriodError as error:
        content = period_error_json(error, language)
    if as_json:
        _print_json(content)
    else:
        click.echo(period_summary(content), err="error" in content)
    sys.exit(1 if "error" in content else 0)


@main.command()
def run() -> None:
    """Start everything: database, queue, workers, API and web UI."""
    from service.supervisor import main as supervise

    sys.exit(supervise())


@main.command()
def migrate() -> None:
    """Bring the database to the newest version (an SQLite file is copied first)."""
    from service.migrations import upgrade

    upgrade(load_settings().resolved_database_url)
    click.echo("database is current")


@main.command()
def doctor() -> None:
    """Check installation, models, fonts, settings, disk, database, queue, index."""
    from service.doctor import checks

    worst = 0
    for check in checks(load_settings()):
        mark = {0: "ok  ", 1: "warn", 2: "FAIL"}[check.grade]
        click.echo(
            f"{mark}  {check.name}: {check.found}{f'  →  {check.mend}' if check.mend else ''}"
        )
        worst = max(worst, check.grade)
    sys.exit(1 if worst == 2 else 0)


@main.command()
@click.argument("dest")
def backup(dest: str) -> None:
    """Back everything up to DEST: a folder, or s3://bucket/prefix. The server may run on.

    Only what changed since the last backup there is written, encrypted; the master key stays out.
    """
    from service.backup.command import back_up

    click.echo(back_up(load_settings(), dest, _file_progress))


@main.command()
@click.argument("src")
@click.option("--into", required=True, type=click.Path(path_type=Path), help="An empty folder.")
@click.option("--backup", "backup_id", help="Which backup; default: the newest.")
def restore(src: str, into: Path, backup_id: str | None) -> None:
    """Restore from SRC into an empty data folder (and an empty database, where one is set)."""
    from service.backup.command import restore_into

    click.echo(restore_into(load_settings(), src, into, backup_id, _file_progress))


def _file_progress(done: int, total: int) -> None:
    _progress("files", done, total)


@main.group()
def demo() -> None:
    """The demo data."""


@demo.command("load")
def demo_load() -> None:
    """Add the demo people and contracts (needs the workers of a running server to read them)."""
    from service.flows.demo import load

    click.echo(f"{load(load_settings())} demo contracts added")


@demo.command("remove")
@click.confirmation_option(prompt="Remove all demo people and contracts? 删除全部演示数据？")
def demo_remove() -> None:
    """Remove the demo people and contracts; nothing else is touched."""
    from service.flows.demo import remove

    settings = load_settings()
    click.echo(f"{remove(settings)} demo contracts removed")
    if link := _setup_link(settings):
        click.echo(
            f"还没有别的账号，请用此链接设置管理员 · make the first administrator:\n  {link}"
        )


@main.group()
def index() -> None:
    """The search index."""


@index.command("rebuild")
def index_rebuild() -> None:
    """Build the search index anew from the database.

    In the embedded profile the server must be stopped, for it owns the index.
    """
    from service.kernel.db import Database
    from service.search.actions import rebuild
    from service.wiring import embedder, vector_index

    settings = load_settings()
    database = Database(settings.resolved_database_url)
    projected = vector_index(settings)
    count = rebuild(database, projected, embedder(settings.embedder).name)
    click.echo(f"{count} contracts, {projected.count()} passages indexed")
    projected.close()


@main.group()
def audit() -> None:
    """The audit log."""


@audit.command("verify")
def audit_verify() -> None:
    """Check the log's hash chain; exit 1 and name the first row that was changed or is missing."""
    from service.audit.anchors import verify
    from service.backup.command import ground

    own = ground(load_settings())
    with own.database.read() as db:
        verdict = verify(db, own.storage)
    if verdict.fault is None:
        click.echo(f"{verdict.rows} rows hold, head {verdict.head}")
        return
    fault = verdict.fault
    when = f" ({fault.action}, {fault.at.isoformat()})" if fault.at else ""
    click.echo(f"row {fault.seq} {fault.kind}{when}; {verdict.rows} rows before it hold", err=True)
    sys.exit(1)


@main.group()
def user() -> None:
    """People who can sign in."""


@user.command("add")
@click.argument("login")
@click.option("--name", required=True)
@click.option("--role", required=True, help="A role's code: admin, legal, handler …")
@click.option("--unit", help="The code or name of an organisation unit.")
@click.password_option()
def user_add(login: str, name: str, role: str, unit: str | None, password: str) -> None:
    """Add a person, for example another administrator."""
    from service.accounts.actions import Person, add_user
    from service.accounts.passwords import check_strength, hash_password
    from service.accounts.units import find
    from service.kernel.actor import SYSTEM
    from service.kernel.db import Database

    check_strength(password, login, name)
    password_hash = hash_password(password)
    with Database(load_settings().resolved_database_url).write() as db:
        person = Person(login, name, role, find(db, unit).id if unit else None)
        add_user(db, SYSTEM, person, password_hash, must_change=False)
    click.echo(f"{login} added")


@user.command("setup")
def user_setup() -> None:
    """Print a link with which the first administrator is made, where nobody can sign in yet."""
    from service.accounts.setup import SetupDone

    link = _setup_link(load_settings())
    if link is None:
        raise SetupDone
    click.echo(link)


def _setup_link(settings: Settings) -> str | None:
    """A fresh link that makes the first administrator; none where somebody can sign in."""
    from service.accounts.setup import issue
    from service.kernel.db import Database

    with Database(settings.resolved_database_url).write() as db:
        code = issue(db)
    return code and f"{settings.address}/setup#{code}"


@user.command("release")
@click.argument("login")
def user_release(login: str) -> None:
    """Let a person try again at once who must wait after wrong passwords."""
    from service.accounts.actions import release
    from service.kernel.actor import SYSTEM

    with _person(login) as (db, found):
        release(db, SYSTEM, found)
    click.echo(f"{login} released")


@user.command("reset")
@click.argument("login")
@click.option("--second-factor", is_flag=True, help="Forget their codes and passkeys as well.")
def user_reset(login: str, second_factor: bool) -> None:
    """Print a new password that serves once; the person's sessions and API tokens end."""
    from service.accounts.actions import reset_password
    from service.accounts.second_factor import remove_all
    from service.kernel.actor import SYSTEM

    with _person(login) as (db, found):
        password = reset_password(db, SYSTEM, found)
        if second_factor:
            remove_all(db, SYSTEM, found.id)
    click.echo(password)


@contextmanager
def _person(login: str) -> Iterator[tuple[Session, User]]:
    """A person by login, within one unit of work. Raises ``NotFound``."""
    from sqlalchemy import select

    from service.accounts.tables import User
    from service.kernel.db import Database
    from service.kernel.errors import NotFound

    with Database(load_settings().resolved_database_url).write() as db:
        found = db.scalar(select(User).where(User.login == login))
        if found is None:
            raise NotFound
        yield db, found


def entry() -> None:
    """The console script: errors of the set-up in plain words, without a trace."""
    try:
        main()
    except (BadSettings, BadKeyFile) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except AppError as error:
        for language in ("zh", "en"):
            click.echo(" ".join(error_words(error, language)), err=True)
        sys.exit(1)


if __name__ == "__main__":
    entry()
