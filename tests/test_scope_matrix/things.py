"""One unit's whole office, laid out by the actions that make it in service: a thing for every address.

Every text that belongs to somebody carries a mark, a word that stands nowhere else. A page that
shows a stranger's mark has told too much. Marks say what the text hangs on: a document
(`desk_mark`), the unit as a whole (`unit_mark`), one officer alone (`own_mark`).
"""

import secrets
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.db import connection

from hoiso.access.models import Delegation, Officer, Passkey, Post, ResetSlip, SignIn
from hoiso.core import clock
from hoiso.core.files.tests.samples import a_pdf
from hoiso.core.models import PartialUpload
from hoiso.documents.handling import public as handling
from hoiso.documents.incoming import public as incoming
from hoiso.documents.intake import public as intake
from hoiso.documents.intake.tests.samples import a_printed_stack
from hoiso.documents.keeping import public as keeping
from hoiso.documents.models import (
    ArrivalApplied,
    BookNumber,
    ClosedCode,
    Document,
    DocumentFile,
    Dossier,
    IncomingDraftFile,
    KnownIssuer,
    Link,
    Message,
    Note,
    ProgressReport,
    ReportFile,
    Series,
    TypicalInstruction,
)
from hoiso.documents.opinions import public as opinions
from hoiso.documents.outgoing import public as outgoing
from hoiso.documents.outgoing.reviewers import Reviewers
from hoiso.documents.petitions import public as petitions
from hoiso.documents.registers import public as registers
from hoiso.documents.search.public import index
from hoiso.documents.sheet import public as sheet
from hoiso.documents.takeover import public as takeover
from hoiso.documents.takeover.tests.conftest import INCOMING, a_sheet, incoming_row
from hoiso.members.imports import public as member_lists
from hoiso.members.imports.tests.lists import a_book
from hoiso.members.models import (
    BranchEntry,
    FeeExemption,
    FeeMovement,
    Member,
    MemberExport,
    MemberFile,
    MemberList,
    MemberMerge,
    MemberPair,
)
from hoiso.members.tables.counting import MemberReport
from hoiso.notices import public as notices
from hoiso.notices.models import Notice, PushDevice
from hoiso.office.models import FaultReport
from hoiso.units.models import IdentityCode, OfficeSetting, Succession, Unit
from hoiso.work.models import Evidence, FigureRequest, FigureSheet, FigureStep, FigureVersion
from hoiso.work.procedures import public as procedures
from hoiso.work.tasks import public as work
from hoiso.work.week import public as week
from tests.factories.documents import a_delivery, a_registered, a_stored, an_upload
from tests.factories.members import a_branch, a_household, a_member
from tests.factories.outgoing import (
    Office,
    a_draft,
    a_numbered,
    a_word_template,
    an_approved,
    an_issued,
    content_of,
    to_units,
)
from tests.factories.people import acting, an_officer
from tests.roles import owner

COMMON = "trọngyếu"  # stands in every subject, so that a search for it could find everybody's
Ids = dict[str, int | str]


@dataclass(slots=True)
class Things:
    """What lies at one place, by the name of the thing: the ids that its addresses need."""

    place: str
    unit: Unit
    staff: Office
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def desk_mark(self) -> str:
        return f"zb{self.place}"

    @property
    def unit_mark(self) -> str:
        return f"zc{self.place}"

    @property
    def own_mark(self) -> str:
        return f"zr{self.place}"

    @property
    def marks(self) -> tuple[str, ...]:
        """Every mark of the place. `za…` is the word to search by: a page that echoes it tells nothing."""
        return (self.desk_mark, self.unit_mark, self.own_mark)

    def subject(self, what: str) -> str:
        return f"{COMMON} za{self.place} {self.desk_mark} {what}"


def lay_out(place: str, unit: Unit, sender: Unit) -> Things:
    """The office of one unit with everything in it; the scope in force is left to the caller."""
    things = Things(place, unit, Office(unit))
    _incoming(things, sender)
    _outgoing(things, sender)
    _kept(things)
    _work(things)
    _letter(things)
    _figures(things, sender)
    _procedures(things)
    _members(things)
    _of_people(things)
    _of_the_unit(things, sender)
    with owner():
        for document in Document.objects.filter(subject__contains=things.desk_mark):
            index(document.pk)
    return things


