"""A directory (LDAP) as this service uses it: find a person, try their password, read the groups.

What was typed goes into filters escaped; the password is tried by a bind as the entry that the
directory itself named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from service.accounts.ldap_wire import DirectoryRefused, DirectoryUnreachable, wire
from service.kernel.outside_settings import LdapSettings
from service.kernel.settings import BadSettings

Attributes = dict[str, list[bytes]]
"""By name in lower case."""

_LOGIN = re.compile(r"[\w.@+-]{1,100}")
_IDS = ("entryuuid", "objectguid")
"""What stays when an entry is renamed or moved: in OpenLDAP and others, in Active Directory."""
_DISABLED = 0x2
"""The bit of Active Directory's userAccountControl."""
_NO_PASSWORD = (
    "INVALID_CREDENTIALS",
    "INAPPROPRIATE_AUTH",
    "UNWILLING_TO_PERFORM",
    "INSUFFICIENT_ACCESS",
    "CONSTRAINT_VIOLATION",
    "NO_SUCH_OBJECT",
)
"""Outcomes of a bind that say that this person may not sign in so."""
_AWAY = ("SERVER_DOWN", "CONNECT_ERROR", "TIMEOUT", "UNAVAILABLE", "BUSY", "TIMELIMIT_EXCEEDED")


@dataclass(frozen=True, slots=True)
class Entry:
    """A person as the directory knows them; ``role`` by their groups, none where they stay out."""

    dn: str
    subject: str
    login: str
    name: str
    email: str | None
    department: str | None
    role: str | None


