"""Own Word templates of a unit on their pages, and the Word files made of documents with them."""

import io
from typing import Any

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Officer, Role
from hoiso.audit.models import Entry
from hoiso.core.models import StoredFile
from hoiso.documents.outgoing.tests.test_word_templates import a_template
from hoiso.documents.outgoing.word_starter import starter
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.own_template import OwnTemplate, OwnTemplateVersion
from hoiso.units.models import Unit
from tests.factories.outgoing import Office, a_draft, a_numbered, a_word_template, content_of, to_units
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
PAGE = "/van-ban-di/mau-word/"


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE))


def enter(officer: Officer) -> Client:
    return signed_in(Client(), officer)


def sent(
    browser: Client, content: bytes, *, to: str = f"{PAGE}moi/", name: str = "Kế hoạch năm", **more: Any
) -> Any:
    file = io.BytesIO(content)
    file.name = "mau ke hoach.docx"
    return browser.post(to, {"name": name, "kind": "plan", "file": file, **more})


def a_kept(office: Office) -> OwnTemplate:
    return a_word_template(office.clerk, office.unit)


def words(content: bytes) -> str:
    """Every line of a Word file, tables too."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(one.text for one in document.paragraphs)])


def test_a_template_is_checked_kept_and_previewed(office: Office) -> None:
    answer = sent(enter(office.clerk), starter())
    acting(office.clerk)
    template = OwnTemplate.objects.get()
    assert answer["Location"] == f"{PAGE}{template.pk}/"
    assert (template.name, template.kind, template.number) == ("Kế hoạch năm", "plan", 1)
    version = template.versions.get()
    assert "trich_yeu" in version.fields
    browser = enter(office.specialist)
    assert "Kế hoạch năm" in browser.get(PAGE).content.decode()
    one = browser.get(f"{PAGE}{template.pk}/").content.decode()
    assert "{{ trich_yeu }}" in one
    assert "Thôi dùng mẫu" not in one
    look = browser.get(f"{PAGE}{template.pk}/xem-thu/").content.decode()
    assert "Tổ chức Ngày hội phụ nữ khởi nghiệp năm 2026" in look
    assert "đúng thể thức" in look
    sample = browser.get(f"{PAGE}{template.pk}/tep/?thu=1")
    assert "05/KH-HPN" in words(sample.content)
    original = b"".join(browser.get(f"{PAGE}{template.pk}/tep/").streaming_content)  # type: ignore[attr-defined]
    assert "{{ trich_yeu }}" in words(original)


def test_an_unknown_field_is_named_and_what_was_typed_stays(
    office: Office,
) -> None:
    with owner():
        before = StoredFile.objects.count()
    answer = sent(enter(office.clerk), a_template("Về {{ trich_yu }}", "{{ noi_dung"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Không có trường “trich_yu”. Có phải là {{ trich_yeu }}" in text
    assert "Thân văn bản, đoạn 2" in text
    assert 'value="Kế hoạch năm"' in text
    with owner():
        assert not OwnTemplate.objects.exists()
        assert StoredFile.objects.count() == before


def test_missing_parts_of_the_form_are_asked_for(office: Office) -> None:
    answer = enter(office.clerk).post(f"{PAGE}moi/", {"name": "Giấy mời", "kind": "khong-co"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Chọn tệp mẫu Word" in text
    assert "Chọn loại trong danh sách" in text
    assert 'value="Giấy mời"' in text


def test_a_secret_mark_is_refused(office: Office) -> None:
    answer = sent(enter(office.clerk), a_template("TỐI MẬT", "{{ trich_yeu }}"))
    assert answer.status_code == 422
    assert "TỐI MẬT" in answer.content.decode()


def test_fields_are_explained_and_the_ready_made_file_is_there(office: Office) -> None:
    browser = enter(office.specialist)
    text = browser.get(f"{PAGE}truong/").content.decode()
    assert "{{ so_ky_hieu }}" in text
    assert "{%p for ten in cac_noi_nhan %}" in text
    assert "TM. BAN THƯỜNG VỤ" in text
    assert "{{ trich_yeu }}" in words(browser.get(f"{PAGE}lam-san/").content)


def test_a_new_version_stands_beside_the_old_one_and_an_outdated_page_is_refused(office: Office) -> None:
    template = a_kept(office)
    browser = enter(office.clerk)
    change = f"{PAGE}{template.pk}/sua/"
    made = a_template("Mẫu mới: {{ trich_yeu }}")
    assert sent(browser, made, to=change, number=1, note="Bỏ tiêu đề").status_code == 302
    answer = sent(browser, made, to=change, number=1)
    assert answer.status_code == 422
    assert "Mẫu vừa có bản 2 do người khác đưa lên" in answer.content.decode()
    text = browser.get(f"{PAGE}{template.pk}/").content.decode()
    assert "Bản 2</b>: Bỏ tiêu đề" in text
    assert "Mẫu chưa có {{ noi_dung }}, {{ nguoi_ky }}" in text
    first = b"".join(browser.get(f"{PAGE}{template.pk}/tep/?ban=1").streaming_content)  # type: ignore[attr-defined]
    assert "{{ noi_nhan }}" in words(first)
    assert browser.get(f"{PAGE}{template.pk}/xem-thu/?ban=9").status_code == 404
    renamed = {"name": "Kế hoạch tháng", "kind": "report", "number": 2}
    assert browser.post(change, renamed).status_code == 302
    acting(office.clerk)
    template.refresh_from_db()
    assert (template.name, template.kind, template.number) == ("Kế hoạch tháng", "report", 2)


def test_a_retired_template_is_offered_no_more_and_comes_back(office: Office) -> None:
    template = a_kept(office)
    browser = enter(office.clerk)
    answer = browser.post(f"{PAGE}{template.pk}/thoi-dung/", follow=True)
    assert f"{PAGE}{template.pk}/thoi-dung/?viec=dung-lai" in answer.content.decode()
    assert "Kế hoạch năm" not in browser.get(PAGE).content.decode()
    assert "Kế hoạch năm" in browser.get(f"{PAGE}?xem=thoi-dung").content.decode()
    assert "mẫu Word của đơn vị)" not in browser.get("/van-ban-di/soan/").content.decode()
    begun = browser.post("/van-ban-di/soan/", {"template": f"word:{template.pk}"})
    assert begun.status_code == 422
    browser.post(f"{PAGE}{template.pk}/thoi-dung/?viec=dung-lai")
    assert "Kế hoạch năm (mẫu Word của đơn vị)" in browser.get("/van-ban-di/soan/").content.decode()


def test_a_draft_begins_with_it_beside_the_shipped_ones_and_becomes_a_word_file(office: Office) -> None:
    template = a_kept(office)
    browser = enter(office.specialist)
    page = browser.get("/van-ban-di/soan/").content.decode()
    assert page.index("Kế hoạch năm (mẫu Word của đơn vị)") < page.index("Trang trống, chọn loại ở dưới")
    browser.post("/van-ban-di/soan/", {"template": f"word:{template.pk}"})
    acting(office.specialist)
    document = Document.objects.latest("pk")
    content = content_of(document)
    assert (content.kind, content.template) == ("plan", f"word:{template.pk}")
    edit = f"/van-ban-di/{document.pk}/soan/"
    assert f"/van-ban-di/{document.pk}/mau-word/" in browser.get(edit).content.decode()
    assert "Mẫu đã chọn khi soạn" in browser.get(f"/van-ban-di/{document.pk}/mau-word/").content.decode()


def test_the_word_file_holds_what_the_document_holds_with_its_number_and_day(office: Office) -> None:
    template = a_kept(office)
    commune = a_unit("Xã Mỹ Yên", under=office.unit)
    draft = a_draft(
        office.specialist, office.unit, kind="plan", subject="tổ chức hội & trại", to=to_units(commune)
    )
    answer = enter(office.specialist).get(f"/van-ban-di/{draft.pk}/mau-word/{template.pk}/")
    assert f"du-thao-{draft.pk}.docx" in answer["Content-Disposition"]
    text = words(answer.content)
    assert "tổ chức hội & trại" in text
    assert "đề nghị các đơn vị báo cáo kết quả quý III." in text
    assert f"- {commune.title};" in text
    assert "KẾ HOẠCH" in text
    assert "Trần Thị Hoa" in text
    numbered = a_numbered(office, kind="plan", subject="tổng kết năm", made=False)
    versions = enter(office.clerk).get(f"/van-ban-di/{numbered.pk}/cac-ban/").content.decode()
    assert f"/van-ban-di/{numbered.pk}/mau-word/" in versions
    text = words(enter(office.clerk).get(f"/van-ban-di/{numbered.pk}/mau-word/{template.pk}/").content)
    assert f"Số: {numbered.symbol}" in text
    assert numbered.issued_on is not None
    assert f"tháng {numbered.issued_on.month} năm {numbered.issued_on.year}" in text
    with owner():
        assert Entry.objects.filter(action="word_made", subject_id=numbered.pk).count() == 1


def test_templates_belong_to_one_unit_and_only_the_desk_keeps_them(office: Office) -> None:
    template = a_kept(office)
    assert enter(office.specialist).get(f"{PAGE}moi/").status_code == 403
    assert enter(office.leader).post(f"{PAGE}{template.pk}/thoi-dung/").status_code == 403
    elsewhere = a_unit("Xã Lạ")
    stranger = an_officer(Role.CLERK, elsewhere)
    browser = enter(stranger)
    for path in ("", "sua/", "xem-thu/", "tep/"):
        assert browser.get(f"{PAGE}{template.pk}/{path}").status_code == 404
    assert "Kế hoạch năm" not in browser.get(PAGE).content.decode()
    own = a_draft(stranger, elsewhere)
    assert browser.get(f"/van-ban-di/{own.pk}/mau-word/{template.pk}/").status_code == 404
    acting(office.specialist)
    assert OwnTemplate.objects.filter(pk=template.pk).update(name="khác") == 0
    acting(stranger)
    assert not OwnTemplateVersion.objects.exists()


def test_the_list_is_found_sorted_paged_exported_and_costs_the_same(office: Office) -> None:
    template = a_kept(office)
    browser = enter(office.specialist)
    costs = []
    for more in (0, 30):
        with owner():
            for number in range(more):
                OwnTemplate.objects.create(
                    unit=office.unit, name=f"Báo cáo {number:02}", kind="report", made_by=office.clerk.pk,
                    made_by_name=office.clerk.full_name, changed_at=template.changed_at,
                )  # fmt: skip
        browser.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            text = browser.get(PAGE).content.decode()
        costs.append(sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in asked))
    assert costs[0] == costs[1] <= 8
    assert "Mẫu 1–25 trong 31" in text
    backwards = browser.get(f"{PAGE}?xep=ten-nguoc").content.decode()
    assert backwards.index("Kế hoạch năm") < backwards.index("Báo cáo 29")
    found = browser.get(f"{PAGE}?q=ke hoach").content.decode()
    assert "Kế hoạch năm" in found
    assert "Báo cáo 01" not in found
    assert "Kế hoạch năm" not in browser.get(f"{PAGE}?loai=report").content.decode()
    assert browser.get(f"{PAGE}xuat/").content.startswith(b"PK")
    draft = a_draft(office.specialist, office.unit)
    word = f"/van-ban-di/{draft.pk}/mau-word/"
    one = f"{PAGE}{template.pk}/"
    for path in (one, f"{one}tep/", f"{one}xem-thu/", "/van-ban-di/soan/", word, f"{word}{template.pk}/"):
        assert browser.get(path).getvalue()
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(path).getvalue()
        assert sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in asked) <= 8
