"""What stands around the documents: dossiers, groups of recipients, usual words, known issuers, folders."""

from collections.abc import Sequence
from datetime import date

from hoiso.core.clock import office_date
from hoiso.core.folding import fold
from hoiso.demo import accounts
from hoiso.demo.archive import keep_archive
from hoiso.demo.arriving import lay_habits, lay_papers, lay_stack, write_rules
from hoiso.demo.days import Year
from hoiso.demo.offices import Offices
from hoiso.demo.plans import Incoming, Outgoing
from hoiso.documents.handling.phrases import TYPICAL
from hoiso.documents.keeping.archive import FOR_EVER
from hoiso.documents.tables.document import State
from hoiso.documents.tables.handling import TypicalInstruction
from hoiso.documents.tables.incoming import KnownIssuer
from hoiso.documents.tables.keeping import Dossier, DossierEntry, Folder, FolderEntry, Note
from hoiso.documents.tables.outgoing import RecipientGroup, RecipientGroupMember
from hoiso.documents.tables.plan import DossierPlan, DossierPlanLine

# Code, title, retention, and the words by which the demo finds what belongs there.
_DOSSIERS = (
    ("01.VP", "Chương trình, kế hoạch công tác của Ban Thường vụ", FOR_EVER, "kế hoạch"),
    ("02.VP", "Báo cáo định kỳ công tác Hội và phong trào phụ nữ", FOR_EVER, "kết quả thực hiện"),
    ("03.VP", "Thi đua, khen thưởng", "20", "khen thưởng"),
    ("04.VP", "Văn thư, lưu trữ cơ quan", "10", "văn thư"),
    ("05.VP", "Tài chính, hội phí", "10", "hội phí"),
    ("01.TC", "Tổ chức bộ máy Hội sau sắp xếp đơn vị hành chính", FOR_EVER, "tổ chức hội"),
    ("02.TC", "Đại hội đại biểu phụ nữ các cấp", FOR_EVER, "đại hội"),
    ("03.TC", "Đào tạo, bồi dưỡng cán bộ Hội", "10", "bồi dưỡng"),
    ("04.TC", "Kiểm tra, giám sát", "20", "giám sát"),
    ("01.KT", "Phụ nữ khởi nghiệp, hợp tác xã", "10", "khởi nghiệp"),
    ("02.KT", "Vốn uỷ thác và tín dụng tiết kiệm", "20", "vốn uỷ thác"),
    ("01.GĐ", "Gia đình 5 không, 3 sạch", "10", "5 không, 3 sạch"),
    ("02.GĐ", "Phòng, chống bạo lực gia đình và bảo vệ trẻ em", "20", "bạo lực"),
    ("03.GĐ", "Mẹ đỡ đầu, Mái ấm tình thương", "10", "đỡ đầu"),
    ("01.TG", "Tuyên truyền các ngày kỷ niệm", "5", "kỷ niệm"),
    ("02.TG", "Bình đẳng giới và pháp luật", "10", "bình đẳng giới"),
)
_HEADINGS = {
    "VP": "Văn phòng",
    "TC": "Tổ chức, Kiểm tra",
    "KT": "Hỗ trợ phụ nữ phát triển kinh tế",
    "GĐ": "Gia đình, Xã hội",
    "TG": "Tuyên giáo, Chính sách, Luật pháp",
}
_IN_A_DOSSIER = 25


def keep(offices: Offices, made: Sequence[Outgoing], come: Sequence[Incoming], year: Year) -> None:
    """Store all of it; the documents have their rows already."""
    _dossiers(offices, made, come, year)
    keep_archive(offices, year)
    write_rules(offices, year)
    lay_papers(offices, year)
    lay_habits(offices, year)
    lay_stack(offices, year)
    _groups(offices)
    TypicalInstruction.objects.bulk_create(
        TypicalInstruction(unit=office.unit, text=text, position=place)
        for office in offices.all
        for place, text in enumerate(TYPICAL)
    )
    _issuers(come)
    _own_things(offices, come, year)


