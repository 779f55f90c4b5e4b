"""Old registers go into the books of their years: once, wholly, with every fault told."""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from hoiso.access.models import Officer, Role
from hoiso.core import scope
from hoiso.core.clock import now
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.documents.models import (
    Book,
    BookNumber,
    Document,
    Event,
    Recipient,
    SearchEntry,
    TakeOver,
    TakeOverFault,
)  # fmt: skip
from hoiso.documents.registers import public as registers
from hoiso.documents.search import public as search
from hoiso.documents.takeover import phrases, public, reading, sheet, wording
from hoiso.documents.takeover.actions import planning, running
from hoiso.documents.takeover.errors import NotNow, SheetRefused
from hoiso.documents.takeover.tests.conftest import (
    INCOMING,
    NOON,
    OUTGOING,
    TODAY,
    Row,
    a_sheet,
    incoming_row,
    outgoing_row,
)  # fmt: skip
from hoiso.units.models import Unit
from tests.factories.documents import a_registered
from tests.factories.people import a_unit, acting, an_officer
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db

_VOID: dict[str, object] = {
    "subject": "Huỷ", "symbol": "", "issuer": "", "issued": "", "receiver": "", "note": "Ghi nhầm",
}  # fmt: skip


def _begin(
    officer: Officer, unit: Unit, file: io.BytesIO, *, name: str = "so-den.xlsx", **wish: object
) -> TakeOver:
    return public.begin(
        by=acting(officer, on=TODAY), unit_id=unit.pk, stream=file, name=name, wish=public.Wish(**wish),  # type: ignore[arg-type]
        at=NOON,
    )  # fmt: skip


def _run(officer: Officer, one: TakeOver) -> TakeOver:
    public.start(by=acting(officer, on=TODAY), take_over_id=one.pk, at=NOON, by_job=False)
    return _work(officer, one)


def _work(officer: Officer, one: TakeOver, told: Callable[[int, int], None] | None = None) -> TakeOver:
    """What the worker does."""
    scope.adopt("")
    with worker():
        public.carry_on(one.pk, told=told)
    acting(officer, on=TODAY)
    one.refresh_from_db()
    return one


def _take(officer: Officer, unit: Unit, headings: Row, rows: Sequence[Row], **wish: object) -> TakeOver:
    return _run(officer, _begin(officer, unit, a_sheet(headings, rows), **wish))


def _faults(one: TakeOver) -> list[tuple[int, str]]:
    return list(TakeOverFault.objects.filter(take_over=one).order_by("row").values_list("row", "sentence"))


def test_lines_stand_in_the_book_of_their_year_with_their_numbers(unit: Unit, clerk: Officer) -> None:
    rows = [
        incoming_row(118),
        incoming_row("119a", day=date(2024, 1, 3)),
        incoming_row(1, day=date(2024, 1, 2), symbol="07/QĐ-BCH", subject="Quyết định về nhân sự"),
    ]
    one = _take(clerk, unit, INCOMING, rows)
    assert (one.state, one.taken, one.faulty) == (TakeOver.State.DONE, 3, 0)
    books = Book.objects.order_by("period_from")
    assert [(book.name, book.first_number, book.next_number) for book in books] == [
        ("Văn bản đến năm 2023", 118, 119), ("Văn bản đến năm 2024", 1, 120),
    ]  # fmt: skip
    first = registers.all_lines(books[0].pk)[0]
    assert (first.number, first.symbol, first.kind_name, first.subject, first.issuer, first.receiver) == (
        118, "118/KH-UBND", "Kế hoạch", "tổ chức hội thi số 118", "UBND tỉnh", "Lê Thị Gấm",
    )  # fmt: skip
    assert (first.arrived_on, first.issued_on) == (date(2023, 3, 15), date(2023, 3, 10))
    document = Document.objects.get(number=119, suffix="a")
    assert (document.state, document.direction, document.finished_on) == ("done", "in", date(2024, 1, 3))
    event = Event.objects.get(document=document)
    assert (event.kind, event.actor_name) == ("take_over", "Trần Thị Văn Thư")