def restrict(things: Things) -> None:
    """Close the place's documents and dossier to all but named readers, as two persons would have."""
    with owner():
        Document.objects.filter(subject__contains=things.desk_mark).update(restricted=True)
        Dossier.objects.filter(title__contains=things.unit_mark).update(restricted=True)


def _incoming(things: Things, sender: Unit) -> None:
    staff, unit, ids, now = things.staff, things.unit, things.ids, clock.now()
    acting(staff.clerk)
    paper = a_stored(a_pdf(), f"{things.desk_mark}.pdf")
    fresh = a_registered(staff.clerk, unit, subject=things.subject("mới đến"), files=(paper,))
    proposed = a_registered(staff.clerk, unit, subject=things.subject("đã trình"))
    given = a_registered(staff.clerk, unit, subject=things.subject("đã giao"))
    told = a_registered(staff.clerk, unit, subject=things.subject("để biết"))
    due = clock.office_date(now) + timedelta(days=9)
    receivers = handling.Receivers(lead=staff.specialist.pk)
    proposal = handling.propose(
        by=acting(staff.clerk), document_id=proposed.pk, to_officer_id=staff.leader.pk,
        receivers=receivers, wording=f"Giao {things.desk_mark}", due_on=due, at=now,
    )  # fmt: skip
    for document, whom, words in (
        (given, receivers, f"Thực hiện {things.desk_mark}"),
        (told, handling.Receivers(informed=(staff.specialist.pk,)), ""),
    ):
        handling.instruct(
            by=acting(staff.leader), document_id=document.pk, text=words or things.desk_mark,
            receivers=whom, due_on=due if whom.lead else None, at=now,
        )  # fmt: skip
    acting(staff.specialist)
    task = given.assignments.get()
    handling.accept(by=acting(staff.specialist), assignment_id=task.pk, at=now)
    handling.report(
        by=acting(staff.specialist),
        assignment_id=task.pk,
        text=f"Đang làm {things.desk_mark}",
        at=now,
        percent=40,
        files=[work.Upload(BytesIO(a_pdf()), f"{things.desk_mark}.pdf")],
    )
    extension = handling.ask_extension(
        by=acting(staff.specialist), assignment_id=task.pk, due_on=due + timedelta(days=7),
        reason=f"Chờ số liệu {things.desk_mark}", at=now,
    )  # fmt: skip
    draft = incoming.begin_with_files(
        by=acting(staff.clerk),
        unit_id=unit.pk,
        uploads=[an_upload(a_pdf(), f"{things.unit_mark}.pdf")],
        at=now,
    )
    incoming.keep_typed(
        by=acting(staff.clerk), draft_id=draft.pk, typed={"subject": things.unit_mark}, at=now
    )
    stack = intake.take_stack(
        by=acting(staff.clerk), unit_id=unit.pk, at=now,
        upload=an_upload(a_printed_stack(), f"{things.unit_mark} tap.pdf"),
    )  # fmt: skip
    ids["stack"] = stack.pk
    ids.update(_ruled(things))
    delivery = a_delivery(sender, unit, subject=f"{COMMON} {things.unit_mark} gửi tới")
    with owner():
        delivery.files = [{"stored": paper.stored.pk, "name": f"{things.unit_mark}.pdf", "role": "main"}]
        delivery.save()
        message = Message.objects.create(
            unit=unit, stored=paper.stored, kind="new", header={"subject": things.unit_mark}, received_at=now,
        )  # fmt: skip
        ClosedCode.objects.create(
            unit=unit, message=message, code=f"H99.{things.place}"[:35], side="to", old_unit=sender,
            successor=unit, told=f"Mã đã đóng {things.unit_mark}", asked_at=now,
        )  # fmt: skip
        KnownIssuer.objects.create(
            unit=unit,
            name=f"Sở {things.unit_mark}",
            folded=f"so {things.unit_mark}",
            last_on=date(2026, 9, 1),
        )
        ids.update(
            fresh=fresh.pk, proposed=proposed.pk, given=given.pk, told=told.pk, proposal=proposal.pk,
            task=task.pk, extension=extension.pk, instruction=task.instruction_id,
            informed=told.assignments.get().pk, informing=told.instructions.get().pk, draft=draft.pk,
            draft_file=IncomingDraftFile.objects.get(draft=draft).pk, delivery=delivery.pk,
            file=DocumentFile.objects.get(document=fresh).pk, message=message.pk,
            report=ProgressReport.objects.get(assignment=task).pk,
            report_file=ReportFile.objects.get(report__assignment=task).pk,
        )  # fmt: skip