def _dossiers(offices: Offices, made: Sequence[Outgoing], come: Sequence[Incoming], year: Year) -> None:
    unit, clerk = offices.province.unit, offices.demo[accounts.CLERK.key]
    both: tuple[Incoming | Outgoing, ...] = (*come, *made)
    done = [
        plan.document for plan in both
        if plan.document and plan.document.unit_id == unit.pk and plan.state in (State.DONE, State.ISSUED)
    ]  # fmt: skip
    lots = [
        [document for document in done if words in document.subject.lower()][-_IN_A_DOSSIER:]
        for *_, words in _DOSSIERS
    ]
    lines = _plans(offices, year)
    dossiers = Dossier.objects.bulk_create(
        Dossier(
            unit=unit, plan_line=line, year=year.today.year, code=code, title=title, retention=retention,
            heading=_HEADINGS[code.partition(".")[2]], creator_id=clerk.id, creator_name=clerk.name,
            lead_id=clerk.id, lead_name=clerk.name, opened_on=date(year.today.year, 1, 2),
            next_ordinal=len(lot) + 1,
        )
        for (code, title, retention, _), lot, line in zip(_DOSSIERS, lots, lines, strict=True)
    )  # fmt: skip
    DossierEntry.objects.bulk_create(
        DossierEntry(
            dossier=dossier, document=document, ordinal=ordinal, added_by=clerk.id, added_at=year.now
        )
        for dossier, lot in zip(dossiers, lots, strict=True)
        for ordinal, document in enumerate(lot, start=1)
    )


def _plans(offices: Offices, year: Year) -> list[DossierPlanLine]:
    """This year's plan, approved, from which the dossiers are opened; next year's is being written."""
    unit, clerk, leader = (
        offices.province.unit, offices.demo[accounts.CLERK.key], offices.demo[accounts.LEADER.key],
    )  # fmt: skip
    made = {"unit": unit, "made_by": clerk.id, "made_by_name": clerk.name}
    this_year = DossierPlan.objects.create(
        **made, year=year.today.year, made_at=year.now, approved_on=date(year.today.year, 1, 2),
        approved_by=leader.id, approved_by_name=leader.name, decision=f"02/QĐ-BTV năm {year.today.year}",
    )  # fmt: skip
    next_year = DossierPlan.objects.create(**made, year=year.today.year + 1, made_at=year.now)
    drawn = [
        DossierPlanLine.objects.bulk_create(
            DossierPlanLine(
                plan=plan, unit=unit, position=place, heading=_HEADINGS[code.partition(".")[2]], code=code,
                title=title, keeper_id=clerk.id, keeper_name=clerk.name, retention=retention,
            )
            for place, (code, title, retention, _) in enumerate(_DOSSIERS, start=1)
        )
        for plan in (this_year, next_year)
    ]  # fmt: skip
    return drawn[0]


def _groups(offices: Offices) -> None:
    unit = offices.province.unit
    everybody = [office.unit for office in offices.communes]
    wards = [one for one in everybody if one.name.startswith("Phường")]
    border = [one for one in everybody if "Biên" in one.name or "Hưng" in one.name or "Tân" in one.name]
    groups = (
        (f"{len(everybody)} xã, phường", everybody),
        ("Các phường", wards),
        ("Các xã biên giới (mẫu)", border),
        ("Sở, ngành, đoàn thể tỉnh", list(offices.outside.values())),
    )
    for name, members in groups:
        group = RecipientGroup.objects.create(unit=unit, name=name)
        RecipientGroupMember.objects.bulk_create(
            RecipientGroupMember(group=group, unit=one, position=place) for place, one in enumerate(members)
        )


def _issuers(come: Sequence[Incoming]) -> None:
    known: dict[tuple[int, str], KnownIssuer] = {}
    for plan in come:
        unit_id, name = plan.office.unit.pk, plan.letter.issuer
        folded = fold(name)[:300]
        known[unit_id, folded] = KnownIssuer(
            unit_id=unit_id, name=name, folded=folded, issuer_unit_id=plan.letter.issuer_unit_id,
            last_on=office_date(plan.registered_at),
        )  # fmt: skip
    KnownIssuer.objects.bulk_create(known.values())


def _own_things(offices: Offices, come: Sequence[Incoming], year: Year) -> None:
    """A folder and a note of the specialist and of the clerk."""
    for key in (accounts.SPECIALIST.key, accounts.CLERK.key):
        who = offices.demo[key]
        folder = Folder.objects.create(officer_id=who.id, name="Khởi nghiệp")
        hers = [
            plan.document for plan in come
            if plan.document and who.id in (plan.clerk.id, plan.lead.id if plan.lead else None)
        ]  # fmt: skip
        about = [document for document in hers if "khởi nghiệp" in document.subject.lower()][-8:]
        FolderEntry.objects.bulk_create(
            FolderEntry(folder=folder, officer_id=who.id, document=document, added_at=year.now)
            for document in about
        )
        if hers:
            Note.objects.create(
                officer_id=who.id, document=hers[-1], changed_at=year.now,
                text="Gọi lại Hội LHPN xã để hỏi số liệu tháng này.",
            )  # fmt: skip
