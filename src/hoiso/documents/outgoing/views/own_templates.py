"""The unit's own Word templates: the list, one with its versions, how it looks, and the files they make."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, TypeVar
from urllib.parse import quote

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError
from hoiso.core.files.kinds import FORMS, Kind
from hoiso.core.forms import id_from
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import vn_time
from hoiso.core.sheets import SheetColumn, write_sheet
from hoiso.documents import filing
from hoiso.documents.checking.public import Paper, PaperLine, UnreadableFile, paper_findings
from hoiso.documents.outgoing import public
from hoiso.documents.outgoing.errors import UnusableTemplate
from hoiso.documents.outgoing.forms.own_templates import TemplateFilterForm, TemplateForm
from hoiso.documents.outgoing.public import TemplateFilter, TemplatePage, Upload
from hoiso.documents.outgoing.views.desk import drafting_unit, refused

_Answer = TypeVar("_Answer", bound=HttpResponseBase)
_DOCX = FORMS[Kind.DOCX].media_type
_XLSX = FORMS[Kind.XLSX].media_type
_SANDBOX = "default-src 'none'; sandbox"
_SORTS = {"Mẫu": ("ten", "ten-nguoc"), "Sửa lần cuối": ("moi", "cu")}
_COLUMNS = (
    SheetColumn("Tên mẫu", 40), SheetColumn("Loại văn bản", 24), SheetColumn("Bản", 8),
    SheetColumn("Người đưa lên", 26), SheetColumn("Sửa lần cuối", 18),
)  # fmt: skip


@needs(Right.DRAFT)
@require_safe
def own_templates(request: Request) -> HttpResponse:
    """The list, by name."""
    unit_id, chosen = drafting_unit(request), _chosen(request)
    order = public.TEMPLATE_ORDERS.get(request.GET.get("xep", ""), public.TEMPLATE_ORDERS["ten"])
    found, counts = public.templates_page(unit_id, chosen, order=order, cursor=request.GET.get("trang", ""))
    address = _addresses(request)
    return page(
        request, "documents/outgoing/own_templates.html", found=found, chosen=chosen,
        filter_form=TemplateFilterForm(request.GET), heads=_heads(order.name, address),
        views=[
            {"url": address(xem=view, trang=""), "label": label, "count": counts[view],
             "current": view == chosen.view}
            for view, label in public.TEMPLATE_VIEWS.items()
        ],
        keeps=request.actor.holds(Right.KEEP_TEMPLATES, at=unit_id),
        previous=address(trang=found.previous) if found.previous else "",
        following=address(trang=found.next) if found.next else "",
        export_url=reverse("own_templates_export") + address(trang=""),
        filter_words=public.TEMPLATE_VIEWS[chosen.view], printed_at=request.now,
    )  # fmt: skip


@needs(Right.DRAFT)
@require_safe
def own_templates_export(request: Request) -> HttpResponse:
    """The filtered list as an Excel file."""
    unit_id, chosen, actor = drafting_unit(request), _chosen(request), request.actor
    rows = list(public.template_rows(unit_id, chosen))
    content = write_sheet(
        "Mẫu Word của đơn vị",
        _COLUMNS,
        ((one.name, one.kind_name, one.number, one.made_by_name, vn_time(one.changed_at)) for one in rows),
        lines=(
            actor.current.unit_title if actor.current else "",
            public.TEMPLATE_VIEWS[chosen.view],
            f"{actor.full_name} xuất lúc {vn_time(request.now)}",
        ),
    )
    audit.record(
        "export", "own_template_list", None,
        at=request.now, actor_id=actor.officer_id, unit_id=unit_id, rows=len(rows),
    )  # fmt: skip
    return _guarded(HttpResponse(content, content_type=_XLSX), "mau-word.xlsx")


@needs(Right.DRAFT)
@require_safe
def own_template_fields(request: Request) -> HttpResponse:
    """Every field that a template may use, with what it means and what it gives."""
    samples = public.sample_values()
    fields = [(one, _shown(samples[one.name])) for one in public.KNOWN]
    keeps = request.actor.holds(Right.KEEP_TEMPLATES)
    return page(request, "documents/outgoing/own_template_fields.html", fields=fields, keeps=keeps)


@needs(Right.DRAFT)
@require_safe
def own_template_starter(_request: Request) -> HttpResponse:
    """A template ready to be changed in Word. The same for everybody."""
    return _guarded(HttpResponse(public.starter(), content_type=_DOCX), "mau-lam-san.docx")


@needs(Right.KEEP_TEMPLATES)
def own_template_new(request: Request) -> HttpResponse:
    """Take a Word file in as a template."""
    unit_id = _keeping_unit(request)
    form = TemplateForm(*_sent(request))
    problems: tuple[object, ...] = ()
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = public.keep_template(
                by=request.actor, unit_id=unit_id, name=given["name"], kind=given["kind"],
                upload=_upload(given["file"]), at=request.now,
            )  # fmt: skip
        except DomainError as error:
            problems = _tell(form, error)
        else:
            return go_to(
                request,
                reverse("own_template", args=[made.pk]),
                done=f"Đã nhận mẫu “{made.name}”, dùng được ngay.",
            )
    status = 422 if form.is_bound else 200
    return page(
        request, "documents/outgoing/own_template_form.html", status=status, form=form, problems=problems
    )


@needs(Right.DRAFT)
@require_safe
def own_template(request: Request, template_id: int) -> HttpResponse:
    """One template with its versions and the fields that it uses."""
    found = public.template_page(template_id)
    return page(
        request, "documents/outgoing/own_template.html", found=found, row=found.row, newest=found.newest,
        fields=[public.FIELDS[name] for name in found.newest.fields if name in public.FIELDS],
        keeps=request.actor.holds(Right.KEEP_TEMPLATES, at=found.unit_id),
        versions=_versions(found),
    )  # fmt: skip


@needs(Right.KEEP_TEMPLATES)
def own_template_change(request: Request, template_id: int) -> HttpResponse:
    """Name, kind, and a new version of the file."""
    found = public.template_page(template_id)
    row = found.row
    initial = {"name": row.name, "kind": row.kind, "number": row.number}
    form = TemplateForm(*_sent(request), initial=initial, changing=True)
    problems: tuple[object, ...] = ()
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = public.change_template(
                by=request.actor, template_id=template_id, number=given["number"] or 0, name=given["name"],
                kind=given["kind"], upload=_upload(given["file"]) if given["file"] else None,
                note=given["note"], at=request.now,
            )  # fmt: skip
        except DomainError as error:
            problems = _tell(form, error)
        else:
            done = f"Đã lưu bản {made.number} của mẫu." if given["file"] else "Đã lưu."
            return go_to(request, reverse("own_template", args=[template_id]), done=done)
    return page(
        request, "documents/outgoing/own_template_form.html", status=422 if form.is_bound else 200, form=form,
        problems=problems, row=row,
    )  # fmt: skip


@needs(Right.KEEP_TEMPLATES)
@require_POST
def own_template_retire(request: Request, template_id: int) -> HttpResponse:
    """Offer it no more, or (`viec=dung-lai`) again; each is the way back of the other."""
    here = reverse("own_template", args=[template_id])
    back = f"{reverse('own_template_retire', args=[template_id])}?viec=dung-lai"
    if "dung-lai" in (request.POST.get("viec"), request.GET.get("viec")):
        public.bring_template_back(by=request.actor, template_id=template_id, at=request.now)
        return go_to(request, here, done="Mẫu được dùng lại.")
    public.retire_template(by=request.actor, template_id=template_id, at=request.now)
    return go_to(request, reverse("own_templates"), done="Đã thôi dùng mẫu.", undo=back)


@needs(Right.DRAFT)
@require_safe
def own_template_preview(request: Request, template_id: int) -> HttpResponse:
    """What a version makes of sample values, as text in its order, and what is out of form in it."""
    found = public.template_page(template_id)
    version = found.version(id_from(request.GET.get("ban", "")))
    problem, paper = "", None
    try:
        paper = public.sample_paper(version.stored)
    except (UnusableTemplate, UnreadableFile) as refusal:
        problem = refusal.sentence
    return page(
        request, "documents/outgoing/own_template_preview.html", row=found.row, version=version,
        problem=problem, parts=list(_parts(paper)) if paper else [],
        findings=paper_findings(paper) if paper else (),
    )  # fmt: skip


@needs(Right.DRAFT)
@require_safe
def own_template_file(request: Request, template_id: int) -> HttpResponseBase:
    """A version as it came; with `?thu=1` filled with sample values."""
    found = public.template_page(template_id)
    version = found.version(id_from(request.GET.get("ban", "")))
    audit.record(
        "download", "own_template", template_id,
        at=request.now, actor_id=request.actor.officer_id, unit_id=found.unit_id, version=version.number,
    )  # fmt: skip
    if request.GET.get("thu"):
        content = public.sample_file(version.stored)
        return _guarded(HttpResponse(content, content_type=_DOCX), f"thu-{version.file_name}")
    answer = FileResponse(filing.store().open(version.stored.sha256), content_type=_DOCX)
    answer["Content-Encoding"] = "identity"
    return _guarded(answer, version.file_name)


@needs(Right.DRAFT)
@require_safe
def outgoing_word(request: Request, document_id: int) -> HttpResponse:
    """In which of the unit's templates a document is wanted as a Word file."""
    draft = public.draft_page(document_id)
    offered = sorted(
        public.offered_templates(draft.unit_id),
        key=lambda one: (one.key != draft.content.template, one.kind != draft.content.kind),
    )
    return page(
        request, "documents/outgoing/word.html", draft=draft, offered=offered,
        keeps=request.actor.holds(Right.KEEP_TEMPLATES, at=draft.unit_id),
    )  # fmt: skip


