"""Books: years, terms, late entries, gaps, reserved and void numbers; printed and exported."""

import io
import uuid
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.core.clock import OFFICE_ZONE
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.documents.errors import BookClosed
from hoiso.documents.incoming.actions.correcting import undo_registration
from hoiso.documents.incoming.actions.registering import register
from hoiso.documents.incoming.entry import NumberWish
from hoiso.documents.models import Book, BookNumber, Series
from hoiso.documents.registers import public
from hoiso.units.models import Unit
from tests.factories.documents import a_registered, an_entry
from tests.factories.people import a_unit, acting, an_officer, signed_in

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=OFFICE_ZONE)
TODAY = date(2026, 11, 24)


def _enter(
    officer: Officer, unit: Unit, *, on: date = TODAY, at: datetime = NOON, wish: NumberWish | None = None
):
    by = acting(officer, on=TODAY)
    return register(
        by=by,
        unit_id=unit.pk,
        entry=an_entry(arrived_on=on),
        files=(),
        form_key=uuid.uuid4(),
        at=at,
        wish=wish,
    ).document


def _reserve(officer: Officer, unit: Unit, reason: str = "Quyết định ký ngày mai") -> BookNumber:
    return public.reserve_number(
        by=acting(officer, on=TODAY),
        unit_id=unit.pk,
        series=Series.INCOMING,
        on=TODAY,
        reason=reason,
        at=NOON,
    )


def _open_term(officer: Officer, unit: Unit, **changes: object) -> Book:
    given: dict[str, object] = {
        "series": Series.INCOMING, "name": "Văn bản đến nhiệm kỳ 2026–2031", "by_term": True,
        "period_from": date(2026, 10, 1), "period_to": date(2031, 9, 30), **changes,
    }  # fmt: skip
    return public.open_book(by=acting(officer, on=TODAY), unit_id=unit.pk, at=NOON, **given)  # type: ignore[arg-type]


def test_each_year_starts_at_one_and_a_late_arrival_enters_last_years_book(
    unit: Unit, clerk: Officer
) -> None:
    first = _enter(clerk, unit, on=date(2025, 12, 31))
    second = _enter(clerk, unit, on=date(2026, 1, 1))
    third = _enter(clerk, unit, on=date(2025, 12, 30))
    assert [first.number, second.number, third.number] == [1, 1, 2]
    assert first.book == third.book


def test_a_body_merged_in_mid_year_starts_at_one_on_its_first_day(unit: Unit, clerk: Officer) -> None:
    document = _enter(clerk, unit, on=date(2025, 7, 1))
    assert document.number == 1
    assert document.book is not None
    assert document.book.period_from == date(2025, 7, 1)


def test_the_year_changes_at_midnight_in_vietnam(unit: Unit, clerk: Officer) -> None:
    at = datetime(2026, 1, 1, 1, 30, tzinfo=OFFICE_ZONE)
    document = _enter(clerk, unit, on=date(2026, 1, 1), at=at)
    assert document.book is not None
    assert document.book.period_from == date(2026, 1, 1)


def test_a_book_of_a_term_goes_before_the_years(unit: Unit, clerk: Officer) -> None:
    _enter(clerk, unit, on=date(2026, 9, 1))
    book = _open_term(clerk, unit)
    document = _enter(clerk, unit)
    assert (document.book, document.number) == (book, 1)
    with pytest.raises(DomainError, match="Đã có"):
        _open_term(clerk, unit, period_from=date(2027, 1, 1))


def test_late_entries_get_letters_and_sort_between(unit: Unit, clerk: Officer) -> None:
    for _ in range(13):
        _enter(clerk, unit)
    for _ in range(2):
        _enter(clerk, unit, wish=NumberWish(after=12))
    book = Book.objects.get()
    shown = public.lines(book, order=public.ORDERS["so"], cursor="")
    assert [line.number_written for line in shown.rows][10:] == ["11", "12", "12a", "12b", "13"]
    assert [line.number_written for line in public.all_lines(book.pk)][10:] == [
        "11",
        "12",
        "12a",
        "12b",
        "13",
    ]
    with pytest.raises(DomainError, match="Sổ mới đến số 13"):
        _enter(clerk, unit, wish=NumberWish(after=14))


def test_gaps_are_listed_with_their_reasons(unit: Unit, clerk: Officer) -> None:
    _enter(clerk, unit)
    reserved = _reserve(clerk, unit)
    void = _enter(clerk, unit)
    undo_registration(by=acting(clerk, on=TODAY), document_id=void.pk, reason="Vào sổ hai lần", at=NOON)
    _enter(clerk, unit, wish=NumberWish(after=1))
    told = [(row.number_written, row.what, row.reason) for row in public.irregular(Book.objects.get())]
    assert told == [
        ("01a", "Ghi bổ sung", ""),
        ("02", "Giữ chỗ", "Quyết định ký ngày mai"),
        ("03", "Đã huỷ", "Vào sổ hai lần"),
    ]
    used = _enter(clerk, unit, wish=NumberWish(reserved_id=reserved.pk))
    assert (used.number, used.suffix) == (2, "")


