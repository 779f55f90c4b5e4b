"""Disposal: nothing leaves without a committee's opinions and a decision; the record stays."""

import os
import time
from datetime import date
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from hoiso.access.models import Officer, Role
from hoiso.audit.models import Entry
from hoiso.core import clock
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.models import StoredFile
from hoiso.documents import filing
from hoiso.documents.errors import WrongState
from hoiso.documents.files.actions import sweep_store
from hoiso.documents.incoming.entry import NewFile
from hoiso.documents.keeping import public
from hoiso.documents.keeping.errors import Held
from hoiso.documents.layouts.lists import PrintedList, render_list
from hoiso.documents.layouts.tests.measuring import text_of
from hoiso.documents.models import (
    Disposal,
    DisposalMember,
    Document,
    DocumentFile,
    Dossier,
    DossierEntry,
    Event,
    SearchEntry,
)
from hoiso.documents.search.actions import read_text
from hoiso.notices.models import Notice
from tests.factories.documents import a_registered, a_stored
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.office_date(NOW)
LONG_AGO = date(TODAY.year - 7, 5, 1)
Commit = DjangoCaptureOnCommitCallbacks


def a_paper(words: str) -> bytes:
    """A PDF that says so."""
    return render_list(
        PrintedList(title=words, unit="Hội", unit_lines=("Hội",), printed_by="Lệ", printed_at=NOW)
    )


class Office:
    """A unit with a committee of three."""

    def __init__(self) -> None:
        self.unit = a_unit("Xã Mỹ Yên")
        self.clerk = an_officer(Role.CLERK, self.unit, name="Nguyễn Thị Mỹ Lệ")
        self.leader = an_officer(Role.LEADER, self.unit, name="Lê Thị Thu Hà")
        self.specialist = an_officer(Role.SPECIALIST, self.unit, name="Trần Thị Hoa")

    @property
    def members(self) -> list[Officer]:
        return [self.leader, self.clerk, self.specialist]

    def file(self, words: str) -> NewFile:
        acting(self.clerk)
        return a_stored(a_paper(words), f"{words}.pdf")

    def document(self, *files: NewFile, **fields: object) -> Document:
        return a_registered(self.clerk, self.unit, files=files, page_amount=2, **fields)

    def over(self, code: str, *documents: Document, closed_on: date = LONG_AGO, keep: str = "5") -> Dossier:
        """A dossier that was closed long ago, with documents inside."""
        facts = public.DossierFacts(year=closed_on.year, code=code, title=f"Hồ sơ {code}", retention=keep)
        dossier = public.open_dossier(by=acting(self.clerk), unit_id=self.unit.pk, facts=facts, at=NOW)
        with owner():
            DossierEntry.objects.bulk_create(
                DossierEntry(dossier=dossier, document=one, ordinal=place, added_by=1, added_at=NOW)
                for place, one in enumerate(documents, start=1)
            )
            Dossier.objects.filter(pk=dossier.pk).update(opened_on=closed_on, closed_on=closed_on)
        dossier.refresh_from_db()
        return dossier

    def proposed(self, *dossiers: Dossier) -> Disposal:
        return public.propose_disposal(
            by=acting(self.clerk), unit_id=self.unit.pk, title="Huỷ năm 2026", reason="Hết thời hạn",
            dossier_ids=[one.pk for one in dossiers], at=NOW,
        )  # fmt: skip

    def asked(self, *dossiers: Dossier) -> Disposal:
        disposal, parts = self.proposed(*dossiers), ("chair", "secretary", "member")
        members = [
            public.Member(one.pk, one.full_name, part) for one, part in zip(self.members, parts, strict=True)
        ]
        return public.ask_committee(by=acting(self.clerk), disposal_id=disposal.pk, members=members, at=NOW)

    def opinion(self, disposal: Disposal, member: Officer, opinion: str = "agree", text: str = "") -> None:
        public.give_opinion(by=acting(member), disposal_id=disposal.pk, opinion=opinion, text=text, at=NOW)

    def decided(self, *dossiers: Dossier) -> Disposal:
        disposal = self.asked(*dossiers)
        for member in self.members:
            self.opinion(disposal, member)
        return self.decide(disposal)

    def decide(self, disposal: Disposal) -> Disposal:
        return public.decide_disposal(
            by=acting(self.leader), disposal_id=disposal.pk, decision_number="12/QĐ-BTV", decision_on=TODAY,
            at=NOW,
        )  # fmt: skip

    def carry_out(self, disposal: Disposal, commit: Commit) -> Disposal:
        with commit(execute=True):
            return public.carry_out_disposal(by=acting(self.clerk), disposal_id=disposal.pk, at=NOW)


