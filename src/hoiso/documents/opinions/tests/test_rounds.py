"""Rounds of opinions: who is asked, who sees what, deadline, urging, closing, and the collected sheet."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from hoiso.access.models import Officer, Role
from hoiso.core.clock import now, office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.phrases import vn_date
from hoiso.documents.opinions import public
from hoiso.documents.opinions.errors import RoundClosed
from hoiso.documents.outgoing import public as outgoing
from hoiso.documents.public import waiting_for, waiting_rows
from hoiso.documents.tables.document import Document, Event
from hoiso.documents.tables.opinions import Opinion, OpinionRound
from hoiso.notices.models import Notice
from hoiso.units.models import Unit
from tests.factories.outgoing import Office, a_draft, content_of
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db
_TAILS = ("", "gia-han/", "ban-in/", "in/", "xuat/", "nhac/", "ket-thuc/")


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE))


@pytest.fixture
def commune(office: Office) -> Office:
    return Office(a_unit("Xã Mỹ Yên", under=office.unit))


def asked(
    office: Office, officers: Sequence[Officer] = (), units: Sequence[Unit] = (), *, shared: bool = True
) -> OpinionRound:
    """A round by the specialist on a draft of hers, with a week's time; her scope stays in force."""
    document = a_draft(office.specialist, office.unit)
    return public.open_round(
        by=acting(office.specialist), document_id=document.pk, question="Góp ý chỉ tiêu năm 2027",
        due_on=office_date(now()) + timedelta(days=7), officers=[one.pk for one in officers],
        units=[one.pk for one in units], shared=shared, at=now(),
    )  # fmt: skip


def opinion_of(made: OpinionRound, *, officer: Officer | None = None, unit: Unit | None = None) -> int:
    with owner():
        found = Opinion.objects.get(
            round=made, officer_id=officer.pk if officer else None, to_unit_id=unit.pk if unit else None
        )
    return found.pk


def say(who: Officer, opinion_id: int, answer: str = "agree", text: str = "") -> Opinion:
    return public.answer(by=acting(who), opinion_id=opinion_id, answer=answer, text=text, at=now())


def test_the_version_asked_about_stays_whatever_is_written_later(office: Office, commune: Office) -> None:
    made = asked(office, units=[commune.unit])
    document = Document.objects.get(pk=made.document_id)
    outgoing.save_draft(
        by=acting(office.specialist), document_id=document.pk, version=document.version, at=now(),
        content=replace(content_of(document), body="Nội dung viết sau khi hỏi."),
    )  # fmt: skip
    page = signed_in(Client(), commune.leader).get(f"/y-kien/{made.pk}/").content.decode()
    assert "báo cáo kết quả quý III" in page
    assert "Nội dung viết sau khi hỏi" not in page
    printed = signed_in(Client(), commune.leader).get(f"/y-kien/{made.pk}/ban-in/")
    assert printed.content.startswith(b"%PDF")


def test_a_unit_finds_it_at_home_answers_at_its_desk_and_sees_no_draft(
    office: Office, commune: Office
) -> None:
    made = asked(office, units=[commune.unit])
    leader = acting(commune.leader)
    assert waiting_for(leader).opinions == 1
    rows, _ = waiting_rows(leader, limit=20)
    assert [(row.what, row.id, row.subject) for row in rows] == [("opinion", made.pk, made.subject)]
    assert Notice.objects.filter(officer_id=commune.leader.pk, text__contains="xin ý kiến").exists()
    assert not Document.objects.filter(pk=made.document_id).exists()
    client = signed_in(Client(), commune.clerk)
    assert f"{office.unit.title}, Lê Thị Thu xin ý kiến" in client.get("/").content.decode()
    assert made.subject in client.get("/y-kien/").content.decode()
    sent = client.post(
        f"/y-kien/{made.pk}/",
        {
            "answer": "other", "text": "Bổ sung chỉ tiêu của xã",
            "file": SimpleUploadedFile("gop-y.txt", "Góp ý".encode()),
        },
    )  # fmt: skip
    assert sent.status_code == 302
    leader = acting(commune.leader)
    assert waiting_for(leader).opinions == 0
    asker = acting(office.specialist)
    line = public.round_page(made.pk).lines[0]
    assert (line.answer, line.text, line.file_name) == ("other", "Bổ sung chỉ tiêu của xã", "gop-y.txt")
    assert (line.name, line.answered_by_name) == (commune.unit.title, "Nguyễn Thị Mỹ Lệ")
    assert Notice.objects.filter(officer_id=asker.officer_id, text__contains="đã cho ý kiến").exists()
    file = signed_in(Client(), office.specialist).get(f"/y-kien/tra-loi/{line.id}/tep/")
    assert b"".join(file.streaming_content).decode() == "Góp ý"  # type: ignore[attr-defined]