def _ruled(things: Things) -> dict[str, int]:
    """A rule on arrival that names nobody else, and a document on which it acted."""
    staff, unit, now = things.staff, things.unit, clock.now()
    by = acting(staff.clerk)
    facts = incoming.RuleFacts(
        conditions=incoming.Conditions(sender=f"Nơi {things.unit_mark}"), told_id=staff.leader.pk
    )
    rule = incoming.propose_rule(by=by, unit_id=unit.pk, facts=facts, at=now)
    incoming.switch_rule_on(by=acting(staff.leader), rule_id=rule.pk, seen=incoming.stamp(rule), at=now)
    document = a_registered(staff.clerk, unit, subject=things.subject("theo quy tắc"))
    with owner():
        ArrivalApplied.objects.create(
            document=document, rule=rule, why=f"vì {things.desk_mark}", by_id=staff.clerk.pk, at=now
        )
    acting(staff.clerk)
    return {"rule": rule.pk, "ruled": document.pk}


def _opinions(things: Things, document_id: int) -> dict[str, int]:
    """A round between colleagues on a draft, answered with a file."""
    staff, now = things.staff, clock.now()
    asked = opinions.open_round(
        by=acting(staff.specialist), document_id=document_id, question=f"Góp ý {things.desk_mark}",
        due_on=clock.office_date(now) + timedelta(days=9), officers=[staff.clerk.pk], units=[], shared=True,
        at=now,
    )  # fmt: skip
    by = acting(staff.clerk)
    opinion = asked.opinions.get()
    opinions.answer(
        by=by, opinion_id=opinion.pk, answer="other", text=f"Bổ sung {things.desk_mark}", at=now,
        upload=opinions.Upload(BytesIO(a_pdf()), f"{things.desk_mark}.pdf"),
    )  # fmt: skip
    acting(staff.specialist)
    return {"round": asked.pk, "opinion": opinion.pk}


def _outgoing(things: Things, sender: Unit) -> None:
    staff, ids, now = things.staff, things.ids, clock.now()
    given: dict[str, Any] = {"to": to_units(sender)}

    written = a_draft(staff.specialist, things.unit, subject=things.subject("bản thảo"), **given)
    content = replace(content_of(written), body=f"Nội dung {things.desk_mark}")
    written = outgoing.save_draft(
        by=acting(staff.specialist), document_id=written.pk, version=written.version, content=content, at=now
    )
    outgoing.comment(
        by=acting(staff.specialist), document_id=written.pk, text=f"Sửa {things.desk_mark}", at=now
    )
    ids.update(_opinions(things, written.pk))
    outgoing.keep_chain(
        by=acting(staff.specialist), unit_id=things.unit.pk, name=f"Luồng {things.unit_mark}",
        wanted=Reviewers((staff.clerk.pk, staff.leader.pk)), at=now,
    )  # fmt: skip
    submitted = a_draft(staff.specialist, things.unit, subject=things.subject("chờ duyệt"), **given)
    outgoing.submit(
        by=acting(staff.specialist), document_id=submitted.pk, version=submitted.version,
        reviewer_id=staff.leader.pk, at=now, note=f"Trình {things.desk_mark}",
    )  # fmt: skip
    approved = an_approved(staff, subject=things.subject("đã duyệt"), **given)
    numbered = a_numbered(staff, subject=things.subject("đã cấp số"), **given)
    sending = a_numbered(staff, subject=things.subject("đang gửi"), **given)
    outgoing.lay_out(by=acting(staff.clerk), document_id=sending.pk, at=now)
    issued = an_issued(staff, subject=things.subject("đã phát hành"), **given)
    group = outgoing.keep_group(
        by=acting(staff.clerk), unit_id=things.unit.pk, name=f"Nhóm {things.unit_mark}",
        unit_ids=[sender.pk], at=now,
    )  # fmt: skip
    template = a_word_template(staff.clerk, things.unit, name=f"Mẫu {things.unit_mark}")
    ids.update(
        own_template=template.pk, written=written.pk, submitted=submitted.pk, approved=approved.pk,
        numbered=numbered.pk, issued=issued.pk, sending=sending.pk, group=group.pk,
        recipient=issued.recipients.get().pk,
    )  # fmt: skip