def test_a_reserved_number_of_another_book_is_not_taken(unit: Unit, clerk: Officer) -> None:
    reserved = _reserve(clerk, unit)
    with pytest.raises(DomainError, match="không thuộc sổ"):
        _enter(clerk, unit, on=date(2025, 12, 1), wish=NumberWish(reserved_id=reserved.pk))


def test_a_reserved_number_made_void_is_not_given_again(unit: Unit, clerk: Officer) -> None:
    reserved = _reserve(clerk, unit)
    by = acting(clerk, on=TODAY)
    public.void_reserved(by=by, number_id=reserved.pk, reason="Không ban hành", at=NOON)
    with pytest.raises(DomainError, match="không còn giữ chỗ"):
        public.void_reserved(by=by, number_id=reserved.pk, reason="Nữa", at=NOON)
    assert _enter(clerk, unit).number == 2


def test_a_closed_book_gives_no_number(unit: Unit, clerk: Officer) -> None:
    document = _enter(clerk, unit)
    reserved = _reserve(clerk, unit)
    by = acting(clerk, on=TODAY)
    with pytest.raises(DomainError, match="còn 1 số đang giữ chỗ"):
        public.close_book(by=by, book_id=document.book_id, at=NOON)
    public.void_reserved(by=by, number_id=reserved.pk, reason="Thôi", at=NOON)
    public.close_book(by=by, book_id=document.book_id, at=NOON)
    with pytest.raises(BookClosed):
        _enter(clerk, unit)


def test_a_paper_book_is_taken_over_at_its_number(unit: Unit, clerk: Officer) -> None:
    book = _open_term(clerk, unit)
    public.take_over_book(by=acting(clerk, on=TODAY), book_id=book.pk, next_number=119, at=NOON)
    assert _enter(clerk, unit).number == 119
    book.refresh_from_db()
    assert public.irregular(book) == ()
    with pytest.raises(DomainError, match="không đổi được nữa"):
        public.take_over_book(by=acting(clerk, on=TODAY), book_id=book.pk, next_number=5, at=NOON)


def test_a_specialist_keeps_no_books(unit: Unit) -> None:
    with pytest.raises(NotAllowed):
        _open_term(an_officer(Role.SPECIALIST, unit), unit)


def test_the_pages_of_a_book(client: Client, unit: Unit, clerk: Officer) -> None:
    document = a_registered(clerk, unit, subject="Kế hoạch ra mắt mô hình")
    signed_in(client, clerk)
    assert "Văn bản đến năm" in client.get(reverse("register_list")).content.decode()
    url = reverse("register_book", args=[document.book_id])
    assert "Kế hoạch ra mắt mô hình" in client.get(url).content.decode()
    done = client.post(
        reverse("register_reserve", args=[document.book_id]), {"reason": "Chờ ký"}, follow=True
    )
    assert "Đã giữ chỗ số 2" in done.content.decode()
    assert "Chờ ký" in client.get(reverse("register_gaps", args=[document.book_id])).content.decode()
    opened = client.post(
        reverse("register_open"),
        {
            "series": "outgoing", "by_term": "term", "period_from": "1/9/2026", "period_to": "31/8/2031",
            "first_number": "1",
        },
        follow=True,
    )  # fmt: skip
    assert "Văn bản đi nhiệm kỳ 2026–2031" in opened.content.decode()


def test_the_register_is_printed_and_exported_with_void_lines(
    client: Client, unit: Unit, clerk: Officer
) -> None:
    a_registered(clerk, unit, symbol="05/KH-BTV", subject="=HYPERLINK('x')")
    void = a_registered(clerk, unit)
    undo_registration(by=acting(clerk), document_id=void.pk, reason="Vào sổ hai lần", at=clock.now())
    signed_in(client, clerk)
    printed = client.get(reverse("register_print", args=[void.book_id]))
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF-")
    sheet = client.get(reverse("register_export", args=[void.book_id]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    assert rows[4][:4] == ["Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản"]
    assert rows[5][3] == "05/KH-BTV"
    assert rows[5][5] == "'=HYPERLINK('x')"
    assert "Vào sổ hai lần" in rows[6][9]


@pytest.mark.parametrize("name", ["register_book", "register_gaps", "register_export", "register_print"])
def test_another_units_clerk_finds_no_book(unit: Unit, clerk: Officer, name: str) -> None:
    document = a_registered(clerk, unit)
    stranger = signed_in(Client(), an_officer(Role.CLERK, a_unit()))
    assert stranger.get(reverse(name, args=[document.book_id])).status_code == 404