class Directory:
    """The directory of the settings. Each call opens a connection of its own.

    Every call raises ``DirectoryUnreachable``, ``DirectoryUntrusted`` or ``DirectoryRefused``.
    """

    def __init__(self, settings: LdapSettings) -> None:
        """Raises ``BadSettings``, where the extra is missing, too."""
        try:
            import ldap
            import ldap.dn
            import ldap.filter
        except ImportError as error:
            raise BadSettings(
                f"ldap: 缺少 LDAP 扩展（{error}），请运行 make ldap。"
                " The LDAP extra is missing: run make ldap."
            ) from error
        self._ldap = ldap
        self.settings = settings
        self._roles: dict[str, str] = {}
        for dn, role in settings.group_roles.items():
            normal = self._normal(dn)
            if normal is None:
                raise BadSettings(f"ldap.group_roles: 不是 DN，not a DN: {dn}")
            self._roles[normal] = role

    def prove(self, login: str, password: str, about_to_try: Callable[[str], None]) -> Entry | None:
        """The person of this name and password; none where either is wrong.

        ``about_to_try`` is told the directory's own form of the name before the password is tried.
        """
        # A bind without a password succeeds as nobody (RFC 4513, 5.1.2): it proves nothing.
        if not password or "\0" in password:
            return None
        with self._searching() as connection:
            found = self._found(connection, login)
            if found is None:
                return None
            about_to_try(found.login)
            return found if self._binds(connection, found.dn, password) else None

    def find(self, login: str) -> Entry | None:
        """The one person of this name who may sign in."""
        with self._searching() as connection:
            return self._found(connection, login)

    def check(self) -> None:
        """Connect, bind and search as a sign-in would, for a name that nobody has."""
        with self._searching() as connection:
            self._found(connection, "jianqi-doctor-looks-for-nobody")

    @contextmanager
    def _searching(self) -> Iterator[Any]:
        """A connection bound as the account that searches."""
        ldap, settings = self._ldap, self.settings
        with wire(settings) as socket, self._faults_told():
            # The socket is libldap's from here on: unbind closes it.
            connection = ldap.initialize("ldap://directory", fileno=socket.detach())
            try:
                connection.timeout = settings.timeout_seconds
                connection.set_option(ldap.OPT_REFERRALS, 0)
                connection.set_option(ldap.OPT_TIMEOUT, settings.timeout_seconds)
                connection.simple_bind_s(settings.bind_dn or "", self._bind_password())
                yield connection
            finally:
                connection.unbind_s()

    def _bind_password(self) -> str:
        path = self.settings.bind_password_file
        if path is None:
            return ""
        try:
            password = path.read_text(encoding="utf-8").strip("\r\n")
        except OSError as error:
            raise DirectoryRefused(f"{path}: {error.strerror}") from error
        if not password:
            raise DirectoryRefused(f"{path} is empty")
        return password

    @contextmanager
    def _faults_told(self) -> Iterator[None]:
        ldap = self._ldap
        try:
            yield
        except ldap.LDAPError as error:
            detail = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
            words = [type(error).__name__, detail.get("desc"), detail.get("info")]
            reason = ": ".join(str(word) for word in words if word)
            away = tuple(getattr(ldap, name) for name in _AWAY)
            fault = DirectoryUnreachable if isinstance(error, away) else DirectoryRefused
            raise fault(reason) from error

    def _found(self, connection: Any, login: str) -> Entry | None:
        # Directories compare names leniently (blanks, invisible characters, compatible forms):
        # one person under many spellings would have as many counts of wrong passwords.
        if not _LOGIN.fullmatch(login) or unicodedata.normalize("NFKC", login) != login:
            return None
        settings = self.settings
        filled = self._filled(settings.user_filter, login=login)
        people = self._search(connection, settings.search_base, filled)
        if len(people) > 1:
            raise DirectoryRefused(f"{filled} finds more than one entry")
        if not people:
            return None
        dn, attributes = people[0]
        control = _text(attributes, "userAccountControl")
        if control and control.isdecimal() and int(control) & _DISABLED:
            return None
        return self._entry(connection, dn, attributes)

    def _entry(self, connection: Any, dn: str, attributes: Attributes) -> Entry:
        settings = self.settings
        login = _text(attributes, settings.login_attribute)
        if not login or not _LOGIN.fullmatch(login):
            raise DirectoryRefused(f"{dn} has no usable {settings.login_attribute}")
        ids = [value for name in _IDS for value in attributes.get(name, [])]
        groups = {value.decode() for value in attributes.get(settings.group_attribute.lower(), [])}
        if settings.group_search_base:
            filled = self._filled(settings.group_filter, login=login, dn=dn)
            found = self._search(connection, settings.group_search_base, filled, most=1000)
            groups |= {group for group, _ in found}
        return Entry(
            dn=dn,
            subject=_printable(ids[0]) if ids else dn,
            login=login,
            name=_text(attributes, settings.name_attribute) or login,
            email=_text(attributes, settings.email_attribute),
            department=_text(attributes, settings.department_attribute),
            role=self._role(groups),
        )

    def _role(self, groups: set[str]) -> str | None:
        normal = {self._normal(group) for group in groups}
        mapped = (role for group, role in self._roles.items() if group in normal)
        return next(mapped, self.settings.default_role)

    def _search(
        self, connection: Any, base: str, filled: str, most: int = 2
    ) -> list[tuple[str, Attributes]]:
        ldap, settings = self._ldap, self.settings
        asked = [settings.login_attribute, settings.name_attribute, settings.email_attribute]
        asked += [settings.department_attribute, settings.group_attribute]
        asked += ["userAccountControl", *_IDS]
        rows = connection.search_ext_s(
            base,
            ldap.SCOPE_SUBTREE,
            filled,
            asked,
            timeout=settings.timeout_seconds,
            sizelimit=most,
        )
        # A row without a name is a referral to another server: it is not followed.
        return [
            (dn, {name.split(";")[0].lower(): values for name, values in attributes.items()})
            for dn, attributes in rows
            if dn is not None
        ]

    def _binds(self, connection: Any, dn: str, password: str) -> bool:
        ldap = self._ldap
        try:
            connection.simple_bind_s(dn, password)
        except tuple(getattr(ldap, name) for name in _NO_PASSWORD):
            return False
        return True

    def _filled(self, template: str, **values: str) -> str:
        """The filter with each value escaped in its place (RFC 4515)."""
        escape = self._ldap.filter.escape_filter_chars
        return re.sub(r"\{(login|dn)\}", lambda place: escape(values[place[1]]), template)

    def _normal(self, dn: str) -> str | None:
        """The same for every way of writing a DN; none where it is none."""
        try:
            parts = self._ldap.dn.str2dn(dn)
        except self._ldap.DECODING_ERROR:
            return None
        if not parts:
            return None
        return repr(
            [
                sorted(
                    (kind.lower(), " ".join(value.casefold().split())) for kind, value, _ in part
                )
                for part in parts
            ]
        )


def _text(attributes: Attributes, name: str) -> str | None:
    values = attributes.get(name.lower())
    text = values[0].decode("utf-8", "replace").strip() if values else ""
    return text[:100] or None


def _printable(value: bytes) -> str:
    """An entryUUID as it is, an objectGUID, which is bare bytes, in hexadecimal."""
    text = value.decode("ascii", "replace")
    return text if re.fullmatch(r"[0-9a-fA-F-]+", text) else value.hex()
