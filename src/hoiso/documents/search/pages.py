"""The list that was found, with chosen columns, as a file of a chosen kind."""

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.http import Request
from hoiso.access.public import signed_in
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.pages import go_to, page
from hoiso.documents.search import chosen, public
from hoiso.documents.search.forms import FIELDS
from hoiso.documents.search.public import Asked
from hoiso.documents.search.views import XLSX, _asked, _kept

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS = {
    "xlsx": (chosen.as_sheet, XLSX, "Excel (XLSX)"),
    "docx": (chosen.as_word, _DOCX, "Word (DOCX)"),
    "pdf": (chosen.as_pdf, "application/pdf", "PDF"),
}


@signed_in
def search_columns(request: Request) -> HttpResponse:
    """Choose the columns; with a kind of file (`dang`) the file itself, counted in the trail."""
    asked, words = _asked(request)
    if asked.is_empty:
        return go_to(request, reverse("search"))
    kind = request.GET.get("dang", "")
    names = [name for name in chosen.COLUMNS if name in request.GET.getlist("cot")]
    if kind in _KINDS and names:
        return _file(request, kind, names, asked, words)
    kept = _kept(request.GET)
    return page(
        request,
        "documents/search/columns.html",
        status=422 if kind in _KINDS else 200,
        title="Chọn cột để tải",
        asked=words,
        kept={name: value for name, value in kept.items() if name in FIELDS},
        missing=kind in _KINDS,
        columns=[
            (name, column.name, name in (names or chosen.USUAL)) for name, column in chosen.COLUMNS.items()
        ],
        kinds=[(name, label) for name, (_, _, label) in _KINDS.items()],
        back=f"{reverse('search')}?{request.GET.urlencode()}",
    )


def _file(request: Request, kind: str, names: list[str], asked: Asked, words: str) -> HttpResponse:
    hits = public.found_for_export(asked)
    write, media_type, _ = _KINDS[kind]
    mark = chosen.Mark(
        asked=words, unit=request.actor.current.unit_title if request.actor.current else "",
        by=request.actor.full_name, at=request.now,
    )  # fmt: skip
    content = write(hits, [chosen.COLUMNS[name] for name in names], mark)
    audit.record(
        "print" if kind == "pdf" else "export", "search", None, at=request.now,
        actor_id=request.actor.officer_id, unit_id=request.actor.unit_id, rows=len(hits), kind=kind,
    )  # fmt: skip
    answer = HttpResponse(content, content_type=media_type)
    way = "inline" if kind == "pdf" else "attachment"
    name = f"danh-sach-van-ban-{office_date(request.now):%Y%m%d}.{kind}"
    answer["Content-Disposition"] = f'{way}; filename="{name}"'
    return answer