def test_who_has_no_part_in_it_never_sees_it(office: Office, commune: Office) -> None:
    made = asked(office, [office.clerk], [commune.unit])
    sibling = an_officer(Role.LEADER, a_unit("Xã Bến Lức", under=office.unit))
    below = an_officer(Role.SPECIALIST, commune.unit)
    colleague = an_officer(Role.SPECIALIST, office.unit)
    for stranger in (sibling, below, colleague):
        acting(stranger)
        assert not OpinionRound.objects.exists(), stranger
        assert not Opinion.objects.exists(), stranger
        for tail in _TAILS:
            address = f"/y-kien/{made.pk}/{tail}"
            client = signed_in(Client(), stranger)
            answer = client.post(address) if tail in ("nhac/", "ket-thuc/") else client.get(address)
            assert answer.status_code == 404, (stranger, tail)


def test_shared_answers_are_seen_by_all_asked_and_closed_ones_by_the_asker_alone(
    office: Office, commune: Office
) -> None:
    other = Office(a_unit("Xã Bến Lức", under=office.unit))
    for shared, seen in ((True, 3), (False, 1)):
        made = asked(office, [office.clerk], [commune.unit, other.unit], shared=shared)
        say(office.clerk, opinion_of(made, officer=office.clerk), "disagree", "Chưa đủ căn cứ")
        for asked_one in (office.clerk, commune.leader, other.leader):
            acting(asked_one)
            assert len(public.round_page(made.pk).lines) == seen
        acting(office.leader)
        assert len(public.round_page(made.pk).lines) == (3 if shared else 0), "reads the draft, was not asked"
        acting(office.specialist)
        assert len(public.round_page(made.pk).lines) == 3
    page = signed_in(Client(), commune.leader).get(f"/y-kien/{made.pk}/").content.decode()
    assert "Chưa đủ căn cứ" not in page
    assert "Vòng kín" in page
    assert signed_in(Client(), commune.leader).get(f"/y-kien/{made.pk}/xuat/").status_code == 403
    public.close(by=acting(office.specialist), round_id=made.pk, at=now())
    acting(office.leader)
    assert len(public.round_page(made.pk).lines) == 3, "closed: whoever reads the draft reads the answers"
    acting(commune.leader)
    assert len(public.round_page(made.pk).lines) == 1, "who was asked in a closed manner still sees her own"


def test_an_answer_is_changed_until_the_round_is_closed(office: Office, commune: Office) -> None:
    made = asked(office, units=[commune.unit])
    opinion = opinion_of(made, unit=commune.unit)
    with pytest.raises(DomainError, match="Ghi rõ ý kiến"):
        say(commune.leader, opinion, "disagree")
    with pytest.raises(DomainError, match="Chọn đồng ý"):
        say(commune.leader, opinion, "")
    say(commune.leader, opinion)
    say(commune.clerk, opinion, "disagree", "Xem lại mục II")
    public.close(by=acting(office.specialist), round_id=made.pk, at=now())
    with pytest.raises(RoundClosed, match="đã kết thúc"):
        say(commune.leader, opinion)
    acting(office.specialist)
    line = public.round_page(made.pk).lines[0]
    assert (line.answer, line.answered_by_name) == ("disagree", "Nguyễn Thị Mỹ Lệ")


def test_nobody_answers_for_another(office: Office, commune: Office) -> None:
    made = asked(office, [office.clerk], [commune.unit])
    with pytest.raises(NotThere):
        say(office.leader, opinion_of(made, officer=office.clerk))
    with pytest.raises(NotThere):
        say(commune.leader, opinion_of(made, officer=office.clerk))
    with pytest.raises(NotAllowed):
        say(office.specialist, opinion_of(made, officer=office.clerk))