@pytest.fixture
def office(settings: pytest.FixtureRequest, tmp_path: Path) -> Office:
    settings.FILE_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    return Office()


def in_store(file: NewFile) -> bool:
    return filing.store().verify(file.stored.sha256)


def make_old() -> None:
    """Everything in the store was put an hour ago."""
    hour_ago = time.time() - 3600
    for sha256 in filing.store().names():
        os.utime(filing.store().path(sha256), (hour_ago, hour_ago))


def test_contents_go_and_metadata_and_minutes_stay(
    client: Client, office: Office, django_capture_on_commit_callbacks: Commit
) -> None:
    commit = django_capture_on_commit_callbacks
    paper = office.file("Báo cáo quý")
    document = office.document(paper, subject="Báo cáo kết quả quý III", symbol="7/BC-HPN")
    dossier = office.over("01.TC", document)
    with owner():
        read_text(document.pk, at=NOW)
        assert "BÁO CÁO QUÝ" in SearchEntry.objects.get(document=document).text
    disposal = office.decided(dossier)
    make_old()
    done = office.carry_out(disposal, commit)
    assert (done.state, done.removed, done.done_by_name) == ("done", 1, "Nguyễn Thị Mỹ Lệ")
    assert not in_store(paper)
    acting(office.clerk)
    kept = Document.objects.get(pk=document.pk)
    assert (kept.subject, kept.symbol, kept.number) == (
        "Báo cáo kết quả quý III",
        "7/BC-HPN",
        document.number,
    )
    assert kept.disposed_at == NOW
    assert Dossier.objects.get(pk=dossier.pk).disposed_on == TODAY
    last = Event.objects.filter(document=document).latest("pk")
    assert last.text == "Huỷ nội dung theo quyết định 12/QĐ-BTV"
    with owner():
        read_text(document.pk, at=NOW)
        assert SearchEntry.objects.get(document=document).text == ""
        file = DocumentFile.objects.get(document=document)
    signed_in(client, office.clerk)
    refused = client.get(f"/tep/{file.pk}/tai-ve/")
    assert refused.status_code == 404
    assert "đã huỷ theo quyết định" in refused.content.decode()
    assert "Báo cáo kết quả quý III" in client.get(f"/van-ban/{document.pk}/").content.decode()
    minutes = client.get(f"/ho-so/huy/{disposal.pk}/bien-ban/").content
    words = " ".join(text_of(minutes).split())
    for said in (
        "BIÊN BẢN HUỶ HỒ SƠ, TÀI LIỆU", "quyết định số 12/QĐ-BTV", "01.TC",
        "Lê Thị Thu Hà, chủ tịch hội đồng: đồng ý huỷ", "nội dung (tệp và lời văn) của 1 văn bản",
        "người in: Nguyễn Thị Mỹ Lệ",
    ):  # fmt: skip
        assert said in words, said
    again = office.carry_out(disposal, commit)
    assert again.record_id == done.record_id  # twice changes nothing
    assert client.get(f"/ho-so/huy/{disposal.pk}/bien-ban/").content == minutes


def test_every_step_stands_in_the_trail(office: Office, django_capture_on_commit_callbacks: Commit) -> None:
    document = office.document(office.file("Một"))
    dossier = office.over("01", document)
    disposal = office.carry_out(office.decided(dossier), django_capture_on_commit_callbacks)
    with owner():
        told = Entry.objects.filter(subject="disposal", subject_id=disposal.pk).order_by("id")
        acts = list(told.values_list("action", flat=True))
        about = Entry.objects.filter(action="dispose").values_list("subject", "subject_id")
    assert acts == [
        "propose_disposal", "ask_committee", "give_opinion", "give_opinion", "give_opinion",
        "decide_disposal", "dispose",
    ]  # fmt: skip
    assert set(about) == {("disposal", disposal.pk), ("dossier", dossier.pk), ("document", document.pk)}


