"""One unit's table: filled on the page or by a file, handed in, taken, returned."""

from pathlib import Path

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.files.inspection import Use, inspect
from hoiso.core.forms import id_from
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import vn_date
from hoiso.work.figures import public
from hoiso.work.figures.columns import show_cell
from hoiso.work.figures.errors import CellsWrong
from hoiso.work.figures.forms import FileForm, FillForm, ReasonForm, cell_name
from hoiso.work.figures.public import Reading, SheetPage
from hoiso.work.figures.views.asking import attempt, sheet_answer


@needs(Right.WORK_ON_TASKS)
def figures_sheet(request: Request, sheet_id: int) -> HttpResponse:
    """The table: to be filled by who is asked, to be read by who asks."""
    found = public.sheet_page(
        request.actor, sheet_id, version=id_from(request.GET.get("ban", ""))
    )  # fmt: skip
    if request.method == "POST":
        return _filled(request, found)
    filling = found.fills and found.open and found.shown is None
    if filling and found.sheet.state == found.sheet.State.SENT and request.GET.get("sua") != "1":
        filling = False
    form = _form(request, found) if filling else None
    return _page(request, found, form)


def _filled(request: Request, found: SheetPage) -> HttpResponse:
    form = _form(request, found, request.POST)
    if form.is_valid():
        act = public.keep if request.POST.get("viec") == "tam" else public.hand_in
        try:
            sheet = act(
                by=request.actor, sheet_id=found.sheet.pk, cells=form.cells,
                seen=id_from(request.POST.get("lan", "")), at=request.now,
            )  # fmt: skip
        except (NotAllowed, NotThere):
            raise
        except CellsWrong as error:
            form.point_at(error.faults)
        except DomainError as error:
            form.add_error(None, error.sentence)
        else:
            done = "Đã lưu tạm." if act is public.keep else f"Đã nộp số liệu, bản {sheet.version}."
            return go_to(request, reverse("figures_sheet", args=[found.sheet.pk]), done=done)
    return _page(request, found, form)


@needs(Right.WORK_ON_TASKS)
@require_safe
def figures_blank(request: Request, sheet_id: int) -> HttpResponse:
    """The table as a file to be filled, with what stands in it."""
    found = public.sheet_page(request.actor, sheet_id)
    sheet, asked = found.sheet, found.request
    lines = [
        f"{asked.unit_name} hỏi {sheet.unit_name}, hạn nộp {vn_date(asked.due_on)}",
        "Điền vào các ô dưới tên cột, giữ nguyên tên cột và tên dòng.",
        "Lưu lại rồi chọn tệp này ở trang của bảng.",
    ]
    content = public.empty_table(asked.title, lines, found.columns, asked.rows, found.cells)
    return sheet_answer(content, f"bang-so-lieu-{sheet_id}.xlsx")


@needs(Right.WORK_ON_TASKS)
def figures_upload(request: Request, sheet_id: int) -> HttpResponse:
    """Read a filled table into the page: nothing is handed in before she has looked at it."""
    found = public.sheet_page(request.actor, sheet_id)
    if request.method != "POST":
        return go_to(request, reverse("figures_sheet", args=[sheet_id]))
    if not found.fills or not found.open:
        raise NotAllowed("Bảng này không còn điền được.")
    upload = FileForm(request.POST, request.FILES)
    if upload.is_valid():
        try:
            read = _read(request, upload, found)
        except DomainError as error:
            upload.add_error("file", error.sentence)
        else:
            typed = {
                cell_name(down, across): cell if (down, across) in read.faults
                else show_cell(found.columns[across].kind, cell)
                for down, row in enumerate(read.cells)
                for across, cell in enumerate(row)
            }  # fmt: skip
            form = FillForm(
                typed, columns=found.columns, rows=found.request.rows, cells=found.cells,
                today=request.actor.on, faults=read.faults,
            )  # fmt: skip
            form.is_valid()
            return _page(request, found, form, from_file=True)
    return _page(request, found, _form(request, found), upload=upload)


@needs(Right.DRAFT)
@require_POST
def figures_take(request: Request, sheet_id: int) -> HttpResponse:
    """Take it as right."""
    sheet = public.take(by=request.actor, sheet_id=sheet_id, at=request.now)
    done = f"Đã nhận số liệu của {sheet.unit_name}."
    return go_to(request, reverse("figures_request", args=[sheet.request_id]), done=done)


@needs(Right.DRAFT)
def figures_return(request: Request, sheet_id: int) -> HttpResponse:
    """Return it to be mended."""
    sheet = public.sheet_of(request.actor, sheet_id)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = "Điều cần sửa"
    form.fields["reason"].error_messages["required"] = "Ghi điều cần sửa"
    if form.is_valid():
        given = form.cleaned_data["reason"]
        made = attempt(
            form,
            lambda: public.give_back(by=request.actor, sheet_id=sheet_id, reason=given, at=request.now),
        )
        if made is not None:
            done = f"Đã trả lại bảng cho {sheet.unit_name}."
            return go_to(request, reverse("figures_request", args=[sheet.request_id]), done=done)
    return page(
        request, "work/figures/form.html", title="Trả lại số liệu để sửa", form=form,
        back=reverse("figures_sheet", args=[sheet_id]), back_label=sheet.unit_name, button="Trả lại",
        status=422 if form.errors else 200,
    )  # fmt: skip


def _form(request: Request, found: SheetPage, data: object = None) -> FillForm:
    return FillForm(
        data, columns=found.columns, rows=found.request.rows, cells=found.cells, today=request.actor.on
    )


def _page(
    request: Request,
    found: SheetPage,
    form: FillForm | None,
    *,
    upload: FileForm | None = None,
    from_file: bool = False,
) -> HttpResponse:
    bad = bool((form and form.errors) or (upload and upload.errors))
    return page(
        request, "work/figures/sheet.html", title=found.request.title, found=found, sheet=found.sheet,
        asked=found.request, fill=form, form=form if form and form.errors else upload,
        upload=upload or FileForm(), from_file=from_file, today=request.actor.on, printed_at=request.now,
        status=422 if bad else 200,
    )  # fmt: skip


def _read(request: Request, form: FileForm, found: SheetPage) -> Reading:
    uploaded = form.cleaned_data["file"]
    inspect(Path(uploaded.temporary_file_path()), uploaded.name, use=Use.ANNEX)
    return public.read_table(uploaded.read(), found.columns, found.request.rows, today=request.actor.on)