def _kept(things: Things) -> None:
    staff, ids, now = things.staff, things.ids, clock.now()
    clerk = acting(staff.clerk)
    sheet.link_documents(
        by=clerk, document_id=ids["fresh"], other_id=ids["given"], kind=Link.Kind.BASED_ON, at=now
    )
    year = clock.office_date(now).year
    for name in ("dossier", "closed"):
        facts = keeping.DossierFacts(
            year=year, code=f"{name}.{things.place}"[:20], title=f"Hồ sơ {things.unit_mark}", retention="10"
        )
        ids[name] = keeping.open_dossier(by=clerk, unit_id=things.unit.pk, facts=facts, at=now).pk
    keeping.put_in_dossier(by=clerk, dossier_id=ids["dossier"], document_id=ids["fresh"], at=now)
    helper = keeping.support_case(
        by=clerk, dossier_id=ids["dossier"], officer_id=staff.specialist.pk, at=now,
        task=f"Phần việc {things.unit_mark}", due_on=clock.office_date(now),
    )  # fmt: skip
    asked = keeping.ask_opinions(
        by=clerk, dossier_id=ids["dossier"], officers=[staff.specialist.pk], at=now,
        question=f"Hỏi {things.unit_mark}", due_on=clock.office_date(now),
    )  # fmt: skip
    ids.update(case_helper=helper.pk, case_opinion=asked[0].pk)
    keeping.close_dossier(
        by=clerk, dossier_id=ids["closed"], retention="10", closed_on=clock.office_date(now), at=now
    )
    changes = keeping.ask_document_access(
        by=clerk, document_id=ids["proposed"], restricted=True, readers=[staff.specialist.pk],
        reason=f"Vì {things.unit_mark}", at=now,
    )  # fmt: skip
    ids["change"] = changes[0].pk
    # Two places may lie at one unit, and a unit has one plan a year.
    of_year = year + 1 if things.place == "closed" else year
    plan = keeping.draw_up_plan(by=clerk, unit_id=things.unit.pk, year=of_year, at=now)
    line = keeping.LineFacts(
        id=None, row=0, heading=f"Đề mục {things.unit_mark}", code="09.TT", title=f"Hồ sơ {things.unit_mark}",
        keeper_id=None, keeper_name="", retention="10",
    )  # fmt: skip
    keeping.write_plan(by=clerk, plan_id=plan.pk, version=plan.version, lines=[line], at=now)
    keeping.approve_plan(
        by=acting(staff.leader), plan_id=plan.pk, approved_on=clock.office_date(now), decision="", at=now
    )
    acting(staff.clerk)
    ids.update(plan=plan.pk, plan_line=plan.lines.get().pk)
    _archived(things)
    folder = keeping.make_folder(by=clerk, name=f"Thư mục {things.own_mark}")
    keeping.file_in_folders(by=clerk, document_id=ids["fresh"], folder_ids=[folder.pk], at=now)
    search = keeping.save_search(by=clerk, name=f"Tìm {things.own_mark}", query={"q": things.own_mark})
    note = keeping.keep_note(by=clerk, document_id=ids["fresh"], text=f"Nhớ {things.own_mark}", at=now)
    assert isinstance(note, Note)
    ids.update(folder=folder.pk, search=search.pk, note=note.pk)


