"""Working with a poor line or none: files in parts, typed text, pages kept on her own device."""

import json
import re
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoiso import core
from hoiso.access.public import Request, open_to_all, signed_in
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.files import parts
from hoiso.core.forms import id_from
from hoiso.core.models import PartialUpload
from hoiso.core.pages import go_to, page
from hoiso.office.little.actions import forget_typed, keep_typed
from hoiso.office.little.device import CONSENT_COOKIE, account_key, is_shared, keeps_pages
from hoiso.office.models import TypedText
from hoiso.office.phrases import KEEPING_OFF, KEEPING_ON, SHARED_DEVICE

_SCRIPT = Path(core.__path__[0]) / "static/hoiso/worker.js"
_BYTES = "application/octet-stream"
_NOT_HELD = re.compile("[\\x00\\ud800-\\udfff]")
_YEAR = 365 * 24 * 3600


@signed_in
@require_POST
def upload_begin(request: Request) -> HttpResponse:
    """Begin a file in parts, or find it again; JSON: id, received, part."""
    try:
        upload = parts.begin(
            officer_id=request.actor.officer_id,
            mark=request.POST.get("mark", ""),
            name=request.POST.get("name", ""),
            size=id_from(request.POST.get("size", "")) or 0,
            at=request.now,
        )
    except DomainError as error:
        return _refused(error.sentence, 422)
    return _standing(upload)


@signed_in
@require_POST
def upload_part(request: Request, upload_id: int) -> HttpResponse:
    """One part; its place and hash stand in the headers. JSON: where to go on."""
    try:
        upload = parts.add_part(
            officer_id=request.actor.officer_id,
            upload_id=upload_id,
            start=_number(request.headers.get("Hoiso-Start", "")),
            content=request.body if request.content_type == _BYTES else b"",
            sha256=request.headers.get("Hoiso-Sha256", ""),
            at=request.now,
        )
    except NotThere as error:
        return _refused(error.sentence, 404)
    except parts.PartRefused as error:
        return _refused(error.sentence, 409, received=error.received)
    except DomainError as error:
        return _refused(error.sentence, 422)
    return _standing(upload)


def _refused(sentence: str, status: int, **standing: int) -> HttpResponse:
    """The sentence as it is read, letters not spelt as numbers."""
    said = {"sentence": sentence, **standing}
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})


@signed_in
def typed(request: Request) -> HttpResponse:
    """What she typed at an address and did not save: asked for, kept (POST) or forgotten."""
    given = request.POST if request.method == "POST" else request.GET
    address = _holdable(given.get("address", ""))[:300]
    if request.method != "POST":
        kept = TypedText.objects.filter(officer_id=request.actor.officer_id, address=address).first()
        if kept is None:
            return HttpResponse(status=204)
        return JsonResponse({"at": int(kept.at.timestamp() * 1000), "values": kept.values})
    if "values" not in given:
        forget_typed(by=request.actor, address=address)
        return HttpResponse(status=204)
    try:
        keep_typed(by=request.actor, address=address, values=_values(given["values"]), at=request.now)
    except DomainError as error:
        return _refused(error.sentence, 422)
    return JsonResponse({"at": int(request.now.timestamp() * 1000)})


@signed_in
def without_line(request: Request) -> HttpResponse:
    """Whether this device keeps pages for her; what it keeps and what waits to be sent."""
    if request.method == "POST":
        if "tat" in request.POST:
            answer = go_to(request, reverse("without_line"), done=KEEPING_OFF)
            answer.delete_cookie(CONSENT_COOKIE)
            return answer
        if is_shared(request):
            return _without_line(request, refused=SHARED_DEVICE)
        answer = go_to(request, reverse("without_line"), done=KEEPING_ON)
        answer.set_cookie(
            CONSENT_COOKIE, account_key(request.actor.officer_id), max_age=_YEAR,
            httponly=True, samesite="Lax", secure=request.is_secure(),
        )  # fmt: skip
        return answer
    return _without_line(request)


@open_to_all
@require_safe
def nothing_kept(request: HttpRequest) -> HttpResponse:
    """What a browser shows without a line where it kept no page. Holds nothing of anybody."""
    return page(request, "office/nothing_kept.html")


@open_to_all
@require_safe
def worker_script(request: HttpRequest) -> HttpResponse:
    """The service worker; it stands at the root so that it may answer for every page."""
    return HttpResponse(
        _SCRIPT.read_bytes(), content_type="text/javascript", headers={"Cache-Control": "no-cache"}
    )


@open_to_all
@require_safe
def app_manifest(request: HttpRequest) -> HttpResponse:
    """How the site stands among the programs of a phone."""
    told = {
        "name": "Hội Số",
        "short_name": "Hội Số",
        "lang": "vi",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#6b1f5f",
        "icons": [{"src": static("hoiso/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(told, content_type="application/manifest+json")


def _without_line(request: Request, refused: str = "") -> HttpResponse:
    return page(
        request,
        "office/without_line.html",
        status=422 if refused else 200,
        title="Khi mất mạng",
        keeps=keeps_pages(request, request.actor),
        shared=is_shared(request),
        refused=refused,
    )


def _standing(upload: PartialUpload) -> HttpResponse:
    return JsonResponse({"id": upload.pk, "received": upload.received, "part": parts.PART})


def _number(text: str) -> int:
    found = id_from(text)
    return -1 if found is None else found


def _values(text: str) -> object:
    """Rows of name, value and tick; without what no text column holds. Raises DomainError."""
    try:
        rows = json.loads(text)
        if not all(tick in (True, False, None) for _, _, tick in rows):
            raise ValueError("a tick that is none")
        return [[_holdable(str(name)), _holdable(str(value)), tick] for name, value, tick in rows]
    except (ValueError, TypeError, RecursionError) as error:
        raise DomainError("Nội dung gõ dở không đọc được.") from error


def _holdable(text: str) -> str:
    return _NOT_HELD.sub("", text)
