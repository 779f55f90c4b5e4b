"""The checker of form on the pages: beside the draft, before submitting, approving, numbering, issuing."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from hoiso.access.models import Officer
from hoiso.core.clock import now
from hoiso.core.phrases import vn_date
from hoiso.documents.outgoing import public
from hoiso.documents.tables.document import Document, State
from hoiso.units.models import Unit
from tests.factories.outgoing import Office, a_draft, after_the_wait, an_approved, content_of
from tests.factories.people import a_unit, acting, signed_in

pytestmark = pytest.mark.django_db

FAULTY = "Căn cứ Quy định số 66-QĐ/TW ngày 06 tháng 02 năm 2017 của Ban Bí thư;\nĐề nghị bổ xung hồ sơ ."


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE))


def enter(officer: Officer) -> Client:
    return signed_in(Client(), officer)


def typed(answer: Any, **changes: Any) -> dict[str, Any]:
    form = answer.context["form"]
    values = {name: form[name].value() for name in form.fields}
    shown = {name: "" if value is None else value for name, value in values.items()}
    for name, value in shown.items():
        shown[name] = vn_date(value) if hasattr(value, "isoformat") else value
    return {**shown, "version": answer.context["draft"].version, **changes}


def with_text(document: Document, officer: Officer, body: str) -> Document:
    """The draft with this text, saved."""
    kept = Document.objects.get(pk=document.pk)
    return public.save_draft(
        by=acting(officer), document_id=kept.pk, version=kept.version,
        content=replace(content_of(kept), body=body), at=now(),
    )  # fmt: skip


def keys_of(answer: Any, rule: str) -> str:
    return next(one.key for one in answer.context["findings"] if one.rule == rule)


def test_what_is_wrong_stands_beside_the_draft_with_its_correction(office: Office) -> None:
    draft = a_draft(office.specialist, office.unit)
    with_text(draft, office.specialist, FAULTY)
    page = enter(office.specialist).get(f"/van-ban-di/{draft.pk}/soan/")
    text = page.content.decode()
    assert "đã được thay thế bởi Quy định 399-QĐ/TW" in text
    assert "Nội dung, dòng 2" in text
    assert "Sửa thành “bổ sung”" in text
    assert "Không chỗ nào ngăn việc trình, duyệt hay phát hành" in text


def test_one_press_corrects_and_keeps_what_was_typed(office: Office) -> None:
    draft = a_draft(office.specialist, office.unit)
    with_text(draft, office.specialist, FAULTY)
    browser = enter(office.specialist)
    page = browser.get(f"/van-ban-di/{draft.pk}/soan/")
    answer = browser.post(
        f"/van-ban-di/{draft.pk}/soan/",
        typed(page, subject="báo cáo đã sửa", sua=keys_of(page, "law-replaced")),
    )
    assert answer["Location"] == f"/van-ban-di/{draft.pk}/soan/#the-thuc"
    acting(office.specialist)
    kept = content_of(draft)
    assert kept.subject == "báo cáo đã sửa"
    assert kept.body.startswith("Căn cứ Quy định số 399-QĐ/TW ngày 09 tháng 01 năm 2026 của Ban Bí thư;")
    assert "bổ xung" in kept.body
    page = browser.get(f"/van-ban-di/{draft.pk}/soan/")
    assert not [one for one in page.context["findings"] if one.rule == "law-replaced"]
    assert "Đã sửa: Quy định 66-QĐ/TW" in page.content.decode()


def test_every_safe_correction_at_once(office: Office) -> None:
    draft = a_draft(office.specialist, office.unit)
    with_text(draft, office.specialist, FAULTY)
    browser = enter(office.specialist)
    page = browser.get(f"/van-ban-di/{draft.pk}/soan/")
    browser.post(f"/van-ban-di/{draft.pk}/soan/", typed(page, sua="tat-ca"))
    acting(office.specialist)
    assert content_of(draft).body == (
        "Căn cứ Quy định số 399-QĐ/TW ngày 09 tháng 01 năm 2026 của Ban Bí thư;\nĐề nghị bổ sung hồ sơ."
    )
    page = browser.get(f"/van-ban-di/{draft.pk}/soan/")
    assert [one.rule for one in page.context["findings"] if one.fix and one.weight == "wrong"] == []


def test_a_correction_whose_place_has_changed_saves_the_text_and_says_so(office: Office) -> None:
    draft = a_draft(office.specialist, office.unit)
    browser = enter(office.specialist)
    page = browser.get(f"/van-ban-di/{draft.pk}/soan/")
    answer = browser.post(
        f"/van-ban-di/{draft.pk}/soan/",
        typed(page, body="Nội dung mới.", sua="0123456789abcdef"),
        follow=True,
    )
    assert "Chỗ cần sửa đã thay đổi" in answer.content.decode()
    acting(office.specialist)
    assert content_of(draft).body == "Nội dung mới."


def test_before_submitting_it_is_shown_and_corrected_there(office: Office) -> None:
    draft = a_draft(office.specialist, office.unit)
    with_text(draft, office.specialist, FAULTY)
    browser = enter(office.specialist)
    page = browser.get(f"/van-ban-di/{draft.pk}/trinh/")
    form = {"version": page.context["draft"].version, "sua": keys_of(page, "slip")}
    answer = browser.post(f"/van-ban-di/{draft.pk}/sua-the-thuc/", form)
    assert answer["Location"] == f"/van-ban-di/{draft.pk}/trinh/#the-thuc"
    acting(office.specialist)
    assert "bổ sung" in content_of(draft).body


def test_it_stops_nobody_on_the_way_out(office: Office, django_capture_on_commit_callbacks: Any) -> None:
    draft = a_draft(office.specialist, office.unit)
    draft = with_text(draft, office.specialist, FAULTY)
    public.submit(
        by=acting(office.specialist), document_id=draft.pk, version=draft.version,
        reviewer_id=office.leader.pk, at=now(),
    )  # fmt: skip
    leader, clerk = enter(office.leader), enter(office.clerk)
    page = leader.get(f"/van-ban-di/{draft.pk}/duyet/")
    assert "đã được thay thế bởi" in page.content.decode()
    assert 'name="sua"' not in page.content.decode()
    leader.post(f"/van-ban-di/{draft.pk}/duyet/", {"version": page.context["draft"].version, "viec": "duyet"})
    page = clerk.get(f"/van-ban-di/{draft.pk}/cap-so/")
    assert "đã được thay thế bởi" in page.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        clerk.post(
            f"/van-ban-di/{draft.pk}/cap-so/",
            {"version": page.context["draft"].version, "on": "hôm nay", "viec": "cap-so"},
        )
    page = clerk.get(f"/van-ban-di/{draft.pk}/phat-hanh/")
    assert "đã được thay thế bởi" in page.content.decode()
    clerk.post(f"/van-ban-di/{draft.pk}/phat-hanh/", {"version": page.context["draft"].version})
    after_the_wait()
    acting(office.clerk)
    assert Document.objects.get(pk=draft.pk).state == State.ISSUED


def test_an_approved_draft_is_not_corrected_behind_the_leaders_back(office: Office) -> None:
    approved = an_approved(office, subject="bổ xung hồ sơ")
    browser = enter(office.specialist)
    page = browser.get(f"/van-ban-di/{approved.pk}/soan/")
    version, key = page.context["draft"].version, keys_of(page, "slip")
    browser.post(f"/van-ban-di/{approved.pk}/sua-the-thuc/", {"version": version, "sua": key})
    acting(office.specialist)
    assert Document.objects.get(pk=approved.pk).state == State.DRAFT


def test_a_usual_draft_has_its_findings_named_by_place(office: Office) -> None:
    draft = a_draft(office.specialist, office.unit)
    page = enter(office.specialist).get(f"/van-ban-di/{draft.pk}/trinh/")
    places = {one.where for one in page.context["findings"]}
    assert places <= {"Nơi nhận", "Kính gửi", "Lưu"}
    assert re.search(r"Kiểm tra thể thức", page.content.decode())
