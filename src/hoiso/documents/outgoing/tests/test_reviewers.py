"""Several reviewers of one draft, in order or at the same time; usual chains; those who stand in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from hoiso.access.models import Delegation, Officer, Role
from hoiso.access.public import Actor
from hoiso.core.clock import now, office_date
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.documents.errors import WrongState
from hoiso.documents.outgoing import public
from hoiso.documents.outgoing.reviewers import Reviewers
from hoiso.documents.public import waiting_for, waiting_rows
from hoiso.documents.tables.document import Document, Event, State
from hoiso.documents.tables.outgoing import Review, ReviewChain
from hoiso.notices.models import Notice
from hoiso.units.models import Unit
from tests.factories.outgoing import Office, a_draft, content_of
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
D = Review.Decision


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE))


@pytest.fixture
def head(office: Office) -> Officer:
    return an_officer(Role.OFFICE_HEAD, office.unit, name="Phạm Thị Tươi", title="Chánh Văn phòng")


def laid(office: Office, *before: Officer, in_order: bool = True) -> Document:
    """A draft of the specialist before those and the leader; her scope stays in force."""
    document = a_draft(office.specialist, office.unit)
    public.submit(
        by=acting(office.specialist), document_id=document.pk, version=document.version,
        reviewer_id=office.leader.pk, before=[one.pk for one in before], in_order=in_order, at=now(),
    )  # fmt: skip
    return fresh(document)


def fresh(document: Document) -> Document:
    return Document.objects.get(pk=document.pk)


def approve(officer: Officer, document: Document, remark: str = "") -> Document:
    by = acting(officer)
    return public.approve(
        by=by, document_id=document.pk, version=fresh(document).version, remark=remark, at=now()
    )


def decisions(document: Document) -> list[tuple[str, str]]:
    rows = Review.objects.filter(document=document).order_by("id")
    return list(rows.values_list("reviewer_name", "decision"))


def at_home(officer: Officer) -> list[str]:
    rows, _ = waiting_rows(acting(officer), limit=20)
    return [row.source for row in rows if row.what == "review"]


def test_in_order_the_next_is_asked_when_the_one_before_has_approved(office: Office, head: Officer) -> None:
    document = laid(office, head)
    assert decisions(document) == [("Phạm Thị Tươi", D.WAITING), ("Trần Thị Hoa", D.QUEUED)]
    assert document.holder_name == "Phạm Thị Tươi"
    assert at_home(head) == ["Lê Thị Thu. Cùng duyệt: Trần Thị Hoa (sau đồng chí)"]
    assert at_home(office.leader) == []
    with pytest.raises(WrongState, match="Chưa đến lượt đồng chí: đang chờ Phạm Thị Tươi"):
        approve(office.leader, document)

    still = approve(head, document, "Đã rà số liệu")
    assert (still.state, still.holder_name) == (State.SUBMITTED, "Trần Thị Hoa")
    assert at_home(office.leader) == ["Lê Thị Thu. Cùng duyệt: Phạm Thị Tươi (đã duyệt)"]
    assert Notice.objects.filter(officer_id=office.leader.pk, text__contains="đến lượt đồng chí").exists()
    assert approve(office.leader, document).state == State.APPROVED
    texts = list(Event.objects.filter(document=document, kind="approve").values_list("text", flat=True))
    assert texts == ["Duyệt bản 2: Đã rà số liệu (còn chờ Trần Thị Hoa)", "Duyệt bản 2"]


def test_approvals_of_form_and_of_content_are_kept_apart(
    client: Client, office: Office, head: Officer
) -> None:
    document = laid(office, head)
    page, sheet = f"/van-ban-di/{document.pk}/duyet/", f"/van-ban/{document.pk}/"
    signed_in(client, head)
    assert "Thể thức, kỹ thuật trình bày" in client.get(page).content.decode()
    line = {"viec": "duyet", "version": document.version, "remark": "Đã sửa lề"}
    assert client.post(page, {**line, "matter": "nothing"}).status_code == 422
    assert client.post(page, {**line, "matter": "form"}).status_code == 302
    approved_of = Review.objects.order_by("id").values_list("reviewer_name", "matter")
    with owner():
        assert list(approved_of) == [("Phạm Thị Tươi", "form"), ("Trần Thị Hoa", "")]
    signed_in(client, office.leader)
    assert "Đã duyệt thể thức" in client.get(page).content.decode()
    acting(office.leader)
    content = {"viec": "duyet", "version": fresh(document).version, "matter": "content"}
    assert client.post(page, content).status_code == 302
    shown = client.get(sheet).content.decode()
    assert shown.count("Đã duyệt thể thức") == shown.count("Đã duyệt nội dung") == 1
    assert "Duyệt thể thức bản 2: Đã sửa lề (còn chờ Trần Thị Hoa)" in shown
    assert "Duyệt nội dung bản 2" in shown


def test_at_the_same_time_all_are_asked_and_the_last_approval_counts(office: Office, head: Officer) -> None:
    document = laid(office, head, in_order=False)
    assert document.holder_name == "Phạm Thị Tươi, Trần Thị Hoa"
    version = document.version
    by = acting(office.leader)
    still = public.approve(by=by, document_id=document.pk, version=version, at=now())
    assert still.state == State.SUBMITTED
    with pytest.raises(WrongState, match="đã cho ý kiến về bản này rồi"):
        public.approve(by=by, document_id=document.pk, version=version, at=now())
    # The page that the other had open all the while is good: no text has changed.
    done = public.approve(by=acting(head), document_id=document.pk, version=version, at=now())
    assert done.state == State.APPROVED


def test_sent_back_by_one_nothing_more_is_asked_and_all_start_again(office: Office, head: Officer) -> None:
    document = laid(office, head, in_order=False)
    approve(office.leader, document)
    by = acting(head)
    public.send_back(
        by=by, document_id=document.pk, version=fresh(document).version, reason="Thiếu căn cứ", at=now()
    )
    assert decisions(document) == [("Phạm Thị Tươi", D.SENT_BACK), ("Trần Thị Hoa", D.APPROVED)]
    assert at_home(head) == []
    client = signed_in(Client(), office.specialist)
    shown = client.get(f"/van-ban-di/{document.pk}/trinh/").content.decode()
    assert "Bản này cần mọi người duyệt lại từ đầu, kể cả người đã duyệt lần trước." in shown
    assert f'value="{head.pk}" selected' in shown
    assert "Thiếu căn cứ" in shown
    drafter = acting(office.specialist)
    document = public.save_draft(
        by=drafter, document_id=document.pk, version=fresh(document).version,
        content=replace(content_of(document), subject="bản đã sửa"), at=now(),
    )  # fmt: skip
    public.submit(
        by=drafter, document_id=document.pk, version=document.version, reviewer_id=office.leader.pk,
        before=[head.pk], in_order=False, at=now(),
    )  # fmt: skip
    assert [decision for _, decision in decisions(document)[2:]] == [D.WAITING, D.WAITING]
    assert approve(head, document).state == State.SUBMITTED


def test_those_not_asked_yet_are_asked_nothing_after_a_send_back(office: Office, head: Officer) -> None:
    document = laid(office, head)
    public.send_back(
        by=acting(head), document_id=document.pk, version=document.version, reason="Sửa lại", at=now()
    )
    assert decisions(document) == [("Phạm Thị Tươi", D.SENT_BACK), ("Trần Thị Hoa", D.STOPPED)]
    acting(office.leader)
    assert not Notice.objects.filter(officer_id=office.leader.pk).exists()


def test_withdrawn_and_written_on_after_approval_start_again(office: Office, head: Officer) -> None:
    document = laid(office, head)
    approve(head, document)
    drafter = acting(office.specialist)
    public.withdraw(by=drafter, document_id=document.pk, at=now())
    assert decisions(document) == [("Phạm Thị Tươi", D.APPROVED), ("Trần Thị Hoa", D.WITHDRAWN)]
    document = fresh(document)
    public.submit(
        by=drafter, document_id=document.pk, version=document.version, reviewer_id=office.leader.pk,
        before=[head.pk], at=now(),
    )  # fmt: skip
    approve(head, document)
    assert approve(office.leader, document).state == State.APPROVED
    drafter = acting(office.specialist)
    document = public.save_draft(
        by=drafter, document_id=document.pk, version=fresh(document).version,
        content=replace(content_of(document), subject="sửa sau duyệt"), at=now() + timedelta(hours=1),
    )  # fmt: skip
    assert document.state == State.DRAFT
    page = signed_in(Client(), office.specialist).get(f"/van-ban/{document.pk}/").content.decode()
    assert "Sửa xong thì trình lại: bản mới cần mọi người duyệt lại từ đầu." in page


def test_somebody_who_may_not_approve_is_asked_before_and_never_last(office: Office) -> None:
    colleague = an_officer(Role.SPECIALIST, office.unit, name="Đỗ Thị Sen")
    document = laid(office, colleague)
    stranger = an_officer(Role.SPECIALIST, office.unit)
    reviewing = f"/van-ban-di/{document.pk}/duyet/"
    assert signed_in(Client(), stranger).get(reviewing).status_code == 404
    assert "Duyệt bản này" in signed_in(Client(), colleague).get(reviewing).content.decode()
    assert approve(colleague, document).state == State.SUBMITTED
    assert approve(office.leader, document).state == State.APPROVED
    other = a_draft(office.specialist, office.unit)
    by = acting(office.specialist)
    with pytest.raises(DomainError, match="Chọn người duyệt trong danh sách"):
        public.submit(by=by, document_id=other.pk, version=other.version, reviewer_id=colleague.pk, at=now())
    with pytest.raises(DomainError, match="Không trình cho chính mình"):
        public.submit(
            by=by, document_id=other.pk, version=other.version, reviewer_id=office.leader.pk,
            before=[office.specialist.pk], at=now(),
        )  # fmt: skip
    with pytest.raises(DomainError, match="danh sách cán bộ"):
        public.submit(
            by=by, document_id=other.pk, version=other.version, reviewer_id=office.leader.pk,
            before=[an_officer(Role.LEADER).pk], at=now(),
        )  # fmt: skip


def lend(holder: Officer, to: Officer) -> None:
    today = office_date(now())
    with owner():
        Delegation.objects.create(
            post=holder.posts.get(), officer=to, content="Đi công tác", valid_from=today,
            valid_to=today + timedelta(days=2), given_by=holder.pk,
        )  # fmt: skip


def test_who_stands_in_is_told_finds_it_at_home_and_decides_in_both_names(
    office: Office, head: Officer
) -> None:
    other = an_officer(Role.LEADER, office.unit, name="Võ Thị Út", title="Phó Chủ tịch")
    lend(office.leader, office.clerk)
    document = laid(office, head)
    approve(head, document)
    assert at_home(office.clerk) == ["Lê Thị Thu. Cùng duyệt: Phạm Thị Tươi (đã duyệt)"]
    assert waiting_for(acting(office.clerk)).reviews == 1
    assert Notice.objects.filter(officer_id=office.clerk.pk, text__contains="đến lượt").exists()
    listed = signed_in(Client(), office.clerk).get("/van-ban-di/?xem=cho-toi-duyet").content.decode()
    assert document.subject in listed
    with pytest.raises(NotAllowed, match="trình người khác duyệt"):
        approve(other, document)
    shown = signed_in(Client(), office.clerk).get(f"/van-ban-di/{document.pk}/duyet/").content.decode()
    assert "Đồng chí duyệt thay Trần Thị Hoa theo uỷ quyền." in shown
    assert approve(office.clerk, document).state == State.APPROVED
    review = Review.objects.get(document=document, reviewer_id=office.leader.pk)
    assert review.decided_by_name == "Nguyễn Thị Mỹ Lệ (thay Trần Thị Hoa)"


def test_a_lent_post_of_another_does_not_open_the_review(office: Office, head: Officer) -> None:
    lend(head, office.clerk)
    document = laid(office)
    with pytest.raises(NotAllowed):
        approve(office.clerk, document)


def posted(officer: Officer, document: Document, **fields: object) -> tuple[int, str]:
    acting(officer)
    data = {"version": fresh(document).version, "viec": "trinh", **fields}
    answer = signed_in(Client(), officer).post(f"/van-ban-di/{document.pk}/trinh/", data)
    acting(officer)
    return answer.status_code, answer.content.decode()


def test_one_reviewer_needs_nothing_but_the_button(office: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    page = signed_in(Client(), office.specialist).get(f"/van-ban-di/{document.pk}/trinh/").content.decode()
    assert '<details class="hs-more"><summary>Cần thêm người duyệt' in page
    code, _ = posted(office.specialist, document, reviewer=office.leader.pk)
    assert code == 302
    assert decisions(document) == [("Trần Thị Hoa", D.WAITING)]


def test_a_chain_is_kept_while_submitting_chosen_later_and_dropped(office: Office, head: Officer) -> None:
    document = a_draft(office.specialist, office.unit)
    fields = {
        "reviewer": office.leader.pk, "before_1": head.pk, "manner": "cung-luc", "keep_as": "Qua Văn phòng",
        "keep_for_kind": "on",
    }  # fmt: skip
    code, _ = posted(office.specialist, document, **fields)
    assert code == 302
    chain = ReviewChain.objects.get()
    assert (chain.officers, chain.in_order, chain.kind) == ([head.pk, office.leader.pk], False, "CV")
    client = signed_in(Client(), office.specialist)
    acting(office.specialist)
    again = a_draft(office.specialist, office.unit, subject="văn bản sau")
    page = client.get(f"/van-ban-di/{again.pk}/trinh/").content.decode()
    assert f'value="{head.pk}" selected' in page, "of its kind: it stands ready"
    acting(office.specialist)
    notice = a_draft(office.specialist, office.unit, subject="loại khác", kind="plan")
    assert f'value="{head.pk}" selected' not in client.get(f"/van-ban-di/{notice.pk}/trinh/").content.decode()
    chosen = client.get(f"/van-ban-di/{notice.pk}/trinh/?luong={chain.pk}").content.decode()
    assert f'value="{head.pk}" selected' in chosen
    listed = client.get("/van-ban-di/luong-duyet/").content.decode()
    assert "Cùng lúc: Phạm Thị Tươi, Trần Thị Hoa" in listed
    assert client.post("/van-ban-di/luong-duyet/", {"bo": chain.pk}).status_code == 302
    acting(office.specialist)
    assert not ReviewChain.objects.exists()


def test_bad_input_keeps_what_was_typed(office: Office, head: Officer) -> None:
    document = a_draft(office.specialist, office.unit)
    code, page = posted(
        office.specialist, document, reviewer=office.leader.pk, before_1=head.pk, before_2=999_999,
        note="Kính trình", keep_as="Luồng",
    )  # fmt: skip
    assert code == 422
    assert "Chọn người trong danh sách" in page
    assert "Kính trình" in page
    assert 'value="Luồng"' in page
    assert '<details class="hs-more" open>' in page
    assert not ReviewChain.objects.exists()


def test_the_page_of_the_draft_says_who_waits_for_whom(office: Office, head: Officer) -> None:
    document = laid(office, head)
    page = signed_in(Client(), office.specialist).get(f"/van-ban/{document.pk}/").content.decode()
    assert "Chờ Phạm Thị Tươi duyệt bản 2" in page
    assert "Sau đó đến Trần Thị Hoa." in page
    assert "Chờ đến lượt" in page


def test_chains_of_another_unit_are_not_seen(office: Office, head: Officer) -> None:
    by: Actor = acting(office.specialist)
    chain = public.keep_chain(
        by=by, unit_id=office.unit.pk, name="Riêng", at=now(),
        wanted=Reviewers.of([head.pk], office.leader.pk, in_order=True),
    )  # fmt: skip
    acting(an_officer(Role.LEADER))
    assert not ReviewChain.objects.filter(pk=chain.pk).exists()