def _archived(things: Things) -> None:
    """A hand-over and a disposal with its committee; dossiers whose time of keeping is over."""
    staff, ids, now = things.staff, things.ids, clock.now()
    long_ago = clock.office_date(now).replace(day=1) - timedelta(days=3000)
    found = {}
    for name in ("sent", "over"):
        facts = keeping.DossierFacts(
            year=long_ago.year, code=f"{name}.{things.place}"[:20], title=f"Hồ sơ cũ {things.unit_mark}",
            retention="5",
        )  # fmt: skip
        by = acting(staff.clerk)
        found[name] = keeping.open_dossier(by=by, unit_id=things.unit.pk, facts=facts, at=now).pk
    with owner():
        Dossier.objects.filter(pk__in=found.values()).update(opened_on=long_ago, closed_on=long_ago)
    by = acting(staff.clerk)
    transfer = keeping.prepare_transfer(
        by=by, unit_id=things.unit.pk, to="office", archive=f"Kho {things.unit_mark}",
        dossier_ids=[found["sent"]], at=now,
    )  # fmt: skip
    disposal = keeping.propose_disposal(
        by=by, unit_id=things.unit.pk, title=f"Huỷ {things.unit_mark}", reason=f"Hết hạn {things.unit_mark}",
        dossier_ids=[found["over"]], at=now,
    )  # fmt: skip
    people = zip((staff.leader, staff.clerk, staff.specialist), ("chair", "secretary", "member"), strict=True)
    members = [keeping.Member(one.pk, things.unit_mark, part) for one, part in people]
    keeping.ask_committee(by=by, disposal_id=disposal.pk, members=members, at=now)
    entry = keeping.disposal_lines(disposal.pk)[0]
    ids.update(transfer=transfer.pk, disposal=disposal.pk, disposal_entry=entry.id)


def _work(things: Things) -> None:
    """Tasks without a document: one of the specialist's in hand, one done, one that comes again."""
    staff, ids, now = things.staff, things.ids, clock.now()
    due = clock.office_date(now) + timedelta(days=20)
    leader, specialist = acting(staff.leader), staff.specialist.pk
    for name in ("work", "work_done"):
        wanted = work.Wanted(
            title=f"Việc {things.unit_mark}", text=f"Làm {things.unit_mark}", lead=specialist, due_on=due,
            milestones=[(f"Mốc {things.unit_mark}", due)],
        )  # fmt: skip
        made = work.give(by=acting(staff.leader), unit_id=things.unit.pk, wanted=wanted, at=now)
        ids[name] = made.pk
    by = acting(staff.specialist)
    ids["work_milestone"] = made.milestones.get().pk
    upload = work.Upload(BytesIO(a_pdf()), f"{things.unit_mark}.pdf")
    work.report(
        by=by, task_id=ids["work"], text=f"Đã làm {things.unit_mark}", percent=5, files=[upload], at=now
    )
    work.finish(by=by, task_id=ids["work_done"], result=f"Xong {things.unit_mark}", at=now)
    facts = week.Facts(
        title=f"Họp {things.unit_mark}", starts_at=now + timedelta(days=2), place=f"Phòng {things.unit_mark}"
    )
    ids["week_entry"] = week.register(by=by, unit_id=things.unit.pk, facts=facts, at=now).pk
    ids["work_file"] = Evidence.objects.get(task_id=ids["work"]).pk
    ids["reminder"] = notices.remind_me(by=by, on=due, text=f"Nhớ {things.own_mark}", at=now).pk
    ids["push_device"] = PushDevice.objects.create(
        officer_id=staff.specialist.pk,
        endpoint="https://push.example.com/a",
        name=things.own_mark,
        made_at=now,
    ).pk
    acting(staff.leader)
    ids["work_repeat"] = work.repeat(
        by=leader, unit_id=things.unit.pk, title=f"Định kỳ {things.unit_mark}", text="", lead=specialist,
        every="month", day=5, ahead=3, at=now,
    ).pk  # fmt: skip