def test_what_was_taken_over_is_found_and_indexed_as_everything_else(unit: Unit, clerk: Officer) -> None:
    _take(clerk, unit, INCOMING, [incoming_row(5, subject="Kế hoạch: trồng bưởi da xanh", note="Bản sao")])
    _take(clerk, unit, OUTGOING, [outgoing_row("12/BC-BTV", subject="Báo cáo: tổng kết phong trào")])
    for words, number in (("buoi da xanh", 5), ("tổng kết", 12), ("12/BC-BTV", 12), ("lê thị gấm", 5)):
        assert [hit.id for hit in search.found(search.Asked(words=words))] == [
            Document.objects.get(number=number).pk
        ], words
    before = dict(SearchEntry.objects.values_list("document_id", "words"))
    search.index_documents(sorted(before))
    assert dict(SearchEntry.objects.values_list("document_id", "words")) == before


def test_the_same_lines_twice_give_nothing_new(unit: Unit, clerk: Officer) -> None:
    rows = [incoming_row(n) for n in range(1, 30)]
    _take(clerk, unit, INCOMING, [*rows, rows[3]])
    assert Document.objects.count() == 29
    again = _begin(clerk, unit, a_sheet(INCOMING, [*rows, incoming_row(30)]))
    assert (again.taken, again.again, again.faulty) == (1, 29, 0)
    assert (_run(clerk, again).taken, Document.objects.count()) == (1, 30)
    with pytest.raises(NotNow, match="Không có dòng mới"):
        _take(clerk, unit, INCOMING, rows)


def test_every_fault_is_told_by_line_and_column(unit: Unit, clerk: Officer) -> None:
    rows = [
        incoming_row(1),
        incoming_row("mười"),
        incoming_row(3, day="31/02/2023"),
        incoming_row(4, subject=""),
        incoming_row(5, day=date(2023, 3, 1), issued=date(2023, 3, 10)),
        incoming_row(6, day=""),
        incoming_row(1, subject="Chuyện khác", symbol="99/TB"),
        incoming_row(8, day=date(2027, 1, 1)),
        incoming_row(""),
    ]
    one = _begin(clerk, unit, a_sheet(INCOMING, rows))
    assert (one.taken, one.faulty) == (1, 8)
    assert _faults(one) == [
        (3, "Cột B (Số đến): “mười” không phải là số; ghi số như 118 hoặc 12a."),
        (4, "Cột A (Ngày đến): không có ngày 31/02/2023; xem lại ngày và tháng."),
        (5, f"Cột F (Trích yếu nội dung): {phrases.NO_SUBJECT}."),
        (6, "Cột E (Ngày văn bản): ngày văn bản 10/03/2023 sau ngày đến 01/03/2023."),
        (7, "Cột A (Ngày đến): ghi ngày, ví dụ 20/09/2023."),
        (8, "Số 1 đã có ở dòng 2 của tệp với nội dung khác. Xem lại số, hoặc thêm chữ, ví dụ 1a."),
        (9, "Cột A (Ngày đến): ngày 01/01/2027 chưa đến."),
        (10, "Cột B (Số đến): ghi số đến."),
    ]  # fmt: skip


def test_the_faulty_lines_go_out_are_mended_and_come_back_by_the_same_columns(
    unit: Unit, clerk: Officer
) -> None:
    one = _take(clerk, unit, INCOMING, [incoming_row(1), incoming_row(2, day=""), incoming_row(3, day="")])
    assert (one.taken, one.faulty) == (1, 2)
    content = public.faults_sheet(one, public.all_faults(one.pk), printed_by="Trần Thị Văn Thư", at=NOON)
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    head = next(place for place, row in enumerate(cells) if row[0] == "Ngày đến")
    assert [row[1] for row in cells[head + 1 :]] == ["2", "3"]
    assert "ghi ngày" in str(cells[head + 1][-1])
    for row in cells[head + 1 :]:
        row[0] = "16/03/2023"
    back = _run(clerk, _begin(clerk, unit, a_sheet(cells[head], cells[head + 1 :])))
    assert (back.taken, back.faulty, Document.objects.count()) == (2, 0, 3)


def test_paper_habits_are_understood(unit: Unit, clerk: Officer) -> None:
    rows = [
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        ["Tháng 3"],
        incoming_row(1, day="15/3", issued="20/12"),
        incoming_row(2, day='"', issuer="nt", issued=""),
        incoming_row(
            3, day=44_999, subject="Huỷ", symbol="", issuer="", issued="", receiver="", note="Ghi nhầm"
        ),
        incoming_row("12A", day="2.4.23"),
    ]
    sheet = a_sheet(INCOMING, rows, above=("HỘI LHPN XÃ MỸ YÊN", "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN NĂM 2023"))
    one = _begin(clerk, unit, sheet)
    assert (one.series, one.year, one.head_row, one.faulty) == ("incoming", 2023, 3, 0)
    _run(clerk, one)
    first, second, late = Document.objects.order_by("number", "suffix")
    assert (first.arrived_on, first.issued_on) == (date(2023, 3, 15), date(2022, 12, 20))
    assert (second.arrived_on, second.issuer) == (date(2023, 3, 15), "UBND tỉnh")
    assert (late.number, late.suffix, late.arrived_on) == (12, "a", date(2023, 4, 2))
    void = BookNumber.objects.get(number=3)
    assert (void.state, void.reason) == ("void", "Ghi nhầm")