def test_what_lies_in_a_dossier_that_is_kept_keeps_its_contents(
    office: Office, django_capture_on_commit_callbacks: Commit
) -> None:
    going, staying = office.file("Đi"), office.file("Ở")
    only_here, also_there = office.document(going), office.document(staying)
    dossier = office.over("01", only_here, also_there)
    office.over("02", also_there, keep="vinh-vien")
    disposal = office.decided(dossier)
    make_old()
    assert office.carry_out(disposal, django_capture_on_commit_callbacks).removed == 1
    assert (in_store(going), in_store(staying)) == (False, True)
    assert Document.objects.get(pk=also_there.pk).disposed_at is None


def test_a_content_that_another_document_has_too_stays_for_it(
    office: Office, django_capture_on_commit_callbacks: Commit
) -> None:
    shared = office.file("Chung")
    mine = office.document(shared)
    elsewhere = a_unit()
    other_clerk = an_officer(Role.CLERK, elsewhere)
    a_registered(other_clerk, elsewhere, files=(shared,))
    disposal = office.decided(office.over("01", mine))
    make_old()
    office.carry_out(disposal, django_capture_on_commit_callbacks)
    assert in_store(shared)
    with owner():
        file = DocumentFile.objects.get(document=mine)
        assert StoredFile.objects.get(pk=shared.stored.pk).removed_at is None
    client = signed_in(Client(), office.clerk)
    assert client.get(f"/tep/{file.pk}/tai-ve/").status_code == 404  # here it is gone all the same


def test_young_contents_leave_with_the_night(
    office: Office, django_capture_on_commit_callbacks: Commit
) -> None:
    paper = office.file("Mới")
    disposal = office.decided(office.over("01", office.document(paper)))
    office.carry_out(disposal, django_capture_on_commit_callbacks)
    assert in_store(paper)
    make_old()
    with owner():
        sweep_store(before=clock.now())
    assert not in_store(paper)
    assert filing.store().verify(Disposal.objects.get(pk=disposal.pk).record.sha256)  # type: ignore[union-attr]


def test_what_comes_in_anew_is_kept_again(office: Office, django_capture_on_commit_callbacks: Commit) -> None:
    paper = office.file("Trở lại")
    disposal = office.decided(office.over("01", office.document(paper)))
    make_old()
    office.carry_out(disposal, django_capture_on_commit_callbacks)
    again = office.file("Trở lại")
    assert again.stored.pk == paper.stored.pk
    assert StoredFile.objects.get(pk=paper.stored.pk).removed_at is None
    make_old()
    with owner():
        sweep_store(before=clock.now())
    assert in_store(again)


# Nothing leaves without it


def test_only_what_is_over_and_held_by_nothing_is_listed(office: Office) -> None:
    over = office.over("01")
    young = office.over("02", closed_on=TODAY)
    ever = office.over("03", keep="vinh-vien")
    held = office.over("04")
    public.hold_dossier(by=acting(office.clerk), dossier_id=held.pk, reason="Thanh tra", at=NOW)
    listed = office.over("05")
    office.proposed(listed)
    going = office.over("06")
    public.prepare_transfer(
        by=acting(office.clerk), unit_id=office.unit.pk, to="office", archive="Kho", dossier_ids=[going.pk],
        at=NOW,
    )  # fmt: skip
    assert [row.id for row in public.to_dispose(unit_id=office.unit.pk, on=TODAY)] == [over.pk]
    for one in (young, ever, held, listed, going):
        with pytest.raises(Held):
            office.proposed(one)


def test_the_decision_waits_for_every_opinion(office: Office) -> None:
    disposal = office.asked(office.over("01"))
    with owner():
        told = set(Notice.objects.values_list("officer_id", flat=True))
    assert told == {office.leader.pk, office.specialist.pk}  # not who asked
    for member in office.members[:2]:
        office.opinion(disposal, member)
    with pytest.raises(DomainError, match="Chưa có ý kiến của Trần Thị Hoa"):
        office.decide(disposal)
    with pytest.raises(WrongState):
        public.carry_out_disposal(by=acting(office.clerk), disposal_id=disposal.pk, at=NOW)
    office.opinion(disposal, office.specialist)
    with pytest.raises(NotAllowed):
        public.decide_disposal(
            by=acting(office.clerk), disposal_id=disposal.pk, decision_number="1", decision_on=TODAY, at=NOW
        )
    assert office.decide(disposal).state == "decided"


