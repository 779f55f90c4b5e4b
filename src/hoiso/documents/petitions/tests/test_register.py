"""Letters and petitions: their register, who opens them, their time limits, what becomes of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Officer, Role
from hoiso.audit.models import Entry
from hoiso.core.clock import now, office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.files.tests.samples import a_pdf
from hoiso.documents import filing
from hoiso.documents.models import Petition, PetitionContent, PetitionFile, PetitionStep
from hoiso.documents.petitions import public, terms
from hoiso.documents.petitions.actions.warning import warn
from hoiso.documents.petitions.errors import LikeOnes, PetitionEnded
from hoiso.notices.models import Notice
from hoiso.units.working_days import Calendar, DayOff
from tests.factories.outgoing import Office
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # a Wednesday, 09:00 in Vietnam
TODAY = date(2026, 11, 25)
NAME, PLACE, SAID = "Phạm Thị Nhàn", "Ấp 3, xã Mỹ Yên", "Đề nghị xem lại quyết định không cho vay vốn năm nay"
LETTER = public.Letter(
    received_on=TODAY, way="hand", kind="complaint", matter="policy", summary=SAID, sender_name=NAME,
    sender_address=PLACE,
)  # fmt: skip


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Xã Mỹ Yên"))


def a_letter(office: Office, by: Officer | None = None, *, same: str = "", **changes: object) -> Petition:
    return public.register(
        by=acting(by or office.clerk, on=TODAY), unit_id=office.unit.pk,
        letter=replace(LETTER, **changes),  # type: ignore[arg-type]
        files=[], same=same, at=NOW,
    )  # fmt: skip


def _text(pdf: bytes) -> str:
    found = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in found).split())


def _kept(petition: Petition) -> Petition:
    with owner():
        return Petition.objects.get(pk=petition.pk)


# Who opens it.


def test_only_its_keeper_and_whom_it_was_given_to_open_it(office: Office, client: Client) -> None:
    letter = a_letter(office)
    other_clerk = an_officer(Role.CLERK, office.unit)
    for officer in (other_clerk, office.leader):
        told = signed_in(client, officer).get(f"/don-thu/{letter.pk}/").content.decode()
        assert "đã che" in told
        assert office.clerk.full_name in told
        assert all(secret not in told for secret in (NAME, PLACE, SAID))
    assert signed_in(client, office.specialist).get(f"/don-thu/{letter.pk}/").status_code == 404
    public.give(
        by=acting(office.clerk, on=TODAY), petition_id=letter.pk, to_id=office.specialist.pk,
        words="Mời bà Nhàn làm việc", at=NOW,
    )  # fmt: skip
    told = signed_in(client, office.specialist).get(f"/don-thu/{letter.pk}/").content.decode()
    assert all(words in told for words in (NAME, PLACE, SAID, "Mời bà Nhàn làm việc"))


def test_the_database_itself_shows_nobody_else_who_wrote(office: Office) -> None:
    letter = a_letter(office)
    PetitionFile.objects.create(petition=letter, stored_id=_stored(), name="don.pdf")
    tables = (PetitionContent, PetitionFile, PetitionStep)
    assert [table.objects.count() for table in tables] == [1, 1, 1]
    for officer in (
        office.leader, office.specialist, an_officer(Role.CLERK, office.unit),
        an_officer(Role.PROVINCE_ADMIN, office.unit), an_officer(Role.AUDITOR, office.unit),
    ):  # fmt: skip
        acting(officer)
        assert [table.objects.count() for table in tables] == [0, 0, 0]
    assert PetitionContent.objects.update(summary="Đã sửa") == 0


def _stored() -> int:
    return filing.take_in(BytesIO(a_pdf()), "don.pdf", at=NOW).stored.pk


def test_each_opening_is_written_in_the_trail(office: Office, client: Client) -> None:
    letter = a_letter(office)
    signed_in(client, office.clerk).get(f"/don-thu/{letter.pk}/")
    signed_in(client, office.leader).get(f"/don-thu/{letter.pk}/")
    with owner():
        entries = Entry.objects.filter(
            subject="petition", subject_id=letter.pk, action__in=("petition_read", "petition_seen")
        )
        found = [(entry.action, entry.actor_id) for entry in entries.order_by("id")]
        said = "".join(str(entry.details) for entry in Entry.objects.filter(subject="petition"))
    assert found == [("petition_read", office.clerk.pk), ("petition_seen", office.leader.pk)]
    assert NAME not in said


def test_lists_prints_and_exports_mask_what_is_not_hers(office: Office, client: Client) -> None:
    a_letter(office)
    own = public.register(
        by=acting(office_head := an_officer(Role.OFFICE_HEAD, office.unit)), unit_id=office.unit.pk,
        letter=replace(
            LETTER, sender_name="Lê Thị Tư", sender_address="Ấp 9", kind="feedback",
            summary="Phản ánh đường vào ấp ngập",
        ),
        files=[], same="", at=NOW,
    )  # fmt: skip
    signed_in(client, office_head)
    for address in ("/don-thu/?xem=tat-ca", "/don-thu/in/?xem=tat-ca", "/don-thu/xuat/?xem=tat-ca"):
        answer = client.get(address)
        told = (
            _text(answer.content) if answer["Content-Type"] == "application/pdf"
            else _cells(answer.content) if "spreadsheet" in answer["Content-Type"]
            else answer.content.decode()
        )  # fmt: skip
        assert "Lê Thị Tư" in told, address
        assert [secret for secret in (NAME, PLACE, "vay vốn") if secret in told] == [], address
        if address != "/don-thu/?xem=tat-ca":
            assert "Đã che" in told
            assert office_head.full_name in told
            assert "2026" in told
    found = client.get("/don-thu/?xem=tat-ca&q=nhàn").content.decode()
    assert "Không có đơn nào hợp" in found  # nobody searches by a name that is masked
    assert f"/don-thu/{own.pk}/" in client.get("/don-thu/?xem=tat-ca&q=tư").content.decode()
    with owner():
        acts = set(Entry.objects.filter(subject="petition_register").values_list("action", flat=True))
    assert acts == {"print", "export"}


def _cells(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def test_taken_back_or_kept_by_another_it_is_closed_to_the_former(office: Office) -> None:
    letter = a_letter(office)
    clerk = acting(office.clerk, on=TODAY)
    public.give(by=clerk, petition_id=letter.pk, to_id=office.specialist.pk, words="", at=NOW)
    public.take_from(by=clerk, petition_id=letter.pk, officer_id=office.specialist.pk, at=NOW)
    with pytest.raises(NotThere):
        public.petition(acting(office.specialist), letter.pk)
    heir = an_officer(Role.CLERK, office.unit)
    leader = acting(office.leader)
    public.keep_by(by=leader, petition_id=letter.pk, to_id=heir.pk, at=NOW)
    assert public.petition(acting(office.leader), letter.pk).content is None  # naming a keeper opens nothing
    assert public.petition(acting(office.clerk), letter.pk).content is None
    opened = public.petition(acting(heir), letter.pk)
    assert opened.content is not None
    assert opened.content.sender_name == NAME
    assert opened.steps[-1].text == f"Giao {heir.full_name} giữ đơn"
    with pytest.raises(NotAllowed):
        public.keep_by(by=acting(office.clerk), petition_id=letter.pk, to_id=office.clerk.pk, at=NOW)
    with pytest.raises(DomainError, match="văn thư hoặc lãnh đạo"):
        public.keep_by(by=acting(heir), petition_id=letter.pk, to_id=office.specialist.pk, at=NOW)


# Numbers and like ones.


def test_numbers_run_by_year(office: Office) -> None:
    made = [
        a_letter(office, sender_name=f"Trần Thị {name}", sender_address=f"Ấp {name}", summary=f"Việc {name}")
        for name in ("Ba", "Bốn")
    ]
    last = a_letter(office, received_on=date(2025, 12, 31), sender_name="Võ Thị Năm", summary="Chuyện cũ")
    assert [one.number_written for one in (*made, last)] == ["1/2026", "2/2026", "1/2025"]


def test_the_same_person_and_matter_is_pointed_out_whoever_keeps_it(office: Office, client: Client) -> None:
    first = a_letter(office)
    other = an_officer(Role.CLERK, office.unit)
    with pytest.raises(LikeOnes):
        a_letter(office, other, sender_name="PHẠM THỊ NHÀN", summary=f"{SAID}, gửi lần hai")
    form = {
        "received_on": "25/11/2026", "way": "hand", "kind": "complaint", "matter": "policy",
        "sender_name": "Phạm thị Nhàn", "summary": SAID,
    }  # fmt: skip
    answer = signed_in(client, other).post("/don-thu/moi/", form)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Đơn số 1/2026" in told
    assert "cùng người gửi, cùng nội dung" in told
    assert PLACE not in told
    assert 'value="Phạm thị Nhàn"' in told  # what was typed is kept
    answer = client.post("/don-thu/moi/", {**form, "same": str(first.pk)})
    assert answer.status_code == 302
    with owner():
        second = Petition.objects.get(number=2)
    assert (second.state, second.same_as_id, second.due_on) == ("filed", first.pk, None)
    third = a_letter(office, other, same=public.NEW)
    assert (_kept(third).state, _kept(third).same_as_id) == ("received", None)


def test_another_person_with_another_matter_is_not_like(office: Office) -> None:
    a_letter(office)
    other = replace(LETTER, sender_name="Võ Thị Năm", summary="Phản ánh chồng đánh vợ ở ấp 5")
    acting(office.clerk)
    assert public.like_ones(office.unit.pk, other) == ()
    acting(an_officer(Role.CLERK, a_unit()))
    assert public.like_ones(office.unit.pk, LETTER) == ()  # another unit learns nothing


def test_an_anonymous_letter_is_entered_and_found_by_its_matter(office: Office) -> None:
    first = a_letter(office, sender_name="", sender_address="", kind="denunciation")
    assert _kept(first).anonymous
    with pytest.raises(LikeOnes):
        a_letter(office, sender_name="", sender_address="", kind="denunciation")
    with pytest.raises(DomainError, match="không ghi tên"):
        public.accept(
            by=acting(office.clerk, on=TODAY), petition_id=first.pk, symbol="", complex_matter=False,
            remote=False, due_on=None, at=NOW,
        )  # fmt: skip


# Time limits.

CALENDAR = Calendar.of([DayOff(date(2026, 12, 25), "Nghỉ bù")])


@pytest.mark.parametrize(
    ("kind", "received", "last"),
    [
        ("complaint", date(2026, 11, 25), date(2026, 12, 7)),  # 10 days end on Saturday 5 December
        ("denunciation", date(2026, 11, 25), date(2026, 12, 4)),  # 7 working days
        ("proposal", date(2026, 11, 25), date(2026, 12, 9)),  # 10 working days
        ("feedback", date(2026, 12, 18), date(2027, 1, 5)),  # 25 December and 1 January are off
    ],
)
def test_the_sender_is_answered_within_the_laws_days(kind: str, received: date, last: date) -> None:
    assert terms.answer_by(kind, received, CALENDAR) == last


@pytest.mark.parametrize(
    ("kind", "complex_matter", "remote", "days"),
    [
        ("complaint", False, False, 30), ("complaint", True, False, 45), ("complaint", False, True, 45),
        ("complaint", True, True, 60), ("denunciation", False, False, 30),
    ],
)  # fmt: skip
def test_it_is_resolved_within_the_laws_days(
    kind: str, complex_matter: bool, remote: bool, days: int
) -> None:
    plain = Calendar.of(())
    accepted = date(2026, 11, 2)
    last = terms.resolve_by(kind, accepted, plain, complex_matter=complex_matter, remote=remote)
    assert last == plain.next_working_day(accepted + timedelta(days=days))


def test_every_limit_says_its_law_and_that_it_was_not_read() -> None:
    assert all(
        one.law and one.article.startswith("Điều") and one.source == "K" for one in terms.terms().values()
    )


def test_a_complaint_is_extended_once_a_denunciation_twice(office: Office) -> None:
    clerk = acting(office.clerk, on=TODAY)
    said = {"complaint": 1, "denunciation": 2}
    for kind, times in said.items():
        letter = a_letter(office, kind=kind, sender_name=f"Bà {kind}", summary=f"Việc {kind}")
        public.accept(
            by=clerk,
            petition_id=letter.pk,
            symbol="",
            complex_matter=False,
            remote=False,
            due_on=None,
            at=NOW,
        )
        before = _kept(letter).due_on
        for _ in range(times):
            after = public.extend(
                by=clerk, petition_id=letter.pk, reason="Phải xác minh", due_on=None, at=NOW
            )
            assert after.due_on is not None
            assert before is not None
            assert after.due_on > before
            before = after.due_on
        with pytest.raises(DomainError, match="không cho gia hạn thêm"):
            public.extend(by=clerk, petition_id=letter.pk, reason="Nữa", due_on=None, at=NOW)


def test_what_is_due_and_late_is_told_once_by_number_alone(office: Office) -> None:
    letter = a_letter(office)
    due = _kept(letter).due_on
    assert due == date(2026, 12, 7)
    friday, after = datetime(2026, 12, 4, 1, 0, tzinfo=UTC), datetime(2026, 12, 8, 1, 0, tzinfo=UTC)
    with worker():
        assert [warn(at=friday), warn(at=friday), warn(at=after), warn(at=after)] == [1, 0, 2, 0]
    with owner():
        told = list(Notice.objects.order_by("id").values_list("officer_id", "text", "address"))
    assert told[0] == (
        office.clerk.pk,
        "Sắp đến hạn (07/12/2026): đơn thư số 1/2026",
        f"/don-thu/{letter.pk}/",
    )
    assert {one[0] for one in told[1:]} == {office.clerk.pk, office.leader.pk}
    assert all(NAME not in one[1] for one in told)


# What becomes of it.


def test_it_is_passed_on_with_a_slip(office: Office, client: Client) -> None:
    letter = a_letter(office)
    signed_in(client, office.clerk)
    refused = client.post(
        f"/don-thu/{letter.pk}/chuyen/", {"to": "", "reason": "Không thuộc thẩm quyền của Hội"}
    )
    assert refused.status_code == 422
    assert "Không thuộc thẩm quyền của Hội" in refused.content.decode()
    client.post(
        f"/don-thu/{letter.pk}/chuyen/",
        {
            "to": "Ngân hàng Chính sách xã hội",
            "reason": "Không thuộc thẩm quyền của Hội",
            "symbol": "07/PC-HPN",
        },
    )
    kept = _kept(letter)
    assert (kept.state, kept.forwarded_to, kept.due_on, kept.ended_on) == (
        "forwarded", "Ngân hàng Chính sách xã hội", None, office_date(now()),
    )  # fmt: skip
    slip = _text(client.get(f"/don-thu/{letter.pk}/giay/phieu-chuyen/").content)
    for words in (
        "PHIẾU CHUYỂN ĐƠN",
        "07/PC-HPN",
        "Ngân hàng Chính sách xã hội",
        NAME,
        "thẩm quyền",
        office.clerk.full_name,
    ):
        assert words in slip
    assert client.get(f"/don-thu/{letter.pk}/giay/thu-ly/").status_code == 404


def test_it_is_accepted_and_answered_with_notices(office: Office, client: Client) -> None:
    letter = a_letter(office)
    signed_in(client, office.clerk)
    client.post(f"/don-thu/{letter.pk}/thu-ly/", {"symbol": "01/TB-HPN"})
    assert "Thông báo thụ lý đơn".upper() in _text(client.get(f"/don-thu/{letter.pk}/giay/thu-ly/").content)
    client.post(
        f"/don-thu/{letter.pk}/ket-qua/", {"outcome": "partly", "result": "Đã xét lại, cho vay đợt sau"}
    )
    kept = _kept(letter)
    assert (kept.state, kept.outcome) == ("done", "partly")
    answer = _text(client.get(f"/don-thu/{letter.pk}/giay/tra-loi/").content)
    assert "Đúng một phần" in answer
    assert "cho vay đợt sau" in answer
    with pytest.raises(PetitionEnded):
        public.refuse(by=acting(office.clerk), petition_id=letter.pk, symbol="", reason="Muộn", at=now())


def test_it_is_refused_with_a_reason_that_stands_in_the_notice(office: Office, client: Client) -> None:
    letter = a_letter(office)
    signed_in(client, office.clerk)
    client.post(f"/don-thu/{letter.pk}/khong-thu-ly/", {"reason": "Đã hết thời hiệu"})
    notice = _text(client.get(f"/don-thu/{letter.pk}/giay/khong-thu-ly/").content)
    assert "không thụ lý giải quyết đơn" in notice
    assert "Đã hết thời hiệu" in notice
    assert NAME in notice


def test_nobody_is_written_to_where_no_name_stands(office: Office, client: Client) -> None:
    letter = a_letter(office, sender_name="", sender_address="")
    signed_in(client, office.clerk)
    client.post(f"/don-thu/{letter.pk}/khong-thu-ly/", {"reason": "Không rõ ai gửi"})
    assert client.get(f"/don-thu/{letter.pk}/giay/khong-thu-ly/").status_code == 404


def test_by_the_pages_from_the_letter_to_its_file(office: Office, client: Client) -> None:
    signed_in(client, office.clerk)
    form = {
        "received_on": "hôm nay", "way": "post", "kind": "feedback", "matter": "violence",
        "sender_name": NAME, "summary": "Chồng say rượu đánh vợ",
        "files": SimpleUploadedFile("don.pdf", scan := a_pdf()),
    }  # fmt: skip
    empty = client.post("/don-thu/moi/", {**form, "sender_name": "", "files": ""})
    assert empty.status_code == 422
    assert "hoặc chọn “Đơn không ghi tên”" in empty.content.decode()
    made = client.post("/don-thu/moi/", form)
    assert made.status_code == 302
    page = client.get(made["Location"]).content.decode()
    assert "Chồng say rượu đánh vợ" in page
    assert "don.pdf" in page
    with owner():
        file, letter = PetitionFile.objects.get(), Petition.objects.get()
    address = f"/don-thu/{letter.pk}/tep/{file.pk}/"
    assert client.get(address).getvalue() == scan
    assert signed_in(client, office.leader).get(address).status_code == 404
    signed_in(client, office.clerk)
    changed = client.post(
        f"/don-thu/{letter.pk}/sua/",
        {**form, "summary": "Chồng đánh vợ nhiều lần", "kind": "denunciation", "files": ""},
    )
    assert changed.status_code == 302
    assert "Chồng đánh vợ nhiều lần" in client.get(made["Location"]).content.decode()


def test_they_are_counted_by_kind_and_matter(office: Office, client: Client) -> None:
    first = a_letter(office)
    a_letter(office, sender_name="Võ Thị Năm", summary="Phản ánh đường ngập", kind="feedback", matter="other")
    a_letter(office, sender_name="Lý Thị Sáu", summary="Đòi lại đất", matter="land")
    public.forward(
        by=acting(office.clerk, on=TODAY), petition_id=first.pk, to="UBND xã", symbol="", reason="Thẩm quyền",
        at=NOW + timedelta(days=20),
    )  # fmt: skip
    rows = public.counted(
        office.unit.pk, by="kind", first=date(2026, 1, 1), last=date(2026, 12, 31), today=TODAY
    )
    found = {row.label: (row.received, row.open, row.forwarded, row.late) for row in rows}
    assert found == {"Khiếu nại": (2, 1, 1, 1), "Phản ánh": (1, 1, 0, 0)}
    signed_in(client, office.leader)  # counts open no letter
    page = client.get("/don-thu/thong-ke/?theo=linh-vuc&tu=01/01/2026&den=31/12/2026").content.decode()
    assert "Đất đai, nhà ở" in page
    assert NAME not in page
    sheet = _cells(client.get("/don-thu/thong-ke/tai/?tu=01/01/2026").content)
    assert "Khiếu nại" in sheet
    assert office.leader.full_name in sheet


def test_pages_ask_the_same_few_statements_however_many(office: Office, client: Client) -> None:
    letter = a_letter(office)
    signed_in(client, office.clerk)
    counts = []
    for more in (0, 30):
        with owner():
            for place in range(more):
                made = Petition.objects.create(
                    unit=office.unit, year=2026, number=100 + place, received_on=TODAY, way="post",
                    kind="feedback", matter="other", keeper_id=office.clerk.pk, keeper_name="",
                    registered_by=office.clerk.pk, registered_at=NOW,
                )  # fmt: skip
                PetitionContent.objects.create(petition=made, summary=f"Việc {place}")
        for address in ("/don-thu/", f"/don-thu/{letter.pk}/", "/don-thu/thong-ke/", "/don-thu/?q=7"):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            told = [one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
            counts.append((address, len(told)))
    assert max(count for _, count in counts) <= 8
    assert counts[:4] == counts[4:]


def test_a_unit_has_its_own_register(office: Office) -> None:
    letter = a_letter(office)
    stranger = an_officer(Role.CLERK, a_unit())
    with pytest.raises(NotThere):
        public.petition(acting(stranger), letter.pk)
    with pytest.raises(NotAllowed):
        public.register(by=acting(stranger), unit_id=office.unit.pk, letter=LETTER, files=[], same="", at=NOW)
