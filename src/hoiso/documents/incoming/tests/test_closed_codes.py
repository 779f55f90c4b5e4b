"""A closed identity code is shown with its successor; a person confirms, nothing goes by itself."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Officer, Role
from hoiso.audit.models import Entry
from hoiso.core import clock, scope
from hoiso.core.errors import DomainError, NotThere
from hoiso.documents.incoming import public
from hoiso.documents.incoming.actions.importing import Result, Taken, import_message
from hoiso.documents.incoming.errors import NoSuccessor
from hoiso.documents.models import ClosedCode, Document, Event, IncomingDraft, Message
from hoiso.edxml.tests.messages import attachment, b64, envelope, header, traces, zipped
from hoiso.notices.models import Notice
from hoiso.units import public as units
from hoiso.units.models import IdentityCode, Succession, Unit
from tests.factories.documents import an_upload
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db
OLD, NEW, OTHER = "H53.01.12", "H53.01.20", "H53.01.30"
EVE = date(2026, 6, 30)


@dataclass(frozen=True, slots=True)
class Merged:
    """A unit that ended, whose code is closed, and the unit of the desk, which follows it."""

    old: Unit
    heir: Unit


@pytest.fixture
def merged(unit: Unit) -> Merged:
    with owner():
        old = a_unit("Xã Cũ", valid_to=EVE)
        closed = give(old, OLD)
        heirs = give(unit, NEW)
        units.close_code(code=closed, last_day=EVE, successor=heirs, at=clock.now())
        Succession.objects.create(before=old, after=unit, on=date(2026, 7, 1), share="whole")
    return Merged(old, unit)


def give(unit: Unit, code: str) -> IdentityCode:
    return units.give_code(unit=unit, text=code, valid_from=date(2025, 7, 1), at=clock.now())


def a_message(*to: str, sender: str = "H53.99", number: int = 128, kind: str = "0", about: str = "") -> bytes:
    """An edXML document of that sender to these codes; `about` the document that it speaks of."""
    organs = "".join(f"<To><OrganId>{code}</OrganId><OrganName>Hội LHPN</OrganName></To>" for code in to)
    document_id = about or f"{sender},2026/09/20,{number}/KH-BTV"
    head = header(
        sender=f"<OrganId>{sender}</OrganId><OrganName>Hội LHPN tỉnh Tây Ninh</OrganName>",
        to=organs,
        document_id=document_id,
        code=f"<Code><CodeNumber>{number}</CodeNumber><CodeNotation>KH-BTV</CodeNotation></Code>",
    )
    way = traces(
        bussiness=f"<Bussiness><BussinessDocType>{kind}</BussinessDocType><DocumentId>{document_id}</DocumentId>"
        "<Paper>0</Paper></Bussiness>"
    )
    files = (
        ""
        if kind == "1"
        else attachment(b64(zipped(f"Danh sach hoi vien so {number}".encode())), name="danh-sach.txt")
    )
    return envelope(head=head, trace=way, files=files)


def brought(desk: Client, content: bytes) -> str:
    """The address to which the desk is led after it took the message."""
    answer = desk.post(
        reverse("incoming_register"), {"uploads": [SimpleUploadedFile("den.edxml", content)], "viec": "tep"}
    )
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)  # type: ignore[attr-defined]


def line(**more: str) -> dict[str, str]:
    return {
        "symbol": "128/KH-BTV", "issued_on": "20/09/2026", "issuer": "Hội LHPN tỉnh Tây Ninh", "kind": "KH",
        "subject": "Về việc rà soát hội viên", "urgency": "0", "arrived_on": "hôm nay", "viec": "luu", **more,
    }  # fmt: skip


def the_code(**which: object) -> ClosedCode:
    with owner():
        return ClosedCode.objects.get(**which)


def imported(content: bytes, tmp_path: Path, code: str, name: str = "den.edxml") -> Taken:
    """As `hoiso documents import FILE --unit CODE` does, in the worker's role."""
    (tmp_path / name).write_bytes(content)
    now = clock.now()
    with worker():
        with scope.transaction_as(scope.system_token(clock.office_date(now))):
            to = public.addressee(code, at=now)
        (done,) = public.import_files([tmp_path / name], unit=to.unit, closed=to.closed, at=now)
    return done.taken


