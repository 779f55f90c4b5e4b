"""State secrets do not leave by this house: files and typed text with a mark are refused and not kept."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoiso.audit.models import Entry
from hoiso.core.clock import now
from hoiso.core.files.errors import FileRefused
from hoiso.core.models import StoredFile
from hoiso.documents.errors import ChangedMeanwhile, SecretRefused
from hoiso.documents.incoming.tests.samples import a_marked_pdf, a_scan_pdf
from hoiso.documents.outgoing import public
from hoiso.documents.outgoing.public import RecipientChoice, Upload
from hoiso.documents.tables.document import Document, DocumentFile
from hoiso.units.models import Unit
from tests.factories.documents import a_stored
from tests.factories.outgoing import Office, a_draft, a_numbered, content_of
from tests.factories.people import a_unit, acting, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def file_store(settings: pytest.FixtureRequest, tmp_path: Path) -> Path:
    settings.FILE_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    return tmp_path / "files"


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE))


def contents(store: Path) -> list[str]:
    return sorted(path.name for path in store.rglob("*") if path.is_file())


def rows() -> list[str]:
    return sorted(StoredFile.objects.values_list("sha256", flat=True))


def an_upload(content: bytes, name: str = "phu-luc.pdf") -> Upload:
    return Upload(BytesIO(content), name)


def text_file(mark: str) -> bytes:
    return f"DANH SÁCH KÈM THEO\n{mark}\nNội dung của danh sách".encode()


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_marked_annex_is_refused_with_all_that_came_with_it(
    office: Office, file_store: Path, mark: str
) -> None:
    document = a_draft(office.specialist, office.unit)
    uploads = [an_upload(a_scan_pdf()), an_upload(text_file(mark), "danh-sach.txt")]
    with pytest.raises(SecretRefused, match=f"có dấu “{mark}”.*Tệp đã được xoá khỏi máy chủ"):
        public.add_annexes(
            by=acting(office.specialist), document_id=document.pk, version=document.version,
            uploads=uploads, at=now(),
        )  # fmt: skip
    assert contents(file_store) == rows() == []
    assert content_of(document).annexes == ()
    with owner():
        refused = Entry.objects.get(action="refuse_secret")
        assert (refused.subject_id, refused.unit_id) == (document.pk, office.unit.pk)


def test_a_file_refused_after_another_leaves_neither(office: Office, file_store: Path) -> None:
    document = a_draft(office.specialist, office.unit)
    with pytest.raises(FileRefused):
        public.add_annexes(
            by=acting(office.specialist), document_id=document.pk, version=document.version,
            uploads=[an_upload(a_scan_pdf()), an_upload(b"", "trong.pdf")], at=now(),
        )  # fmt: skip
    assert contents(file_store) == rows() == []


def test_a_file_for_a_page_that_is_out_of_date_is_not_kept(office: Office, file_store: Path) -> None:
    document = a_draft(office.specialist, office.unit)
    with pytest.raises(ChangedMeanwhile):
        public.add_annexes(
            by=acting(office.specialist), document_id=document.pk, version=document.version - 1,
            uploads=[an_upload(a_scan_pdf())], at=now(),
        )  # fmt: skip
    assert contents(file_store) == rows() == []


def test_what_another_document_refers_to_stays(office: Office, file_store: Path) -> None:
    document = a_draft(office.specialist, office.unit)
    acting(office.specialist)
    stored = a_stored(a_marked_pdf()).stored
    DocumentFile.objects.create(
        document=document, stored=stored, role="annex", name="cu.pdf", added_at=now(),
        added_by=office.specialist.pk,
    )  # fmt: skip
    with pytest.raises(SecretRefused):
        public.add_annexes(
            by=acting(office.specialist), document_id=document.pk, version=document.version,
            uploads=[an_upload(a_marked_pdf())], at=now(),
        )  # fmt: skip
    assert contents(file_store) == rows() == [stored.sha256]


def test_a_marked_signed_copy_is_refused_and_not_kept(office: Office, file_store: Path) -> None:
    document = a_numbered(office)
    before = contents(file_store)
    clerk = acting(office.clerk)
    document = Document.objects.get(pk=document.pk)
    with pytest.raises(SecretRefused, match="TỐI MẬT"):
        public.attach_signed(
            by=clerk, document_id=document.pk, version=document.version,
            upload=an_upload(a_marked_pdf(), "da-ky.pdf"), at=now(),
        )  # fmt: skip
    assert contents(file_store) == rows() == before
    assert not DocumentFile.objects.filter(document=document, role=DocumentFile.Role.SIGNED).exists()


def test_the_pages_say_why(office: Office, file_store: Path) -> None:
    draft = a_draft(office.specialist, office.unit)
    answer = signed_in(Client(), office.specialist).post(
        f"/van-ban-di/{draft.pk}/phu-luc/",
        {"version": draft.version, "annexes": SimpleUploadedFile("mat.pdf", a_marked_pdf())},
    )
    assert answer.status_code == 422
    assert "Luật Bảo vệ bí mật nhà nước" in answer.content.decode()
    assert contents(file_store) == []
    numbered = a_numbered(office)
    before = contents(file_store)
    answer = signed_in(Client(), office.clerk).post(
        f"/van-ban-di/{numbered.pk}/ban-ky/",
        {"version": numbered.version, "file": SimpleUploadedFile("mat.pdf", a_marked_pdf())},
    )
    assert answer.status_code == 422
    assert "Luật Bảo vệ bí mật nhà nước" in answer.content.decode()
    assert contents(file_store) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "MẬT"),
        ("body", "Kính gửi các đơn vị.\n\n**TUYỆT MẬT**\n\nNội dung."),
        ("body", "# Độ mật: Tối mật"),
        ("issuer_lines", ("HỘI LHPN TỈNH", "[ MẬT ]")),
        ("recipients", (RecipientChoice(name="TỐI MẬT"),)),
    ],
)
def test_a_mark_typed_into_a_draft_is_not_saved(office: Office, field: str, value: object) -> None:
    document = a_draft(office.specialist, office.unit)
    changed = replace(content_of(document), **{field: value})  # type: ignore[arg-type]
    with pytest.raises(SecretRefused, match="Nội dung vừa nhập không được lưu") as refusal:
        public.save_draft(
            by=acting(office.specialist), document_id=document.pk, version=document.version,
            content=changed, at=now(),
        )  # fmt: skip
    assert refusal.value.field == field
    assert document.versions.count() == 2


def test_words_about_secrecy_are_no_mark(office: Office) -> None:
    subject = "tuyên truyền Luật Bảo vệ bí mật nhà nước, độ MẬT và TỐI MẬT"
    assert a_draft(office.specialist, office.unit, subject=subject).subject == subject


def test_the_editor_says_it_beside_the_field(office: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    browser = signed_in(Client(), office.specialist)
    page = browser.get(f"/van-ban-di/{document.pk}/soan/")
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    typed = {name: "" if value is None else value for name, value in shown.items()}
    answer = browser.post(
        f"/van-ban-di/{document.pk}/soan/",
        {**typed, "body": "TỐI MẬT\nNội dung", "version": document.version, "viec": "luu"},
    )
    assert answer.status_code == 422
    assert "“TỐI MẬT”" in answer.context["form"].errors["body"][0]
