"""A commune with one thing of every kind in work, and a neighbour whose things are not hers to touch."""

from dataclasses import dataclass, field
from datetime import timedelta

from hoiso.access.models import Credential, Officer, Role
from hoiso.access.passwords import hashed
from hoiso.core import clock
from hoiso.core.files.tests.samples import a_pdf
from hoiso.documents.handling import public as handling
from hoiso.documents.incoming import public as incoming
from hoiso.documents.keeping import public as keeping
from hoiso.documents.models import (
    Book,
    BookNumber,
    DocumentFile,
    Extension,
    Instruction,
)
from hoiso.documents.outgoing import public as outgoing
from hoiso.units.models import Unit
from tests.factories.documents import a_delivery, a_registered, a_stored
from tests.factories.outgoing import Office, a_draft, a_numbered, an_issued
from tests.factories.people import a_post, acting, an_officer
from tests.roles import owner

NOWHERE = 999_999_999
BEYOND = 2**63  # one more than the database can hold


@dataclass(frozen=True, slots=True)
class Things:
    """Ids by the name under which addresses carry them; an address gets each of them in turn."""

    ids: dict[str, list[int]] = field(default_factory=dict)

    def add(self, name: str, *ids: int) -> None:
        """More ids for a parameter."""
        self.ids.setdefault(name, []).extend(ids)


def an_officer_of_all_work(unit: Unit) -> Officer:
    """Clerk, leader and administrator in one person, as in a small commune."""
    officer = an_officer(Role.CLERK, unit, name="Trần Thị Đa Năng")
    a_post(officer, Role.LEADER, unit)
    a_post(officer, Role.UNIT_ADMIN, unit)
    with owner():
        Credential.objects.create(officer=officer, password=hashed("hoa-sen-2026"), changed_at=clock.now())
    return officer


def everything_of(unit: Unit, officer: Officer, *, sender: Unit) -> Things:
    """One of each: the documents in each state, tasks, drafts, dossiers, books, people."""
    things, at = Things(), clock.now()
    today = clock.office_date(at)
    office = Office(unit)
    by = acting(officer)
    registered = a_registered(officer, unit, files=(a_stored(a_pdf()),))
    proposed, given = a_registered(officer, unit), a_registered(officer, unit)
    receivers = handling.Receivers(office.specialist.pk, (), (office.clerk.pk,))
    proposal = handling.propose(
        by=acting(office.clerk), document_id=proposed.pk, to_officer_id=officer.pk, receivers=receivers,
        wording="Chuyển chị Thu chủ trì", due_on=today + timedelta(days=5), at=at,
    )  # fmt: skip
    by = acting(officer)
    mine = handling.Receivers(officer.pk, (office.specialist.pk,), ())
    handling.instruct(
        by=by, document_id=given.pk, at=at, due_on=today + timedelta(days=6), text="Báo cáo", receivers=mine
    )
    draft = a_draft(officer, unit)
    submitted = a_draft(office.specialist, unit)
    outgoing.submit(
        by=acting(office.specialist), document_id=submitted.pk, version=submitted.version,
        reviewer_id=officer.pk, at=at,
    )  # fmt: skip
    numbered, issued = a_numbered(office, made=False), an_issued(office)
    by = acting(officer)
    desk = incoming.begin_with_paper(by=by, unit_id=unit.pk, at=at)
    group = outgoing.keep_group(by=by, unit_id=unit.pk, name="Các chi hội", unit_ids=[sender.pk], at=at)
    facts = keeping.DossierFacts(year=2026, code="01.GĐ", title="Hồ sơ gia đình", retention="20", heading="I")
    dossier = keeping.open_dossier(by=by, unit_id=unit.pk, facts=facts, at=at)
    keeping.put_in_dossier(by=by, dossier_id=dossier.pk, document_id=registered.pk, at=at)
    folder = keeping.make_folder(by=by, name="Việc tháng 11")
    search = keeping.save_search(by=by, name="Của Uỷ ban", query={"q": "ubnd"})
    delivery = a_delivery(sender, unit)
    documents = (registered, proposed, given, draft, submitted, numbered, issued)
    things.add("document_id", *(one.pk for one in documents))
    things.add("proposal_id", proposal.pk)
    things.add("draft_id", desk.pk)
    things.add("group_id", group.pk)
    things.add("dossier_id", dossier.pk)
    things.add("folder_id", folder.pk)
    things.add("search_id", search.pk)
    things.add("delivery_id", delivery.pk)
    things.add("officer_id", office.specialist.pk)
    things.add("unit_id", unit.pk)
    with owner():
        things.add("person_id", officer.pk)
        things.add("post_id", office.specialist.posts.get().pk)
        instruction = Instruction.objects.get(document=given)
        things.add("instruction_id", instruction.pk)
        task = instruction.assignments.get(officer_id=officer.pk)
        things.add("assignment_id", task.pk)
        extension = Extension.objects.create(
            assignment=task, document=given, due_on=today + timedelta(days=20), reason="Chờ số liệu",
            by_id=officer.pk, at=at,
        )  # fmt: skip
        things.add("extension_id", extension.pk)
        things.add("book_id", Book.objects.filter(unit=unit).first().pk)  # type: ignore[union-attr]
        things.add("number_id", BookNumber.objects.filter(book__unit=unit).first().pk)  # type: ignore[union-attr]
        things.add("file_id", DocumentFile.objects.filter(document=registered).first().pk)  # type: ignore[union-attr]
    return things