def test_the_confirming_page_shows_the_successor_and_registers_only_when_confirmed(
    desk: Client, clerk: Officer, merged: Merged
) -> None:
    url = brought(desk, a_message(OLD))
    shown = desk.get(url).content.decode()
    assert f"Mã {OLD} của {merged.old.title} đã đóng ngày 30/06/2026" in shown
    assert f"Đơn vị kế thừa: {merged.heir.title}. Cần người xác nhận" in shown

    refused = desk.post(url, line())
    assert refused.status_code == 422
    assert f"Xác nhận đơn vị kế thừa của mã {OLD}" in refused.content.decode()
    with owner():
        assert not Document.objects.exists()

    asked = the_code()
    wrong = desk.post(url, line(**{f"code_{asked.pk}": "kept"}))  # a receiver cannot stay the ended unit
    assert wrong.status_code == 422
    done = desk.post(url, line(**{f"code_{asked.pk}": "confirmed"}))
    assert done.status_code == 302
    asked = the_code()
    assert (asked.state, asked.decided_by, asked.decided_by_name) == ("confirmed", clerk.pk, clerk.full_name)
    with owner():
        document = Document.objects.get()
        told = Event.objects.get(document=document, kind="confirm_code")
        entry = Entry.objects.get(action="confirm_code")
    assert document.unit_id == merged.heir.pk
    assert told.actor_name == clerk.full_name
    assert told.text == (
        f"Xác nhận mã định danh đã đóng {OLD} ({merged.old.title}): {merged.heir.title} nhận thay"
    )
    assert (entry.actor_id, entry.subject_id) == (clerk.pk, document.pk)
    assert (entry.details["code"], entry.details["old_unit"], entry.details["successor"]) == (
        OLD,
        merged.old.pk,
        merged.heir.pk,
    )
    page = desk.get(reverse("document", args=[document.pk])).content.decode()
    assert f"Xác nhận mã định danh đã đóng {OLD}" in page


def test_pressing_twice_confirms_once(desk: Client, merged: Merged) -> None:
    url = brought(desk, a_message(OLD))
    confirmed = line(**{f"code_{the_code().pk}": "confirmed"})
    desk.post(url, confirmed)
    assert desk.post(url, confirmed).status_code == 302
    with owner():
        assert Document.objects.count() == 1
        assert Event.objects.filter(kind="confirm_code").count() == 1


def test_the_action_itself_refuses_without_an_answer(clerk: Officer, desk: Client, merged: Merged) -> None:
    brought(desk, a_message(OLD))
    by = acting(clerk)
    draft = IncomingDraft.objects.get()
    entry = public.Entry(subject="Lén", arrived_on=clock.office_date(clock.now()))
    with pytest.raises(DomainError, match="Xác nhận đơn vị kế thừa"):
        public.register_draft(by=by, draft_id=draft.pk, entry=entry, at=clock.now())
    assert not Document.objects.exists()


def test_an_open_code_of_the_unit_beside_a_closed_one_asks_nothing(desk: Client, merged: Merged) -> None:
    url = brought(desk, a_message(OLD, NEW))
    assert desk.post(url, line()).status_code == 302
    with owner():
        assert not ClosedCode.objects.exists()
        assert Document.objects.count() == 1


