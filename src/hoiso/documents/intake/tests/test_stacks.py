"""A stack of scans at the desk: proposed, arranged by buttons, cut, each part a form of its own."""

import io
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Officer, Role
from hoiso.audit.models import Entry
from hoiso.core.models import StoredFile
from hoiso.documents import filing
from hoiso.documents.incoming.tests.samples import a_marked_pdf, a_plan_pdf
from hoiso.documents.intake.tests.samples import (
    a_blank,
    a_letter,
    a_printed_stack,
    a_scanned_stack,
    sheets,
    stack_of,
)
from hoiso.documents.models import IncomingDraft, Recognition, ScanPart, ScanStack
from hoiso.notices.models import Notice
from hoiso.units.models import Unit
from tests.factories.people import a_unit, an_officer, signed_in
from tests.factories.scans import READING, needs_tesseract, work_off
from tests.roles import owner

pytestmark = pytest.mark.django_db

LOOKING = ("documents.look_through",)
ALL = (*READING, "documents.look_through", "documents.propose_cuts", "documents.split_stack")


@pytest.fixture(autouse=True)
def cache(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.DATA = tmp_path  # type: ignore[attr-defined]


def bring(desk: Client, content: bytes, name: str = "tap sang nay.pdf") -> str:
    """The address of the stack after it was brought."""
    answer = desk.post(reverse("stack_list"), {"upload": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)


def kept() -> ScanStack:
    with owner():
        return ScanStack.objects.select_related("stored").latest("pk")


def starts() -> list[tuple[int, str]]:
    return [(one["page"], one["why"]) for one in kept().starts]


@needs_tesseract
def test_a_stack_is_proposed_by_separators_blanks_and_letterheads_and_each_part_is_read(desk: Client) -> None:
    content = a_scanned_stack()
    url = bring(desk, content)
    assert "Máy đang xem các trang" in desk.get(url).content.decode()
    work_off(*ALL, most=40)
    stack = kept()
    assert starts() == [(2, "separator"), (4, "separator"), (6, "head")]
    assert stack.left_out == [1, 3, 5]
    shown = desk.get(url).content.decode()
    assert "Máy đề xuất tách thành <b>3 văn bản</b>" in shown
    assert "Văn bản 3, trang 6–7" in shown
    assert "hx-get" not in shown
    desk.post(url, {"viec": "tach"})
    work_off("documents.split_stack", "documents.recognise", "documents.fill_drafts", most=40)
    with owner():
        drafts = list(IncomingDraft.objects.order_by("pk"))
        assert [(d.header.get("symbol"), d.header.get("issued_on")) for d in drafts] == [
            ("05/KH-HPN", "2026-02-03"), ("12/UBND-VX", "2026-09-12"), ("14/UBND-VX", "2026-09-14"),
        ]  # fmt: skip
        assert drafts[2].header["page_amount"] == 2
        assert drafts[1].readings["symbol"]["sure"] in (True, False)
        assert drafts[1].remarks == ["Tách từ tập bản quét “tap sang nay.pdf”, trang 4."]
        assert Recognition.objects.filter(state="done").count() == 4  # the stack and its three parts
        assert Notice.objects.get(text__contains="tách xong thành 3 văn bản").address == url
    stack = kept()
    assert stack.state == "done"
    assert stack.stored is not None
    assert filing.store().path(stack.stored.sha256).read_bytes() == content
    original = desk.get(reverse("stack_original", args=[stack.pk]))
    assert b"".join(original.streaming_content) == content  # type: ignore[attr-defined]
    after = desk.get(url).content.decode()
    assert after.count("Chờ vào sổ") == 3


@needs_tesseract
def test_no_page_of_a_stack_is_read_twice(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    url = bring(desk, stack_of([*sheets(a_letter(12, "rà soát hội viên")), *sheets(a_letter(13, "họp"))]))
    work_off(*ALL, most=40)
    read: list[int] = []

    def counted(*args: object, **kwargs: object) -> object:
        read.append(1)
        raise AssertionError("a page is read a second time")

    monkeypatch.setattr("hoiso.documents.files.recognising.read_page", counted)
    desk.post(url, {"viec": "tach"})
    work_off(*ALL, most=40)
    assert read == []
    with owner():
        made = IncomingDraft.objects.order_by("pk")
        assert [one.header["symbol"] for one in made] == ["12/UBND-VX", "13/UBND-VX"]


def test_text_is_enough_for_letterheads_and_annexed_forms_begin_nothing(desk: Client) -> None:
    url = bring(desk, a_printed_stack())
    work_off(*LOOKING)
    assert starts() == [(1, "first"), (2, "head"), (4, "head")]
    desk.post(url, {"viec": "tach"})
    work_off("documents.split_stack")
    with owner():
        drafts = IncomingDraft.objects.order_by("pk")
        assert [one.header["symbol"] for one in drafts] == ["01/UBND-VX", "02/UBND-VX", "03/UBND-VX"]
        second = drafts[1].files.get()
        with pikepdf.open(filing.store().path(second.stored.sha256)) as part:
            assert len(part.pages) == 2
        assert second.name == "tap sang nay, trang 2–3.pdf"
        actions = set(Entry.objects.filter(subject="scan_stack").values_list("action", flat=True))
    assert actions == {"take_stack", "split_stack"}


def test_the_clerk_moves_joins_and_drops_cuts_by_buttons_without_script(desk: Client) -> None:
    url = bring(desk, a_printed_stack())
    work_off(*LOOKING)

    def press(verb: str) -> str:
        answer = desk.post(url, {"viec": verb}, follow=True)
        return answer.content.decode()

    assert "Văn bản 1, trang 1–3" in press("noi 2")
    assert "Văn bản 2, trang 3–4" in press("len 4")
    assert "Văn bản 2, trang 4" in press("xuong 3")
    assert "Văn bản 2, trang 2–3" in press("tach-tu 2")
    shown = press("bo-trang 3")
    assert "Văn bản 2, trang 2</h2>" in shown
    assert "Trang 3, bỏ" in shown
    assert "Văn bản 2, trang 2–3" in press("giu 3")
    assert desk.post(url, {"viec": "bo-trang 3"}).url == f"{url}#trang-3"
    assert kept().arranged
    work_off("documents.propose_cuts")
    desk.post(url, {"viec": "tach"})
    work_off("documents.split_stack")
    with owner():
        assert list(ScanPart.objects.values_list("pages", flat=True)) == [[1], [2], [4]]
        assert IncomingDraft.objects.count() == 3


def test_a_cut_is_not_moved_out_of_the_stack_and_the_proposal_comes_back(desk: Client) -> None:
    url = bring(desk, a_printed_stack())
    work_off(*LOOKING)
    refused = desk.post(url, {"viec": "len 2"})
    assert refused.status_code == 422
    assert "Không dời chỗ tách qua đầu" in refused.content.decode()
    for page in (1, 2, 3, 4):
        desk.post(url, {"viec": f"bo-trang {page}"})
    empty = desk.post(url, {"viec": "tach"})
    assert empty.status_code == 422
    assert "Tất cả các trang đã bị bỏ" in empty.content.decode()
    desk.post(url, {"viec": "de-xuat"})
    assert starts() == [(1, "first"), (2, "head"), (4, "head")]
    assert kept().left_out == []
    assert desk.post(url, {"viec": "noi 99"}).status_code == 404


def test_pressing_twice_cuts_once_and_a_second_bringing_goes_on(desk: Client) -> None:
    url = bring(desk, a_printed_stack())
    assert bring(desk, a_printed_stack()) == url
    work_off(*LOOKING)
    desk.post(url, {"viec": "tach"})
    assert desk.post(url, {"viec": "tach"}).status_code == 422
    work_off("documents.split_stack")
    work_off("documents.split_stack")
    with owner():
        assert IncomingDraft.objects.count() == 3


def test_what_is_no_stack_is_refused_and_says_what_to_do(desk: Client, file_store: Path) -> None:
    for name, content, said in (
        ("mot.pdf", a_plan_pdf(), "Tệp chỉ có một trang"),
        ("thu.txt", b"xin chao", "phải là một tệp PDF"),
        ("hong.pdf", b"%PDF-1.7 hong", "PDF"),
    ):
        answer = desk.post(reverse("stack_list"), {"upload": SimpleUploadedFile(name, content)})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    empty = desk.post(reverse("stack_list"), {})
    assert "Chọn tệp PDF của tập bản quét" in empty.content.decode()
    with owner():
        assert not ScanStack.objects.exists()
        assert not StoredFile.objects.exists()
    assert [path for path in file_store.rglob("*") if path.is_file()] == []


@needs_tesseract
def test_a_mark_of_secrecy_in_a_scanned_stack_stops_it_and_the_whole_file_goes(
    desk: Client, file_store: Path
) -> None:
    url = bring(
        desk, stack_of([*sheets(a_letter(12, "họp"), dpi=200), *sheets(a_marked_pdf(), dpi=200)], dpi=200)
    )
    work_off(*ALL, most=40)
    shown = desk.get(url).content.decode()
    assert "Máy đọc thấy dấu “Tối mật” trong tập này" in shown
    with owner():
        assert "Tối mật" in Notice.objects.get().text
    assert desk.post(url, {"viec": "tach"}).status_code == 422
    desk.post(url, {"viec": "mat"})
    with owner():
        assert not StoredFile.objects.exists()
        assert ScanStack.objects.get().state == "secret"
    assert [path for path in file_store.rglob("*") if path.is_file()] == []
    assert "Tệp không còn trên máy chủ" in desk.get(url).content.decode()


def test_a_part_that_the_clerk_finds_secret_takes_the_stack_along(desk: Client, file_store: Path) -> None:
    url = bring(desk, a_printed_stack())
    work_off(*LOOKING)
    desk.post(url, {"viec": "tach"})
    work_off("documents.split_stack")
    with owner():
        draft = IncomingDraft.objects.order_by("pk").first()
        assert draft is not None
    line = {
        "symbol": "1/UBND-VX", "issued_on": "20/09/2026", "issuer": "UBND", "subject": "Thăm", "urgency": "0",
        "arrived_on": "hôm nay", "viec": "luu", "secrecy": "mat",
    }  # fmt: skip
    assert desk.post(reverse("incoming_confirm", args=[draft.pk]), line).status_code == 422
    assert kept().stored is None
    with owner():
        assert StoredFile.objects.count() == 2  # the other two parts


def test_a_dropped_stack_leaves_the_store(desk: Client, file_store: Path) -> None:
    url = bring(desk, a_printed_stack())
    desk.post(url, {"viec": "bo-tap"})
    with owner():
        assert not StoredFile.objects.exists()
    assert [path for path in file_store.rglob("*") if path.is_file()] == []
    assert "tap sang nay" not in desk.get(reverse("stack_list")).content.decode()


def test_another_unit_sees_nothing_of_it(desk: Client, unit: Unit, client: Client) -> None:
    bring(desk, a_printed_stack())
    stack = kept()
    stranger = signed_in(Client(), an_officer(Role.CLERK, a_unit("Xã Khác")))
    for name, more in (("stack", []), ("stack_news", []), ("stack_page", [1]), ("stack_original", [])):
        assert stranger.get(reverse(name, args=[stack.pk, *more])).status_code == 404
    assert stranger.post(reverse("stack", args=[stack.pk]), {"viec": "bo-tap"}).status_code == 404


def test_pages_cost_few_statements_however_long_the_stack(
    desk: Client, django_assert_max_num_queries: object
) -> None:
    url = bring(desk, stack_of([a_blank(), *sheets(a_plan_pdf(), dpi=50)] * 30))
    work_off(*LOOKING)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert desk.get(url).status_code == 200
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        desk.get(reverse("stack_list"))


def test_the_page_picture_and_the_separator_sheet_are_served(desk: Client, clerk: Officer) -> None:
    bring(desk, a_printed_stack())
    picture = desk.get(reverse("stack_page", args=[kept().pk, 2]))
    assert picture.headers["Content-Type"] == "image/webp"
    assert desk.get(reverse("stack_page", args=[kept().pk, 99])).status_code == 404
    sheet = desk.get(reverse("separator_sheet"))
    with pikepdf.open(io.BytesIO(sheet.content)) as pdf:
        assert len(pdf.pages) == 1
