"""From draft to issue: what each step writes, and what it refuses."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hoiso.access.models import Role
from hoiso.core.clock import now, office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.documents.errors import BookClosed, ChangedMeanwhile, WrongState
from hoiso.documents.outgoing import public
from hoiso.documents.outgoing.errors import NotMadeYet, NotReady, SomebodyWrites
from hoiso.documents.outgoing.public import NumberWish, RecipientChoice
from hoiso.documents.registers.actions import reserve_number
from hoiso.documents.tables.book import BookNumber, Series
from hoiso.documents.tables.document import Document, DocumentFile, Event, Reader, State
from hoiso.documents.tables.outgoing import Delivery, EditLock, Review
from hoiso.units.models import OfficeSetting, Unit
from hoiso.units.public import give_code
from tests.factories.outgoing import (
    Office,
    a_draft,
    a_numbered,
    an_approved,
    an_issued,
    content_of,
    to_units,
)
from tests.factories.people import a_post, a_unit, acting, an_officer
from tests.roles import owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE))


def fresh(document: Document) -> Document:
    return Document.objects.get(pk=document.pk)


def test_the_head_of_a_draft_comes_from_the_unit(office: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    content = content_of(document)
    assert content.parent_line == "HỘI LHPN VIỆT NAM"
    assert content.issuer_lines == ("HỘI LHPN TỈNH TÂY NINH",)
    assert content.notation == "CV-BTV"
    assert content.place == "Tây Ninh"
    assert (content.signer, content.position, content.capacity) == ("Trần Thị Hoa", "Chủ tịch", "collective")
    assert (document.state, document.kind, document.subject) == (
        State.DRAFT, "CV", "báo cáo kết quả quý III năm 2026",
    )  # fmt: skip


def test_every_saving_is_a_version_and_the_same_text_is_none(office: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    assert list(document.versions.order_by("number").values_list("number", flat=True)) == [1, 2]
    again = public.save_draft(
        by=acting(office.specialist), document_id=document.pk, version=document.version,
        content=content_of(document), at=now(),
    )  # fmt: skip
    assert document.versions.count() == 2
    assert again.version == document.version


def test_a_later_save_from_an_old_page_is_refused(office: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    with pytest.raises(ChangedMeanwhile):
        public.save_draft(
            by=acting(office.specialist), document_id=document.pk, version=document.version - 1,
            content=replace(content_of(document), subject="khác"), at=now(),
        )  # fmt: skip
    assert fresh(document).subject == "báo cáo kết quả quý III năm 2026"


def test_a_second_writer_is_told_who_writes_and_may_go_on_when_the_lock_runs_out(office: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    clerk = acting(office.clerk)
    changed = replace(content_of(document), subject="bản của văn thư")
    with pytest.raises(SomebodyWrites, match="Lê Thị Thu đang soạn văn bản này từ"):
        public.save_draft(
            by=clerk, document_id=document.pk, version=document.version, content=changed, at=now()
        )
    later = now() + timedelta(minutes=16)
    saved = public.save_draft(
        by=clerk, document_id=document.pk, version=document.version, content=changed, at=later
    )
    assert saved.subject == "bản của văn thư"
    assert EditLock.objects.get(document=document).officer_name == "Nguyễn Thị Mỹ Lệ"


def test_submitting_lays_one_version_before_a_leader(office: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    review = public.submit(
        by=acting(office.specialist), document_id=document.pk, version=document.version,
        reviewer_id=office.leader.pk, at=now(), note="Kính trình chị",
    )  # fmt: skip
    document = fresh(document)
    assert (review.version_number, review.decision) == (2, Review.Decision.WAITING)
    assert (document.state, document.holder_name) == (State.SUBMITTED, "Trần Thị Hoa")
    acting(office.leader)
    assert Reader.objects.filter(document=document, officer_id=office.leader.pk, why="reviewer").exists()
    assert not EditLock.objects.filter(document=document).exists()
    with pytest.raises(WrongState, match="đang chờ duyệt"):
        public.save_draft(
            by=acting(office.specialist), document_id=document.pk, version=document.version,
            content=replace(content_of(document), subject="sửa lén"), at=now(),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"subject": ""}, "Nhập trích yếu"),
        ({"body": "  "}, "Nhập nội dung"),
        ({"signer": ""}, "Chọn người ký"),
        ({"body": "Kính mời dự họp ngày [ngày họp] tại [địa điểm]."}, r"\[ngày họp\], \[địa điểm\]"),
    ],
)
def test_an_unready_draft_is_not_submitted(office: Office, change: dict[str, str], words: str) -> None:
    document = a_draft(office.specialist, office.unit)
    actor = acting(office.specialist)
    document = public.save_draft(
        by=actor, document_id=document.pk, version=document.version,
        content=replace(content_of(document), **change), at=now(),
    )  # fmt: skip
    with pytest.raises(NotReady, match=words):
        public.submit(
            by=actor, document_id=document.pk, version=document.version,
            reviewer_id=office.leader.pk, at=now(),
        )  # fmt: skip
    assert fresh(document).state == State.DRAFT


def test_what_is_withdrawn_can_be_written_on_again(office: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    actor = acting(office.specialist)
    public.submit(
        by=actor, document_id=document.pk, version=document.version, reviewer_id=office.leader.pk, at=now()
    )
    document = public.withdraw(by=actor, document_id=document.pk, version=fresh(document).version, at=now())
    assert (document.state, document.holder_name) == (State.DRAFT, "Lê Thị Thu")
    assert Review.objects.get(document=document).decision == Review.Decision.WITHDRAWN


def test_sending_back_asks_for_a_reason_that_the_drafter_reads(office: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    public.submit(
        by=acting(office.specialist), document_id=document.pk, version=document.version,
        reviewer_id=office.leader.pk, at=now(),
    )  # fmt: skip
    leader, version = acting(office.leader), fresh(document).version
    with pytest.raises(DomainError, match="Ghi lý do"):
        public.send_back(by=leader, document_id=document.pk, version=version, reason=" ", at=now())
    document = public.send_back(
        by=leader, document_id=document.pk, version=version, reason="Thiếu căn cứ", at=now()
    )
    assert (document.state, document.holder_id) == (State.SENT_BACK, office.specialist.pk)
    assert Event.objects.filter(document=document, text="Trả lại để sửa: Thiếu căn cứ").exists()


def test_only_the_leader_it_lies_before_decides(office: Office) -> None:
    other = an_officer(Role.LEADER, office.unit, title="Phó Chủ tịch")
    document = a_draft(office.specialist, office.unit)
    public.submit(
        by=acting(office.specialist), document_id=document.pk, version=document.version,
        reviewer_id=office.leader.pk, at=now(),
    )  # fmt: skip
    version = fresh(document).version
    for officer in (other, office.clerk):
        with pytest.raises(NotAllowed):
            public.approve(by=acting(officer), document_id=document.pk, version=version, at=now())
    assert fresh(document).state == State.SUBMITTED


def test_editing_an_approved_draft_takes_the_approval_back(office: Office) -> None:
    document = an_approved(office)
    assert (document.state, document.holder_name) == (State.APPROVED, "Văn thư")
    document = public.save_draft(
        by=acting(office.specialist), document_id=document.pk, version=document.version,
        content=replace(content_of(document), subject="sửa sau khi duyệt"), at=now(),
    )  # fmt: skip
    assert document.state == State.DRAFT
    clerk = acting(office.clerk)
    with pytest.raises(WrongState, match="Chỉ văn bản đã duyệt"):
        public.give_number(
            by=clerk, document_id=document.pk, version=document.version, on=office_date(now()), at=now()
        )
    assert not BookNumber.objects.exists()


def test_the_number_and_the_day_are_printed_and_the_file_is_made_once(office: Office) -> None:
    document = a_numbered(office)
    today = office_date(now())
    assert (document.state, document.symbol, document.issued_on) == (State.NUMBERED, "01/CV-BTV", today)
    assert public.make_file(document.pk, at=now(), by_id=office.clerk.pk) is False
    made = DocumentFile.objects.get(document=document, role=DocumentFile.Role.MADE)
    assert made.name == "01_CV-BTV.pdf"
    assert fresh(document).page_amount == 1


def test_a_numbered_document_without_file_gets_it_later_and_is_not_issued_before(office: Office) -> None:
    document = a_numbered(office, made=False)
    with pytest.raises(NotMadeYet):
        public.issue(by=acting(office.clerk), document_id=document.pk, at=now())
    assert public.make_file(document.pk, at=now(), by_id=office.clerk.pk) is True
    assert public.issue(by=acting(office.clerk), document_id=document.pk, at=now()).state == State.ISSUED


def test_numbers_run_in_order_by_kind_and_pressing_twice_takes_one(office: Office) -> None:
    first, second = a_numbered(office, made=False), a_numbered(office, made=False)
    plan = a_numbered(office, made=False, kind="plan")
    assert [first.symbol, second.symbol, plan.symbol] == ["01/CV-BTV", "02/CV-BTV", "01/KH-BTV"]
    again = public.give_number(
        by=acting(office.clerk), document_id=first.pk, version=1, on=office_date(now()), at=now()
    )
    assert again.symbol == "01/CV-BTV"
    assert BookNumber.objects.count() == 3


def test_all_kinds_share_one_run_where_the_unit_has_decided_so(office: Office) -> None:
    with owner():
        OfficeSetting.objects.create(
            unit=office.unit, key="series", value="all", valid_from=office.unit.valid_from
        )
    assert [a_numbered(office, made=False, kind=kind).symbol for kind in ("letter", "plan")] == [
        "01/CV-BTV", "02/KH-BTV",
    ]  # fmt: skip


def test_reserved_and_late_numbers(office: Office) -> None:
    at, today = now(), office_date(now())
    clerk = acting(office.clerk)
    kept = reserve_number(
        by=clerk, unit_id=office.unit.pk, series=Series.OUTGOING, on=today, reason="ký ngày mai", at=at,
        kind="CV",
    )  # fmt: skip
    a_numbered(office, made=False)
    late, reserved = an_approved(office), an_approved(office)
    clerk = acting(office.clerk)
    late = public.give_number(
        by=clerk, document_id=late.pk, version=late.version, on=today - timedelta(days=1), at=at,
        wish=NumberWish(after=2),
    )  # fmt: skip
    reserved = public.give_number(
        by=clerk, document_id=reserved.pk, version=reserved.version, on=today, at=at,
        wish=NumberWish(reserved_id=kept.pk),
    )  # fmt: skip
    assert (late.symbol, reserved.symbol) == ("02a/CV-BTV", "01/CV-BTV")


def test_a_day_before_the_newest_number_or_in_the_future_is_refused(office: Office) -> None:
    today = office_date(now())
    a_numbered(office, made=False)
    document = an_approved(office)
    for day, words in (
        (today - timedelta(days=1), "Số mới nhất của sổ mang ngày"),
        (today + timedelta(days=1), "hôm nay hoặc trước"),
    ):
        with pytest.raises(DomainError, match=words):
            public.give_number(
                by=acting(office.clerk), document_id=document.pk, version=document.version, on=day, at=now()
            )


def test_a_void_number_stays_in_the_book_and_the_text_can_be_drafted_again(office: Office) -> None:
    document = a_numbered(office)
    clerk = acting(office.clerk)
    document = public.void_given_number(
        by=clerk, document_id=document.pk, version=fresh(document).version, reason="Sai nơi nhận", at=now()
    )
    assert document.state == State.VOID
    number = BookNumber.objects.get()
    assert (number.state, number.reason) == (BookNumber.State.VOID, "Sai nơi nhận")
    again = public.draft_again(by=acting(office.specialist), document_id=document.pk, at=now())
    assert (again.subject, again.state, again.number) == (document.subject, State.DRAFT, None)
    assert a_numbered(office, made=False).symbol == "02/CV-BTV"


def test_the_party_layout_is_numbered_by_term(office: Office) -> None:
    document = an_approved(office, layout="party-05", kind="plan", notation="KH/HPN")
    clerk, today = acting(office.clerk), office_date(now())
    with pytest.raises(BookClosed, match="nhiệm kỳ"):
        public.give_number(by=clerk, document_id=document.pk, version=document.version, on=today, at=now())
    with owner():
        OfficeSetting.objects.create(
            unit=office.unit, key="congress_day", value="20/09/2025", valid_from=office.unit.valid_from
        )
    document = public.give_number(
        by=clerk, document_id=document.pk, version=document.version, on=today, at=now()
    )
    assert document.book is not None
    assert (document.symbol, document.book.by_term, document.book.kind) == ("01-KH/HPN", True, "B-KH")
    assert public.make_file(document.pk, at=now(), by_id=office.clerk.pk)


def test_units_here_have_it_at_once_and_others_wait_for_the_exchange(office: Office) -> None:
    here, nobody = a_unit("Xã Mỹ Yên"), a_unit("Xã Không Người")
    an_officer(Role.CLERK, here)
    paper = RecipientChoice(name="Đảng uỷ khối", paper_copies=2)
    document = an_issued(office, to=(*to_units(here, nobody, addressee=True), paper))
    deliveries = {one.to_unit_id: one for one in Delivery.objects.filter(document=document)}
    assert deliveries[here.pk].state == Delivery.State.ARRIVED
    assert deliveries[nobody.pk].state == Delivery.State.QUEUED
    assert deliveries[here.pk].header["symbol"] == "01/CV-BTV"
    assert [file["role"] for file in deliveries[here.pk].files] == ["main"]
    assert document.recipients.get(unit=None).paper_sent_on == office_date(now())
    public.issue(by=acting(office.clerk), document_id=document.pk, at=now())
    assert Delivery.objects.filter(document=document).count() == 2


def test_the_receiver_sees_the_delivery_and_nothing_of_the_draft(office: Office) -> None:
    here = a_unit("Xã Mỹ Yên")
    receiver = an_officer(Role.CLERK, here)
    document = an_issued(office, to=to_units(here))
    draft = a_draft(office.specialist, office.unit, to=to_units(here))
    acting(receiver)
    assert Delivery.objects.count() == 1
    assert not Document.objects.filter(pk__in=[document.pk, draft.pk]).exists()
    with pytest.raises(NotThere):
        public.comment(by=acting(receiver), document_id=draft.pk, text="xem trộm", at=now())


def test_a_unit_that_ended_is_named_and_nothing_is_sent(office: Office) -> None:
    old = a_unit("Xã Cũ", valid_to=office_date(now()) - timedelta(days=1))
    document = a_numbered(office, to=to_units(old))
    with pytest.raises(NotReady, match="Hội LHPN Xã Cũ không còn là đơn vị"):
        public.issue(by=acting(office.clerk), document_id=document.pk, at=now())
    assert fresh(document).state == State.NUMBERED


def test_an_issued_document_is_frozen(office: Office) -> None:
    document = an_issued(office)
    with pytest.raises(WrongState):
        public.save_draft(
            by=acting(office.specialist), document_id=document.pk, version=document.version,
            content=replace(content_of(document), subject="sửa"), at=now(),
        )  # fmt: skip


def test_revoking_tells_every_receiver_why(office: Office) -> None:
    here = a_unit("Xã Mỹ Yên")
    an_officer(Role.CLERK, here)
    document = an_issued(office, to=to_units(here))
    document = public.revoke(
        by=acting(office.clerk), document_id=document.pk, version=document.version,
        reason="Ban hành nhầm", at=now(),
    )  # fmt: skip
    delivery = Delivery.objects.get(document=document)
    assert (document.state, delivery.state) == (State.REVOKED, Delivery.State.WITHDRAWN)
    assert "Ban hành nhầm" in delivery.reason


def test_who_is_clerk_and_leader_needs_no_one_to_approve(office: Office) -> None:
    alone = an_officer(Role.LEADER, office.unit, title="Phó Chủ tịch")
    a_post(alone, Role.CLERK, office.unit)
    document = a_draft(alone, office.unit)
    document = public.give_number(
        by=acting(alone), document_id=document.pk, version=document.version, on=office_date(now()), at=now(),
        approving=True,
    )  # fmt: skip
    assert (document.state, document.symbol) == (State.NUMBERED, "01/CV-BTV")
    assert Review.objects.get(document=document).reviewer_id == alone.pk


def test_a_specialist_neither_approves_nor_numbers_her_own_draft(office: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    actor, today = acting(office.specialist), office_date(now())
    with pytest.raises(NotAllowed):
        public.approve_own(by=actor, document_id=document.pk, version=document.version, at=now())
    with pytest.raises(NotAllowed):
        public.give_number(
            by=actor, document_id=document.pk, version=document.version, on=today, at=now(), approving=True
        )


def test_each_document_bears_an_identity_code_that_its_receivers_keep(office: Office) -> None:
    commune = a_unit("Xã Mỹ Yên", under=office.unit)
    before = an_issued(office, to=to_units(commune))
    assert fresh(before).exchange_id == ""  # a unit without a code has nothing to make it of
    with owner():
        give_code(unit=office.unit, text="H54.01.09", valid_from=office_date(now()), at=now())
    issued = fresh(an_issued(office, to=to_units(commune)))
    assert issued.issued_on is not None
    assert issued.exchange_id == f"H54.01.09,{issued.issued_on:%Y/%m/%d},{issued.symbol}"
    assert Delivery.objects.get(document=issued).header["exchange_id"] == issued.exchange_id
