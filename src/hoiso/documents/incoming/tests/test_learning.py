"""A sender with a layout of its own: wrong at first, right after two corrections, nobody else worse."""

from datetime import timedelta
from functools import cache
from io import BytesIO
from typing import Any

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hoiso.access.models import Officer, Role
from hoiso.audit.models import Entry
from hoiso.core.clock import now
from hoiso.core.folding import fold
from hoiso.documents.carrying import carry
from hoiso.documents.incoming.tests.samples import FONTS
from hoiso.documents.intake.tests.samples import a_letter
from hoiso.documents.models import Document, IncomingDraft, SenderHabit
from hoiso.units.models import Unit
from hoiso.units.passing import Passing
from tests.factories.documents import a_registered
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.factories.scans import work_off
from tests.roles import owner

pytestmark = pytest.mark.django_db

SENDER = "Quỹ Hỗ trợ Phụ nữ Phát triển Tây Ninh"
SUBJECTS = (
    "Lịch giải ngân đợt một",
    "Mức vay mới của hội viên",
    "Hồ sơ vay nộp trong tháng",
    "Lãi suất quý tới",
)
SIGNERS = ("Lê Thị Mai Hoa", "Phạm Ngọc Thảo", "Lê Thị Mai Hoa", "Phạm Ngọc Thảo")
BOXES = ("symbol", "issued_on", "issuer", "subject", "signer")


