"""Holds, announcements, hand-over to an archive."""

import io
from datetime import date, timedelta

import pytest
import python_calamine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Officer, Role
from hoiso.audit.models import Entry
from hoiso.core import clock
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.documents.errors import WrongState
from hoiso.documents.keeping import public
from hoiso.documents.keeping.actions.announcing import announce_due
from hoiso.documents.keeping.archive import disposal_day, may_be_disposed
from hoiso.documents.keeping.errors import Held
from hoiso.documents.layouts.tests.measuring import text_of
from hoiso.documents.models import Dossier, DossierHold, DossierReader, Transfer, TransferEntry
from hoiso.documents.waiting import waiting_for, waiting_rows
from hoiso.notices.models import Notice
from hoiso.units.models import Unit
from tests.factories.documents import a_registered
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.office_date(NOW)


@pytest.fixture
def unit() -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def clerk(unit: Unit) -> Officer:
    return an_officer(Role.CLERK, unit, name="Nguyễn Thị Mỹ Lệ")


@pytest.fixture
def leader(unit: Unit) -> Officer:
    return an_officer(Role.LEADER, unit, name="Lê Thị Thu Hà")


def a_closed(
    by: Officer, unit: Unit, code: str = "01.TC", *, closed_on: date = TODAY, retention: str = "20",
    title: str = "Hồ sơ Đại hội", documents: int = 0,
) -> Dossier:  # fmt: skip
    facts = public.DossierFacts(year=closed_on.year, code=code, title=title, retention=retention)
    dossier = public.open_dossier(by=acting(by), unit_id=unit.pk, facts=facts, at=NOW)
    for number in range(documents):
        one = a_registered(by, unit, symbol=f"{code[:2]}{number}/BC", page_amount=4)
        public.put_in_dossier(by=acting(by), dossier_id=dossier.pk, document_id=one.pk, at=NOW)
    with owner():
        Dossier.objects.filter(pk=dossier.pk).update(opened_on=closed_on, closed_on=closed_on)
    dossier.refresh_from_db()
    acting(by)
    return dossier


def a_transfer(by: Officer, unit: Unit, *dossiers: Dossier, to: str = "office") -> Transfer:
    return public.prepare_transfer(
        by=acting(by), unit_id=unit.pk, to=to, archive="Lưu trữ cơ quan",
        dossier_ids=[one.pk for one in dossiers], at=NOW,
    )  # fmt: skip


def sent(transfer: Transfer, by: Officer) -> Transfer:
    return public.send_transfer(
        by=acting(by), transfer_id=transfer.pk, deliverer="Nguyễn Thị Mỹ Lệ", sent_on=TODAY, at=NOW
    )


def received(transfer: Transfer, by: Officer) -> Transfer:
    return public.receive_transfer(
        by=acting(by), transfer_id=transfer.pk, receiver="Trần Văn Kho", ended_on=TODAY, at=NOW
    )


def hold(dossier: Dossier, by: Officer) -> DossierHold:
    return public.hold_dossier(by=acting(by), dossier_id=dossier.pk, reason="Có đơn thư", at=NOW)


# Periods


def test_the_time_of_keeping_runs_from_the_year_the_work_ended() -> None:
    assert disposal_day(date(2020, 3, 1), "5") == date(2025, 12, 31)
    assert disposal_day(date(2020, 3, 1), "vinh-vien") is None
    assert not may_be_disposed(date(2020, 3, 1), "5", date(2025, 12, 31))
    assert may_be_disposed(date(2020, 3, 1), "5", date(2026, 1, 1))
    assert not may_be_disposed(None, "5", date(2099, 1, 1))
    assert not may_be_disposed(date(1950, 1, 1), "vinh-vien", date(2099, 1, 1))


# Holds


