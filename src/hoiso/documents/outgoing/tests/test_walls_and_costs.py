"""Who opens no page of a draft, and what pages cost and look like."""

import re

import pytest
from django.db import connection
from django.http import HttpResponse  # noqa: TID251 - what the client gives
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Officer, Role
from hoiso.core.clock import now
from hoiso.documents.outgoing import public
from hoiso.documents.tables.outgoing import RecipientGroup
from hoiso.units.models import Unit
from tests.factories.outgoing import Office, a_draft, a_numbered, an_approved, an_issued, to_units
from tests.factories.people import a_post, a_unit, acting, an_officer, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE))


def enter(officer: Officer) -> Client:
    return signed_in(Client(), officer)


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()


SECRET_PAGES = (
    "soan/", "xem-truoc/", "xem-truoc/1/", "cac-ban/", "cac-ban/1/2/", "noi-nhan/", "trinh/", "duyet/",
    "cap-so/", "phat-hanh/", "huy-so/", "thu-hoi/", "bo/",
)  # fmt: skip


@pytest.mark.parametrize("path", SECRET_PAGES)
def test_the_receivers_people_open_no_page_of_the_senders_draft(office: Office, path: str) -> None:
    commune = a_unit("Xã Mỹ Yên", under=office.unit)
    stranger = an_officer(Role.LEADER, commune)
    a_post(stranger, Role.CLERK, commune)
    document = a_draft(office.specialist, office.unit, to=to_units(commune))
    answer = enter(stranger).get(f"/van-ban-di/{document.pk}/{path}")
    assert answer.status_code == 404
    assert document.subject not in text_of(answer)


def test_a_colleague_without_tray_opens_no_draft_of_another(office: Office) -> None:
    other = an_officer(Role.SPECIALIST, office.unit)
    document = a_draft(office.specialist, office.unit)
    browser = enter(other)
    for path in ("soan/", "xem-truoc/", "cac-ban/"):
        assert browser.get(f"/van-ban-di/{document.pk}/{path}").status_code == 404
    assert document.subject not in text_of(browser.get("/van-ban-di/"))


def test_groups_and_their_units_belong_to_one_unit(office: Office) -> None:
    a_unit("Xã Một", under=office.unit)
    browser = enter(office.specialist)
    chips = browser.post("/van-ban-di/nhom-noi-nhan/moi/", {"name": "x", "them": "duoi"}).context["chips"]
    browser.post(
        "/van-ban-di/nhom-noi-nhan/moi/",
        {"name": "nhóm riêng", "don_vi_nhom": [chip["value"] for chip in chips], "viec": "luu"},
    )
    acting(office.specialist)
    group = RecipientGroup.objects.get()
    stranger = enter(an_officer(Role.CLERK, a_unit("Xã Lạ")))
    assert "nhóm riêng" not in text_of(stranger.get("/van-ban-di/nhom-noi-nhan/"))
    assert stranger.get(f"/van-ban-di/nhom-noi-nhan/{group.pk}/").status_code == 404


def statements(browser: Client, path: str) -> int:
    browser.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in asked)


def test_pages_cost_eight_statements_at_most_whatever_the_rows(office: Office) -> None:
    communes = [a_unit(f"Xã Số {place}", under=office.unit) for place in range(4)]
    an_officer(Role.CLERK, communes[0])
    issued = an_issued(office, to=to_units(*communes))
    numbered, approved = a_numbered(office, to=to_units(*communes)), an_approved(office)
    draft = a_draft(office.clerk, office.unit, to=to_units(*communes))
    submitted = a_draft(office.specialist, office.unit)
    public.submit(
        by=acting(office.specialist), document_id=submitted.pk, version=submitted.version,
        reviewer_id=office.leader.pk, at=now(),
    )  # fmt: skip
    clerk, leader = enter(office.clerk), enter(office.leader)
    paths = {
        "/van-ban-di/": clerk,
        f"/van-ban-di/{draft.pk}/soan/": clerk,
        f"/van-ban-di/{draft.pk}/noi-nhan/": clerk,
        f"/van-ban-di/{draft.pk}/trinh/": clerk,
        f"/van-ban-di/{draft.pk}/cac-ban/": clerk,
        f"/van-ban-di/{draft.pk}/cac-ban/1/2/": clerk,
        f"/van-ban-di/{submitted.pk}/duyet/": leader,
        f"/van-ban-di/{approved.pk}/cap-so/": clerk,
        f"/van-ban-di/{numbered.pk}/phat-hanh/": clerk,
        f"/van-ban-di/{issued.pk}/noi-nhan/": clerk,
        "/van-ban-di/nhom-noi-nhan/": clerk,
    }
    counts = {path: statements(browser, path) for path, browser in paths.items()}
    assert max(counts.values()) <= 8, counts
    before = counts["/van-ban-di/"]
    for _ in range(6):
        a_draft(office.clerk, office.unit)
    assert statements(clerk, "/van-ban-di/") == before


def test_every_page_has_one_main_button_and_one_heading(office: Office) -> None:
    commune = a_unit("Xã Mỹ Yên", under=office.unit)
    an_officer(Role.CLERK, commune)
    draft = a_draft(office.clerk, office.unit, to=to_units(commune))
    numbered, issued = a_numbered(office, to=to_units(commune)), an_issued(office, to=to_units(commune))
    browser = enter(office.clerk)
    for path in (
        "", "soan/", "nhom-noi-nhan/", "nhom-noi-nhan/moi/", f"{draft.pk}/soan/", f"{draft.pk}/noi-nhan/",
        f"{draft.pk}/trinh/", f"{draft.pk}/bo/", f"{numbered.pk}/phat-hanh/", f"{numbered.pk}/huy-so/",
        f"{issued.pk}/thu-hoi/",
    ):  # fmt: skip
        content = text_of(browser.get(f"/van-ban-di/{path}"))
        assert content.count("hs-btn--main") == 1, path
        assert len(re.findall(r"<h1\b", content)) == 1, path
