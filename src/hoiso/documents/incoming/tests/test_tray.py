"""The tray: waiting first, views, filters, pages by keyset, its side doors, and its cost."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.core.phrases import vn_date
from hoiso.documents.incoming.queries.tray import ORDERS, TrayFilter, filtered, tray
from hoiso.documents.models import Direction, Document
from hoiso.units.models import Unit
from tests.factories.documents import a_delivery, a_registered, many_registered
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
TODAY = clock.office_date(clock.now())


def _tray(unit: Unit, *, order: str = "moi", cursor: str = "", **asked: object):
    return tray(
        unit.pk,
        asked=TrayFilter(**{"view": "tat-ca", **asked}),
        order=ORDERS[order],
        cursor=cursor,
        today=TODAY,
        reader_id=unit.pk,  # no officer of her own: what is remembered must not reach from test to test
    )


def _numbers(shown) -> list[str]:
    return [row.number_written for row in shown.page.rows]


@pytest.mark.parametrize("order", list(ORDERS))
def test_pages_forwards_and_back_show_every_row_once(unit: Unit, clerk: Officer, order: str) -> None:
    many_registered(clerk, unit, 60)
    acting(clerk)
    first = _tray(unit, order=order)
    second = _tray(unit, order=order, cursor=first.page.next)
    third = _tray(unit, order=order, cursor=second.page.next)
    assert [(one.page.first, one.page.last) for one in (first, second, third)] == [
        (1, 25),
        (26, 50),
        (51, 60),
    ]
    seen = _numbers(first) + _numbers(second) + _numbers(third)
    assert sorted(seen, key=int) == [str(number) for number in range(1, 61)]
    assert (first.page.previous, third.page.next) == ("", "")
    back = _tray(unit, order=order, cursor=third.page.previous)
    assert back.page == second.page
    assert _tray(unit, order=order, cursor=back.page.previous).page.rows == first.page.rows


@pytest.mark.parametrize("cursor", ["x", "WyJtb2kiXQ:1abc:sig"])
def test_a_made_up_cursor_gives_the_first_page(unit: Unit, clerk: Officer, cursor: str) -> None:
    many_registered(clerk, unit, 30)
    acting(clerk)
    assert _tray(unit, cursor=cursor).page == _tray(unit).page


def test_a_cursor_of_another_order_gives_the_first_page(unit: Unit, clerk: Officer) -> None:
    many_registered(clerk, unit, 30)
    acting(clerk)
    cursor = _tray(unit, order="han").page.next
    assert _tray(unit, cursor=cursor).page.first == 1


def test_views_count_and_totals_stop_at_a_thousand(unit: Unit, clerk: Officer) -> None:
    many_registered(clerk, unit, 1200)
    acting(clerk)
    shown = _tray(unit)
    assert shown.counts["tat-ca"] == 1001
    assert shown.counts["cho-but-phe"] == 300
    assert shown.counts["da-xong"] is None  # asks for no work: counted when it is looked at
    assert shown.page.total == 1001
    assert _tray(unit, view="da-xong").counts["da-xong"] == 300


def test_filters_narrow(unit: Unit, clerk: Officer) -> None:
    many_registered(clerk, unit, 40)
    acting(clerk)
    assert _numbers(_tray(unit, words="12/kh")) == ["12"]
    assert _numbers(_tray(unit, words="7")) == ["7"]
    assert len(_tray(unit, arrived_from=TODAY - timedelta(days=4)).page.rows) == 5
    assert _tray(unit, issuer="tỉnh", state="done").page.total == 10
    assert _tray(unit, words="không có").page.rows == ()
    assert all(row.due_on <= TODAY for row in _tray(unit, due_to=TODAY).page.rows)


def test_ten_and_ten_thousand_rows_cost_the_same_statements(
    client: Client, unit: Unit, clerk: Officer
) -> None:
    signed_in(client, clerk)
    a_delivery(a_unit("Tỉnh", kind="province"), unit)
    counts = []
    for how_many in (10, 9_990):
        many_registered(clerk, unit, how_many)
        with CaptureQueriesContext(
            connection,
        ) as told:
            assert (
                client.get(reverse("incoming_tray"), {"xem": "tat-ca", "noi_gui": "tỉnh"}).status_code == 200
            )
        counts.append(len([q for q in told if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
        with owner():
            Document.objects.update(book=None)
    assert counts[0] == counts[1]
    assert counts[0] <= 9, [q["sql"][:90] for q in told]


def test_the_next_page_is_read_by_the_index(unit: Unit, clerk: Officer) -> None:
    many_registered(clerk, unit, 5_000)
    with owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE documents_document")
    acting(clerk)
    at = TODAY - timedelta(days=150)
    rows = filtered(unit.pk, TrayFilter(view="tat-ca"), today=TODAY).order_by("-arrived_on", "-id")
    from hoiso.core.paging import _Beyond

    plan = rows.filter(_Beyond(("arrived_on", "id"), (at, 10), down=True))[:26].explain()
    assert "documents_in_newest" in plan
    assert "Sort" not in plan
    assert "ROW(arrived_on, id) <" in plan.split("Filter:")[0]


def test_a_poll_answers_only_when_something_came(desk: Client, unit: Unit) -> None:
    poll = reverse("incoming_poll")
    assert desk.get(poll, {"sau": "0"}).status_code == 204
    delivery = a_delivery(a_unit("Tỉnh", kind="province"), unit)
    told = desk.get(poll, {"sau": "0"}, headers={"HX-Trigger-Name": "tham-do"})
    assert told.status_code == 200
    assert "Có 1 văn bản mới đến" in told.content.decode()
    assert desk.get(poll, {"sau": str(delivery.pk)}).status_code == 204
    assert desk.get(poll, {"sau": "'; drop"}).status_code == 200


def test_side_doors_of_another_unit_stay_shut(unit: Unit, clerk: Officer) -> None:
    a_registered(clerk, unit, issuer="Công ty Bí Ẩn", subject="Chuyện riêng của xã")
    a_delivery(a_unit("Tỉnh", kind="province"), unit)
    stranger = signed_in(Client(), an_officer(Role.CLERK))
    assert "Chuyện riêng" not in stranger.get(reverse("incoming_tray"), {"xem": "tat-ca"}).content.decode()
    assert stranger.get(reverse("incoming_poll"), {"sau": "0"}).status_code == 204
    assert "Bí Ẩn" not in stranger.get(reverse("suggest_issuers"), {"q": "bi an"}).content.decode()
    sheet = stranger.get(reverse("incoming_export"), {"xem": "tat-ca"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 5


def test_issuers_are_offered_without_accents(desk: Client, unit: Unit, clerk: Officer) -> None:
    a_registered(clerk, unit, issuer="Phòng Văn hoá – Xã hội")
    a_unit("Sở Văn hoá tỉnh", kind=Unit.Kind.OUTSIDE)
    found = desk.get(reverse("suggest_issuers"), {"q": "van hoa"}).content.decode()
    assert "Phòng Văn hoá – Xã hội" in found
    assert "Sở Văn hoá tỉnh" in found
    assert "Đã có trong sổ" in found


def test_the_export_holds_the_filtered_list(desk: Client, unit: Unit, clerk: Officer) -> None:
    a_registered(clerk, unit, symbol="1/A", subject="Một")
    a_registered(clerk, unit, symbol="2/B", subject="+Hai")
    answer = desk.get(reverse("incoming_export"), {"xem": "tat-ca", "q": "2/b"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[4][:3] == ["Số đến", "Ngày đến", "Số, ký hiệu"]
    assert [row[6] for row in rows[5:]] == ["'+Hai"]


def test_a_wrong_filter_date_does_not_break_the_page(desk: Client) -> None:
    answer = desk.get(reverse("incoming_tray"), {"tu": "31/02/2026", "so": "x", "xem": "la", "trang": "la"})
    assert answer.status_code == 200


def test_the_page_shows_what_is_late(desk: Client, unit: Unit, clerk: Officer) -> None:
    document = a_registered(
        clerk, unit, arrived_on=TODAY - timedelta(days=9), due_on=TODAY - timedelta(days=3)
    )
    page = desk.get(reverse("incoming_tray"), {"xem": "qua-han"}).content.decode()
    assert "Quá hạn\xa03\xa0ngày" in page
    assert vn_date(document.arrived_on or TODAY) in page
    assert document.direction == Direction.INCOMING


@pytest.mark.parametrize(("urgency", "shown"), [(0, False), (1, True), (3, True)])
def test_urgency_is_seen_in_the_tray_and_on_the_documents_page(
    client: Client, urgency: int, shown: bool
) -> None:
    unit = a_unit()
    clerk = an_officer(Role.CLERK, unit)
    document = a_registered(clerk, unit, urgency=urgency)
    signed_in(client, clerk)
    row = client.get("/van-ban-den/?xem=tat-ca").content.decode().partition("<tbody>")[2]
    assert ("Khẩn" in row) is shown
    sheet = client.get(f"/van-ban/{document.pk}/").content.decode().partition("<main")[2]
    assert (">Khẩn" in sheet or "Hoả tốc" in sheet or "Hỏa tốc" in sheet) is shown