def test_a_held_dossier_neither_changes_nor_goes(clerk: Officer, leader: Officer, unit: Unit) -> None:
    dossier = a_closed(clerk, unit)
    placed = hold(dossier, clerk)
    assert (placed.reason, placed.put_by_name) == ("Có đơn thư", "Nguyễn Thị Mỹ Lệ")
    assert hold(dossier, leader).pk == placed.pk  # twice is once
    with pytest.raises(Held, match="Có đơn thư"):
        public.reopen_dossier(by=acting(clerk), dossier_id=dossier.pk, at=NOW)
    with pytest.raises(Held, match="Có đơn thư"):
        a_transfer(clerk, unit, dossier)
    with pytest.raises(NotAllowed):
        public.lift_hold(by=acting(clerk), dossier_id=dossier.pk, reason="Xong", at=NOW)
    lifted = public.lift_hold(by=acting(leader), dossier_id=dossier.pk, reason="Xong", at=NOW)
    assert lifted is not None
    assert (lifted.lifted_by_name, lifted.lift_reason) == ("Lê Thị Thu Hà", "Xong")
    public.reopen_dossier(by=acting(clerk), dossier_id=dossier.pk, at=NOW)
    with owner():
        acts = Entry.objects.filter(subject="dossier", subject_id=dossier.pk).order_by("id")
        assert [one.action for one in acts][-3:] == ["hold_dossier", "lift_hold", "reopen_dossier"]


def test_an_open_dossier_that_is_held_takes_nothing_in_and_gives_nothing_out(
    clerk: Officer, unit: Unit
) -> None:
    facts = public.DossierFacts(year=2026, code="01", title="Hồ sơ", retention="10")
    dossier = public.open_dossier(by=acting(clerk), unit_id=unit.pk, facts=facts, at=NOW)
    inside, outside = a_registered(clerk, unit), a_registered(clerk, unit)
    by = acting(clerk)
    public.put_in_dossier(by=by, dossier_id=dossier.pk, document_id=inside.pk, at=NOW)
    hold(dossier, clerk)
    with pytest.raises(Held):
        public.put_in_dossier(by=by, dossier_id=dossier.pk, document_id=outside.pk, at=NOW)
    with pytest.raises(Held):
        public.take_out_of_dossier(by=by, dossier_id=dossier.pk, document_ids=[inside.pk], at=NOW)
    with pytest.raises(Held):
        public.change_dossier(by=by, dossier_id=dossier.pk, facts=facts, at=NOW)
    with pytest.raises(Held):
        public.close_dossier(by=by, dossier_id=dossier.pk, retention="10", closed_on=TODAY, at=NOW)


def test_the_page_tells_who_holds_it_and_why(
    client: Client, clerk: Officer, leader: Officer, unit: Unit
) -> None:
    dossier = a_closed(clerk, unit)
    signed_in(client, clerk)
    assert "Nhập lý do" in client.post(f"/ho-so/{dossier.pk}/giu/", {"reason": ""}).content.decode()
    shown = client.post(f"/ho-so/{dossier.pk}/giu/", {"reason": "Thanh tra"}, follow=True).content.decode()
    assert "Nguyễn Thị Mỹ Lệ đang giữ hồ sơ này lại: Thanh tra" in shown
    assert "Mở lại hồ sơ" not in shown
    assert "Đang giữ lại" in client.get("/ho-so/").content.decode()
    assert client.post(f"/ho-so/{dossier.pk}/bo-giu/", {"reason": "Xong"}).status_code == 403
    signed_in(client, leader)
    shown = client.post(f"/ho-so/{dossier.pk}/bo-giu/", {"reason": "Xong"}, follow=True).content.decode()
    assert "đang giữ hồ sơ này lại" not in shown


# Announcements


def _announced() -> int:
    with owner():
        return announce_due(at=NOW)