@cache
def an_odd_letter(number: int, *, sender: str = SENDER) -> bytes:
    """No head of two columns, no "Số:", the sender's name at the foot, another day of events above it all."""
    source = (
        '#set page(paper: "a4")\n#set text(font: "Tinos", size: 13pt)\n'
        "#align(right)[Lần sửa 1/2024, áp dụng từ ngày 01/01/2024]\n\n"
        f"Mã văn bản: {number:02}/PV-QHT \\ Ngày phát hành: {number:02}/09/2026\n\n"
        f"Nội dung: {SUBJECTS[number - 1]}\n\n"
        "Quỹ gửi đến các đơn vị thông tin về hoạt động cho vay, thu hồi vốn và tập huấn trong quý. "
        "Mọi ý kiến xin gửi về bộ phận tiếp nhận.\n\n#v(4cm)\n"
        f"#grid(columns: (50%, 50%), [], align(center)[Người lập phiếu \\ \\ {SIGNERS[number - 1]}])\n\n"
        f"#v(2cm)\n#align(center)[Đơn vị phát hành: {sender}]\n"
    )
    made = typst.compile(source.encode(), font_paths=[FONTS], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _right(number: int) -> dict[str, str]:
    return {
        "symbol": f"{number:02}/PV-QHT", "issued_on": f"2026-09-{number:02}", "issuer": SENDER,
        "subject": SUBJECTS[number - 1], "signer": SIGNERS[number - 1],
    }  # fmt: skip


def _bring(desk: Client, content: bytes) -> IncomingDraft:
    desk.post(reverse("incoming_register"), {"uploads": [SimpleUploadedFile("thu.pdf", content)]})
    with owner():
        return IncomingDraft.objects.latest("pk")


def _enter(desk: Client, draft: IncomingDraft, **values: str) -> Document:
    day = values["issued_on"]
    values["issued_on"] = f"{day[8:]}/{day[5:7]}/{day[:4]}"
    line = {"urgency": "0", "arrived_on": "hôm nay", "viec": "luu", **values}
    answer = desk.post(reverse("incoming_confirm", args=[draft.pk]), line)
    assert answer.status_code == 302
    work_off("documents.learn_layout")
    with owner():
        return Document.objects.latest("pk")


def _corrected(desk: Client, *numbers: int) -> None:
    for number in numbers:
        _enter(desk, _bring(desk, an_odd_letter(number)), **_right(number))


def _read(draft: IncomingDraft) -> dict[str, Any]:
    return {name: draft.header.get(name, "") for name in BOXES}


def test_a_sender_with_an_odd_layout_is_read_rightly_after_two_corrections(desk: Client) -> None:
    before = _bring(desk, a_letter(12, "rà soát hội viên"))
    assert all(_read(_bring(desk, an_odd_letter(1)))[name] != right for name, right in _right(1).items())
    _corrected(desk, 1, 2)
    third = _bring(desk, an_odd_letter(3))
    assert _read(third) == _right(3)
    assert {name for name, reading in third.readings.items() if reading.get("learnt")} == set(BOXES)
    assert not third.readings["symbol"]["sure"]  # right twice is not yet sure
    assert third.readings["symbol"]["quote"].startswith("Mã văn bản: 03/PV-QHT")
    shown = desk.get(reverse("incoming_confirm", args=[third.pk])).content.decode()
    assert shown.count("Theo lần sửa trước. Đọc ở trang 1") == len(BOXES)
    _enter(desk, third, **_right(3))
    fourth = _bring(desk, an_odd_letter(4))
    assert _read(fourth) == _right(4)
    assert all(fourth.readings[name]["sure"] for name in BOXES)
    after = _bring(desk, a_letter(12, "rà soát hội viên"))
    assert (after.header, after.readings) == (before.header, before.readings)


def test_one_correction_casts_doubt_and_two_others_take_it_away(desk: Client) -> None:
    letter = a_letter(12, "rà soát hội viên")
    draft = _bring(desk, letter)
    right = {name: str(draft.header[name]) for name in ("symbol", "issued_on", "issuer", "subject")}
    assert draft.readings["subject"]["sure"]
    _enter(desk, draft, **right | {"subject": "Việc khác hẳn chữ trên trang", "duplicate_reason": "thử"})
    doubted = _bring(desk, letter)
    assert doubted.header["subject"] == right["subject"]
    assert not doubted.readings["subject"]["sure"]
    shown = desk.get(reverse("incoming_confirm", args=[doubted.pk])).content.decode()
    assert "Văn bản trước của nơi gửi này, ô này máy đọc sai." in shown
    for _ in range(2):
        _enter(desk, _bring(desk, letter), **right, duplicate_reason="gửi lại")
    assert _bring(desk, letter).readings["subject"]["sure"]


def test_what_no_longer_stands_there_is_corrected_and_then_left(desk: Client) -> None:
    _corrected(desk, 1, 2)
    for number in (3, 4, 3):
        draft = _bring(desk, an_odd_letter(number))
        wrong = _right(number) | {"signer": "Trần Văn Ký Thay", "duplicate_reason": "thử"}
        _enter(desk, draft, **wrong)
    draft = _bring(desk, an_odd_letter(4))
    assert draft.header.get("signer", "") != SIGNERS[3]
    assert draft.header["symbol"] == "04/PV-QHT"


def test_another_sender_with_the_same_paper_is_not_taken_for_it(desk: Client) -> None:
    other = "Quỹ Bảo trợ Trẻ em Tây Ninh"
    plain = _bring(desk, an_odd_letter(1, sender=other))
    _corrected(desk, 1, 2)
    again = _bring(desk, an_odd_letter(1, sender=other))
    assert (again.header, again.readings) == (plain.header, plain.readings)


def test_the_desk_sees_and_forgets_what_it_has_learnt(desk: Client, clerk: Officer, unit: Unit) -> None:
    _corrected(desk, 1, 2)
    address = reverse("learnt_layouts")
    shown = desk.get(address).content.decode()
    assert SENDER in shown
    assert "Trang đầu, phía trên bên trái, sau chữ “ma van ban:”" in shown
    assert "Đang dùng để điền" in shown
    assert SENDER in desk.get(address, {"q": "quy ho tro"}).content.decode()
    assert "Chưa học được gì về nơi gửi này." in desk.get(address, {"q": "kho bạc"}).content.decode()
    stranger = signed_in(Client(), an_officer(Role.CLERK, a_unit("Xã Khác")))
    assert SENDER not in stranger.get(address).content.decode()
    with owner():
        one = SenderHabit.objects.first()
    assert one is not None
    assert stranger.post(address, {"quen": one.pk}).status_code == 404
    acting(clerk)
    gone = desk.post(address, {"quen": one.pk}, follow=True).content.decode()
    assert f"Đã quên những điều học được về {SENDER}." in gone
    with owner():
        assert not SenderHabit.objects.exists()
        assert Entry.objects.filter(action="forget_sender", actor_id=clerk.pk).exists()
    assert _bring(desk, an_odd_letter(4)).header.get("symbol") != "04/PV-QHT"


def test_the_list_is_sorted_by_its_heads_and_taken_along_as_it_is_shown(
    desk: Client, clerk: Officer, unit: Unit
) -> None:
    acting(clerk)
    document = a_registered(clerk, unit)
    with owner():
        for place, (sender, times) in enumerate(
            (("Bộ Nội vụ", 1), ("Công an tỉnh", 7), ("UBND xã Bến Lức", 3))
        ):
            SenderHabit.objects.create(
                unit=unit, sender=sender, folded=fold(sender), field="symbol", times=times, became="01/TB",
                document=document, last_at=now() - timedelta(days=place),
            )  # fmt: skip
    address = reverse("learnt_layouts")

    def order(**asked: str) -> str:
        shown = desk.get(address, asked).content.decode()
        return "".join(sorted("BCU", key=lambda one: shown.index(f'"hs-first">{one}')))

    assert [order(xep=one) for one in ("", "noi-gui-nguoc", "dung", "dung-it", "moi", "cu", "la")] == [
        "BCU", "UCB", "CUB", "BUC", "BCU", "UCB", "BCU",
    ]  # fmt: skip
    sorted_by = desk.get(address, {"xep": "dung"}).content.decode()
    assert 'aria-sort="descending"' in sorted_by
    assert "?xep=dung-it" in sorted_by  # a second press turns it
    assert f"{reverse('learnt_layouts_export')}?xep=dung" in sorted_by
    taken = desk.get(reverse("learnt_layouts_export"), {"xep": "dung", "q": "nội vụ"}).content
    sheet = CalamineWorkbook.from_filelike(BytesIO(taken)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet if row[1] == "Số, ký hiệu"] == ["Bộ Nội vụ"]
    assert any("Nơi gửi có “nội vụ”" in str(row[0]) for row in sheet)


def test_nothing_is_kept_of_restricted_documents(desk: Client) -> None:
    draft = _bring(desk, an_odd_letter(1))
    line = {"urgency": "0", "arrived_on": "hôm nay", "viec": "luu", **_right(1), "issued_on": "01/09/2026"}
    assert desk.post(reverse("incoming_confirm", args=[draft.pk]), line).status_code == 302
    with owner():
        Document.objects.update(restricted=True)
    work_off("documents.learn_layout")
    with owner():
        assert not SenderHabit.objects.exists()


def test_a_desk_keeps_a_few(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hoiso.documents.incoming.actions.learning.MOST_HABITS", 3)
    _corrected(desk, 1)
    with owner():
        assert SenderHabit.objects.count() == 3


@pytest.mark.parametrize("renaming", [True, False])
def test_a_sender_that_is_restructured_is_read_anew(clerk: Officer, unit: Unit, renaming: bool) -> None:
    sender, heir = a_unit("Xã Cũ"), a_unit("Xã Mới")
    acting(clerk)
    document = a_registered(clerk, unit)
    with owner():
        for issuer in (sender, None):
            SenderHabit.objects.create(
                unit=unit, sender="Hội LHPN xã Cũ", folded="hoi lhpn xa cu", issuer_unit=issuer,
                field="symbol", document=document, last_at=now(),
            )  # fmt: skip
        carry(
            [Passing(sender.pk, sender.title, heir.pk, heir.title, "whole", renaming)],
            at=now(),
            actor_id=None,
        )
        assert SenderHabit.objects.get().issuer_unit is None
        carry([Passing(unit.pk, unit.title, heir.pk, heir.title, "whole", renaming)], at=now(), actor_id=None)
        left = list(SenderHabit.objects.values_list("unit_id", flat=True))
        assert left == ([heir.pk] if renaming else [])