def test_outgoing_lines_are_issued_with_their_receivers(unit: Unit, clerk: Officer) -> None:
    _take(clerk, unit, OUTGOING, [outgoing_row("12/KH-BTV"), outgoing_row("13/BC-BTV")])
    document = Document.objects.get(number=12)
    assert (document.state, document.direction, document.kind, document.signer, document.copies) == (
        "issued", "out", "KH", "Nguyễn Thị Lan", 3,
    )  # fmt: skip
    assert list(Recipient.objects.filter(document=document).values_list("name", flat=True)) == [
        "UBND xã", "Các chi hội",
    ]  # fmt: skip


def test_kinds_that_number_apart_have_books_of_their_own(unit: Unit, clerk: Officer) -> None:
    rows = [outgoing_row("01/KH-BTV"), outgoing_row("01/BC-BTV"), outgoing_row("02/KH-BTV")]
    one = _take(clerk, unit, OUTGOING, rows, numbering="kind")
    assert (one.taken, one.faulty) == (3, 0)
    assert sorted(Book.objects.values_list("kind", "next_number")) == [("BC", 2), ("KH", 3)]


def test_a_running_year_goes_on_after_the_last_old_number(unit: Unit, clerk: Officer) -> None:
    rows = [incoming_row(n, day=date(2026, 10, 5), issued=date(2026, 10, 1)) for n in range(1, 119)]
    _take(clerk, unit, INCOMING, rows)
    document = a_registered(clerk, unit)
    assert (document.number, Book.objects.count()) == (119, 1)
    late = _begin(
        clerk, unit, a_sheet(INCOMING, [incoming_row(130, day=date(2026, 10, 6), issued=date(2026, 10, 1))])
    )
    assert _faults(late) == [
        (2, "“Văn bản đến năm 2026” đang cấp số trên hệ thống và mới đến số 119; số 130 chưa được cấp.")
    ]
    other = _begin(
        clerk, unit, a_sheet(INCOMING, [incoming_row(119, day=date(2026, 10, 6), issued=date(2026, 10, 1))])
    )
    assert other.faulty == 1
    assert "đã là văn bản khác" in _faults(other)[0][1]


def test_numbers_of_the_sheet_are_kept_from_the_moment_it_starts(unit: Unit, clerk: Officer) -> None:
    rows = [incoming_row(n, day=date(2026, 10, 5), issued=date(2026, 10, 1)) for n in range(1, 41)]
    one = _begin(clerk, unit, a_sheet(INCOMING, rows))
    public.start(by=acting(clerk, on=TODAY), take_over_id=one.pk, at=NOON, by_job=False)
    assert a_registered(clerk, unit).number == 41
    _work(clerk, one)
    assert sorted(Document.objects.values_list("number", flat=True)) == list(range(1, 42))


def test_days_before_a_units_own_book_get_a_book_up_to_it(unit: Unit, clerk: Officer) -> None:
    a_registered(clerk, unit, arrived_on=date(2025, 8, 1))
    _take(clerk, unit, INCOMING, [incoming_row(9, day=date(2025, 3, 2), issued=date(2025, 3, 1))])
    periods = Book.objects.order_by("period_from").values_list("period_from", "period_to", "name")
    assert list(periods) == [
        (date(2025, 1, 1), date(2025, 6, 30), "Văn bản đến năm 2025, đến 30/06/2025"),
        (date(2025, 7, 1), date(2025, 12, 31), "Văn bản đến năm 2025"),
    ]  # fmt: skip


def test_secret_documents_are_kept_out(unit: Unit, clerk: Officer) -> None:
    headings = [*INCOMING, "Độ mật"]
    one = _take(clerk, unit, headings, [[*incoming_row(1), "Thường"], [*incoming_row(2), "Mật"]])
    assert (one.taken, one.faulty) == (1, 1)
    assert "văn bản mật không đưa lên hệ thống này" in _faults(one)[0][1]


