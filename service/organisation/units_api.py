"""The organisation's tree: everybody may know it, few may change it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Request, Response, UploadFile

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
from service.organisation import unit_table, units
from service.organisation.schemas import (
    ImportedUnit,
    ImportedUnits,
    UnitFault,
    UnitIn,
    UnitMerge,
    UnitMove,
    UnitOut,
    UnitPatch,
    UnitUse,
)

router = APIRouter(prefix="/units", tags=["organisation"])
_MANAGE = needs("units.manage")


@router.get("", dependencies=[signed_in("colleagues know how their organisation is divided")])
def list_units(db: Reads) -> ListOf[UnitOut]:
    """The whole tree as a list, siblings in their order."""
    return ListOf(items=[UnitOut.model_validate(unit) for unit in units.every(db)])


@router.get("/use", dependencies=[_MANAGE])
def unit_use(db: Reads) -> dict[str, UnitUse]:
    """What hangs on each unit, by its id; a unit on which nothing hangs is not named."""
    return units.use(db)


@router.get(
    "/export.csv",
    dependencies=[_MANAGE],
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}}},
)
def export_units(request: Request, db: Reads) -> Response:
    """The tree as a table that ``importUnits`` takes back."""
    language = language_of(request.headers.get("accept-language"))
    return Response(
        unit_table.export(db, language),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="jianqi-units.csv"'},
    )


@router.post("/import", dependencies=[_MANAGE])
def import_units(
    request: Request,
    db: Writes,
    actor: ActorOf,
    file: Annotated[UploadFile, File(description="CSV, with the columns of the export.")],
    apply: bool = False,
) -> ImportedUnits:
    """What each row of a table of units would do; with ``apply``, do all of it or nothing.

    A row whose code is known changes that unit; units that no row names stay as they are.
    """
    rows = unit_table.parse(file.file.read(unit_table.MOST_BYTES + 1))
    ready = unit_table.check(db, rows)
    if apply and ready:
        unit_table.apply(db, actor, rows)
    language = language_of(request.headers.get("accept-language"))
    shown = [
        ImportedUnit(
            line=row.line,
            code=row.values["code"],
            name=row.values["name"],
            parent=row.values["parent"],
            does=row.does,
            faults=[
                UnitFault(code=c, message=say(f"unit_table.{c}", language)) for c in row.faults
            ],
        )
        for row in rows
    ]
    return ImportedUnits(applied=apply and ready, ready=ready, rows=shown)


@router.post("", status_code=201, dependencies=[_MANAGE])
def add_unit(body: UnitIn, db: Writes, actor: ActorOf) -> UnitOut:
    """A new unit, the last of its siblings."""
    return UnitOut.model_validate(units.add(db, actor, body.model_dump()))


@router.patch("/{unit_id}", dependencies=[_MANAGE])
def change_unit(
    unit_id: str, body: UnitPatch, db: Writes, actor: ActorOf, expected: ExpectedVersion
) -> UnitOut:
    """Change a unit's words and kind, or take it out of use or back."""
    unit = units.unit_of(db, unit_id)
    check_version(unit.version, expected)
    units.change(db, actor, unit, body.model_dump(exclude_unset=True))
    db.flush()
    return UnitOut.model_validate(unit)


@router.post("/{unit_id}/move", dependencies=[_MANAGE])
def move_unit(unit_id: str, body: UnitMove, db: Writes, actor: ActorOf) -> UnitOut:
    """Put a unit, with all below it, somewhere else in the tree."""
    unit = units.unit_of(db, unit_id)
    units.move(db, actor, unit, body.parent_id, body.position)
    db.flush()
    return UnitOut.model_validate(unit)


@router.post("/{unit_id}/merge", status_code=204, dependencies=[_MANAGE])
def merge_unit(unit_id: str, body: UnitMerge, db: Writes, actor: ActorOf) -> None:
    """Let another unit take over people, contracts, grants and units; this one is gone."""
    unit = units.unit_of(db, unit_id)
    units.merge(db, actor, unit, units.unit_of(db, body.into))


@router.delete("/{unit_id}", status_code=204, dependencies=[_MANAGE])
def delete_unit(unit_id: str, db: Writes, actor: ActorOf) -> None:
    """Delete a unit on which nothing hangs; one in use is taken out of use or merged."""
    units.remove(db, actor, units.unit_of(db, unit_id))