def test_a_closed_sender_is_confirmed_or_kept_as_of_old(desk: Client, merged: Merged) -> None:
    with owner():
        sender_before, sender_now = a_unit("Xã Trước", valid_to=EVE), a_unit("Xã Sau")
        units.close_code(
            code=give(sender_before, "H53.07"), last_day=EVE, successor=give(sender_now, "H53.08"),
            at=clock.now(),
        )  # fmt: skip
    for number, choice, meant in ((1, "confirmed", sender_now), (2, "kept", sender_before)):
        url = brought(desk, a_message(NEW, sender="H53.07", number=number))
        shown = desk.get(url).content.decode()
        assert f"Nơi gửi nay là {sender_now.title}" in shown
        assert f"Ghi nơi gửi theo đơn vị cũ: {sender_before.title}" in shown
        symbol = f"{number}/KH-BTV"
        assert desk.post(url, line(symbol=symbol)).status_code == 422
        waiting = the_code(state="waiting")
        done = desk.post(url, line(symbol=symbol, **{f"code_{waiting.pk}": choice}))
        assert done.status_code == 302, done.content.decode()
        with owner():
            document = Document.objects.get(symbol=symbol)
            assert document.issuer_unit == meant
            assert document.issuer == "Hội LHPN tỉnh Tây Ninh"  # as the document itself says


def test_the_command_lets_it_wait_for_a_clerk_of_the_successor(
    desk: Client, clerk: Officer, merged: Merged, tmp_path: Path
) -> None:
    taken = imported(a_message(OLD), tmp_path, OLD)
    assert taken.result is Result.WAITING
    assert taken.said.startswith(f"Mã {OLD} của {merged.old.title} đã đóng")
    assert [(one.code, one.successor_title, one.successor_code) for one in taken.codes] == [
        (OLD, merged.heir.title, NEW)
    ]
    with owner():
        assert not Document.objects.exists()
        assert IncomingDraft.objects.get().unit == merged.heir
        assert Notice.objects.get().officer_id == clerk.pk
    listed = desk.get(reverse("incoming_import")).content.decode()
    url = reverse("incoming_confirm", args=[taken.draft_id])
    assert url in listed
    assert "Cần xác nhận" in listed
    tray = desk.get(reverse("incoming_tray")).content.decode()
    assert url in tray
    assert "Cần xác nhận" in tray
    desk.post(url, line(**{f"code_{the_code().pk}": "confirmed"}))
    with owner():
        assert Document.objects.get().unit == merged.heir
    assert "Đã xác nhận" in desk.get(reverse("incoming_import")).content.decode()


def test_the_command_for_an_open_code_looks_at_the_message_too(merged: Merged, tmp_path: Path) -> None:
    assert imported(a_message(NEW), tmp_path, NEW).result is Result.NEW
    taken = imported(a_message(OLD, number=129), tmp_path, NEW, "khac.edxml")
    assert taken.result is Result.WAITING
    again = imported(a_message(OLD, number=129), tmp_path, NEW, "khac.edxml")
    assert (again.result, again.draft_id) == (Result.DUPLICATE, taken.draft_id)
    with owner():
        assert Document.objects.count() == 1


def test_brought_to_a_third_unit_it_waits_at_the_successor_and_nowhere_else(
    merged: Merged, tmp_path: Path
) -> None:
    with owner():
        third = a_unit("Xã Bên")
        give(third, OTHER)
    taken = imported(a_message(OLD), tmp_path, OTHER)
    assert taken.result is Result.WAITING
    with owner():
        assert IncomingDraft.objects.get().unit == merged.heir
        assert not Message.objects.filter(unit=third).exists()
    beside = signed_in(Client(), an_officer(Role.CLERK, third))
    answer = beside.post(
        reverse("incoming_register"),
        {"uploads": [SimpleUploadedFile("den.edxml", a_message(OLD, number=7))], "viec": "tep"},
    )
    assert answer.status_code == 422
    assert f"Đơn vị kế thừa: {merged.heir.title}" in answer.content.decode()