def test_what_comes_due_is_told_once_on_the_list_at_home_and_by_a_notice(
    client: Client, clerk: Officer, leader: Officer, unit: Unit
) -> None:
    keeper = an_officer(Role.SPECIALIST, unit)
    due = a_closed(keeper, unit, "01", closed_on=TODAY - timedelta(days=340))
    a_closed(clerk, unit, "02", closed_on=TODAY - timedelta(days=300))
    a_closed(clerk, unit, "03", closed_on=TODAY - timedelta(days=340), retention="2")
    held = a_closed(clerk, unit, "04", closed_on=TODAY - timedelta(days=400))
    hold(held, clerk)
    assert (_announced(), _announced()) == (1, 0)
    with owner():
        told = {notice.officer_id: notice for notice in Notice.objects.filter(address=f"/ho-so/{due.pk}/")}
    assert set(told) == {keeper.pk, clerk.pk, leader.pk}
    assert told[clerk.pk].text == f"Hồ sơ 01 năm {due.year} sắp đến hạn nộp lưu trữ."
    by = acting(clerk)
    assert waiting_for(by).dossiers_due == 1
    rows, _ = waiting_rows(by, limit=12)
    assert [(row.what, row.subject, row.due_on) for row in rows if row.what == "accession"] == [
        ("accession", "1", due.closed_on + timedelta(days=365))
    ]
    home = signed_in(client, clerk).get("/").content.decode()
    assert "1 hồ sơ đến hạn nộp lưu trữ" in home
    assert ">. Hạn" not in home
    assert "/ho-so/?xem=nop-luu-tru" in home
    assert waiting_for(acting(keeper)).dossiers_due == 0


def test_the_end_of_keeping_is_told_thirty_days_ahead(client: Client, clerk: Officer, unit: Unit) -> None:
    last = date(TODAY.year, 12, 31)
    near = last - TODAY <= timedelta(days=30)
    over = a_closed(clerk, unit, "01", closed_on=date(TODAY.year - 3, 5, 1), retention="2")
    a_closed(clerk, unit, "02", closed_on=date(TODAY.year - 2, 5, 1), retention="2")
    a_closed(clerk, unit, "03", closed_on=date(TODAY.year - 30, 5, 1), retention="vinh-vien")
    with owner():
        TransferEntry.objects.create(
            transfer=Transfer.objects.create(
                unit=unit, to="office", archive="Kho", state="received", made_by=1, made_by_name="",
                made_at=NOW,
            ),
            unit=unit, dossier=Dossier.objects.get(code="03"), to="office", ordinal=1,
        )  # fmt: skip
    assert _announced() == 1 + near
    with owner():
        told = Notice.objects.get(address=f"/ho-so/{over.pk}/", officer_id=clerk.pk)
    assert told.text == f"Hồ sơ 01 năm {over.year} sắp hết thời hạn bảo quản."
    home = signed_in(client, clerk).get("/").content.decode()
    assert f"{1 + near} hồ sơ hết hoặc sắp hết thời hạn bảo quản" in home


def test_a_restricted_dossier_is_announced_to_its_readers_alone(clerk: Officer, unit: Unit) -> None:
    keeper = an_officer(Role.SPECIALIST, unit)
    due = a_closed(keeper, unit, closed_on=TODAY - timedelta(days=340))
    with owner():
        Dossier.objects.filter(pk=due.pk).update(restricted=True)
    assert _announced() == 1
    with owner():
        assert set(Notice.objects.values_list("officer_id", flat=True)) == {keeper.pk}


# Hand-over


def test_dossiers_are_delivered_received_and_then_stand(clerk: Officer, unit: Unit) -> None:
    second, first = a_closed(clerk, unit, "02.TC"), a_closed(clerk, unit, "01.TC")
    transfer = a_transfer(clerk, unit, second, first)
    assert [row.code for row in public.transferred(transfer.pk)] == ["01.TC", "02.TC"]
    with pytest.raises(Held, match="nộp lưu trữ"):
        public.reopen_dossier(by=acting(clerk), dossier_id=first.pk, at=NOW)
    with pytest.raises(Held, match="nộp lưu trữ"):
        a_transfer(clerk, unit, first)
    assert sent(transfer, clerk).state == "sent"
    assert sent(transfer, clerk).state == "sent"
    assert public.dossier(first.pk).archived_words == "Đã giao, chờ lưu trữ nhận"
    assert received(transfer, clerk).receiver == "Trần Văn Kho"
    assert public.dossier(first.pk).archived_words == "Lưu trữ đã nhận"
    with pytest.raises(WrongState):
        public.return_transfer(by=acting(clerk), transfer_id=transfer.pk, reason="Thiếu", at=NOW)
    with owner():
        acts = Entry.objects.filter(subject="dossier", subject_id=first.pk, action__contains="transfer")
        assert [one.action for one in acts.order_by("id")] == [
            "prepare_transfer", "send_transfer", "receive_transfer",
        ]  # fmt: skip