def test_the_asker_alone_extends_urges_and_closes(office: Office, commune: Office) -> None:
    made = asked(office, [office.clerk], [commune.unit])
    for other in (office.clerk, office.leader, commune.leader):
        with pytest.raises(NotAllowed, match="Chỉ người mở vòng"):
            public.close(by=acting(other), round_id=made.pk, at=now())
        with pytest.raises(NotAllowed):
            public.extend(by=acting(other), round_id=made.pk, due_on=made.due_on + timedelta(1), at=now())
        with pytest.raises(NotAllowed):
            public.urge(by=acting(other), round_id=made.pk, at=now())
    say(office.clerk, opinion_of(made, officer=office.clerk))
    asker = acting(office.specialist)
    with pytest.raises(DomainError, match="Hạn mới phải sau hạn cũ"):
        public.extend(by=asker, round_id=made.pk, due_on=made.due_on, at=now())
    later = made.due_on + timedelta(days=3)
    assert public.extend(by=asker, round_id=made.pk, due_on=later, at=now()).due_on == later
    assert public.urge(by=asker, round_id=made.pk, at=now()) == 1
    assert public.urge(by=asker, round_id=made.pk, at=now()) == 0, "once a day"
    assert public.urge(by=asker, round_id=made.pk, at=now() + timedelta(days=1)) == 1
    texts = list(Event.objects.filter(document_id=made.document_id).values_list("text", flat=True))
    assert f"Gia hạn lấy ý kiến từ {vn_date(made.due_on)} đến {vn_date(later)}" in texts
    acting(commune.leader)
    told = list(Notice.objects.order_by("id").values_list("text", flat=True))
    assert [one.split(" ")[0] for one in told] == ["Lê", "Gia", "Lê", "Lê"]
    assert "nhắc cho ý kiến trước" in told[2]
    acting(office.clerk)
    assert not Notice.objects.filter(text__contains="nhắc cho ý kiến").exists(), "she has answered"


def test_the_clock_closes_it_after_its_last_day(office: Office, commune: Office) -> None:
    made = asked(office, units=[commune.unit], shared=False)
    last = now() + timedelta(days=7)
    with pytest.raises(RoundClosed):
        public.answer(
            by=acting(commune.leader), opinion_id=opinion_of(made, unit=commune.unit), answer="agree",
            text="", at=last + timedelta(days=1),
        )  # fmt: skip
    with worker():
        assert public.close_due(at=last) == 0, "the day itself counts"
        assert public.close_due(at=last + timedelta(days=1)) == 1
        assert public.close_due(at=last + timedelta(days=1)) == 0
    assert waiting_for(acting(commune.leader)).opinions == 0
    acting(office.specialist)
    assert Notice.objects.filter(text__contains="đã hết hạn").exists()
    acting(office.leader)
    found = public.round_page(made.pk)
    assert (found.closed_by_name, len(found.lines)) == ("", 1)