def _figures(things: Things, sender: Unit) -> None:
    """Tables of figures: a draft, one put to another unit and handed in there, one put to this unit."""
    staff, ids, now = things.staff, things.ids, clock.now()
    column = {"name": things.unit_mark, "kind": "whole", "required": False, "summed": True, "note": ""}
    common = {
        "columns": [column], "rows": [""], "due_on": clock.office_date(now) + timedelta(days=8),
        "made_by": staff.specialist.pk, "made_by_name": staff.specialist.full_name, "made_at": now,
    }  # fmt: skip
    with owner():
        for name, unit, state in (
            ("figures_draft", things.unit, "draft"), ("figures", things.unit, "asked"),
            ("figures_theirs", sender, "asked"),
        ):  # fmt: skip
            ids[name] = FigureRequest.objects.create(
                unit=unit, unit_name=f"Nơi hỏi {things.unit_mark}", title=f"Số liệu {things.unit_mark}",
                state=state, asked=[sender.pk], **common,
            ).pk  # fmt: skip
        for name, of, asker, asked in (
            ("figures_sheet", "figures", things.unit, sender),
            ("figures_asked", "figures_theirs", sender, things.unit),
        ):
            sheet = FigureSheet.objects.create(
                request_id=ids[of], asker_id=asker.pk, unit=asked, unit_name=f"Nơi điền {things.unit_mark}",
                state="sent", values=[["7"]], version=1, filled_by_name="Ai đó", filled_at=now, sent_at=now,
            )  # fmt: skip
            FigureVersion.objects.create(
                sheet=sheet, asker_id=asker.pk, unit=asked, number=1, values=[["7"]], by_id=1,
                by_name=f"Ai đó {things.unit_mark}", at=now,
            )  # fmt: skip
            FigureStep.objects.create(
                request_id=ids[of], sheet=sheet, asker_id=asker.pk, unit=asked, kind="hand_in",
                text=f"Nộp {things.unit_mark}", by_name="Ai đó", at=now,
            )  # fmt: skip
            ids[name] = sheet.pk


def _letter(things: Things) -> None:
    """A letter with a file, kept by the clerk: nobody else opens it."""
    staff, mark, now = things.staff, things.desk_mark, clock.now()
    entered = petitions.Letter(
        received_on=clock.office_date(now), way="hand", kind="complaint", matter="policy", about=mark,
        summary=f"Nội dung {mark}", sender_name=f"Bà {mark}", sender_address=f"Ấp {mark}",
    )  # fmt: skip
    made = petitions.register(
        by=acting(staff.clerk), unit_id=things.unit.pk, letter=entered, same=petitions.NEW, at=now,
        files=[petitions.Upload(BytesIO(a_pdf()), f"{mark}.pdf")],
    )  # fmt: skip
    things.ids.update(petition=made.pk, petition_file=made.files.get().pk)


def _members(things: Things) -> None:
    """A member of a branch there with her household. What lies below is read from above: it has no mark."""
    is_branch = things.unit.kind == Unit.Kind.BRANCH
    branch = things.unit if is_branch else a_branch(under=things.unit)
    member = a_member(branch, name="Lê Thị Hội" if is_branch else f"Lê Thị {things.unit_mark}")
    pair, merge = _entered_twice(things, branch)
    things.ids.update(member_pair=pair, member_merge=merge)
    household = a_household(branch, member, head="Chủ Hộ" if is_branch else f"Hộ {things.unit_mark}")
    acting(things.staff.clerk)
    paper = a_stored(a_pdf(), "don.pdf").stored
    with owner():
        export = MemberExport.objects.create(
            commune=member.commune, branch=branch, asked={}, words="Đang trong danh sách", purpose="report",
            file_format="xlsx", rows=60, mark=secrets.token_hex(6), state="waiting",
            asked_by=an_officer().pk, asked_name="Ai đó", asked_at=clock.now(),
        )  # fmt: skip
        kept = MemberFile.objects.create(
            member=member, stored=paper, kind="joining", name="don.pdf",
            added_at=clock.now(), added_by=1,
        )  # fmt: skip
        person = household.people.get()
    things.ids.update(member_export=export.pk, member_paper=kept.pk)
    things.ids.update(member=member.pk, household=household.pk, household_person=person.pk)
    _fees(things, member)
    with owner():
        report = MemberReport.objects.create(
            unit=branch, above=member.commune, period="other", first=date(2026, 1, 1), last=date(2026, 3, 31),
            figures={}, drawn_at=clock.now(), drawn_by=1, drawn_name="",
        )  # fmt: skip
    things.ids["member_report"] = report.pk
    _member_list(things)