def test_in_the_archive_a_dossier_keeps_its_readers(client: Client, clerk: Officer, unit: Unit) -> None:
    dossier = a_closed(clerk, unit, title="Kỷ luật cán bộ", documents=1)
    reader, other = an_officer(Role.SPECIALIST, unit), an_officer(Role.LEADER, unit)
    with owner():
        Dossier.objects.filter(pk=dossier.pk).update(restricted=True)
        DossierReader.objects.create(unit=unit, dossier=dossier, officer_id=reader.pk, officer_name="")
    received(sent(a_transfer(clerk, unit, dossier), clerk), clerk)
    assert "Kỷ luật cán bộ" in signed_in(client, reader).get(f"/ho-so/{dossier.pk}/").content.decode()
    stranger = an_officer(Role.CLERK, a_unit())
    for officer in (other, stranger):
        signed_in(client, officer)
        assert client.get(f"/ho-so/{dossier.pk}/").status_code == 404
        assert "Kỷ luật cán bộ" not in client.get("/ho-so/").content.decode()  # nor what is told of it
        acting(officer)
        assert not Dossier.objects.filter(pk=dossier.pk).exists()


def test_what_is_given_back_is_free_again(clerk: Officer, unit: Unit) -> None:
    dossier = a_closed(clerk, unit)
    transfer = sent(a_transfer(clerk, unit, dossier), clerk)
    public.return_transfer(by=acting(clerk), transfer_id=transfer.pk, reason="Thiếu tờ", at=NOW)
    assert public.dossier(dossier.pk).archived == ""
    assert a_transfer(clerk, unit, dossier).state == "prepared"


def test_only_what_is_closed_and_kept_long_enough_goes(clerk: Officer, unit: Unit) -> None:
    facts = public.DossierFacts(year=2026, code="09", title="Đang mở", retention="20")
    still_open = public.open_dossier(by=acting(clerk), unit_id=unit.pk, facts=facts, at=NOW)
    short = a_closed(clerk, unit, "02", retention="2")
    long = a_closed(clerk, unit, "20", retention="20")
    ever = a_closed(clerk, unit, "99", retention="vinh-vien")
    for dossier, words in ((still_open, "chưa đóng"), (short, "dưới 5 năm")):
        with pytest.raises(Held, match=words):
            a_transfer(clerk, unit, dossier)
    with pytest.raises(Held, match="không bảo quản vĩnh viễn"):
        a_transfer(clerk, unit, long, to="historical")
    with pytest.raises(DomainError, match="Đánh dấu ít nhất một"):
        a_transfer(clerk, unit)
    assert {row.code for row in public.to_hand_over(unit_id=unit.pk, to="office")} == {"20", "99"}
    office = received(sent(a_transfer(clerk, unit, ever), clerk), clerk)
    assert {row.code for row in public.to_hand_over(unit_id=unit.pk, to="office")} == {"20"}
    assert {row.code for row in public.to_hand_over(unit_id=unit.pk, to="historical")} == {"99"}
    history = a_transfer(clerk, unit, ever, to="historical")
    assert (office.state, history.to) == ("received", "historical")


def test_a_hold_that_comes_between_stops_the_delivery(clerk: Officer, unit: Unit) -> None:
    dossier = a_closed(clerk, unit)
    transfer = a_transfer(clerk, unit, dossier)
    hold(dossier, clerk)
    with pytest.raises(Held, match="đang được giữ lại"):
        sent(transfer, clerk)


