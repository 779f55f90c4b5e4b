"""The books and one book as the register."""

from datetime import datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.pages import go_to, page
from hoiso.documents.registers import public
from hoiso.documents.registers.forms import OpenBookForm, PeriodForm, ReserveForm, TakeOverForm, VoidForm
from hoiso.documents.registers.periods import period_from, within
from hoiso.documents.registers.public import Line
from hoiso.documents.tables.book import Book, Series

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BookPage = OpenBookForm | ReserveForm | TakeOverForm | VoidForm


@needs(Right.READ_TRAY)
def register_list(request: Request) -> HttpResponse:
    """All books of the unit."""
    unit_id = _unit(request)
    on = office_date(request.now)
    rows = public.books(unit_id)
    return page(
        request,
        "documents/registers/list.html",
        books=[(row, row.current(on)) for row in rows],
        keeps=request.actor.holds(Right.KEEP_BOOKS, at=unit_id),
    )


@needs(Right.READ_TRAY)
def register_book(request: Request, book_id: int) -> HttpResponse:
    """One book, its lines in order."""
    book = public.book(book_id)
    order = public.ORDERS.get(request.GET.get("xep", ""), public.ORDERS["so-giam"])
    shown = public.lines(book, order=order, cursor=request.GET.get("trang", ""))
    other = "so" if order.name == "so-giam" else "so-giam"
    sorted_word = "descending" if order.descending else "ascending"
    heads: list[object] = [
        {"label": "Số", "url": f"?xep={other}", "sorted": sorted_word},
        {"label": "Nội dung"},
        {"label": "Ngày đến" if book.series == Series.INCOMING else "Ngày văn bản"},
        {"label": "Nơi nhận" if book.series != Series.INCOMING else "Người nhận"},
    ]
    return page(
        request,
        "documents/registers/book.html",
        book=book,
        incoming=book.series == Series.INCOMING,
        shown=shown,
        heads=heads,
        previous=f"?{urlencode({'xep': order.name, 'trang': shown.previous})}" if shown.previous else "",
        next=f"?{urlencode({'xep': order.name, 'trang': shown.next})}" if shown.next else "",
        keeps=request.actor.holds(Right.KEEP_BOOKS, at=book.unit_id),
        printed_at=request.now,
        filter_words=book.name,
    )


@needs(Right.READ_TRAY)
def register_gaps(request: Request, book_id: int) -> HttpResponse:
    """Void, reserved, late and missing numbers with their reasons."""
    book = public.book(book_id)
    return page(
        request,
        "documents/registers/gaps.html",
        book=book,
        rows=public.irregular(book),
        keeps=request.actor.holds(Right.KEEP_BOOKS, at=book.unit_id),
    )


@needs(Right.READ_TRAY)
def register_export(request: Request, book_id: int) -> HttpResponse:
    """The book, or a period of it (`tu`, `den`), as an Excel file; counted in the trail."""
    book = public.book(book_id)
    lines, period = _asked(request, book)
    content = public.as_sheet(book, lines, printed_by=request.actor.full_name, at=request.now, period=period)
    _count(request, "export", book, rows=len(lines))
    return _file(content, _XLSX, book, "xlsx", request.now, attached=True)


@needs(Right.READ_TRAY)
def register_print(request: Request, book_id: int) -> HttpResponse:
    """The book, or a period of it, as PDF in the law's form; counted in the trail."""
    book = public.book(book_id)
    lines, period = _asked(request, book)
    content = public.as_pdf(book, lines, printed_by=request.actor.full_name, at=request.now, period=period)
    _count(request, "print", book, rows=len(lines))
    return _file(content, "application/pdf", book, "pdf", request.now, attached=False)


@needs(Right.READ_TRAY)
def register_period(request: Request, book_id: int) -> HttpResponse:
    """Which period of the book is printed: a day, a month, a year, or from one day to another."""
    book, today = public.book(book_id), office_date(request.now)
    given = request.GET if "ky" in request.GET else None
    form = PeriodForm(given, today=today, initial={"ky": "thang", "ngay": today})
    if form.is_valid():
        name = "register_export" if request.GET.get("viec") == "xuat" else "register_print"
        return go_to(request, f"{reverse(name, args=[book_id])}?{form.period().query}")
    return page(
        request,
        "documents/registers/period.html",
        status=422 if form.is_bound else 200,
        book=book,
        form=form,
    )


@needs(Right.KEEP_BOOKS)
def register_open(request: Request) -> HttpResponse:
    """Open a book for a term."""
    form = OpenBookForm(request.POST or None, today=office_date(request.now))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        by_term = given["by_term"] == "term"
        name = given["name"] or public.default_name(
            given["series"], by_term=by_term, period_from=given["period_from"], period_to=given["period_to"]
        )
        try:
            book = public.open_book(
                by=request.actor, unit_id=_unit(request), series=given["series"], name=name, by_term=by_term,
                period_from=given["period_from"], period_to=given["period_to"],
                first_number=given["first_number"], at=request.now,
            )  # fmt: skip
        except DomainError as error:
            _tell(form, error)
        else:
            return go_to(request, reverse("register_book", args=[book.pk]), done=f"Đã mở sổ “{book.name}”.")
    return _form_page(
        request, form, template="open", title="Mở sổ mới", label="Mở sổ", back=reverse("register_list")
    )