def test_another_unit_neither_sees_nor_confirms_nor_refuses(
    desk: Client, merged: Merged, tmp_path: Path
) -> None:
    taken = imported(a_message(OLD), tmp_path, OLD)
    code = the_code()
    stranger = an_officer(Role.CLERK)
    client = signed_in(Client(), stranger)
    confirm = reverse("incoming_confirm", args=[taken.draft_id])
    refuse = reverse("incoming_refuse", args=[taken.draft_id])
    assert client.get(confirm).status_code == 404
    assert client.post(confirm, line(**{f"code_{code.pk}": "confirmed"})).status_code == 404
    assert client.post(refuse, {"reason": "Không phải của tôi"}).status_code == 404
    assert client.get(reverse("incoming_message", args=[code.message_id])).status_code == 404
    assert OLD not in client.get(reverse("incoming_import")).content.decode()
    by = acting(stranger)
    with pytest.raises(NotThere):
        public.refuse_draft_codes(by=by, draft_id=code.draft_id or 0, reason="x", at=clock.now())
    assert not ClosedCode.objects.exists()
    assert ClosedCode.objects.update(state="confirmed") == 0
    assert the_code().state == "waiting"


def test_refused_with_a_reason_that_stays(
    desk: Client, clerk: Officer, merged: Merged, tmp_path: Path
) -> None:
    taken = imported(a_message(OLD), tmp_path, OLD)
    refuse = reverse("incoming_refuse", args=[taken.draft_id])
    assert refuse in desk.get(reverse("incoming_confirm", args=[taken.draft_id])).content.decode()
    assert "Nhập lý do" in desk.post(refuse, {"reason": " "}).content.decode()
    assert desk.post(refuse, {"reason": "Việc này nay thuộc xã bên"}).status_code == 302
    listed = desk.get(reverse("incoming_import")).content.decode()
    assert "Đã từ chối" in listed
    assert "Lý do: Việc này nay thuộc xã bên" in listed
    assert "128/KH-BTV" not in desk.get(reverse("incoming_tray")).content.decode()
    assert the_code().decided_by == clerk.pk
    with owner():
        assert not Document.objects.exists()
        assert Entry.objects.get(action="refuse_code").details["code"] == OLD
    again = imported(a_message(OLD), tmp_path, OLD)  # sent again: asked again
    assert again.result is Result.WAITING
    with owner():
        assert sorted(ClosedCode.objects.values_list("state", flat=True)) == ["refused", "waiting"]


def test_without_a_successor_nobody_takes_it(desk: Client, merged: Merged, tmp_path: Path) -> None:
    with owner():
        units.close_code(code=give(a_unit("Xã Mất"), "H53.55"), last_day=EVE, at=clock.now())
    with pytest.raises(NoSuccessor, match="Chưa rõ đơn vị kế thừa"):
        imported(a_message("H53.55"), tmp_path, "H53.55")
    taken = imported(a_message("H53.55"), tmp_path, NEW)
    assert taken.result is Result.REFUSED
    assert "Chưa rõ đơn vị kế thừa" in taken.said
    with owner():
        assert not Message.objects.exists()


def test_a_message_about_a_document_waits_for_its_confirmation(
    desk: Client, clerk: Officer, merged: Merged, tmp_path: Path
) -> None:
    desk.post(brought(desk, a_message(NEW)), line())
    with owner():
        document = Document.objects.get()
    about = document.exchange_id
    revoked = imported(a_message(OLD, kind="1", about=about), tmp_path, NEW, "thu-hoi.edxml")
    assert (revoked.result, revoked.draft_id) == (Result.WAITING, None)
    url = reverse("incoming_message", args=[revoked.message_id])
    assert url in desk.get(reverse("incoming_import")).content.decode()
    with owner():
        assert Message.objects.get(pk=revoked.message_id).document is None
    assert f"Mã {OLD} của {merged.old.title} đã đóng" in desk.get(url).content.decode()
    assert desk.post(url, {}).status_code == 422
    done = desk.post(url, {f"code_{the_code().pk}": "confirmed"})
    assert (done.status_code, done.url) == (302, reverse("document", args=[document.pk]))  # type: ignore[attr-defined]
    with owner():
        assert Message.objects.get(pk=revoked.message_id).document == document
        kinds = set(Event.objects.filter(document=document).values_list("kind", flat=True))
    assert {"message", "confirm_code"} <= kinds
    assert "Đã xác nhận" in desk.get(url).content.decode()
    assert desk.post(url, {f"code_{the_code().pk}": "confirmed"}).status_code != 500