@needs(Right.DRAFT)
@require_safe
def outgoing_word_file(request: Request, document_id: int, template_id: int) -> HttpResponse:
    """The Word file itself."""
    made = public.word_file(
        by=request.actor, document_id=document_id, template_id=template_id, at=request.now
    )
    return _guarded(HttpResponse(made.content, content_type=_DOCX), made.name)


def _keeping_unit(request: Request) -> int:
    actor = request.actor
    if actor.current and actor.holds(Right.KEEP_TEMPLATES, at=actor.current.unit_id):
        return actor.current.unit_id
    return actor.units_with(Right.KEEP_TEMPLATES)[0]


def _sent(request: Request) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _upload(file: Any) -> Upload:
    return Upload(file, file.name or "mau.docx")


def _tell(form: TemplateForm, error: DomainError) -> tuple[object, ...]:
    refused(form, error)
    return error.problems if isinstance(error, UnusableTemplate) else ()


def _chosen(request: Request) -> TemplateFilter:
    form = TemplateFilterForm(request.GET)
    form.is_valid()
    view = request.GET.get("xem", "")
    return TemplateFilter(
        view=view if view in public.TEMPLATE_VIEWS else "dang-dung",
        words=request.GET.get("q", "").strip()[:200],
        kind=form.cleaned_data.get("loai", ""),
    )


