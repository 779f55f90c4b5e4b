"""The yearly list of dossiers: drawn up from last year's, written, approved, opened from (Điều 28–29)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.documents.keeping.actions.course import note, tell_people
from hoiso.documents.keeping.actions.dossiers import DossierFacts, open_dossier
from hoiso.documents.keeping.archive import RETENTIONS
from hoiso.documents.keeping.errors import NameTaken, PlanStands
from hoiso.documents.tables.keeping import Dossier
from hoiso.documents.tables.plan import DossierPlan, DossierPlanLine

MOST_LINES = 500
_WRITTEN = ("heading", "code", "title", "keeper_id", "keeper_name", "retention", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """One line as it was written. `id` None: a new one. `row` is its place on the form, from 0."""

    id: int | None
    row: int
    heading: str
    code: str
    title: str
    keeper_id: int | None
    keeper_name: str
    retention: str
    note: str = ""


@transaction.atomic
def draw_up_plan(*, by: Actor, unit_id: int, year: int, at: datetime) -> DossierPlan:
    """Begin the plan of a year with the lines of the latest plan before it, else of that year's dossiers.

    Raises `NameTaken` where the year has a plan.
    """
    require(by, Right.KEEP_ARCHIVE, at=unit_id, anew=True)
    try:
        with transaction.atomic():
            plan = DossierPlan.objects.create(
                unit_id=unit_id, year=year, made_by=by.officer_id, made_by_name=by.full_name, made_at=at
            )
    except IntegrityError as error:
        raise NameTaken(f"Năm {year} đã có danh mục hồ sơ", field="year") from error
    before = DossierPlan.objects.filter(unit_id=unit_id, year__lt=year).order_by("-year").first()
    copied = _of_plan(plan, before) if before else _of_dossiers(plan, year - 1)
    DossierPlanLine.objects.bulk_create(copied)
    audit.record(
        "draw_up_plan", "dossier_plan", plan.pk, at=at, actor_id=by.officer_id, unit_id=unit_id,
        lines=len(copied),
    )  # fmt: skip
    return plan


def _of_plan(plan: DossierPlan, before: DossierPlan) -> list[DossierPlanLine]:
    return [
        DossierPlanLine(
            plan=plan, unit_id=plan.unit_id, position=line.position,
            **{name: getattr(line, name) for name in _WRITTEN},
        )
        for line in before.lines.all()
    ]  # fmt: skip


def _of_dossiers(plan: DossierPlan, year: int) -> list[DossierPlanLine]:
    """A restricted dossier's title is for its readers, so it does not enter the plan."""
    had = Dossier.objects.filter(unit_id=plan.unit_id, year=year, restricted=False, origin_code="")
    return [
        DossierPlanLine(
            plan=plan, unit_id=plan.unit_id, position=place, heading=one.heading, code=one.code,
            title=one.title, keeper_id=one.creator_id, keeper_name=one.creator_name, retention=one.retention,
        )
        for place, one in enumerate(had.order_by("heading", "code", "id")[:MOST_LINES], start=1)
    ]  # fmt: skip


@transaction.atomic
def write_plan(
    *, by: Actor, plan_id: int, version: int, lines: Sequence[LineFacts], at: datetime
) -> DossierPlan:
    """Write all lines of a plan that is not approved; those left out go.

    A line from which a dossier was opened stays, and keeps its code. Raises `PlanStands` for an
    approved plan, `DomainError` with field `<row>-code` and the like for what is wrong in a line.
    """
    plan = _locked(plan_id)
    require(by, Right.KEEP_ARCHIVE, at=plan.unit_id)
    if plan.approved_on is not None:
        raise PlanStands("Danh mục đã duyệt. Mở lại danh mục trước khi sửa.")
    if plan.version != version:
        raise DomainError("Người khác vừa sửa danh mục này. Mở lại trang để xem bản mới nhất rồi ghi lại.")
    had = {line.pk: line for line in plan.lines.all()}
    opened = dict(Dossier.objects.filter(plan_line__plan=plan).values_list("plan_line_id", "code"))
    _check(lines, had, opened)
    kept = {one.id for one in lines if one.id}
    DossierPlanLine.objects.filter(plan=plan, pk__in=set(had) - kept).delete()
    changed: list[DossierPlanLine] = []
    new: list[DossierPlanLine] = []
    for place, facts in enumerate(lines, start=1):
        line = had[facts.id] if facts.id else DossierPlanLine(plan=plan, unit_id=plan.unit_id)
        line.position = place
        for name in _WRITTEN:
            setattr(line, name, getattr(facts, name))
        (changed if facts.id else new).append(line)
    # Codes may change places between lines: all are first made free of one another.
    for line in changed:
        DossierPlanLine.objects.filter(pk=line.pk).update(code=f"~{line.pk}")
    DossierPlanLine.objects.bulk_update(changed, ["position", *_WRITTEN])
    DossierPlanLine.objects.bulk_create(new)
    plan.version += 1
    plan.save(update_fields=["version"])
    _record("write_plan", plan, by, at, lines=len(lines))
    return plan