def test_an_opinion_is_her_own_given_once_and_no_needs_a_reason(office: Office) -> None:
    disposal = office.asked(office.over("01"))
    outsider = an_officer(Role.SPECIALIST, office.unit)
    with pytest.raises(NotThere):
        office.opinion(disposal, outsider)
    with pytest.raises(DomainError, match="Ghi lý do"):
        office.opinion(disposal, office.leader, "disagree")
    office.opinion(disposal, office.leader, "disagree", "Còn cần tra cứu")
    with pytest.raises(WrongState, match="không sửa được"):
        office.opinion(disposal, office.leader)
    acting(office.clerk)
    others = DisposalMember.objects.filter(disposal=disposal, officer_id=office.specialist.pk)
    assert others.update(opinion="agree") == 0  # the wall
    mine = DisposalMember.objects.filter(disposal=disposal, officer_id=office.clerk.pk)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), Raw():  # the trigger: only the words
        mine.update(opinion="agree", part="chair")


def test_when_most_disagree_there_is_no_decision(office: Office) -> None:
    disposal = office.asked(office.over("01"))
    office.opinion(disposal, office.leader)
    for member in office.members[1:]:
        office.opinion(disposal, member, "disagree", "Giữ")
    with pytest.raises(DomainError, match="Quá nửa hội đồng không đồng ý"):
        office.decide(disposal)
    public.stop_disposal(by=acting(office.clerk), disposal_id=disposal.pk, reason="Giữ lại", at=NOW)
    assert len(public.to_dispose(unit_id=office.unit.pk, on=TODAY)) == 1  # may be listed again


def test_a_dossier_taken_off_the_list_is_kept(
    office: Office, django_capture_on_commit_callbacks: Commit
) -> None:
    first, second = office.over("01", office.document()), office.over("02", office.document())
    disposal = office.asked(first, second)
    kept, _ = public.disposal_lines(disposal.pk)
    public.keep_after_all(by=acting(office.clerk), disposal_id=disposal.pk, entry_id=kept.id, at=NOW)
    for member in office.members:
        office.opinion(disposal, member)
    office.decide(disposal)
    with pytest.raises(WrongState):
        public.keep_after_all(by=acting(office.clerk), disposal_id=disposal.pk, entry_id=kept.id, at=NOW)
    office.carry_out(disposal, django_capture_on_commit_callbacks)
    acting(office.clerk)
    assert Dossier.objects.get(pk=first.pk).disposed_on is None
    assert Dossier.objects.get(pk=second.pk).disposed_on == TODAY


def test_a_hold_that_comes_after_the_decision_goes_before_it(office: Office) -> None:
    dossier = office.over("01", office.document())
    disposal = office.decided(dossier)
    public.hold_dossier(by=acting(office.clerk), dossier_id=dossier.pk, reason="Thanh tra", at=NOW)
    with pytest.raises(Held, match="Thanh tra"):
        public.carry_out_disposal(by=acting(office.clerk), disposal_id=disposal.pk, at=NOW)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), Raw() as cursor:  # and the database says so
        cursor.execute("SELECT hoiso_carry_out_disposal(%s, 1, 1, '', now())", [disposal.pk])


def test_the_committee_has_a_chair_a_secretary_and_one_more(office: Office) -> None:
    disposal = office.proposed(office.over("01"))
    chair, secretary, member = (
        public.Member(one.pk, one.full_name, part)
        for one, part in zip(office.members, ("chair", "secretary", "member"), strict=True)
    )
    for members in ([chair, secretary], [chair, member, member], [secretary, member, chair, chair]):
        with pytest.raises(DomainError):
            public.ask_committee(by=acting(office.clerk), disposal_id=disposal.pk, members=members, at=NOW)
    public.ask_committee(
        by=acting(office.clerk), disposal_id=disposal.pk, members=[chair, secretary, member], at=NOW
    )


class Raw:
    """A cursor whose errors are PostgreSQL's own, in a savepoint that is thrown away."""

    def __enter__(self) -> object:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.cursor = connection.cursor()
        return self.cursor

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self.atomic.__exit__(kind, error, trace)  # type: ignore[arg-type]
        if isinstance(error, DatabaseError) and error.__cause__ is not None:
            raise error.__cause__


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_document SET disposed_at = now() WHERE id = %(document)s",
        "UPDATE documents_dossier SET disposed_on = now() WHERE id = %(dossier)s",
        "UPDATE documents_disposal SET state = 'done' WHERE id = %(disposal)s",
        "SELECT hoiso_carry_out_disposal(%(disposal)s, 1, 1, '', now())",
        "SELECT hoiso_dead_contents('{1}')",
    ],
)
def test_no_statement_of_the_web_removes_anything(office: Office, statement: str) -> None:
    document = office.document(office.file("Một"))
    dossier = office.over("01", document)
    disposal = office.asked(dossier)
    acting(office.clerk)
    names = {"document": document.pk, "dossier": dossier.pk, "disposal": disposal.pk}
    with pytest.raises(psycopg.errors.InsufficientPrivilege), Raw() as cursor:
        cursor.execute(statement, names)  # type: ignore[attr-defined]


