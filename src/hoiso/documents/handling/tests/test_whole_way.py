"""A document from the register to its end by its pages, and what its page tells of it."""

import re
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Officer
from hoiso.core.phrases import vn_date, vn_time
from hoiso.documents.handling import public
from hoiso.documents.handling.public import Receivers
from hoiso.documents.handling.tests.desk import an_office, incoming, now, outgoing, soon
from hoiso.documents.tables.document import Document, State
from hoiso.documents.tables.handling import Assignment, Extension, HandlingProposal
from tests.factories.documents import a_registered
from tests.factories.people import acting, an_officer, signed_in

pytestmark = pytest.mark.django_db


def _client(officer: Officer) -> Client:
    return signed_in(Client(), officer)


def _receivers(content: str) -> dict[str, str]:
    """Each receiver's line on the document's page, as read: name and the words after it."""
    block = re.search(r'<ul class="hs-rows" aria-label="Người, đơn vị nhận[^>]*>(.*?)</ul>', content, re.S)
    assert block is not None
    lines = (" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in block[1].split("<li")[1:])
    found = (line.lstrip("> ").removeprefix('class="is-late">').strip() for line in lines)
    return {" ".join(line.split()[:3]): line for line in found}


def test_the_page_reads_unopened_opened_accepted_and_done_for_each_receiver() -> None:
    office = an_office()
    third = an_officer("specialist", office.unit, name="Nguyễn Thị Mai")
    fourth = an_officer("specialist", office.unit, name="Nguyễn Thị Sen")
    document = incoming(office.unit, office.clerk)
    helpers = [office.second.pk, third.pk, fourth.pk]
    public.instruct(
        by=acting(office.leader), document_id=document.pk, text="Làm", due_on=soon(), at=now(),
        receivers=Receivers.chosen(office.first.pk, helpers),
    )  # fmt: skip
    page = reverse("document", args=[document.pk])
    _client(office.second).get(page)  # opens
    for officer in (third, fourth):
        by = acting(officer)
        task = Assignment.objects.get(officer_id=officer.pk)
        public.accept(by=by, assignment_id=task.pk, at=now())
    public.finish(by=acting(fourth), assignment_id=task.pk, result="Đã góp ý", at=now())
    acting(office.clerk)
    at = {task.officer_id: task for task in Assignment.objects.all()}

    lines = _receivers(_client(office.clerk).get(page).content.decode())
    helps = f"Phối hợp, hạn {vn_date(soon())}"
    opened, accepted = _time(at[office.second.pk].opened_at), _time(at[third.pk].accepted_at)
    done = _time(at[fourth.pk].done_at)
    assert lines == {
        "Nguyễn Thị Lệ": f"Nguyễn Thị Lệ Chủ trì, hạn {vn_date(soon())} Chưa mở",
        "Nguyễn Thị Hoa": f"Nguyễn Thị Hoa {helps} Mở lúc {opened} Đã mở",
        "Nguyễn Thị Mai": f"Nguyễn Thị Mai {helps} Nhận lúc {accepted} Đang làm",
        "Nguyễn Thị Sen": f"Nguyễn Thị Sen {helps} Xong lúc {done} Đã góp ý Đã xong",
    }


def _time(at: datetime | None) -> str:
    assert at is not None
    return vn_time(at)


def _timeline(content: str) -> list[str]:
    """The steps of the course as they are read, one after the other."""
    panel = content.split("Quá trình xử lý</h2>")[1].split("</section>")[0]
    steps = re.findall(r"<li[^>]*>(.*?)</li>", panel, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", step).split()) for step in steps]


def test_the_whole_way_is_read_on_the_timeline() -> None:
    office = an_office()
    document = a_registered(office.clerk, office.unit)
    clerk, leader, me = (_client(one) for one in (office.clerk, office.leader, office.first))
    page = reverse("document", args=[document.pk])

    clerk.post(
        reverse("handling_propose", args=[document.pk]),
        {"lead": office.first.pk, "text": "Giao Văn phòng tham mưu", "to_officer": office.leader.pk,
         "due_on": f"{soon():%d/%m/%Y}"},
    )  # fmt: skip
    acting(office.leader)
    proposal = HandlingProposal.objects.get()
    leader.post(
        reverse("handling_decide", args=[proposal.pk]),
        {
            "lead": office.first.pk,
            "text": "Soạn văn bản trả lời",
            "due_on": f"{soon():%d/%m/%Y}",
            "version": "",
        },
    )
    acting(office.first)
    task = Assignment.objects.get()
    me.get(page)
    me.post(reverse("task_accept", args=[task.pk]))
    me.post(reverse("task_report", args=[task.pk]), {"text": "Đã gửi lấy ý kiến"})
    me.post(
        reverse("task_extend", args=[task.pk]),
        {"due_on": f"{soon(9):%d/%m/%Y}", "reason": "Chờ số liệu của xã"},
    )
    acting(office.leader)
    extension = Extension.objects.get()
    leader.post(
        reverse("extension_decide", args=[task.pk, extension.pk]), {"viec": "dong-y", "answer": "Đồng ý"}
    )
    answer = outgoing(office.unit, office.first)
    me.post(reverse("task_finish", args=[task.pk]), {"result": "Đã trả lời", "answer": answer.pk})

    acting(office.clerk)
    assert Document.objects.get(pk=document.pk).state == State.DONE
    wanted = [
        ("vào sổ", "Trần Thị Văn Thư"),
        ("Trình Phạm Thị Chủ Tịch", "Trần Thị Văn Thư"),
        ("Bút phê", "Soạn văn bản trả lời"),
        ("Mở xem văn bản được giao", "Nguyễn Thị Lệ"),
        ("Nhận việc chủ trì", "Nguyễn Thị Lệ"),
        ("Báo cáo tiến độ: Đã gửi lấy ý kiến", "Nguyễn Thị Lệ"),
        (f"Xin gia hạn đến {vn_date(soon(9))}: Chờ số liệu của xã", "Nguyễn Thị Lệ"),
        (f"Đồng ý gia hạn đến {vn_date(soon(9))}: Đồng ý", "Phạm Thị Chủ Tịch"),
        (f"Kết thúc văn bản: Đã trả lời. Trả lời bằng văn bản {answer.symbol}", "Nguyễn Thị Lệ"),
    ]
    for reader in (clerk, leader, me):
        steps = _timeline(reader.get(page).content.decode())
        assert len(steps) == len(wanted), steps
        for step, words in zip(steps, wanted, strict=True):
            assert all(one in step for one in words), (step, words)