def test_a_refused_message_does_not_join_the_document_later(
    desk: Client, merged: Merged, tmp_path: Path
) -> None:
    about = "H53.99,2026/09/20,128/KH-BTV"
    early = imported(a_message(OLD, kind="1", about=about), tmp_path, NEW, "thu-hoi.edxml")
    refuse = reverse("incoming_message_refuse", args=[early.message_id])
    assert desk.get(refuse).status_code == 200
    assert desk.post(refuse, {"reason": "Không phải văn bản của xã này"}).status_code == 302
    desk.post(brought(desk, a_message(NEW)), line())
    with owner():
        assert Document.objects.count() == 1
        assert Message.objects.get(pk=early.message_id).document is None
    assert "Thông điệp chờ văn bản" not in desk.get(reverse("incoming_import")).content.decode()


def test_an_unconfirmed_message_does_not_join_the_document_by_itself(
    desk: Client, merged: Merged, tmp_path: Path
) -> None:
    about = "H53.99,2026/09/20,128/KH-BTV"
    early = imported(a_message(OLD, kind="1", about=about), tmp_path, NEW, "thu-hoi.edxml")
    desk.post(brought(desk, a_message(NEW)), line())
    with owner():
        assert Message.objects.get(pk=early.message_id).document is None


def test_a_closed_code_typed_as_the_issuer_is_not_taken_for_a_name(desk: Client, merged: Merged) -> None:
    url = str(desk.post(reverse("incoming_register"), {"viec": "giay"}).url)  # type: ignore[attr-defined]
    answer = desk.post(url, line(issuer=OLD.lower()))
    assert answer.status_code == 422
    assert f"Đơn vị kế thừa: {merged.heir.title}" in answer.content.decode()
    offered = desk.get(reverse("suggest_issuers"), {"q": OLD}).content.decode()
    assert f"Kế thừa mã đã đóng {OLD}" in offered
    assert f"Đơn vị cũ, mã {OLD} đã đóng" in offered
    assert f"Mã {NEW}" in desk.get(reverse("suggest_issuers"), {"q": NEW}).content.decode()
    chosen = desk.post(url, line(issuer=merged.heir.title, issuer_ma=str(merged.heir.pk)))
    assert chosen.status_code == 302
    with owner():
        assert Document.objects.get().issuer_unit == merged.heir


def test_the_pages_cost_the_same_with_many_closed_codes(desk: Client, merged: Merged, tmp_path: Path) -> None:
    url = brought(desk, a_message(OLD))
    listed = reverse("incoming_import")
    few = {address: _statements(desk, address) for address in (url, listed)}
    with owner():
        one = ClosedCode.objects.get()
        for _ in range(12):
            one.pk = None
            one.save(force_insert=True)
    assert {address: _statements(desk, address) for address in (url, listed)} == few
    assert max(few.values()) <= 8


def _statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    own = [one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    return len(own) - 1  # the last is the test's own clearing of the scope


def test_the_action_of_connectors_raises_what_is_for_others(clerk: Officer, merged: Merged) -> None:
    with owner():
        third = a_unit("Xã Bên")
        give(third, OTHER)
    by = acting(an_officer(Role.CLERK, third))
    with pytest.raises(DomainError, match="Đơn vị kế thừa"):
        import_message(by=by, unit_id=third.pk, upload=an_upload(a_message(OLD), "den.edxml"), at=clock.now())
    assert not Message.objects.exists()
