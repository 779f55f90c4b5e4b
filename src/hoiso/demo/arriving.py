"""The desk of arrivals in the demo: rules of which one acts, paper originals, what was learnt of a sender."""

from datetime import timedelta

from hoiso.core.folding import fold
from hoiso.demo import accounts
from hoiso.demo.days import Year
from hoiso.demo.offices import Offices
from hoiso.documents.tables.arriving import ArrivalRule
from hoiso.documents.tables.document import Direction, Document, DocumentFile, State
from hoiso.documents.tables.intake import ScanStack
from hoiso.documents.tables.keeping import Dossier
from hoiso.documents.tables.learning import SenderHabit
from hoiso.documents.tables.papers import PaperLoan, PaperOriginal


def write_rules(offices: Offices, year: Year) -> None:
    """Lay both lines down for the provincial office; its dossiers have their rows already."""
    unit = offices.province.unit
    clerk, leader, specialist = (
        offices.demo[one.key] for one in (accounts.CLERK, accounts.LEADER, accounts.SPECIALIST)
    )
    reports = Dossier.objects.filter(unit=unit, code="02.VP", closed_on=None).order_by("-year").first()
    made = {"unit": unit, "made_by": clerk.id, "made_by_name": clerk.name, "changed_at": year.now}
    ArrivalRule.objects.bulk_create(
        [
            ArrivalRule(
                **made, kind="BC", words="báo cáo, kết quả", dossier=reports, on_at=year.now, on_by=leader.id,
                on_by_name=leader.name,
            ),
            ArrivalRule(
                **made, sender="Uỷ ban nhân dân", words="bạo lực gia đình, bình đẳng giới",
                leader_id=leader.id, leader_name=leader.name, lead_id=specialist.id,
                lead_name=specialist.name, days=5,
            ),
        ]
    )  # fmt: skip


def lay_papers(offices: Offices, year: Year) -> None:
    """Three originals of the provincial office: one in its place, one lent, one overdue."""
    unit = offices.province.unit
    clerk, specialist = offices.demo[accounts.CLERK.key], offices.demo[accounts.SPECIALIST.key]
    come = Document.objects.filter(unit=unit, direction=Direction.INCOMING, state=State.DONE).order_by("-pk")[
        :3
    ]
    chosen = list(come)
    for document in chosen:
        PaperOriginal.objects.create(
            unit=unit, document=document, place="Tủ 1, ngăn 2", received_on=document.arrived_on or year.today,
            written_by=clerk.id, written_by_name=clerk.name,
        )  # fmt: skip
    for document, days in zip(chosen[1:], (5, -2), strict=False):
        PaperLoan.objects.create(
            unit=unit, document=document, borrower_id=specialist.id, borrower_name=specialist.name,
            lent_on=year.today - timedelta(days=4), until=year.today + timedelta(days=days), lent_by=clerk.id,
        )  # fmt: skip


def lay_habits(offices: Offices, year: Year) -> None:
    """What the provincial desk has learnt of one sender's pages: two boxes, one of them seen once."""
    unit = offices.province.unit
    come = Document.objects.filter(
        unit=unit, direction=Direction.INCOMING, state=State.DONE, restricted=False
    )
    document = come.exclude(issuer="").exclude(symbol="").exclude(signer="").order_by("pk").last()
    if document is None:
        return
    same = {
        "unit": unit, "sender": document.issuer, "folded": fold(document.issuer)[:300], "document": document,
        "issuer_unit": document.issuer_unit, "last_at": year.now,
    }  # fmt: skip
    SenderHabit.objects.bulk_create(
        [
            SenderHabit(
                **same, field="symbol", page=1, box=[110, 180, 420, 195], label="ma van ban:", times=3,
                proposed="", became=document.symbol,
            ),
            SenderHabit(
                **same, field="signer", page=-1, box=[600, 800, 800, 815], above="nguoi lap",
                proposed="Người Lập", became=document.signer,
            ),
        ]
    )  # fmt: skip


def lay_stack(offices: Offices, year: Year) -> None:
    """A stack of scans at the provincial desk, looked through and waiting to be cut."""
    unit, clerk = offices.province.unit, offices.demo[accounts.CLERK.key]
    files = DocumentFile.objects.filter(document__unit=unit, stored__kind="pdf").select_related("stored")
    longest = files.order_by("-stored__pages", "-pk").first()
    if longest is None:
        return
    pages = longest.stored.pages or 1
    starts = [
        {"page": page, "why": "first" if page == 1 else "head", "sure": True} for page in range(1, pages + 1)
    ]
    ScanStack.objects.create(
        unit=unit, officer_id=clerk.id, officer_name=clerk.name, stored=longest.stored, pages=pages,
        name="tap-quet-sang.pdf", looks=[{"blank": False, "separator": False}] * pages, starts=starts,
        created_at=year.now, changed_at=year.now,
    )  # fmt: skip
