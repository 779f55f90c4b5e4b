"""Files leave the house: as a download, as a picture of a page, as pages to read."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.http import Request
from hoiso.access.public import Right, needs, signed_in
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.files.kinds import FORMS, Kind
from hoiso.core.forms import clean_text
from hoiso.core.pages import go_to, page
from hoiso.documents import filing
from hoiso.documents.files import public
from hoiso.documents.files.public import ServedFile
from hoiso.documents.search.public import LONGEST_QUESTION, marked, question
from hoiso.reading.gist import gist_of

_PAGES_AT_ONCE = 20
_SPOT_WORDS = 6
_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where this file is downloaded and read, and where its reader came from."""

    download: str
    reader: str
    back: str
    back_label: str
    pages: tuple[str, ...]
    of_document: bool = True


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
def file_with_words(request: Request, document_id: int) -> HttpResponse:
    """From a hit of the search to the page of the file where its words stand together, marked there."""
    words = _asked(request)
    place = public.place_of_words(document_id, question(words))
    if place is None:
        return go_to(request, reverse("document", args=[document_id]))
    file, number = place
    address = f"{reverse('file_reader', args=[file.id])}?{urlencode({'q': words, 'tu': number})}"
    return go_to(request, f"{address}#cho-{number}")


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


@signed_in
def file_searchable(request: Request, file_id: int) -> HttpResponseBase:
    """The searchable copy of a scan. It is a help for reading: the original stays what counts."""
    file = public.file_of(file_id)
    read = public.progress_of(file)
    if read is None or not read.copy:
        raise DomainError("Tệp này không có bản có chữ.")
    content = filing.store().open(read.copy)
    public.note_opening(by=request.actor, action="download", file=file, at=request.now)
    name = f"{file.name.rpartition('.')[0] or file.name}-co-chu.pdf"
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=FORMS[Kind.PDF].media_type)
    answer["Content-Encoding"] = "identity"
    return _guarded(answer)


@signed_in
def file_gist(request: Request, file_id: int) -> HttpResponse:
    """What a document asks, of whom, by when, with where it stands; asked by the document's page too."""
    file = public.file_of(file_id)
    read = public.readable_text(file)
    public.note_opening(by=request.actor, action="read_gist", file=file, at=request.now)
    asks = gist_of(read.pages, issued=file.issued_on)
    reader = reverse("file_reader", args=[file.id])
    lines = [
        {
            "ask": one,
            "url": f"{reader}?chu=1&tu={one.page}#trang-{one.page}:~:text={_spot(one.words)}",
        }
        for one in asks
    ]
    inner = request.headers.get("HX-Request") == "true"
    return page(
        request, "documents/files/_gist.html" if inner else "documents/files/gist.html",
        file=file, lines=lines, today=office_date(request.now), at=_addresses(request, file, (1, 0)),
        unread=not any(text.strip() for text in read.pages), problem=read.problem,
    )  # fmt: skip


def _spot(words: str) -> str:
    """A piece of an address at which the browser marks these words: the first ones and the last."""
    parts = words.removesuffix(" …").split()
    if len(parts) <= _SPOT_WORDS * 2:
        return quote(" ".join(parts), safe="")
    first, last = parts[:_SPOT_WORDS], parts[-_SPOT_WORDS:]
    return f"{quote(' '.join(first), safe='')},{quote(' '.join(last), safe='')}"


@signed_in
def file_recognition(request: Request, file_id: int) -> HttpResponse:
    """How far the letters of a scan are read, for the document's page: asked every few seconds.

    204 where none had to be read.
    """
    file = public.file_of(file_id)
    read = public.progress_of(file)
    if read is None:
        return HttpResponse(status=204)
    may_stop = request.actor.holds(Right.REGISTER_INCOMING, at=file.unit_id)
    return page(request, "documents/files/_recognition.html", file=file, read=read, may_stop=may_stop)


@needs(Right.REGISTER_INCOMING)
@require_POST
def file_recognition_stop(request: Request, file_id: int) -> HttpResponse:
    """Stop reading the letters of a scan."""
    file = public.file_of(file_id)
    public.stop_recognition(by=request.actor, file=file, at=request.now)
    return _back(request, file, "Đã dừng nhận dạng chữ.")


@needs(Right.REGISTER_INCOMING)
@require_POST
def file_recognition_again(request: Request, file_id: int) -> HttpResponse:
    """Let it go on."""
    file = public.file_of(file_id)
    public.recognise_again(by=request.actor, file=file, at=request.now)
    return _back(request, file, "Đang nhận dạng chữ tiếp.")


@needs(Right.REGISTER_INCOMING)
@require_POST
def file_mark_misread(request: Request, file_id: int) -> HttpResponse:
    """What was taken for a mark of secrecy is none."""
    file = public.file_of(file_id)
    public.say_misread(by=request.actor, file=file, at=request.now)
    return _back(request, file, "Đã ghi: máy đọc nhầm, văn bản không có dấu mật.")


def _back(request: Request, file: ServedFile, done: str) -> HttpResponse:
    return go_to(request, reverse("document", args=[file.owner_id]), done=done)


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
    draw = public.upright_picture if "thang" in request.GET else public.page_picture
    drawn = draw(file, number, size=size)
    public.note_opening(by=request.actor, action="view_page", file=file, at=request.now, page=number)
    answer = HttpResponse(drawn, content_type="image/webp")
    _guarded(answer)
    return answer


def _reader(request: Request, file: ServedFile) -> HttpResponse:
    public.note_opening(by=request.actor, action="read_file", file=file, at=request.now)
    words_only = "chu" in request.GET or not file.drawable
    read = public.readable_text(file)
    words = _asked(request)
    asked = question(words)
    best = public.best_page(read, asked) if words and "tu" not in request.GET else None
    first = best[1] if best else max(1, _number(request.GET.get("tu", "1")))
    count = max(file.page_count, len(read.pages))
    last = min(count, first + _PAGES_AT_ONCE - 1)
    at = _addresses(request, file, (first, last if file.drawable else 0))
    marks = (
        public.marks_of(file, read, range(first, last + 1), asked)
        if words and file.drawable and not words_only
        else {}
    )
    pages = [
        {
            "number": number,
            "picture": at.pages[number - first] if file.drawable and not words_only else "",
            "marks": marks.get(number, ()),
            "pieces": marked(read.pages[number - 1].strip(), asked)
            if words and number <= len(read.pages)
            else (),
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
        asked=words,
        kept=f"&{urlencode({'q': words})}" if words else "",
        places=public.pages_with_words(read, asked) if words else {},
        upright="&thang=1" if words and read.copy else "",
        problem=read.problem,
        searchable=reverse("file_searchable", args=[file.id]) if at.of_document and read.copy_size else "",
        searchable_size=read.copy_size,
        label=kind_label(file.kind),
        earlier=max(1, first - _PAGES_AT_ONCE) if first > 1 else None,
        later=last + 1 if last < count else None,
    )


def _asked(request: Request) -> str:
    """The words whose places are wanted, from the search."""
    return clean_text(request.GET.get("q", ""))[:LONGEST_QUESTION]


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
            of_document=False,
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