def _addresses(request: Request) -> Callable[..., str]:
    """Addresses of this list with some of the parameters changed."""
    kept: dict[str, str] = {key: str(value) for key, value in request.GET.items() if value}

    def address(**changes: str) -> str:
        values: dict[str, str] = {**kept, **changes}
        return "?" + urlencode({key: value for key, value in values.items() if value})

    return address


def _heads(order: str, address: Callable[..., str]) -> list[object]:
    heads: list[object] = []
    for label in ("Mẫu", "Loại văn bản", "Bản", "Sửa lần cuối"):
        if label not in _SORTS:
            heads.append({"label": label})
            continue
        first, second = _SORTS[label]
        heads.append(
            {
                "label": label,
                "url": address(xep=second if order == first else first, trang=""),
                "sorted": ("ascending" if order in ("ten", "cu") else "descending")
                if order in (first, second)
                else "",
            }
        )
    return heads


def _versions(found: TemplatePage) -> list[dict[str, object]]:
    here, looks = (
        reverse(name, args=[found.row.id]) for name in ("own_template_file", "own_template_preview")
    )
    return [
        {"version": one, "url": f"{here}?ban={one.number}", "look_url": f"{looks}?ban={one.number}"}
        for one in found.versions
    ]


def _parts(paper: Paper) -> Iterator[dict[str, object]]:
    """The lines in their order; a table as rows of cells of lines."""
    for table, group in groupby(paper.lines, key=lambda line: line.cell and line.cell[0]):
        lines = list(group)
        if table is None:
            yield {"lines": [line for line in lines if line.text.strip()]}
            continue
        rows: dict[int, dict[int, list[PaperLine]]] = {}
        for line in lines:
            assert line.cell is not None
            rows.setdefault(line.cell[1], {}).setdefault(line.cell[2], []).append(line)
        yield {"rows": [list(row.values()) for row in rows.values()]}


def _shown(value: str | list[str]) -> list[str]:
    """A sample as lines; the first of a long one."""
    lines = value if isinstance(value, list) else value.replace("\a", "\n").splitlines()
    return [*lines[:3], "…"] if len(lines) > 4 else list(lines)


def _guarded(answer: _Answer, name: str) -> _Answer:
    """As a download: whatever it is, it is never shown by the browser under our own address."""
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["Content-Security-Policy"] = _SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