def _check(lines: Sequence[LineFacts], had: dict[int, DossierPlanLine], opened: dict[int, str]) -> None:
    if len(lines) > MOST_LINES:
        raise DomainError(f"Danh mục ghi được nhiều nhất {MOST_LINES} dòng.")
    seen: set[str] = set()
    for one in lines:
        if one.id is not None and one.id not in had:
            raise DomainError("Một dòng vừa bị xoá ở nơi khác. Mở lại trang rồi ghi lại.")
        if one.retention not in dict(RETENTIONS):
            raise DomainError("Chọn thời hạn bảo quản", field=f"{one.row}-retention")
        if one.code in seen:
            raise DomainError(f"Số, ký hiệu {one.code} có hai lần trong danh mục", field=f"{one.row}-code")
        if one.id in opened and opened[one.id] != one.code:
            raise DomainError(
                f"Đã mở hồ sơ {opened[one.id]} từ dòng này nên không đổi số, ký hiệu ở đây",
                field=f"{one.row}-code",
            )
        seen.add(one.code)
    gone = [code for line, code in opened.items() if line not in {one.id for one in lines}]
    if gone:
        raise DomainError(f"Đã mở hồ sơ {gone[0]} theo danh mục nên không xoá được dòng đó.")


@transaction.atomic
def approve_plan(*, by: Actor, plan_id: int, approved_on: date, decision: str, at: datetime) -> DossierPlan:
    """The leader approves it on a day; from then on dossiers are opened from it. Twice changes nothing."""
    plan = _locked(plan_id)
    require(by, Right.APPROVE, at=plan.unit_id)
    if plan.approved_on is not None:
        return plan
    if not plan.lines.exists():
        raise DomainError("Danh mục chưa có dòng nào. Ghi các dòng rồi duyệt.")
    if approved_on > office_date(at):
        raise DomainError("Ngày duyệt phải là hôm nay hoặc trước hôm nay", field="approved_on")
    plan.approved_on, plan.decision = approved_on, decision
    plan.approved_by, plan.approved_by_name = by.officer_id, by.full_name
    plan.version += 1
    plan.save(update_fields=["approved_on", "decision", "approved_by", "approved_by_name", "version"])
    _record("approve_plan", plan, by, at)
    return plan


@transaction.atomic
def reopen_plan(*, by: Actor, plan_id: int, at: datetime) -> DossierPlan:
    """Open an approved plan again, to add what the year brought; it is then approved anew."""
    plan = _locked(plan_id)
    require(by, Right.KEEP_ARCHIVE, at=plan.unit_id)
    if plan.approved_on is not None:
        plan.approved_on, plan.approved_by, plan.approved_by_name = None, None, ""
        plan.version += 1
        plan.save(update_fields=["approved_on", "approved_by", "approved_by_name", "version"])
        _record("reopen_plan", plan, by, at)
    return plan


@transaction.atomic
def open_from_plan(*, by: Actor, line_id: int, at: datetime) -> Dossier:
    """Open the dossier of a line; its keeper is who made it. Twice is once."""
    line = DossierPlanLine.objects.select_related("plan").filter(pk=line_id).first()
    if line is None:
        raise NotThere("Không có dòng này trong danh mục hồ sơ.")
    plan = _locked(line.plan_id)
    require(by, Right.KEEP_DOSSIERS, at=plan.unit_id)
    if line.keeper_id not in (None, by.officer_id) and not by.holds(Right.KEEP_ARCHIVE, at=plan.unit_id):
        raise NotAllowed(
            f"Hồ sơ này giao {line.keeper_name} lập. Người đó, văn thư hoặc lãnh đạo mới mở được."
        )
    had = Dossier.objects.filter(plan_line=line).first()
    if had is not None:
        return had
    if plan.approved_on is None:
        raise PlanStands("Danh mục chưa được duyệt nên chưa mở hồ sơ theo danh mục được.")
    facts = DossierFacts(
        year=plan.year, code=line.code, title=line.title, retention=line.retention, heading=line.heading
    )
    dossier = open_dossier(by=by, unit_id=plan.unit_id, facts=facts, at=at)
    dossier.plan_line = line
    if line.keeper_id is not None:
        dossier.creator_id, dossier.creator_name = line.keeper_id, line.keeper_name
        dossier.lead_id, dossier.lead_name = line.keeper_id, line.keeper_name
    dossier.save(update_fields=["plan_line", "creator_id", "creator_name", "lead_id", "lead_name"])
    if dossier.lead_id != by.officer_id:
        words = f"{dossier.lead_name} chủ trì theo danh mục hồ sơ"
        note(by, dossier, "case_lead", words, at=at, to=dossier.lead_id)
        tell_people([dossier.lead_id], "Chủ trì", dossier, at=at, by=by, event="task_given")
    return dossier


def _locked(plan_id: int) -> DossierPlan:
    # Whoever opens dossiers may not write the plan, so she may not lock its row.
    plan = DossierPlan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise NotThere("Không có danh mục hồ sơ này, hoặc đồng chí không được xem.")
    DossierPlan.objects.select_for_update(no_key=True).filter(pk=plan_id).first()
    plan.refresh_from_db()
    return plan


def _record(action: str, plan: DossierPlan, by: Actor, at: datetime, **counts: int) -> None:
    audit.record(
        action, "dossier_plan", plan.pk, at=at, actor_id=by.officer_id, unit_id=plan.unit_id, **counts
    )