@needs(Right.KEEP_BOOKS)
def register_reserve(request: Request, book_id: int) -> HttpResponse:
    """Keep the next number of the book free."""
    book, form = public.book(book_id), ReserveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            number = public.reserve_number(
                by=request.actor, unit_id=book.unit_id, series=Series(book.series), kind=book.kind,
                on=min(office_date(request.now), book.period_to), reason=form.cleaned_data["reason"],
                at=request.now,
            )  # fmt: skip
        except DomainError as error:
            _tell(form, error)
        else:
            return go_to(
                request, reverse("register_book", args=[number.book_id]), done=f"Đã giữ chỗ số {number}."
            )
    return _form_page(
        request, form, template="form", title=f"Giữ chỗ số {book.next_number}", label="Giữ chỗ số này",
        back=reverse("register_book", args=[book_id]),
        hint="Ghi trong sổ cạnh số giữ chỗ, ví dụ: quyết định ký ngày mai",
    )  # fmt: skip


@needs(Right.KEEP_BOOKS)
def register_void(request: Request, book_id: int, number_id: int) -> HttpResponse:
    """Strike a reserved number through."""
    public.book(book_id)
    form = VoidForm(request.POST or None)
    back = reverse("register_gaps", args=[book_id])
    if request.method == "POST" and form.is_valid():
        try:
            number = public.void_reserved(
                by=request.actor, number_id=number_id, reason=form.cleaned_data["reason"], at=request.now
            )
        except DomainError as error:
            _tell(form, error)
        else:
            return go_to(request, back, done=f"Đã huỷ số {number}, số này không dùng lại.")
    return _form_page(
        request, form, template="form", title="Huỷ số giữ chỗ", label="Huỷ số này", back=back,
        hint="Ghi trong sổ cạnh số đã huỷ, ví dụ: quyết định không ban hành nữa",
    )  # fmt: skip


@needs(Right.KEEP_BOOKS)
def register_take_over(request: Request, book_id: int) -> HttpResponse:
    """Go on from a paper book at number N."""
    book = public.book(book_id)
    form = TakeOverForm(request.POST or None, initial={"next_number": book.next_number})
    back = reverse("register_book", args=[book_id])
    if request.method == "POST" and form.is_valid():
        try:
            public.take_over_book(
                by=request.actor,
                book_id=book_id,
                next_number=form.cleaned_data["next_number"],
                at=request.now,
            )
        except DomainError as error:
            _tell(form, error)
        else:
            return go_to(request, back, done=f"Số tiếp theo của sổ là {form.cleaned_data['next_number']}.")
    return _form_page(
        request, form, template="form", title="Tiếp tục từ sổ giấy", label="Dùng số này", back=back,
        hint="Sổ giấy đã đến số 118 thì ghi 119. Chỉ làm được khi sổ chưa cấp số nào trên hệ thống.",
    )  # fmt: skip


@needs(Right.KEEP_BOOKS)
def register_close(request: Request, book_id: int) -> HttpResponse:
    """Ask, then close a book."""
    book = public.book(book_id)
    if request.method == "POST":
        public.close_book(by=request.actor, book_id=book_id, at=request.now)
        return go_to(request, reverse("register_list"), done=f"Đã khoá sổ “{book.name}”.")
    return page(request, "documents/registers/close.html", book=book)


def _asked(request: Request, book: Book) -> tuple[tuple[Line, ...], str]:
    """The lines of the period in the address, and the period in words; all of them without one."""
    period = period_from(request.GET.get("tu", ""), request.GET.get("den", ""))
    return within(book, public.all_lines(book.pk), period), period.words if period else ""


def _tell(form: _BookPage, error: DomainError) -> None:
    if isinstance(error, NotThere | NotAllowed):
        raise error
    form.add_error(error.field if error.field in form.fields else None, error.sentence)


def _form_page(
    request: Request, form: _BookPage, *, template: str, title: str, label: str, back: str, hint: str = ""
) -> HttpResponse:
    return page(
        request, f"documents/registers/{template}.html", status=422 if form.is_bound else 200,
        form=form, title=title, label=label, back=back, hint=hint,
    )  # fmt: skip


def _unit(request: Request) -> int:
    units = request.actor.units_with(Right.READ_TRAY)
    return request.actor.unit_id if request.actor.unit_id in units else units[0]


def _count(request: Request, action: str, book: Book, *, rows: int) -> None:
    audit.record(
        action, "book", book.pk, at=request.now, actor_id=request.actor.officer_id, unit_id=book.unit_id,
        rows=rows,
    )  # fmt: skip


def _file(
    content: bytes, media_type: str, book: Book, ending: str, at: datetime, *, attached: bool
) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    kind = "attachment" if attached else "inline"
    name = f"so-van-ban-{book.series}-{book.period_from:%Y}-{office_date(at):%Y%m%d}.{ending}"
    answer["Content-Disposition"] = f'{kind}; filename="{name}"'
    return answer
