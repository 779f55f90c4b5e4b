"""A commune where one officer is clerk, leader and specialist: what is asked of her, and how often."""

import re
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Officer, Role
from hoiso.documents.incoming.tests.samples import a_plan_pdf
from hoiso.documents.models import Assignment, Document, Event, State
from hoiso.units.models import Unit
from tests.factories.people import a_post, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
_LABEL = re.compile(r"<(?:label[^>]*|legend)>(.*?)</(?:label|legend)>", re.DOTALL)
_MAIN = re.compile(r"<main.*?</main>", re.DOTALL)


@pytest.fixture
def alone(clerk: Officer, unit: Unit) -> Client:
    """The browser of the one officer of the unit."""
    a_post(clerk, Role.LEADER, unit)
    a_post(clerk, Role.SPECIALIST, unit)
    return signed_in(Client(), clerk)


def asked(page: str) -> list[str]:
    """The labels of what the page asks, without the choices inside a question."""
    inside = _MAIN.search(page)
    assert inside is not None
    questions = re.sub(r'<div class="hs-choices.*?</div>', "", inside[0], flags=re.DOTALL)
    questions = re.sub(r"<label class=\"hs-choice\">.*?</label>", "", questions, flags=re.DOTALL)
    return [re.sub(r"<.*?>|\s+", " ", label).strip() for label in _LABEL.findall(questions)]


def test_two_pages_and_no_question_twice_until_it_is_her_own_task(alone: Client, clerk: Officer) -> None:
    first = alone.get(reverse("incoming_register"))
    came = alone.post(
        reverse("incoming_register"),
        {"uploads": [SimpleUploadedFile("ke-hoach.pdf", a_plan_pdf())], "viec": "tep"},
    )
    second = alone.get(came.url)
    form = second.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    filled = {name: value for name, value in shown.items() if value is not None and value is not False}
    done = alone.post(came.url, {**filled, "due_on": "", "viec": "tu-xu-ly"}, follow=True)

    assert done.redirect_chain, done.context["form"].errors
    pages = [first, second]
    questions = [label for page in pages for label in asked(page.content.decode())]
    assert "Tệp văn bản" in questions
    assert "Trích yếu" in questions
    assert {label: times for label, times in Counter(questions).items() if times > 1} == {}
    assert len(pages) == 2
    assert [status for _, status in done.redirect_chain] == [302]  # and she stands before her task
    with owner():
        document = Document.objects.get()
        task = Assignment.objects.get()
        kinds = list(Event.objects.values_list("kind", flat=True))
    assert done.redirect_chain[0][0] == reverse("document", args=[document.pk])
    assert (document.state, document.number, document.holder_id) == (State.IN_WORK, 1, clerk.pk)
    assert (task.officer_id, task.part, task.state) == (clerk.pk, "lead", "accepted")
    assert kinds == ["register", "self_handle"]
    assert "Báo cáo kết quả" in done.content.decode()


def test_the_deadline_is_asked_once_and_holds_for_both(alone: Client) -> None:
    url = alone.post(reverse("incoming_register"), {"viec": "giay"}).url
    line = {
        "symbol": "12/KH-BTV", "issued_on": "03/02/2026", "issuer": "Hội LHPN tỉnh", "subject": "Kế hoạch",
        "urgency": "0", "arrived_on": "hôm nay", "due_on": "31/12/2090", "viec": "tu-xu-ly",
    }  # fmt: skip
    assert alone.post(url, line).status_code == 302
    again = alone.post(url, line)
    with owner():
        document, task = Document.objects.get(), Assignment.objects.get()
    assert again.url == reverse("document", args=[document.pk])
    assert task.due_on == document.due_on
    assert task.due_on.isoformat() == "2090-12-31"


def test_what_is_wrong_registers_nothing_and_hands_nothing_out(alone: Client) -> None:
    url = alone.post(reverse("incoming_register"), {"viec": "giay"}).url
    assert alone.post(url, {"subject": "Kế hoạch", "viec": "tu-xu-ly"}).status_code == 422
    with owner():
        assert not Document.objects.exists()
        assert not Assignment.objects.exists()


def test_who_is_clerk_alone_cannot_take_the_work_by_the_button(desk: Client) -> None:
    url = desk.post(reverse("incoming_register"), {"viec": "giay"}).url
    line = {
        "issued_on": "03/02/2026", "issuer": "Hội LHPN tỉnh", "subject": "Kế hoạch", "urgency": "0",
        "arrived_on": "hôm nay", "viec": "tu-xu-ly",
    }  # fmt: skip
    assert "Đăng ký và tự xử lý" not in desk.get(url).content.decode()
    assert desk.post(url, line).status_code == 403
    with owner():
        assert not Document.objects.exists()
