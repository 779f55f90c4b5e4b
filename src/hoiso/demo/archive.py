"""Dossiers of earlier years in the demo: handed over, held, on lists for disposal at each step."""

from datetime import date, timedelta

from hoiso.demo import accounts
from hoiso.demo.days import Year
from hoiso.demo.offices import Offices
from hoiso.documents.tables.archive import (
    Disposal,
    DisposalEntry,
    DisposalMember,
    DossierHold,
    Transfer,
    TransferEntry,
)
from hoiso.documents.tables.keeping import Dossier

# Code, title, years ago, retention in years, and what became of it.
_OLD = (
    ("01.VP", "Giấy mời, lịch họp (mẫu)", 8, "5", "asked"),
    ("02.VP", "Công văn trao đổi, phối hợp (mẫu)", 8, "5", "asked"),
    ("03.VP", "Thông báo tuyển tập tin (mẫu)", 7, "5", "proposed"),
    ("04.VP", "Danh sách trực cơ quan (mẫu)", 6, "2", "decided"),
    ("05.VP", "Đơn thư đang xác minh (mẫu)", 8, "5", "held"),
    ("06.VP", "Văn thư, hành chính (mẫu)", 7, "5", "over"),
    ("01.TC", "Báo cáo công tác tổ chức (mẫu)", 2, "20", "sent"),
    ("02.TC", "Quy hoạch cán bộ (mẫu)", 2, "20", "sent"),
    ("03.TC", "Đại hội nhiệm kỳ trước (mẫu)", 1, "70", "due"),
)
_PARTS = ("chair", "secretary", "member")


def keep_archive(offices: Offices, year: Year) -> None:
    """Lay the earlier years' dossiers down, and what is under way with them."""
    unit = offices.province.unit
    clerk, leader, specialist = (
        offices.demo[one.key] for one in (accounts.CLERK, accounts.LEADER, accounts.SPECIALIST)
    )
    old: dict[str, list[Dossier]] = {}
    for code, title, ago, retention, fate in _OLD:
        closed_on = date(year.today.year - ago, 6, 30)
        if fate == "due":
            closed_on = year.today - timedelta(days=350)
        dossier = Dossier.objects.create(
            unit=unit, year=closed_on.year, code=code, title=title, retention=retention,
            heading="Hồ sơ các năm trước", creator_id=clerk.id, creator_name=clerk.name,
            lead_id=clerk.id, lead_name=clerk.name, opened_on=date(closed_on.year, 1, 2),
            closed_on=closed_on,
        )  # fmt: skip
        old.setdefault(fate, []).append(dossier)
    made = {"unit": unit, "made_by": clerk.id, "made_by_name": clerk.name, "made_at": year.now}
    DossierHold.objects.create(
        unit=unit, dossier=old["held"][0], reason="Đơn đang được xác minh", put_by=leader.id,
        put_by_name=leader.name, put_at=year.now,
    )  # fmt: skip
    transfer = Transfer.objects.create(
        **made, to="office", archive="Lưu trữ cơ quan", state="sent", deliverer=clerk.name, sent_on=year.today
    )
    TransferEntry.objects.bulk_create(
        TransferEntry(transfer=transfer, unit=unit, dossier=dossier, to="office", ordinal=place)
        for place, dossier in enumerate(old["sent"], start=1)
    )
    for batch, state in enumerate(("decided", "asked", "proposed"), start=1):
        disposal = Disposal.objects.create(
            **made, title=f"Huỷ hồ sơ hết thời hạn bảo quản, đợt {batch} (mẫu)", state=state,
            **_decided(state, leader.id, leader.name, year),
        )  # fmt: skip
        DisposalEntry.objects.bulk_create(
            DisposalEntry(
                disposal=disposal, unit=unit, dossier=one, ordinal=place, code=one.code, year=one.year,
                title=one.title, retention=one.retention, closed_on=one.closed_on or year.today, documents=0,
                pages=0,
                reason="Hết thời hạn bảo quản",
            )
            for place, one in enumerate(old[state], start=1)
        )  # fmt: skip
        if state != "proposed":
            DisposalMember.objects.bulk_create(
                DisposalMember(
                    disposal=disposal, unit=unit, officer_id=one.id, officer_name=one.name, part=part,
                    **_spoken(state, year),
                )
                for one, part in zip((leader, clerk, specialist), _PARTS, strict=True)
            )  # fmt: skip


def _decided(state: str, leader_id: int, leader_name: str, year: Year) -> dict[str, object]:
    if state != "decided":
        return {}
    return {
        "decision_number": "31/QĐ-BTV", "decision_on": year.today, "decided_by": leader_id,
        "decided_by_name": leader_name, "decided_at": year.now,
    }  # fmt: skip


def _spoken(state: str, year: Year) -> dict[str, object]:
    return {"opinion": "agree", "given_at": year.now} if state == "decided" else {}