def test_columns_are_chosen_anew_and_the_sheet_is_read_again(unit: Unit, clerk: Officer) -> None:
    headings = ["Ngày vào", "STT", "Đơn vị", "Số KH", "Ngày", "Nội dung"]
    rows = [[date(2023, 3, 15), 7, "UBND tỉnh", "7/KH", date(2023, 3, 1), "Về việc bầu cử"]]
    one = _begin(clerk, unit, a_sheet(headings, rows), series="incoming")
    assert (one.taken, public.missing(one.columns, one.series)) == (0, ("Số đến", "Ngày đến"))
    by = acting(clerk, on=TODAY)
    columns = {**one.columns, "day": 0, "number": 1, "issuer": 2}
    one = public.change_plan(
        by=by, take_over_id=one.pk, wish=public.Wish("incoming", "common", None), columns=columns, at=NOON
    )
    assert (one.taken, one.faulty) == (1, 0)
    with pytest.raises(SheetRefused, match="được chọn hai lần"):
        public.change_plan(
            by=by, take_over_id=one.pk, wish=public.Wish("incoming"), columns={"day": 0, "number": 0}, at=NOON
        )
    _run(clerk, one)
    assert Document.objects.get().issuer == "UBND tỉnh"


def test_it_goes_on_where_it_was_killed(unit: Unit, clerk: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "BATCH", 10)
    one = _begin(clerk, unit, a_sheet(INCOMING, [incoming_row(n) for n in range(1, 36)]))
    public.start(by=acting(clerk, on=TODAY), take_over_id=one.pk, at=NOON, by_job=False)

    class Killed(BaseException):
        pass

    def kill(done: int, _all: int) -> None:
        if done == 20:
            raise Killed

    with pytest.raises(Killed):
        _work(clerk, one, kill)
    acting(clerk, on=TODAY)
    one.refresh_from_db()
    assert (one.state, one.taken, one.next_row, Document.objects.count()) == ("running", 20, 22, 20)
    _work(clerk, one)
    assert (one.state, one.taken, one.again) == ("done", 35, 0)
    assert sorted(Document.objects.values_list("number", flat=True)) == list(range(1, 36))
    _work(clerk, one)
    assert Document.objects.count() == 35


def test_a_long_sheet_is_read_once_and_again_where_its_columns_are_changed(
    unit: Unit, clerk: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "AT_ONCE", 2)
    read: list[object] = []

    def rows_of(path: Path) -> Sequence[Sequence[object]]:
        read.append(path)
        return sheet.rows_of(path)

    monkeypatch.setattr(reading, "rows_of", rows_of)
    one = _begin(clerk, unit, a_sheet(INCOMING, [incoming_row(n) for n in range(1, 6)]))
    public.check(one, at=now())  # on the day on which it runs
    assert (one.state, one.taken, len(read)) == ("checked", 5, 1)
    _run(clerk, one)
    assert (one.state, one.taken, len(read)) == ("done", 5, 1)
    planned = planning.plan_of(one, on=TODAY)
    first = reading.read(planning.path_of(one), planned, keep=True)
    assert reading.read(planning.path_of(one), planned, keep=True) is first
    other = replace(planned, columns={**planned.columns, "subject": 2})
    assert reading.read(planning.path_of(one), other).lines != first.lines
    assert len(read) == 3


