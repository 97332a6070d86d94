"""Roles and the catalogue of permissions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.kernel.http import (
    ActorOf,
    ExpectedVersion,
    Reads,
    Writes,
    check_version,
    needs,
    signed_in,
)
from service.kernel.locale import language_of, say
from service.kernel.paging import ListOf
from service.kernel.permissions import GROUPS, Permission, Scope
from service.organisation import roles

router = APIRouter(prefix="/roles", tags=["organisation"])
_MANAGE = needs("roles.manage")
MOST_NAMED = 200
RoleName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Permissions = Annotated[list[Permission], Field(max_length=len(Permission))]


class RoleOut(BaseModel):
    """A role; ``people`` who can sign in hold it at present."""

    model_config = ConfigDict(from_attributes=True)

    code: str
    name: str
    name_en: str
    scope: Scope
    permissions: list[str]
    built_in: bool
    version: int
    people: int = 0


class RoleIn(BaseModel):
    code: str = Field(max_length=40, pattern=r"^[a-z][a-z0-9_-]{1,39}$", examples=["auditor"])
    name: RoleName
    name_en: RoleName
    scope: Scope
    permissions: Permissions


class RolePatch(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: RoleName | None = None
    name_en: RoleName | None = None
    scope: Scope | None = None
    permissions: Permissions | None = None


class RoleDraft(BaseModel):
    """An edit that is looked at before it is saved."""

    scope: Scope
    permissions: Permissions


class PermissionOut(BaseModel):
    """A permission in the caller's language: its name, and what it lets people do."""

    code: str
    name: str
    meaning: str


class PermissionGroup(BaseModel):
    code: str
    name: str
    permissions: list[PermissionOut]


class Effect(BaseModel):
    """What an edit changes for one person."""

    id: str
    name: str
    gained: list[str]
    lost: list[str]
    contracts_before: int
    contracts_after: int


class Preview(BaseModel):
    """What an edit changes: how many people gain or lose what, and for each of them."""

    gained: dict[str, int]
    lost: dict[str, int]
    see_more: int
    see_less: int
    people: int
    items: list[Effect] = Field(description=f"At most {MOST_NAMED} of the people.")


@router.get("", dependencies=[signed_in("a role's name stands beside every person and grant")])
def list_roles(db: Reads) -> ListOf[RoleOut]:
    """All roles, those that ship first."""
    held = roles.held_by(db)
    return ListOf(
        items=[
            RoleOut.model_validate(role).model_copy(update={"people": held.get(role.code, 0)})
            for role in roles.every(db)
        ]
    )


@router.get("/permissions", dependencies=[signed_in("what the words of the roles mean")])
def list_permissions(request: Request) -> ListOf[PermissionGroup]:
    """Everything that can be allowed, in groups, in the caller's language."""
    language = language_of(request.headers.get("accept-language"))
    return ListOf(
        items=[
            PermissionGroup(
                code=group,
                name=say(f"permission_group.{group}", language),
                permissions=[
                    PermissionOut(
                        code=code,
                        name=say(f"permission.{code}.name", language),
                        meaning=say(f"permission.{code}.meaning", language),
                    )
                    for code in codes
                ],
            )
            for group, codes in GROUPS.items()
        ]
    )


@router.post("", status_code=201, dependencies=[_MANAGE])
def add_role(body: RoleIn, db: Writes, actor: ActorOf) -> RoleOut:
    """A new role."""
    return RoleOut.model_validate(roles.add(db, actor, body.model_dump(mode="json")))


@router.patch("/{code}", dependencies=[_MANAGE])
def change_role(
    code: str, body: RolePatch, db: Writes, actor: ActorOf, expected: ExpectedVersion
) -> RoleOut:
    """Change a role for all who hold it, from their next request on."""
    role = roles.role_by(db, code)
    check_version(role.version, expected)
    roles.change(db, actor, role, body.model_dump(mode="json", exclude_unset=True))
    db.flush()
    return RoleOut.model_validate(role)


@router.post("/{code}/preview", dependencies=[_MANAGE])
def preview_role(code: str, body: RoleDraft, db: Reads) -> Preview:
    """What an edit would change for whom; nothing is saved."""
    changes = list(roles.preview(db, roles.role_by(db, code), body.permissions, body.scope))
    return Preview(
        gained=_counted([name for change in changes for name in change.gained]),
        lost=_counted([name for change in changes for name in change.lost]),
        see_more=sum(change.seen_after > change.seen_before for change in changes),
        see_less=sum(change.seen_after < change.seen_before for change in changes),
        people=len(changes),
        items=[
            Effect(
                id=change.user.id,
                name=change.user.name,
                gained=change.gained,
                lost=change.lost,
                contracts_before=change.seen_before,
                contracts_after=change.seen_after,
            )
            for change in changes[:MOST_NAMED]
        ],
    )


def _counted(names: list[str]) -> dict[str, int]:
    return {name: names.count(name) for name in sorted(set(names))}


@router.delete("/{code}", status_code=204, dependencies=[_MANAGE])
def delete_role(code: str, db: Writes, actor: ActorOf) -> None:
    """Delete a role that nobody holds; those that ship stay."""
    roles.remove(db, actor, roles.role_by(db, code))
