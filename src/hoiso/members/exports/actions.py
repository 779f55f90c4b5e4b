"""Asking for a list as a file, approving it, making it."""

import hashlib
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from hoiso.access.public import HOLDERS, Actor, Right, unseal
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import NotThere
from hoiso.members.exports import files
from hoiso.members.exports.errors import NotReady
from hoiso.members.exports.lists import Listed, read
from hoiso.members.exports.marks import new_mark
from hoiso.members.exports.rules import NOT_THERE, require_approving, require_exporting
from hoiso.members.models import MemberExport
from hoiso.members.register.public import SEARCH_SEAL, Place, above_of
from hoiso.units.public import setting

_DAYS = 7
_MOST = {"xlsx": 1_000_000, "csv": 1_000_000, "pdf": 5_000}


@transaction.atomic
def ask_export(
    *,
    by: Actor,
    listed: Listed,
    words: str,
    purpose: str,
    purpose_words: str,
    file_format: str,
    at: datetime,
) -> MemberExport:
    """Ask for the list as a file: ready at once up to the unit's `export_limit`, else after approval."""
    place, today = require_exporting(by), office_date(at)
    commune_id = _commune(place, today)
    rows = listed.count(place, today=today)
    if rows > _MOST[file_format]:
        raise NotReady("Danh sách quá dài để in. Chọn Excel, hoặc lọc theo chi hội.", field="file_format")
    limit = int(str(setting(place.unit_id, "export_limit", today)))
    export = MemberExport.objects.create(
        commune_id=commune_id,
        branch_id=place.unit_id if place.is_branch else None,
        asked=listed.kept(),
        words=words[:300],
        purpose=purpose,
        purpose_words=purpose_words,
        file_format=file_format,
        rows=rows,
        mark=new_mark(),
        state=MemberExport.State.READY if rows <= limit else MemberExport.State.WAITING,
        asked_by=by.officer_id,
        asked_name=by.full_name,
        asked_at=at,
    )
    _record(by, export, "member_export_asked", at=at)
    if export.state == MemberExport.State.WAITING:
        asked = f"Duyệt xuất danh sách {export.rows} {export.what} do {by.full_name} đề nghị."
        _tell(export, asked, at=at)
    return export


def _commune(place: Place, today: date) -> int:
    above = above_of(place.unit_id, on=today) if place.is_branch else place.unit_id
    if above is None:
        raise NotReady("Chi hội này không còn hoạt động.")
    return above


def _tell(export: MemberExport, text: str, *, at: datetime) -> None:
    """Tell the second persons, or her who asked: whom, the database knows (they need be no colleagues)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT hoiso_members_export_tell(%s, %s::text[], %s, %s)",
            [export.pk, sorted(HOLDERS[Right.APPROVE_MEMBERS_EXPORT]), text, at],
        )


@transaction.atomic
def decide_export(*, by: Actor, export_id: int, approve: bool, reason: str, at: datetime) -> MemberExport:
    """Approve or refuse; the one who asked is told."""
    export = _locked(export_id)
    require_approving(by, export)
    if export.state != MemberExport.State.WAITING:
        raise NotReady(f"Danh sách này đã xong: {export.get_state_display().lower()}.")
    export.state = MemberExport.State.READY if approve else MemberExport.State.REFUSED
    export.decided_by, export.decided_name, export.decided_at = by.officer_id, by.full_name, at
    export.reason = reason
    export.save(update_fields=["state", "decided_by", "decided_name", "decided_at", "reason"])
    _record(by, export, "member_export_approved" if approve else "member_export_refused", at=at)
    told = "được duyệt, tải về được trong 7 ngày" if approve else "không được duyệt"
    _tell(export, f"Danh sách đồng chí đề nghị xuất {told}.", at=at)
    return export


@transaction.atomic
def make_export(*, by: Actor, export_id: int, at: datetime) -> tuple[MemberExport, str, bytes]:
    """The file and its name, for the one who asked: within seven days, of no more rows than were approved."""
    export = _locked(export_id)
    if export.asked_by != by.officer_id:
        raise NotThere(NOT_THERE)
    if export.state != MemberExport.State.READY:
        raise NotReady("Danh sách này chưa được duyệt.")
    if at - (export.decided_at or export.asked_at) > timedelta(days=_DAYS):
        raise NotReady("Danh sách này đã quá 7 ngày. Hãy xuất lại.")
    place, today = require_exporting(by), office_date(at)
    typed_box = str(export.asked.get("typed", ""))
    typed = (unseal(SEARCH_SEAL, typed_box) or "") if typed_box else ""
    listed = read(export.asked, typed=typed)
    if _commune(place, today) != export.commune_id or listed.count(place, today=today) > export.rows:
        raise NotReady("Danh sách đã khác lúc đề nghị. Hãy xuất lại.")
    rows = listed.cells(place, today=today, most=export.rows)
    content = files.write(export, listed, rows, files.Maker(by.full_name, place.title, at))
    export.made_at, export.sha256 = at, hashlib.sha256(content).hexdigest()
    export.save(update_fields=["made_at", "sha256"])
    _record(by, export, "member_exported", at=at, sha256=export.sha256)
    return export, f"{listed.file_name}.{export.file_format}", content


def _locked(export_id: int) -> MemberExport:
    export = MemberExport.objects.select_for_update().filter(pk=export_id).first()
    if export is None:
        raise NotThere(NOT_THERE)
    return export


def _record(by: Actor, export: MemberExport, action: str, *, at: datetime, **more: object) -> None:
    audit.record(
        action, "member_export", export.pk, at=at, actor_id=by.officer_id,
        unit_id=export.branch_id or export.commune_id, rows=export.rows, purpose=export.purpose,
        mark=export.mark, **more,
    )  # fmt: skip