def test_index_and_minutes_stand_in_two_copies(client: Client, clerk: Officer, unit: Unit) -> None:
    dossier = a_closed(clerk, unit, documents=2)
    transfer = received(sent(a_transfer(clerk, unit, dossier), clerk), clerk)
    signed_in(client, clerk)
    base = f"/ho-so/nop-luu-tru/{transfer.pk}"
    index = " ".join(text_of(client.get(f"{base}/muc-luc/").content).split())
    assert index.count("MỤC LỤC HỒ SƠ, TÀI LIỆU NỘP LƯU") == 2
    assert "01.TC Hồ sơ Đại hội" in index
    assert "1 hồ sơ, 2 văn bản, 8 trang." in index
    assert "người in: Nguyễn Thị Mỹ Lệ" in index
    minutes = " ".join(text_of(client.get(f"{base}/bien-ban/").content).split())
    for words in ("Bản 1/2", "Bản 2/2", "Đại diện: Nguyễn Thị Mỹ Lệ", "Đại diện: Trần Văn Kho",
                  "Biên bản lập thành hai bản"):  # fmt: skip
        assert words in minutes, words
    table = python_calamine.load_workbook(io.BytesIO(client.get(f"{base}/xuat/").content))
    rows = table.get_sheet_by_index(0).to_python()
    assert ["STT", "Số, ký hiệu hồ sơ", "Tiêu đề hồ sơ"] in [row[:3] for row in rows]
    assert [1.0, "01.TC", "Hồ sơ Đại hội"] in [row[:3] for row in rows]


def test_the_pages_play_a_hand_over(client: Client, clerk: Officer, unit: Unit) -> None:
    dossier = a_closed(clerk, unit)
    signed_in(client, clerk)
    assert "Hồ sơ Đại hội" in client.get("/ho-so/nop-luu-tru/lap/").content.decode()
    nothing = client.post("/ho-so/nop-luu-tru/lap/", {"to": "office", "archive": "Kho"})
    assert nothing.status_code == 422
    made = client.post("/ho-so/nop-luu-tru/lap/", {"to": "office", "archive": "Kho", "chon": [dossier.pk]})
    with owner():
        transfer = Transfer.objects.get()
    assert made["Location"] == f"/ho-so/nop-luu-tru/{transfer.pk}/"
    day = f"{TODAY:%d/%m/%Y}"
    client.post(f"{made['Location']}giao/", {"deliverer": "Lệ", "sent_on": day})
    client.post(f"{made['Location']}nhan/", {"receiver": "Kho", "ended_on": day})
    assert "Lưu trữ đã nhận" in client.get("/ho-so/nop-luu-tru/").content.decode()
    assert "Nộp vào Kho: lưu trữ đã nhận" in client.get(f"/ho-so/{dossier.pk}/").content.decode()
    assert "Lưu trữ đã nhận" in client.get("/ho-so/").content.decode()


def test_strangers_and_specialists_hand_nothing_over(client: Client, clerk: Officer, unit: Unit) -> None:
    dossier = a_closed(clerk, unit)
    transfer = a_transfer(clerk, unit, dossier)
    stranger = an_officer(Role.CLERK, a_unit())
    with pytest.raises(NotThere):
        sent(transfer, stranger)
    assert signed_in(client, stranger).get(f"/ho-so/nop-luu-tru/{transfer.pk}/").status_code == 404
    with pytest.raises(NotAllowed):
        a_transfer(an_officer(Role.SPECIALIST, unit), unit, dossier)


PAGES = ("{dossier}/", "nop-luu-tru/", "nop-luu-tru/{transfer}/", "nop-luu-tru/lap/", "")


@pytest.mark.parametrize("path", [*(f"/ho-so/{path}" for path in PAGES), "/"])
def test_pages_of_the_archive_cost_at_most_eight_statements(
    client: Client, clerk: Officer, unit: Unit, path: str
) -> None:
    dossiers = [a_closed(clerk, unit, f"{number}") for number in range(30)]
    transfer = a_transfer(clerk, unit, *dossiers[:20])
    signed_in(client, clerk)
    address = path.format(dossier=dossiers[0].pk, transfer=transfer.pk)
    client.get(address)
    with CaptureQueriesContext(connection) as told:
        assert client.get(address).status_code == 200
    assert len([one for one in told if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= 8
