"""Mails from a mailbox on loopback: each once, and no misbehaving server loses or doubles one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.documents.incoming.tests.samples import a_marked_pdf, a_plan_pdf
from hoiso.documents.intake.mail_import import fetch_mails, read_letter, read_state
from hoiso.documents.intake.mailbox import account_from
from hoiso.documents.intake.tests.imap_stand_in import PASSWORD, USER, Box, mailbox
from hoiso.documents.models import IncomingDraft, MailArrival
from hoiso.notices.models import Notice
from hoiso.runtime.environment import load
from hoiso.runtime.errors import WrongSetting
from hoiso.units.models import Unit
from tests.factories.people import an_officer, signed_in
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(settings, unit: Unit, clerk: Officer, tmp_path: Path) -> Iterator[Box]:
    settings.DATA = tmp_path
    with owner():
        Unit.objects.filter(pk=unit.pk).update(official_code="79999")
    with mailbox() as made:
        address = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}@127.0.0.1:{made.port}"
        settings.IMAP = f"imap+plain://{address}/INBOX?don-vi=79999"
        yield made


def a_mail(number: int, *, subject: str = "Gửi kế hoạch", files: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    mail = EmailMessage()
    mail["From"] = "Sở Nội vụ <vanthu.snv@tinh.vn>"
    mail["To"] = USER
    mail["Subject"] = subject
    mail["Date"] = "Mon, 23 Nov 2026 08:15:00 +0700"
    mail["Message-ID"] = f"<{number}@snv.tinh.vn>"
    mail.set_content("Kính gửi Hội, xin gửi kế hoạch kèm theo.")
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return mail.as_bytes()


def fetch() -> int:
    with worker():
        return fetch_mails(at=clock.now())


def test_a_mail_becomes_a_draft_with_its_file_and_header_fields(box: Box, desk: Client) -> None:
    box.mails[5] = a_mail(1, files=(("kế hoạch.pdf", a_plan_pdf()),))
    assert fetch() == 1
    assert box.seen == {5}
    with owner():
        draft = IncomingDraft.objects.get()
        row = MailArrival.objects.get()
        assert draft.header["symbol"] == "05/KH-HPN"
        assert draft.header["arrived_by"] == "email"
        assert draft.files.get().name == "kế hoạch.pdf"
        assert draft.remarks[0] == (
            "Thư của Sở Nội vụ <vanthu.snv@tinh.vn>, gửi lúc 23/11/2026, 08:15, tiêu đề “Gửi kế hoạch”."
        )
        assert (row.validity, row.uid, row.message_id) == (77, 5, "<1@snv.tinh.vn>")
        assert row.sent_at == datetime(2026, 11, 23, 1, 15, tzinfo=UTC)
        assert "Sở Nội vụ" in Notice.objects.get().text
    shown = desk.get(reverse("incoming_confirm", args=[draft.pk])).content.decode()
    assert "Kính gửi Hội, xin gửi kế hoạch kèm theo." in shown
    assert "Hộp thư đến" in desk.get(reverse("incoming_tray")).content.decode()
    assert read_state()["problem"] == ""


def test_each_mail_is_taken_once_by_place_and_by_message_id(box: Box) -> None:
    box.mails[5] = a_mail(1, files=(("a.pdf", a_plan_pdf()),))
    assert fetch() == 1
    box.seen.clear()  # somebody has marked it as unread
    assert fetch() == 0
    assert box.fetched == [5]  # not even asked for again
    box.validity = 78  # the server has numbered its mails anew
    box.seen.clear()
    assert fetch() == 0
    with owner():
        assert IncomingDraft.objects.count() == 1


def test_a_line_cut_between_keeping_and_marking_doubles_nothing(box: Box) -> None:
    box.mails[5] = a_mail(1, files=(("a.pdf", a_plan_pdf()),))
    box.fault = "cut-store"
    fetch()
    assert "bị đứt" in read_state()["problem"]
    box.fault = ""
    assert fetch() == 0
    assert box.seen == {5}
    with owner():
        assert IncomingDraft.objects.count() == 1


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("cut", "bị đứt"),
        ("garbage", "IMAP"),
        ("login", "không nhận tên hoặc mật khẩu"),
        ("no-validity", "UIDVALIDITY"),
    ],
)
def test_a_server_that_misbehaves_is_told_on_the_health_page_and_loses_nothing(
    box: Box, fault: str, said: str, client: Client, unit: Unit
) -> None:
    box.mails[5] = a_mail(1, files=(("a.pdf", a_plan_pdf()),))
    box.fault = fault
    assert fetch() == 0
    assert said in read_state()["problem"] or "đứt" in read_state()["problem"]
    assert PASSWORD not in read_state()["problem"]
    with owner():
        assert not IncomingDraft.objects.exists()
    admin = signed_in(client, an_officer(Role.PROVINCE_ADMIN, unit))
    page = admin.get(reverse("health"))
    assert "Hộp thư nhận văn bản" in page.content.decode()
    assert read_state()["problem"] in page.content.decode()
    since = read_state()["since"]
    fetch()
    assert read_state()["since"] == since
    box.fault = ""
    assert fetch() == 1
    assert read_state()["problem"] == ""


def test_a_mail_too_large_is_named_and_not_fetched(box: Box, settings) -> None:
    box.mails[5] = a_mail(1)
    box.sizes[5] = settings.MAX_FILE + 1
    box.mails[6] = a_mail(2)
    assert fetch() == 1
    assert box.fetched == [6]
    assert box.seen == {5, 6}
    with owner():
        assert "lớn quá mức" in MailArrival.objects.get(uid=5).problem


def test_a_mail_without_files_waits_with_its_words(box: Box) -> None:
    box.mails[5] = a_mail(1, subject="Mời họp giao ban")
    assert fetch() == 1
    with owner():
        draft = IncomingDraft.objects.get()
        assert draft.header["subject"] == "Mời họp giao ban"
        assert draft.remarks[1] == "Lời thư: Kính gửi Hội, xin gửi kế hoạch kèm theo."
        assert not draft.files.exists()


def test_a_mark_of_secrecy_in_a_file_is_refused_and_told(box: Box, file_store: Path) -> None:
    box.mails[5] = a_mail(1, files=(("mat.pdf", a_marked_pdf()),))
    assert fetch() == 0
    assert box.seen == {5}
    with owner():
        assert not IncomingDraft.objects.exists()
        assert "TỐI MẬT" in MailArrival.objects.get().problem
        assert "TỐI MẬT" in Notice.objects.get().text
    assert [path for path in file_store.rglob("*") if path.is_file()] == []


def test_nothing_is_asked_where_no_mailbox_is_set_up(settings, unit: Unit, tmp_path: Path) -> None:
    settings.DATA, settings.IMAP = tmp_path, ""
    assert fetch_mails(at=clock.now()) == 0
    assert read_state() == {}


def test_broken_mails_are_read_as_far_as_they_go() -> None:
    for content in (b"", b"\xff\xfe\x00garbage", b"Subject: =?bad?Q?=\r\nDate: never\r\n\r\nxin ch\xe0o"):
        letter = read_letter(content)
        assert letter.sent_at is None
        assert letter.files == ()


def test_the_setting_is_checked_at_the_start_and_its_password_is_not_told() -> None:
    given = {"HOISO_IMAP": "imaps://an%40tinh.vn:kho%2Fdoan@thu.tinh.vn/Den?don-vi=H1.01"}
    account = account_from(load(given).imap)
    assert (account.user, account.password, account.port) == ("an@tinh.vn", "kho/doan", 993)
    assert (account.folder, account.unit_code) == ("Den", "H1.01")
    with pytest.raises(WrongSetting) as wrong:
        load({"HOISO_IMAP": "imaps://an:bimat123@thu.tinh.vn/"})
    assert "bimat123" not in str(wrong.value)
