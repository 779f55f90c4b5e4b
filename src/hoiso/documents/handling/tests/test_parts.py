"""What an instruction gave: split further, with lead and co-ordination, deadlines, per cent and evidence."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.core.files.tests.samples import a_pdf
from hoiso.documents.handling import public
from hoiso.documents.handling.public import Receivers
from hoiso.documents.handling.tests.desk import Office, an_office, incoming, now, soon
from hoiso.documents.tables.handling import Assignment, AssignmentPart, ReportFile
from hoiso.work.models import Task
from hoiso.work.tasks import public as work
from hoiso.work.tasks.public import Upload, Wanted
from tests.factories.people import acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return an_office()


def _given(office: Office, *, restricted: bool = False) -> Assignment:
    """The leader gave the first specialist the lead, until in ten days."""
    document = incoming(office.unit, office.clerk, subject="Kế hoạch Tháng hành động", restricted=restricted)
    if restricted:
        with owner():
            type(document).objects.filter(pk=document.pk).update(created_by=office.leader.pk)
    public.instruct(
        by=acting(office.leader), document_id=document.pk, text="Tham mưu", due_on=soon(10), at=now(),
        receivers=Receivers(lead=office.first.pk),
    )  # fmt: skip
    return Assignment.objects.get(document=document)


def _part(office: Office, given: Assignment, **wanted: object) -> Task:
    asked = {"title": "Dự thảo kế hoạch", "lead": office.second.pk, "due_on": soon(5), **wanted}
    return public.split(
        by=acting(office.first),
        assignment_id=given.pk,
        wanted=Wanted(**asked),
        at=now(),  # type: ignore[arg-type]
    )


def test_who_works_on_it_splits_it_with_lead_coordination_and_several_deadlines(office: Office) -> None:
    given = _given(office)
    part = _part(
        office,
        given,
        helpers=[(office.head.pk, soon(4))],
        milestones=[("Đề cương", soon(2)), ("Gửi", soon(4))],
    )
    assert given.document.symbol in part.origin
    assert part.origin_url == reverse("task", args=[given.pk])
    given.refresh_from_db()
    assert given.state == "accepted"  # who splits it has begun
    acting(office.second)
    assert [one.title for one in Task.objects.get(pk=part.pk).milestones.order_by("due_on")] == [
        "Đề cương",
        "Gửi",
    ]
    work.accept(by=acting(office.second), task_id=part.pk, at=now())
    work.report(
        by=acting(office.second), task_id=part.pk, text="Đã có đề cương", percent=60, files=[], at=now()
    )
    page = public.task_page(acting(office.first), given.pk)
    assert [(one.title, one.lead_name, one.percent) for one in page.parts] == [
        ("Dự thảo kế hoạch", office.second.full_name, 60)
    ]
    assert page.percent == 60


def test_it_ends_after_its_parts(office: Office) -> None:
    given = _given(office)
    part = _part(office, given)
    finish = {"by": acting(office.first), "assignment_id": given.pk, "result": "Đã ban hành", "at": now()}
    with pytest.raises(DomainError, match=f"Dự thảo kế hoạch \\({office.second.full_name}\\)"):
        public.finish(**finish)
    work.finish(by=acting(office.second), task_id=part.pk, result="Xong", at=now())
    acting(office.first)
    assert public.finish(**finish).document_done


def test_others_do_not_split_it_and_a_part_is_not_due_after_the_whole(office: Office) -> None:
    given = _given(office)
    wanted = Wanted(title="Phần", lead=office.first.pk)
    with pytest.raises(NotAllowed):
        public.split(by=acting(office.clerk), assignment_id=given.pk, wanted=wanted, at=now())
    with pytest.raises(DomainError, match="không sau hạn của cả việc"):
        _part(office, given, due_on=soon(11))
    with pytest.raises(DomainError, match="không sau hạn của cả việc"):
        _part(office, given, due_on=None, milestones=[("Gửi", soon(11))])
    assert not AssignmentPart.objects.exists()


def test_parts_go_with_the_task_that_is_passed_on(office: Office) -> None:
    given = _given(office)
    _part(office, given)
    third = an_officer(Role.SPECIALIST, office.unit)
    passed = public.pass_on(
        by=acting(office.first), assignment_id=given.pk, to_officer_id=third.pk, reason="Đi học", at=now()
    )
    assert len(public.task_page(acting(third), passed.pk).parts) == 1
    with pytest.raises(DomainError, match="Còn phần việc chưa xong"):
        public.finish(by=acting(third), assignment_id=passed.pk, result="Xong", at=now())


def test_of_a_restricted_document_a_part_tells_only_what_is_typed(office: Office) -> None:
    part = _part(office, _given(office, restricted=True))
    assert part.origin == "Văn bản hạn chế người xem"


def test_progress_in_words_and_per_cent_with_evidence_by_the_pages(
    office: Office, client: Client, django_assert_max_num_queries: Callable[..., CaptureQueriesContext]
) -> None:
    given = _given(office)
    signed_in(client, office.first)
    address = reverse("task_report", args=[given.pk])
    wrong = client.post(address, {"text": "Đã làm", "percent": "140"})
    assert (wrong.status_code, "từ 0 đến 100" in wrong.content.decode()) == (422, True)
    assert "Đã làm" in wrong.content.decode()
    paper = SimpleUploadedFile("bien-ban.pdf", a_pdf(), "application/pdf")
    assert client.post(address, {"text": "Đã họp", "percent": "40", "files": [paper]}).status_code == 302
    signed_in(client, office.leader)
    with django_assert_max_num_queries(9):  # one of them is the test's own
        shown = client.get(reverse("task", args=[given.pk])).content.decode()
    assert "40%" in shown
    assert "bien-ban.pdf" in shown
    with owner():
        file = ReportFile.objects.get()
    answer = client.get(reverse("task_report_file", args=[file.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer).startswith(b"%PDF")  # type: ignore[arg-type]
    signed_in(client, an_officer())
    assert client.get(reverse("task_report_file", args=[file.pk])).status_code == 404
    assert connection.in_atomic_block


def test_the_same_report_pressed_twice_is_one_with_one_file(office: Office) -> None:
    given = _given(office)
    for _ in range(2):
        public.report(
            by=acting(office.first), assignment_id=given.pk, text="Đã họp", percent=40, at=now(),
            files=[Upload(BytesIO(a_pdf()), "bien-ban.pdf")],
        )  # fmt: skip
    assert ReportFile.objects.count() == 1


def test_by_the_page_a_part_is_given_and_stands_on_the_task(office: Office, client: Client) -> None:
    given = _given(office)
    signed_in(client, office.first)
    address = reverse("task_split", args=[given.pk])
    assert "Hạn của cả việc" in client.get(address).content.decode()
    refused = client.post(
        address, {"title": "In ấn", "lead": office.second.pk, "due_on": f"{soon(20):%d/%m/%Y}"}
    )
    assert (refused.status_code, "In ấn" in refused.content.decode()) == (422, True)
    sent = {
        "title": "In ấn", "lead": office.second.pk, "due_on": f"{soon(3):%d/%m/%Y}",
        "mark_1": "Chọn nhà in", "mark_on_1": f"{soon(1):%d/%m/%Y}",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    shown = client.get(reverse("task", args=[given.pk])).content.decode()
    assert "Chia thành" in shown
    assert "In ấn" in shown
