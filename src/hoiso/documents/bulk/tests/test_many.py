"""Many at once: the preview tells the truth and changes nothing, one press does it, undo takes it back."""

from datetime import timedelta

import pytest
from django.http import HttpResponse  # noqa: TID251 - the type of an answer
from django.test import Client

from hoiso.core.clock import now, office_date
from hoiso.documents.handling import public as handling
from hoiso.documents.keeping import public as keeping
from hoiso.documents.models import Assignment, Document, DossierEntry, Event, Sending
from hoiso.units.models import Unit
from tests.factories.documents import a_registered
from tests.factories.outgoing import Office, a_numbered, after_the_wait, an_approved, to_units
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Tỉnh Thử", kind=Unit.Kind.PROVINCE))


def _said(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def _undo(client: Client, answer: HttpResponse) -> HttpResponse:
    """Press the undo button of the page that the act led to."""
    page = client.get(answer["Location"]).content.decode()
    address = page.split('action="/nhieu/')[1].split('"')[0].replace("&amp;", "&")
    assert "hoan-tac" in address
    return client.post(f"/nhieu/{address}", follow=True)  # type: ignore[return-value]


def _task(office: Office, subject: str) -> Assignment:
    document = a_registered(office.clerk, office.unit, subject=subject)
    handling.instruct(
        by=acting(office.leader), document_id=document.pk, text="Thực hiện", at=now(),
        receivers=handling.Receivers(lead=office.specialist.pk),
        due_on=office_date(now()) + timedelta(days=9),
    )  # fmt: skip
    with owner():
        return Assignment.objects.get(document=document)


def _states(*tasks: Assignment) -> list[str]:
    with owner():
        return [str(Assignment.objects.get(pk=one.pk).state) for one in tasks]


def test_tasks_are_accepted_after_a_preview_and_taken_back(office: Office, client: Client) -> None:
    first, second, third = (_task(office, f"Việc số {number}") for number in (1, 2, 3))
    handling.accept(by=acting(office.specialist), assignment_id=third.pk, at=now())
    signed_in(client, office.specialist)
    assert 'action="/nhieu/nhan-viec/"' in client.get("/cong-viec/").content.decode()
    chosen = {"chon": [first.pk, second.pk, third.pk]}
    with owner():
        before = Event.objects.count()
    seen = _said(client.post("/nhieu/nhan-viec/", chosen))
    assert "Sẽ làm (2)" in seen
    assert "Bỏ qua (1)" in seen
    assert "Đã nhận rồi." in seen
    assert _states(first, second, third) == ["unopened", "unopened", "accepted"]  # nothing was done
    with owner():
        assert Event.objects.count() == before
    done = client.post("/nhieu/nhan-viec/", {**chosen, "chac": "1"})
    assert _states(first, second, third) == ["accepted"] * 3
    told = _said(_undo(client, done))
    assert "Đã hoàn tác 2 dòng." in told
    assert _states(first, second, third) == ["opened", "opened", "accepted"]  # only what the act had done


def test_what_was_reported_meanwhile_is_not_taken_back(office: Office, client: Client) -> None:
    first, second = (_task(office, f"Việc số {number}") for number in (1, 2))
    signed_in(client, office.specialist)
    done = client.post("/nhieu/nhan-viec/", {"chon": [first.pk, second.pk], "chac": "1"})
    handling.report(by=acting(office.specialist), assignment_id=first.pk, text="Đang làm", at=now())
    told = _said(_undo(client, done))
    assert "Đã hoàn tác 1 dòng. Bỏ qua 1 dòng" in told
    assert "Việc số 1" in told
    assert _states(first, second) == ["accepted", "opened"]


@pytest.mark.parametrize("outgoing", [False, True])
def test_documents_are_laid_into_a_dossier_and_taken_out(
    office: Office, client: Client, outgoing: bool
) -> None:
    make = (
        (lambda number: an_approved(office, subject=f"Văn bản {number}")) if outgoing
        else (lambda number: a_registered(office.clerk, office.unit, subject=f"Văn bản {number}"))
    )  # fmt: skip
    documents: list[Document] = [make(number) for number in (1, 2, 3)]
    by = acting(office.clerk)
    facts = keeping.DossierFacts(year=2026, code="01.VP", title="Công tác gia đình", retention="10")
    dossier = keeping.open_dossier(by=by, unit_id=office.unit.pk, facts=facts, at=now())
    keeping.put_in_dossier(by=by, dossier_id=dossier.pk, document_id=documents[2].pk, at=now())
    signed_in(client, office.clerk)
    address = "/nhieu/xep-ho-so-di/" if outgoing else "/nhieu/xep-ho-so-den/"
    chosen = {"chon": [one.pk for one in documents]}
    asked = client.post(address, chosen)
    assert "01.VP" in _said(asked)
    wrong = client.post(address, {**chosen, "dossier": "999", "chac": "1"})
    assert wrong.status_code == 422
    assert "Chọn hồ sơ trong danh sách" in _said(wrong)
    assert f'value="{documents[0].pk}"' in wrong.content.decode()  # what was ticked is kept
    seen = _said(client.post(address, {**chosen, "dossier": dossier.pk}))
    assert "Sẽ làm (2)" in seen
    assert "Đã có trong hồ sơ này." in seen
    with owner():
        assert DossierEntry.objects.count() == 1
    done = client.post(address, {**chosen, "dossier": dossier.pk, "chac": "1"})
    with owner():
        assert DossierEntry.objects.count() == 3
    _undo(client, done)
    with owner():
        assert list(DossierEntry.objects.values_list("document_id", flat=True)) == [documents[2].pk]


def test_documents_are_issued_together_and_stopped_together(office: Office, client: Client) -> None:
    commune = a_unit("Xã Mỹ Yên")
    numbered = [a_numbered(office, subject=f"báo cáo {n}", to=to_units(commune)) for n in (1, 2)]
    approved = an_approved(office, subject="chưa có số", to=to_units(commune))
    signed_in(client, office.clerk)
    chosen = {"chon": [one.pk for one in (*numbered, approved)]}
    seen = _said(client.post("/nhieu/phat-hanh/", chosen))
    assert "Sẽ làm (2)" in seen
    assert "Chỉ phát hành được văn bản đã cấp số." in seen
    with owner():
        assert Sending.objects.count() == 0
    done = client.post("/nhieu/phat-hanh/", {**chosen, "chac": "1"})
    _undo(client, done)
    after_the_wait()
    with owner():
        assert {one.state for one in Document.objects.filter(pk__in=[one.pk for one in numbered])} == {
            "numbered"
        }
    client.post("/nhieu/phat-hanh/", {**chosen, "chac": "1"})
    after_the_wait()
    with owner():
        assert {one.state for one in Document.objects.filter(pk__in=[one.pk for one in numbered])} == {
            "issued"
        }


def test_what_she_may_not_see_is_not_even_named(office: Office, client: Client) -> None:
    task = _task(office, "Việc kín của người khác")
    stranger = an_officer("clerk", a_unit())
    signed_in(client, stranger)
    seen = _said(client.post("/nhieu/nhan-viec/", {"chon": [task.pk]}))
    assert "Việc kín" not in seen
    assert "Không có dòng nào làm được" in seen
    client.post("/nhieu/nhan-viec/", {"chon": [task.pk], "chac": "1"})
    assert _states(task) == ["unopened"]
    signed_in(client, office.leader)  # sees it, and it is not hers
    seen = _said(client.post("/nhieu/nhan-viec/", {"chon": [task.pk]}))
    assert "Bỏ qua (1)" in seen
    nothing = client.post("/nhieu/nhan-viec/", {}, follow=True)
    assert "Chưa chọn dòng nào" in _said(nothing)  # type: ignore[arg-type]
