"""Giữ hồ sơ lại: a hold put on a dossier, and taken away."""

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.core.errors import NotAllowed
from hoiso.documents.keeping import phrases, public
from hoiso.documents.keeping.forms.archive import ReasonForm
from hoiso.documents.keeping.views.answering import act


@needs(Right.KEEP_ARCHIVE)
def dossier_hold(request: Request, dossier_id: int) -> HttpResponse:
    """Freeze it, with the reason."""
    return _holding(request, dossier_id, lift=False)


@needs(Right.APPROVE)
def dossier_lift(request: Request, dossier_id: int) -> HttpResponse:
    """Take the hold away, with the reason."""
    return _holding(request, dossier_id, lift=True)


def _holding(request: Request, dossier_id: int, *, lift: bool) -> HttpResponse:
    row, form = public.dossier(dossier_id), ReasonForm(request.POST or None)
    if not request.actor.holds(Right.APPROVE if lift else Right.KEEP_ARCHIVE, at=row.unit_id):
        raise NotAllowed("Chức vụ hiện tại của đồng chí không làm được việc này ở đơn vị này.")

    def do() -> str:
        change = public.lift_hold if lift else public.hold_dossier
        change(by=request.actor, dossier_id=dossier_id, at=request.now, **form.cleaned_data)
        return phrases.HOLD_LIFTED if lift else phrases.HELD

    address = reverse("dossier", args=[dossier_id])
    return act(
        request, form, do, on_to=address, back_url=address, back_label=f"Hồ sơ {row.code}",
        title="Bỏ giữ hồ sơ" if lift else "Giữ hồ sơ lại", label="Bỏ giữ" if lift else "Giữ lại",
        intro=""
        if lift
        else "Hồ sơ được giữ thì không thêm bớt, không sửa, không nộp lưu trữ và không huỷ được,"
        " kể cả khi hết thời hạn bảo quản.",
    )  # fmt: skip
