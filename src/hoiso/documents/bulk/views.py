"""Many at once: the preview, the one confirmation, and the way back from the next page."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, signed_in
from hoiso.core.errors import NotAllowed, NotThere
from hoiso.core.forms import id_from, ids_from
from hoiso.core.pages import go_to, page
from hoiso.documents.bulk import public
from hoiso.documents.bulk.forms import DossierForm
from hoiso.documents.keeping import public as keeping


@signed_in
@require_POST
def bulk(request: Request, code: str) -> HttpResponse:
    """First what will happen to each and what is left out and why; pressed there, it is done."""
    act = _act(request, code)
    ids = ids_from(request.POST.getlist("chon"))
    confirmed = request.POST.get("chac") == "1"
    form, dossier_id = None, 0
    if act.asks_dossier:
        given = request.POST if "dossier" in request.POST else None
        form = DossierForm(given, dossiers=keeping.open_dossiers(unit_id=request.actor.unit_id))
        dossier_id = form.cleaned_data["dossier"] if form.is_valid() else 0
    if not ids:
        return go_to(request, reverse(act.back), done="Chưa chọn dòng nào. Đánh dấu các dòng rồi bấm lại.")
    if confirmed and (form is None or dossier_id):
        found = public.carry_out(act, by=request.actor, ids=ids, dossier_id=dossier_id, at=request.now)
        again = urlencode([*(("chon", one.id) for one in found.done), ("ho-so", dossier_id)])
        undo = f"{reverse(f'bulk_{act.name}_undo')}?{again}" if found.done else ""
        done = act.done.format(count=len(found.done)) if found.done else "Không làm được dòng nào."
        return go_to(request, reverse(act.back), done=f"{done}{_left_out(found.left_out)}", undo=undo)
    asked = form is not None and not dossier_id
    lines = () if asked else public.preview(
        act, by=request.actor, ids=ids, dossier_id=dossier_id, at=request.now
    )  # fmt: skip
    return page(
        request, "documents/bulk/preview.html", title=act.title, act=act, form=form, ids=ids,
        address=reverse(f"bulk_{act.name}"),
        dossier_id=dossier_id, asked=asked, doable=[one for one in lines if not one.refusal],
        left_out=[one for one in lines if one.refusal], back_url=reverse(act.back),
        status=422 if form is not None and form.is_bound and form.errors else 200,
    )  # fmt: skip


@signed_in
@require_POST
def bulk_undo(request: Request, code: str) -> HttpResponse:
    """Take back what the last page did."""
    act = _act(request, code)
    ids = ids_from(request.GET.getlist("chon"))
    dossier_id = id_from(request.GET.get("ho-so", "")) or 0
    found = public.take_back(act, by=request.actor, ids=ids, dossier_id=dossier_id, at=request.now)
    done = f"Đã hoàn tác {len(found.done)} dòng." if found.done else "Không hoàn tác được dòng nào."
    return go_to(request, reverse(act.back), done=f"{done}{_left_out(found.left_out)}")


def _act(request: Request, code: str) -> public.Bulk:
    act = public.BULKS.get(code)
    if act is None:
        raise NotThere("Không có việc này.")
    if not request.actor.holds(act.right):
        raise NotAllowed("Chức vụ hiện tại của đồng chí không làm được việc này.")
    return act


def _left_out(lines: tuple[public.Line, ...]) -> str:
    if not lines:
        return ""
    first = lines[0]
    return f" Bỏ qua {len(lines)} dòng, ví dụ {first.title}: {first.refusal}"
