"""Whoever leaves the directory leaves here, too: sessions and tokens end, new ones do not begin."""

from __future__ import annotations

from sqlalchemy import exists, or_, select

from service.accounts import outside
from service.accounts.ldap_directory import Directory
from service.accounts.ldap_sign_in import person_of
from service.accounts.ldap_wire import DirectoryFault
from service.accounts.sign_in import WrongSignIn, close_all_sessions
from service.accounts.tables import ApiToken, SignInSession, User
from service.audit.actions import record
from service.kernel.actor import SYSTEM
from service.kernel.db import Database
from service.kernel.logs import log


def recheck(database: Database, directory: Directory, user: User) -> bool:
    """Whether the directory still knows an account's person; what it says of them is taken over.

    For whoever is gone all sessions and tokens end. Raises what the directory raises.
    """
    entry = directory.find(user.login)
    with database.write() as db:
        known = outside.identity_of(db, outside.LDAP, entry.subject) if entry else None
        present = db.get_one(User, user.id)
        if entry and entry.role and known and known.user_id == user.id:
            outside.bring_up_to_date(db, present, person_of(entry), directory.settings)
            return True
        close_all_sessions(db, user.id)
        record(db, SYSTEM, "session.departed", "user", user.id, login=user.login)
    return False


def must_be_known(database: Database, directory: Directory | None, user: User) -> None:
    """For ways in that do not ask the directory by themselves. Raises ``WrongSignIn``, too."""
    if user.source == outside.LDAP and not (directory and recheck(database, directory, user)):
        raise WrongSignIn


def sign_out_departed(database: Database, directory: Directory) -> int:
    """Look after everybody of the directory who is signed in or has a token; how many are gone.

    A directory that is away ends nothing: the rest is looked after the next time.
    """
    is_in = or_(
        exists().where(SignInSession.user_id == User.id),
        exists().where(ApiToken.user_id == User.id),
    )
    with database.read() as db:
        users = db.scalars(select(User).where(User.source == outside.LDAP, is_in)).all()
    gone = 0
    try:
        for user in users:
            gone += not recheck(database, directory, user)
    except DirectoryFault as fault:
        log.warning(fault.code, reason=fault.reason)
    return gone
