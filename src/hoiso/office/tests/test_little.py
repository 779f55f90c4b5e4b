"""Poor lines on the server: carried out once, typed text of one's own, which pages a browser may keep."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from hoiso.access.models import Officer, Role
from hoiso.core.clock import now
from hoiso.documents.models import Document
from hoiso.office.little import actions
from hoiso.office.little.device import CONSENT_COOKIE, account_key
from hoiso.office.models import FaultReport, SentOnce, TypedText
from tests.factories.documents import a_registered
from tests.factories.people import a_unit, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
FAULT = {"text": "Bấm lưu không được", "address": "/"}


@pytest.fixture
def clerk() -> Officer:
    return an_officer(Role.CLERK, a_unit())


def own_device(client: Client, officer: Officer) -> Client:
    client.cookies[CONSENT_COOKIE] = account_key(officer.pk)
    return signed_in(client, officer)


def test_the_same_sending_is_carried_out_once(client: Client, clerk: Officer) -> None:
    signed_in(client, clerk)
    key = {"Hoiso-Once": str(uuid4())}
    assert client.post("/bao-loi/", FAULT, headers=key).status_code == 302
    assert client.post("/bao-loi/", FAULT, headers=key).status_code == 208
    other = signed_in(Client(), an_officer(Role.CLERK, a_unit()))
    assert other.post("/bao-loi/", FAULT, headers=key).status_code == 302  # a key is one person's own
    with owner():
        assert FaultReport.objects.filter(officer_id=clerk.pk).count() == 1
        assert FaultReport.objects.count() == 2


def test_a_refused_sending_may_be_tried_again_with_its_key(client: Client, clerk: Officer) -> None:
    signed_in(client, clerk)
    key = {"Hoiso-Once": str(uuid4())}
    assert client.post("/bao-loi/", {**FAULT, "text": ""}, headers=key).status_code == 422
    with owner():
        assert not SentOnce.objects.exists()
    assert client.post("/bao-loi/", FAULT, headers=key).status_code == 302


def test_typed_text_is_seen_by_its_writer_alone_and_goes_when_it_is_saved(
    client: Client, clerk: Officer
) -> None:
    signed_in(client, clerk)
    values = [["subject", "Về việc phối hợp", None]]
    kept = {"address": "/van-ban-di/1/soan/:0", "values": json.dumps(values)}
    assert client.post("/go-do/", kept).status_code == 200
    asked = client.get("/go-do/", {"address": kept["address"]})
    assert json.loads(asked.content)["values"] == values
    stranger = signed_in(Client(), an_officer(Role.CLERK, a_unit()))
    assert stranger.get("/go-do/", {"address": kept["address"]}).status_code == 204
    assert stranger.post("/go-do/", {"address": kept["address"]}).status_code == 204
    assert client.get("/go-do/", {"address": kept["address"]}).status_code == 200
    assert client.post("/go-do/", {**kept, "values": "{"}).status_code == 422
    assert (
        client.post("/go-do/", {**kept, "values": json.dumps([["a", "x" * 400_001, None]])}).status_code
        == 422
    )
    assert client.post("/go-do/", {"address": kept["address"]}).status_code == 204
    assert client.get("/go-do/", {"address": kept["address"]}).status_code == 204


def test_what_no_column_holds_is_left_out_or_refused(client: Client, clerk: Officer) -> None:
    signed_in(client, clerk)
    hostile = {"address": "/x\x00/:0", "values": '[["a", "b\\u0000\\ud800c", {"x": "y"}]]'}
    assert client.post("/go-do/", hostile).status_code == 422
    assert (
        client.post("/go-do/", {**hostile, "values": '[["a", "b\\u0000\\ud800c", null]]'}).status_code == 200
    )
    assert json.loads(client.get("/go-do/", {"address": "/x/:0"}).content)["values"] == [["a", "bc", None]]
    for wrong in ("7", '"abc"', '{"a": 1}', "[1]"):
        assert client.post("/go-do/", {**hostile, "values": wrong}).status_code == 422
    told = {"mark": "0" * 64, "name": "a\x00\u202e.pdf", "size": "10"}
    assert client.post("/gui-tep/", told).status_code == 200
    assert client.post("/gui-tep/", {**told, "size": "9" * 30}).status_code == 422


def test_typed_text_and_keys_are_bounded_and_swept(client: Client, clerk: Officer) -> None:
    signed_in(client, clerk)
    for number in range(102):
        client.post("/go-do/", {"address": f"/van-ban-di/{number}/soan/:0", "values": "[]"})
    client.post("/bao-loi/", FAULT, headers={"Hoiso-Once": str(uuid4())})
    with owner():
        assert TypedText.objects.count() == 100
        actions.sweep(at=now() + timedelta(days=29))
        assert (TypedText.objects.count(), SentOnce.objects.count()) == (100, 1)
        actions.sweep(at=now() + timedelta(days=31))
        assert (TypedText.objects.count(), SentOnce.objects.count()) == (0, 0)


def test_only_the_owner_of_the_device_lets_it_keep_pages(client: Client, clerk: Officer) -> None:
    signed_in(client, clerk)
    assert "Hoiso-Keep" not in client.get("/van-ban-den/").headers
    assert client.post("/khi-mat-mang/").status_code == 302
    assert client.cookies[CONSENT_COOKIE]["httponly"]
    assert client.get("/van-ban-den/").headers["Hoiso-Keep"] == account_key(clerk.pk)
    next_one = an_officer(Role.CLERK, a_unit())
    signed_in(client, next_one)  # in the same browser
    answer = client.get("/van-ban-den/")
    assert "Hoiso-Keep" not in answer.headers
    assert "data-keeps-pages" not in answer.content.decode()
    signed_in(client, clerk)
    client.cookies["hs_chung"] = "1"
    assert "Hoiso-Keep" not in client.get("/van-ban-den/").headers
    assert client.post("/khi-mat-mang/").status_code == 422
    del client.cookies["hs_chung"]
    client.post("/khi-mat-mang/", {"tat": "1"})
    assert "Hoiso-Keep" not in client.get("/van-ban-den/").headers


def test_nothing_restricted_people_or_settings_may_be_kept(client: Client, clerk: Officer) -> None:
    with owner():
        unit = clerk.posts.get().unit
    document = a_registered(clerk, unit)
    page = f"/van-ban/{document.pk}/"
    own_device(client, clerk)
    assert "Hoiso-Keep" in client.get(page).headers
    for address in ("/tai-khoan/", "/tim/?q=a", "/khi-mat-mang/", "/bao-loi/"):
        assert "Hoiso-Keep" not in client.get(address).headers
    with owner():
        Document.objects.filter(pk=document.pk).update(restricted=True, created_by=clerk.pk)
    shown = client.get(page)
    assert (shown.status_code, "Hoiso-Keep" in shown.headers) == (200, False)
    tray = client.get("/van-ban-den/")
    assert page in tray.content.decode()
    assert "Hoiso-Keep" not in tray.headers


def test_what_is_open_to_all_holds_nothing_of_anybody(client: Client) -> None:
    script = client.get("/khi-mat-mang.js")
    assert script.headers["Content-Type"] == "text/javascript"
    assert b"Hoiso-Keep" in script.content
    told = json.loads(client.get("/hoi-so.webmanifest").content)
    assert (told["scope"], told["display"]) == ("/", "standalone")
    assert "Chưa có mạng" in client.get("/khi-mat-mang/chua-luu/").content.decode()