def test_what_is_asked_of_whom_is_checked(office: Office, commune: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    due = office_date(now())

    def ask(**changes: object) -> OpinionRound:
        given: dict[str, object] = {
            "by": acting(office.specialist), "document_id": document.pk, "question": "Góp ý", "due_on": due,
            "officers": [office.clerk.pk], "units": [], "shared": True, "at": now(), **changes,
        }  # fmt: skip
        return public.open_round(**given)  # type: ignore[arg-type]

    nobody_here = a_unit("Xã Không Ai", under=office.unit)
    with pytest.raises(DomainError, match="ít nhất một"):
        ask(officers=[])
    with pytest.raises(DomainError, match="danh sách cán bộ"):
        ask(officers=[commune.clerk.pk])
    with pytest.raises(DomainError, match="danh sách cán bộ"):
        ask(officers=[office.specialist.pk])
    with pytest.raises(DomainError, match="không dùng hệ thống"):
        ask(units=[nobody_here.pk])
    with pytest.raises(DomainError, match="từ hôm nay"):
        ask(due_on=due - timedelta(days=1))
    with pytest.raises(DomainError, match="Nhập nội dung"):
        ask(question=" ")
    with owner():
        Document.objects.filter(pk=document.pk).update(restricted=True)
    with pytest.raises(DomainError, match="giới hạn người xem"):
        ask()


def test_by_the_pages_from_the_draft_to_the_collected_sheet(office: Office, commune: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    client = signed_in(Client(), office.specialist)
    assert f"/y-kien/van-ban/{document.pk}/" in client.get(f"/van-ban/{document.pk}/").content.decode()
    here = f"/y-kien/van-ban/{document.pk}/"
    bad = client.post(here, {"question": "Cho ý kiến", "due_on": "hôm kia", "units": [commune.unit.pk]})
    assert bad.status_code == 422
    kept = bad.content.decode()
    assert "Cho ý kiến" in kept
    assert "hôm kia" in kept
    assert f'value="{commune.unit.pk}" ' in kept
    assert "Chọn mở hoặc kín" in kept
    due = office_date(now()) + timedelta(days=5)
    sent = client.post(
        here,
        {
            "question": "Cho ý kiến", "due_on": vn_date(due), "manner": "mo",
            "officers": [office.clerk.pk, office.leader.pk], "units": [commune.unit.pk],
        },
    )  # fmt: skip
    acting(office.specialist)
    made = OpinionRound.objects.get()
    assert sent["Location"] == f"/y-kien/{made.pk}/"
    say(office.leader, opinion_of(made, officer=office.leader))
    say(commune.leader, opinion_of(made, unit=commune.unit), "disagree", "=Sửa mục 2\nvà mục 3")
    opinion = opinion_of(made, unit=commune.unit)
    settling = f"/y-kien/tra-loi/{opinion}/tiep-thu/"
    assert client.post(settling, {"outcome": "explained"}).status_code == 422
    assert client.post(settling, {"outcome": "partly", "text": "Đã sửa mục 2"}).status_code == 302
    assert signed_in(Client(), commune.leader).get(settling).status_code == 403
    page = client.get(f"/y-kien/{made.pk}/").content.decode()
    assert "2/3 nơi đã trả lời: đồng ý 1, không đồng ý 1, ý kiến khác 0, chưa trả lời 1." in page
    assert "Tiếp thu một phần: Đã sửa mục 2" in page
    printed = client.get(f"/y-kien/{made.pk}/in/").content.decode()
    assert "Tiếp thu một phần: Đã sửa mục 2" in printed
    assert "Người in: Lê Thị Thu" in printed
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"/y-kien/{made.pk}/xuat/").content))
    cells = [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]
    line = next(row for row in cells if row[1] == commune.unit.title)
    assert line[2] == "Không đồng ý"
    assert "Sửa mục 2\nvà mục 3" in line[3]
    assert line[-1] == "Tiếp thu một phần: Đã sửa mục 2"
    word = docx.Document(io.BytesIO(client.get(f"/y-kien/{made.pk}/xuat/?dang=docx").content))
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert [row[1] for row in rows[1:]] == ["Nguyễn Thị Mỹ Lệ", "Trần Thị Hoa", commune.unit.title]
    assert rows[3][2:4] == ["Không đồng ý", "=Sửa mục 2\nvà mục 3"]
    assert "Người lập: Lê Thị Thu" in word.sections[0].footer.paragraphs[0].text
    shown = client.get(f"/van-ban/{document.pk}/").content.decode()
    assert "2/3 nơi đã trả lời" in shown
    assert client.post(f"/y-kien/{made.pk}/nhac/").status_code == 302
    assert client.post(f"/y-kien/{made.pk}/ket-thuc/").status_code == 302
    listed = client.get("/y-kien/?xem=toi-hoi").content.decode()
    assert "Đã kết thúc" in listed
    assert client.get("/y-kien/xuat/?xem=toi-hoi").status_code == 200


def test_a_bad_answer_keeps_what_was_typed(office: Office, commune: Office) -> None:
    made = asked(office, units=[commune.unit])
    client = signed_in(Client(), commune.leader)
    refused = client.post(f"/y-kien/{made.pk}/", {"answer": "", "text": "Chữ đã gõ"})
    assert refused.status_code == 422
    assert "Chữ đã gõ" in refused.content.decode()
    assert "Chọn đồng ý, không đồng ý hoặc ý kiến khác" in refused.content.decode()


def test_the_pages_cost_the_same_at_few_and_many(office: Office, commune: Office) -> None:
    made = asked(office, [office.clerk], [commune.unit])
    document = made.document_id
    addresses = (f"/y-kien/{made.pk}/", "/y-kien/", f"/y-kien/van-ban/{document}/", f"/van-ban/{document}/")
    client = signed_in(Client(), office.specialist)

    def costs() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            found.append(len(seen))
        return found

    few = costs()
    assert max(few) <= 8, few
    acting(office.specialist)
    for _ in range(12):
        asked(office, [office.clerk], [commune.unit])
    assert costs() == few