def _fees(things: Things, member: Member) -> None:
    """A receipt of hers, an exemption, money handed up from her branch, a line of its small book."""
    now = clock.now()
    today = clock.office_date(now)
    here = {"commune": member.commune, "branch": member.branch, "on": today, "by_name": "Ai đó", "at": now}
    with owner():
        receipt = FeeMovement.objects.create(
            kind="paid", year=today.year, number=1, member=member, for_year=today.year,
            months=[today.year * 12], amount=2_000, cash_branch=2_000, own_branch=1_000, own_commune=1_000,
            **here,
        )  # fmt: skip
        sent = FeeMovement.objects.create(
            kind="sent", to_unit=member.commune, amount=1_000, cash_branch=-1_000, way=1_000, **here
        )
        exemption = FeeExemption.objects.create(
            member=member, valid_from=date(2030, 1, 1), reason="Ốm", at=now
        )
        entry = BranchEntry.objects.create(fund="visits", amount=5_000, reason="Góp", **here)
    things.ids.update(
        fee_receipt=receipt.pk, fee_transfer=sent.pk, fee_exemption=exemption.pk, branch_entry=entry.pk
    )


def _entered_twice(things: Things, branch: Unit) -> tuple[int, int]:
    """Two who may be one woman, and two who were made one."""
    now = clock.now()
    one, two, kept, gone = (
        a_member(branch, name=name) for name in ("Hồ Thị A", "Hồ Thị A", "Hồ Thị B", "Hồ Thị B")
    )
    with owner():
        pair = MemberPair.objects.create(first=one, second=two, level=3, why="branch", found_at=now)
        Member.objects.filter(pk=gone.pk).update(merged_into=kept)
        merge = MemberMerge.objects.create(kept=kept, gone=gone, by_id=1, by_name="", at=now)
    return pair.pk, merge.pk


def _entered_twice(things: Things, branch: Unit) -> tuple[int, int]:
    """Two who may be one woman, and two who were made one."""
    now = clock.now()
    one, two, kept, gone = (a_member(branch, name=f"Hồ Thị {letter}") for letter in "AABB")
    with owner():
        pair = MemberPair.objects.create(first=one, second=two, level=3, why="branch", found_at=now)
        Member.objects.filter(pk=gone.pk).update(merged_into=kept)
        merge = MemberMerge.objects.create(kept=kept, gone=gone, by_id=1, by_name="", at=now)
    return pair.pk, merge.pk


def _member_list(things: Things) -> None:
    """A list that was brought in, with a row that is still to be mended."""
    now = clock.now()
    by = acting(things.staff.clerk)
    content = a_book(
        ("Sheet1", [["Họ và tên", "Năm sinh", "Ghi chú"], ["Lê Thị Sai", "sai", things.unit_mark]])
    )
    one, _ = member_lists.begin(
        by=by, unit_id=things.unit.pk, stream=BytesIO(content), name=f"{things.unit_mark}.xlsx",
        wish=member_lists.Wish(), at=now,
    )  # fmt: skip
    with owner():
        MemberList.objects.filter(pk=one.pk).update(state=MemberList.State.DONE)
    things.ids.update(member_list=one.pk, member_list_row=one.held.get().pk)


def _procedures(things: Things) -> None:
    """A standard procedure, started once."""
    staff, ids, now = things.staff, things.ids, clock.now()
    by = acting(staff.leader)
    writing = procedures.Writing(
        title=f"Quy trình {things.unit_mark}", event=f"Ngày {things.unit_mark}",
        steps=[procedures.Step(f"Bước {things.unit_mark}", f"Vai {things.unit_mark}", -2)],
    )  # fmt: skip
    made = procedures.write(by=by, unit_id=things.unit.pk, writing=writing, at=now)
    ids["procedure"] = made.pk
    ids["procedure_run"] = procedures.start(
        by=by, procedure_id=made.pk, title=f"Lần {things.unit_mark}", at=now,
        event_on=clock.office_date(now) + timedelta(days=20),
        people={f"Vai {things.unit_mark}": staff.leader.pk},
    ).pk  # fmt: skip


