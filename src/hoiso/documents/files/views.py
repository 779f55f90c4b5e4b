"""Files leave the house: as a download, as a picture of a page, as pages to read."""

from dataclasses import dataclass

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from hoiso.access.http import Request
from hoiso.access.public import signed_in
from hoiso.core.errors import NotThere
from hoiso.core.files.kinds import FORMS, Kind
from hoiso.core.pages import page
from hoiso.documents import filing
from hoiso.documents.files import public
from hoiso.documents.files.public import ServedFile

_PAGES_AT_ONCE = 20
_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where this file is downloaded and read, and where its reader came from."""

    download: str
    reader: str
    back: str
    back_label: str
    pages: tuple[str, ...]


@signed_in
def file_download(request: Request, file_id: int) -> HttpResponseBase:
    """The file as it came, byte for byte."""
    return _download(request, public.file_of(file_id))


@signed_in
def file_page(request: Request, file_id: int, page: int) -> HttpResponse:
    """Picture of one page; `?co=nho` a thumbnail, `?co=lon` for the full screen."""
    return _picture(request, public.file_of(file_id), page)


@signed_in
def file_reader(request: Request, file_id: int) -> HttpResponse:
    """Every page as picture and as text, for phones and for the full screen."""
    return _reader(request, public.file_of(file_id))


@signed_in
def delivery_file(request: Request, delivery_id: int, index: int) -> HttpResponseBase:
    """A file as it was sent."""
    return _download(request, public.file_of_delivery(delivery_id, index))


@signed_in
def delivery_page(request: Request, delivery_id: int, index: int, page: int) -> HttpResponse:
    """Picture of one page of a file as it was sent."""
    return _picture(request, public.file_of_delivery(delivery_id, index), page)


@signed_in
def delivery_reader(request: Request, delivery_id: int, index: int) -> HttpResponse:
    """A file as it was sent, to read before it is registered."""
    return _reader(request, public.file_of_delivery(delivery_id, index))


def _download(request: Request, file: ServedFile) -> HttpResponseBase:
    if file.active and "da-biet" not in request.GET:
        return page(
            request,
            "documents/files/active.html",
            file=file,
            at=_addresses(request, file, (1, file.page_count)),
        )
    content = filing.store().open(file.sha256)
    public.note_opening(by=request.actor, action="download", file=file, at=request.now)
    # Whatever the file is, it is never shown by the browser under our own address.
    answer = FileResponse(content, as_attachment=True, filename=file.name, content_type=_media_type(file))
    answer["Content-Encoding"] = "identity"  # packed already; so its length is told and progress is seen
    return _guarded(answer)


def _picture(request: Request, file: ServedFile, number: int) -> HttpResponse:
    size = request.GET.get("co", "vua")
    if size not in public.WIDTHS or not 1 <= number <= file.page_count:
        raise NotThere("Tệp này không có trang như vậy để xem.")
    drawn = public.page_picture(file, number, size=size)
    public.note_opening(by=request.actor, action="view_page", file=file, at=request.now, page=number)
    answer = HttpResponse(drawn, content_type="image/webp")
    _guarded(answer)
    return answer


def _reader(request: Request, file: ServedFile) -> HttpResponse:
    public.note_opening(by=request.actor, action="read_file", file=file, at=request.now)
    words_only = "chu" in request.GET or not file.drawable
    read = public.readable_text(file)
    first = max(1, _number(request.GET.get("tu", "1")))
    count = max(file.page_count, len(read.pages))
    last = min(count, first + _PAGES_AT_ONCE - 1)
    at = _addresses(request, file, (first, last if file.drawable else 0))
    pages = [
        {
            "number": number,
            "picture": at.pages[number - first] if file.drawable and not words_only else "",
            "words": read.pages[number - 1].strip() if number <= len(read.pages) else "",
        }
        for number in range(first, last + 1)
    ]
    return page(
        request,
        "documents/files/reader.html",
        title=file.name,
        file=file,
        at=at,
        pages=pages,
        count=count,
        words_only=words_only,
        problem=read.problem,
        label=kind_label(file.kind),
        earlier=max(1, first - _PAGES_AT_ONCE) if first > 1 else None,
        later=last + 1 if last < count else None,
    )


def kind_label(kind: str) -> str:
    """How a kind of file is called beside its size: PDF, DOCX."""
    return {"jpeg": "ảnh JPEG", "png": "ảnh PNG", "tiff": "ảnh TIFF", "webp": "ảnh WebP"}.get(
        kind, "edXML" if kind == Kind.EDXML else kind.upper()
    )


def _addresses(request: Request, file: ServedFile, shown: tuple[int, int]) -> Addresses:
    numbers = range(shown[0], shown[1] + 1)
    of_delivery = "delivery_id" in (request.resolver_match.kwargs if request.resolver_match else {})
    if of_delivery:
        key = [file.owner_id, file.id]
        return Addresses(
            download=reverse("delivery_file", args=key),
            reader=reverse("delivery_reader", args=key),
            back=reverse("incoming_delivery", args=[file.owner_id]),
            back_label="Văn bản mới đến",
            pages=tuple(reverse("delivery_page", args=[*key, number]) for number in numbers),
        )
    return Addresses(
        download=reverse("file_download", args=[file.id]),
        reader=reverse("file_reader", args=[file.id]),
        back=reverse("document", args=[file.owner_id]),
        back_label=f"Văn bản {file.symbol}" if file.symbol else "Văn bản",
        pages=tuple(reverse("file_page", args=[file.id, number]) for number in numbers),
    )


def _media_type(file: ServedFile) -> str:
    """The type by what the file was found to be, never by what the sender said."""
    return FORMS[Kind(file.kind)].media_type


def _guarded(answer: HttpResponseBase) -> HttpResponseBase:
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = _SANDBOX
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