def test_the_rows_themselves_cannot_be_deleted(office: Office) -> None:
    document = office.document(office.file("Một"))
    office.over("01", document)
    acting(office.clerk)
    with connection.cursor() as cursor:
        for table in ("documents_documentfile", "documents_document", "documents_dossier", "core_storedfile"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
            assert cursor.rowcount == 0, table


def test_another_unit_sees_nothing_of_it(client: Client, office: Office) -> None:
    disposal = office.asked(office.over("01"))
    stranger = an_officer(Role.CLERK, a_unit())
    for act in (
        lambda by: public.stop_disposal(by=by, disposal_id=disposal.pk, reason="x", at=NOW),
        lambda by: public.carry_out_disposal(by=by, disposal_id=disposal.pk, at=NOW),
    ):
        with pytest.raises(NotThere):
            act(acting(stranger))
    signed_in(client, stranger)
    for path in ("", "danh-muc/", "bien-ban/", "y-kien/"):
        assert client.get(f"/ho-so/huy/{disposal.pk}/{path}").status_code == 404, path
    signed_in(client, an_officer(Role.SPECIALIST, office.unit))  # neither keeper nor member
    assert client.get(f"/ho-so/huy/{disposal.pk}/").status_code == 404
    assert "Huỷ năm 2026" not in client.get("/ho-so/huy/").content.decode()


# Pages


def test_the_pages_play_a_disposal(
    client: Client, office: Office, django_capture_on_commit_callbacks: Commit
) -> None:
    dossier = office.over("01", office.document(office.file("Một")))
    signed_in(client, office.clerk)
    assert "Hồ sơ 01" in client.get("/ho-so/huy/lap/").content.decode()
    facts = {"title": "Huỷ 2026", "reason": "Hết thời hạn bảo quản"}
    assert client.post("/ho-so/huy/lap/", facts).status_code == 422
    page = client.post("/ho-so/huy/lap/", {**facts, "chon": [dossier.pk]})["Location"]
    assert client.get(f"{page}danh-muc/").content.startswith(b"%PDF")
    chosen = {"chair": office.leader.pk, "secretary": office.clerk.pk, "members": [office.specialist.pk]}
    client.post(f"{page}hoi-dong/", chosen)
    for member in office.members:
        signed_in(client, member)
        assert "Cho ý kiến" in client.get(page).content.decode()
        client.post(f"{page}y-kien/", {"opinion": "agree"})
    signed_in(client, office.leader)
    client.post(f"{page}quyet-dinh/", {"decision_number": "12/QĐ-BTV", "decision_on": f"{TODAY:%d/%m/%Y}"})
    signed_in(client, office.clerk)
    assert "Xoá nội dung 1 văn bản" in client.get(f"{page}thuc-hien/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        shown = client.post(f"{page}thuc-hien/", follow=True).content.decode()
    assert "Đã huỷ nội dung 1 văn bản" in shown
    assert "Biên bản huỷ (PDF)" in shown
    assert "Nội dung hồ sơ đã huỷ" in client.get(f"/ho-so/{dossier.pk}/").content.decode()
    assert "Đã huỷ" in client.get("/ho-so/huy/").content.decode()


@pytest.mark.parametrize("path", ["huy/", "huy/lap/", "huy/{disposal}/", "huy/{disposal}/y-kien/"])
def test_pages_of_disposals_cost_at_most_eight_statements(client: Client, office: Office, path: str) -> None:
    dossiers = [office.over(f"{number}") for number in range(30)]
    disposal = office.asked(*dossiers[:20])
    signed_in(client, office.clerk)
    address = f"/ho-so/{path.format(disposal=disposal.pk)}"
    client.get(address)
    with CaptureQueriesContext(connection) as told:
        assert client.get(address).status_code == 200
    assert len([one for one in told if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= 8