def _of_people(things: Things) -> None:
    staff, ids, now = things.staff, things.ids, clock.now()
    today = clock.office_date(now)
    officer = staff.specialist
    with owner():
        post = Post.objects.get(officer=officer)
        delegation = Delegation.objects.create(
            post=post, officer=staff.clerk, content=f"Thay {things.own_mark}", valid_from=today,
            valid_to=today + timedelta(days=2), given_by=officer.pk,
        )  # fmt: skip
        Officer.objects.filter(pk=officer.pk).update(full_name=f"Lê Thị {things.unit_mark}")
        notice = Notice.objects.create(
            officer_id=officer.pk, text=f"Báo {things.own_mark}", address="/", at=now
        )
        sign_in = SignIn.objects.create(
            officer=officer, token_hash=f"hash-{things.place}", device_name=f"Máy {things.own_mark}",
            created_at=now, seen_at=now, expires_at=now + timedelta(hours=8),
        )  # fmt: skip
        passkey = Passkey.objects.create(
            officer=officer, credential_id=f"key-{things.place}", public_key=b"x", name=things.own_mark,
            created_at=now,
        )  # fmt: skip
        slip = ResetSlip.objects.create(
            officer=officer, code_hash=f"slip-{things.place}", made_by=None, made_at=now,
            expires_at=now + timedelta(days=1),
        )  # fmt: skip
        upload = PartialUpload.objects.create(
            officer_id=officer.pk, mark="0" * 64, name=f"{things.own_mark}.pdf", size=9, began_at=now,
            changed_at=now,
        )  # fmt: skip
        fault = FaultReport.objects.create(
            officer_id=officer.pk, text="Trang không mở", at=now
        )  # mended by the province
    ids.update(
        officer=officer.pk, post=post.pk, delegation=delegation.pk, notice=notice.pk, sign_in=sign_in.pk,
        passkey=passkey.pk, slip=slip.pk, fault=fault.pk, upload=upload.pk,
    )  # fmt: skip


def _of_the_unit(things: Things, sender: Unit) -> None:
    staff, ids, now = things.staff, things.ids, clock.now()
    number = registers.reserve_number(
        by=acting(staff.clerk), unit_id=things.unit.pk, series=Series.INCOMING,
        on=clock.office_date(now), reason=f"Giữ cho {things.unit_mark}", at=now,
    )  # fmt: skip
    loan = registers.lend_copy(
        by=acting(staff.clerk), document_id=ids["fresh"], user_name=f"Bà {things.desk_mark}",
        permitted_by=things.desk_mark, lent_on=clock.office_date(now), note="", at=now,
    )  # fmt: skip
    ids["loan"] = loan.pk
    register = a_sheet(
        INCOMING,
        [incoming_row(1, subject=f"Sổ cũ {things.unit_mark}"), incoming_row(2, day=things.unit_mark)],
    )
    ids["take_over"] = takeover.begin(
        by=acting(staff.clerk), unit_id=things.unit.pk, stream=register, name=f"{things.unit_mark}.xlsx",
        wish=takeover.Wish(), at=now,
    ).pk  # fmt: skip
    with owner():
        TypicalInstruction.objects.create(unit=things.unit, text=f"Câu {things.unit_mark}")
        code = IdentityCode.objects.create(
            unit=things.unit, code=f"H{things.unit.pk}.{things.place}", path=f"{things.unit.pk}",
            valid_from=date(2025, 7, 1), primary=not things.unit.identity_codes.exists(),
        )  # fmt: skip
        OfficeSetting.objects.create(
            unit=things.unit, key=f"thu-{things.place}", value=1, valid_from=date(2025, 7, 1)
        )
        succession = Succession.objects.create(
            before=sender, after=things.unit, on=date(2025, 7, 1) + timedelta(days=len(things.place)),
            share=Succession.Share.PART, settled=False,
        )  # fmt: skip
        book = BookNumber.objects.get(pk=number.pk).book_id
    ids.update(number=number.pk, book=book, code=code.pk, succession=succession.pk, unit=things.unit.pk)


def tables() -> dict[str, set[str]]:
    """Every table of the schema with its columns, partitions and views left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables"
            " USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        found: dict[str, set[str]] = {}
        for table, column in cursor.fetchall():
            found.setdefault(table, set()).add(column)
    return found