def test_it_ends_where_the_last_batch_is_full(
    unit: Unit, clerk: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH", 10)
    one = _take(clerk, unit, INCOMING, [incoming_row(n) for n in range(1, 21)])
    assert (one.state, one.taken) == (TakeOver.State.DONE, 20)


def test_the_clerk_stops_it_and_lets_it_go_on(
    unit: Unit, clerk: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH", 10)
    one = _begin(clerk, unit, a_sheet(INCOMING, [incoming_row(n) for n in range(1, 36)]))
    public.start(by=acting(clerk, on=TODAY), take_over_id=one.pk, at=NOON, by_job=False)

    def stop(done: int, _all: int) -> None:
        if done == 10:
            public.stop(by=acting(clerk, on=TODAY), take_over_id=one.pk, at=NOON)

    _work(clerk, one, stop)
    assert (one.state, Document.objects.count()) == ("stopped", 10)
    assert (_run(clerk, one).state, Document.objects.count()) == ("done", 35)


def test_it_stops_and_says_why_when_her_right_ended(unit: Unit, clerk: Officer) -> None:
    one = _begin(clerk, unit, a_sheet(INCOMING, [incoming_row(1)]))
    public.start(by=acting(clerk, on=TODAY), take_over_id=one.pk, at=NOON, by_job=False)
    with owner():
        clerk.posts.update(valid_to=date(2025, 12, 31))
    with worker():
        public.carry_on(one.pk)
    with owner():
        one.refresh_from_db()
    assert one.state == TakeOver.State.STOPPED
    assert "Chức vụ" in one.problem
    with owner():
        assert not Document.objects.exists()


def test_a_specialist_and_another_units_clerk_take_nothing_over(unit: Unit, clerk: Officer) -> None:
    with pytest.raises(NotAllowed):
        _begin(an_officer(Role.SPECIALIST, unit), unit, a_sheet(INCOMING, [incoming_row(1)]))
    one = _begin(clerk, unit, a_sheet(INCOMING, [incoming_row(1)]))
    stranger = an_officer(Role.CLERK, a_unit())
    with pytest.raises(NotThere):
        public.start(by=acting(stranger, on=TODAY), take_over_id=one.pk, at=NOON)
    assert not TakeOver.objects.exists()
    assert not TakeOverFault.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("so.xlsx", b"khong phai", "Không"),
        ("so.csv", "Số đến,Ngày đến\n1,2".encode(), "Không đọc được tệp này"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(
    unit: Unit, clerk: Officer, name: str, content: bytes, sentence: str
) -> None:
    with pytest.raises(DomainError, match=sentence):
        _begin(clerk, unit, io.BytesIO(content), name=name)


def test_a_sheet_without_headings_is_refused_with_what_it_needs(unit: Unit, clerk: Officer) -> None:
    with pytest.raises(SheetRefused, match="Không thấy dòng tiêu đề"):
        _begin(clerk, unit, a_sheet(["A", "B"], [["x", "y"]]))


def test_ten_times_the_lines_cost_no_more_statements(unit: Unit, clerk: Officer) -> None:
    counts = []
    for first, many in ((1, 20), (1_001, 200)):
        one = _begin(clerk, unit, a_sheet(INCOMING, [incoming_row(n) for n in range(first, first + many)]))
        public.start(by=acting(clerk, on=TODAY), take_over_id=one.pk, at=NOON, by_job=False)
        with CaptureQueriesContext(connection) as caught:
            _work(clerk, one)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_our_own_printed_register_comes_back_the_same(unit: Unit, clerk: Officer) -> None:
    _take(clerk, unit, INCOMING, [incoming_row(1), incoming_row(2, **_VOID)])
    book = Book.objects.get()
    content = registers.as_sheet(book, registers.all_lines(book.pk), printed_by="x", at=NOON)
    one = _begin(clerk, unit, io.BytesIO(content))
    assert (one.taken, one.again, one.faulty) == (0, 2, 0)
    elsewhere = a_unit("Xã Khác")
    other = an_officer(Role.CLERK, elsewhere)
    taken = _run(other, _begin(other, elsewhere, io.BytesIO(content)))
    assert (taken.taken, taken.faulty) == (2, 0)
    copied = registers.all_lines(Book.objects.get(unit=elsewhere).pk)
    acting(clerk, on=TODAY)
    mine = registers.all_lines(book.pk)
    shown = [
        [(one.number, one.state, one.symbol, one.kind_name, one.subject, one.arrived_on) for one in lines]
        for lines in (copied, mine)
    ]
    assert shown[0] == shown[1]
    assert planning.BATCH > 1_000


def test_lines_whose_words_were_cut_off_are_found_before_it_is_done(
    unit: Unit, clerk: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH", 10)
    one = _begin(clerk, unit, a_sheet(INCOMING, [incoming_row(n) for n in range(1, 36)]))
    public.start(by=acting(clerk, on=TODAY), take_over_id=one.pk, at=NOON, by_job=False)
    with monkeypatch.context() as cut:
        cut.setattr(wording, "write_words", _killed)
        with pytest.raises(RuntimeError, match="killed"):
            _work(clerk, one)
    acting(clerk, on=TODAY)
    assert (Document.objects.count(), SearchEntry.objects.count()) == (10, 0)
    assert (_work(clerk, one).state, SearchEntry.objects.count()) == ("done", 35)


def _killed(*_given: object) -> None:
    raise RuntimeError("killed")
