"""People, for administrators."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Request, Response, UploadFile
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts import actions, brakes, factors, people_table, second_factor
from service.accounts.ldap_sign_in import DirectoryOf
from service.accounts.outside import NoDirectory
from service.accounts.own_api import sessions_of
from service.accounts.passwords import hash_password, one_time_password
from service.accounts.roles import check_not_above
from service.accounts.schemas import (
    Ended,
    Fault,
    HeldRoleOut,
    Imported,
    ImportedRow,
    NewUser,
    OneTimePassword,
    SessionOut,
    UserIn,
    UserOut,
    UserPatch,
)
from service.accounts.tables import User
from service.accounts.units import refs as unit_refs
from service.kernel.errors import NotFound
from service.kernel.http import (
    ActorOf,
    DatabaseOf,
    ExpectedVersion,
    Reads,
    SettingsOf,
    Writes,
    check_version,
    needs,
)
from service.kernel.limits import limited
from service.kernel.locale import language_of, say
from service.kernel.paging import Cursor, Limit, ListOf, page

router = APIRouter(prefix="/users", tags=["accounts"])
_ADMIN = needs("users.manage")


def _user(db: Session, user_id: str) -> User:
    user = db.get(User, user_id)
    if user is None:
        raise NotFound
    return user


def _shown(db: Session, users: list[User]) -> list[UserOut]:
    blocked = brakes.blocked_until(db, [user.login for user in users])
    secured = factors.those_with(db, [user.id for user in users])
    units = unit_refs(db, [unit for user in users for unit in _units(user)])
    return [
        UserOut(
            **_plain(user),
            further_roles=[
                HeldRoleOut(role=held.role_code, expires_at=held.expires_at)
                for held in user.further_roles
            ],
            unit=units.get(user.unit_id or ""),
            further_units=[units[member.unit_id] for member in user.further_units],
            blocked_until=blocked.get(user.login),
            second_factor=user.id in secured,
        )
        for user in users
    ]


_JOINED = {"further_roles", "unit", "further_units", "blocked_until", "second_factor"}


def _plain(user: User) -> dict[str, Any]:
    return {name: getattr(user, name) for name in UserOut.model_fields if name not in _JOINED}


def _units(user: User) -> list[str | None]:
    return [user.unit_id, *(member.unit_id for member in user.further_units)]


@router.get("", dependencies=[_ADMIN])
def list_users(db: Reads, limit: Limit = 50, cursor: Cursor = None) -> ListOf[UserOut]:
    """All users, by login."""
    rows, following = page(
        db,
        select(User),
        sort=User.login.expression,
        key=User.id.expression,
        descending=False,
        limit=limit,
        cursor=cursor,
    )
    return ListOf(items=_shown(db, list(rows)), next_cursor=following)


@router.post("", status_code=201, dependencies=[_ADMIN])
def add_user(body: UserIn, database: DatabaseOf, actor: ActorOf) -> NewUser:
    """Add a person; the answer holds a password for the first sign-in, shown this once."""
    password = one_time_password()
    password_hash = hash_password(password)
    person = actions.Person(body.login, body.name, body.role, body.unit_id)
    with database.write() as db:
        user = actions.add_user(db, actor, person, password_hash, must_change=True)
        shown = _shown(db, [user])[0]
    return NewUser(user=shown, password=password)


@router.get(
    "/import/template.csv",
    dependencies=[_ADMIN],
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}}},
)
def import_template(request: Request) -> Response:
    """An empty table for ``importUsers``, with headings in the caller's language."""
    language = language_of(request.headers.get("accept-language"))
    return Response(
        people_table.template(language),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="jianqi-users.csv"'},
    )


@router.post("/import", dependencies=[_ADMIN, limited("account")])
def import_users(
    request: Request,
    database: DatabaseOf,
    actor: ActorOf,
    file: Annotated[UploadFile, File(description="CSV: login, name, role, unit.")],
    apply: bool = False,
) -> Imported:
    """What is wrong with each row of a table of people; with ``apply``, add all of them or nobody.

    UTF-8 with or without its mark, or GB18030; headings and roles in Chinese or English.
    """
    rows = people_table.parse(file.file.read(people_table.MOST_BYTES + 1))
    with database.read() as db:
        ready = people_table.check(db, actor, rows)
    if apply and ready:
        people_table.add_all(database, actor, rows)
    language = language_of(request.headers.get("accept-language"))
    shown = [
        ImportedRow(
            line=row.line,
            login=row.person.login,
            name=row.person.name,
            role=row.person.role,
            unit=row.unit,
            faults=[Fault(code=c, message=say(f"people.{c}", language)) for c in row.faults],
            password=row.password,
        )
        for row in rows
    ]
    return Imported(applied=apply and ready, ready=ready, rows=shown)


@router.patch("/{user_id}", dependencies=[_ADMIN])
def change_user(
    user_id: str,
    body: UserPatch,
    db: Writes,
    actor: ActorOf,
    expected: ExpectedVersion,
    directory: DirectoryOf,
) -> UserOut:
    """Change a person; a lock ends their sessions and tokens."""
    if body.source and directory is None:
        raise NoDirectory
    user = _user(db, user_id)
    check_version(user.version, expected)
    named = body.model_dump(exclude_unset=True)
    # Only the unit can be nobody's; of all else null means: as it is.
    changes = {
        name: value for name, value in named.items() if value is not None or name == "unit_id"
    }
    if body.further_roles is not None:
        changes["further_roles"] = [(held.role, held.expires_at) for held in body.further_roles]
    actions.change_user(db, actor, user, changes)
    return _shown(db, [user])[0]


@router.post("/{user_id}/password", dependencies=[_ADMIN, limited("account")])
def reset_password(user_id: str, db: Writes, actor: ActorOf) -> OneTimePassword:
    """A password that serves once, shown this once; the person's sessions and tokens end."""
    return OneTimePassword(password=actions.reset_password(db, actor, _user(db, user_id)))


@router.delete("/{user_id}/block", status_code=204, dependencies=[_ADMIN])
def release_user(user_id: str, db: Writes, actor: ActorOf) -> None:
    """Let a person try again at once who must wait after wrong passwords."""
    actions.release(db, actor, _user(db, user_id))


@router.delete("/{user_id}/second-factor", status_code=204, dependencies=[_ADMIN])
def reset_second_factor(user_id: str, db: Writes, actor: ActorOf) -> None:
    """Forget the codes, passkeys and recovery codes of a person who has lost them."""
    user = _user(db, user_id)
    check_not_above(db, actor, user)
    second_factor.remove_all(db, actor, user.id)


@router.get("/{user_id}/sessions", dependencies=[_ADMIN])
def list_user_sessions(user_id: str, db: Reads, settings: SettingsOf) -> ListOf[SessionOut]:
    """Where a person is signed in, last used first."""
    return sessions_of(db, _user(db, user_id).id, settings)


@router.delete("/{user_id}/sessions", dependencies=[_ADMIN])
def end_user_sessions(user_id: str, db: Writes, actor: ActorOf) -> Ended:
    """End all sessions of a person."""
    return Ended(count=actions.end_sessions(db, actor, _user(db, user_id).id))


@router.delete("/{user_id}/sessions/{session_id}", status_code=204, dependencies=[_ADMIN])
def end_user_session(user_id: str, session_id: str, db: Writes, actor: ActorOf) -> None:
    """End one session of a person."""
    actions.end_session(db, actor, _user(db, user_id).id, session_id)
