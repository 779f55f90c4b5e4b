"""Files leave the house: to whom, under which headers, and not without a trace."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Officer, Role
from hoiso.audit.models import Entry
from hoiso.core import clock
from hoiso.core.files.tests.samples import a_pdf, a_word_file, with_javascript
from hoiso.documents.files import pictures
from hoiso.documents.files.queries import file_of
from hoiso.documents.files.tests.walk import ROLES, a_document_with, body
from hoiso.documents.models import Delivery, Document, DocumentFile, Reader
from hoiso.units.models import Unit
from tests.factories.documents import a_delivery, a_registered, a_stored
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def clerk(unit: Unit) -> Officer:
    return an_officer(Role.CLERK, unit)


def _file(document: Document) -> DocumentFile:
    with owner():
        return DocumentFile.objects.get(document=document)


def _acts(document: Document) -> list[str]:
    with owner():
        rows = Entry.objects.filter(subject="document", subject_id=document.pk).order_by("id")
        return list(rows.values_list("action", flat=True))


def test_a_download_is_the_file_byte_for_byte_and_never_shown_by_the_browser(
    client: Client, clerk: Officer, unit: Unit
) -> None:
    content = a_pdf(pages=2)
    document = a_document_with(clerk, unit, content, "Kế hoạch số 05.pdf")
    answer = signed_in(client, clerk).get(f"/tep/{_file(document).pk}/tai-ve/")
    assert body(answer) == content
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20s%E1%BB%91%2005.pdf"
    )
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == str(len(content))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    assert _acts(document)[-1] == "download"


def test_a_name_with_quotes_and_line_breaks_stays_inside_its_header(
    client: Client, clerk: Officer, unit: Unit
) -> None:
    document = a_document_with(clerk, unit, a_pdf(), 'a"\r\nSet-Cookie: x=1;.pdf')
    answer = signed_in(client, clerk).get(f"/tep/{_file(document).pk}/tai-ve/")
    assert "\n" not in answer["Content-Disposition"]
    assert "x" not in answer.cookies
    body(answer)


def test_a_page_is_drawn_once_and_kept_by_content(
    client: Client, clerk: Officer, unit: Unit, file_store: Path
) -> None:
    document = a_document_with(clerk, unit, a_pdf(pages=2), "a.pdf")
    address = f"/tep/{_file(document).pk}/trang/2/"
    signed_in(client, clerk)
    first = client.get(address)
    assert first["Content-Type"] == "image/webp"
    assert first.content[:4] == b"RIFF"
    kept = [path for path in (file_store / "cache" / "pages").glob("*/*") if path.suffix == ".webp"]
    assert len(kept) == 1
    assert kept[0].stat().st_mode & 0o077 == 0
    assert client.get(address).content == first.content
    assert len(client.get(f"{address}?co=nho").content) < len(first.content)
    assert _acts(document).count("view_page") == 3


@pytest.mark.parametrize("path", ["trang/0/", "trang/3/", "trang/1/?co=khac"])
def test_a_page_that_does_not_exist_is_not_there(
    client: Client, clerk: Officer, unit: Unit, path: str
) -> None:
    document = a_document_with(clerk, unit, a_pdf(pages=2), "a.pdf")
    assert signed_in(client, clerk).get(f"/tep/{_file(document).pk}/{path}").status_code == 404


def test_a_picture_costs_six_statements(client: Client, clerk: Officer, unit: Unit) -> None:
    document = a_document_with(clerk, unit, a_pdf(), "a.pdf")
    address = f"/tep/{_file(document).pk}/trang/1/"
    signed_in(client, clerk).get(address)
    with CaptureQueriesContext(connection) as statements:
        client.get(address)
    asked = [one["sql"] for one in statements if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) == 5, asked  # session, scope and officer, file, trail, scope off


def test_a_file_that_acts_is_downloaded_only_after_a_warning(
    client: Client, clerk: Officer, unit: Unit
) -> None:
    content = a_pdf(change=with_javascript)
    document = a_document_with(clerk, unit, content, "bay.pdf")
    address = f"/tep/{_file(document).pk}/tai-ve/"
    warned = signed_in(client, clerk).get(address)
    assert "Tệp có nội dung tự chạy" in warned.content.decode()
    assert _acts(document)[-1] != "download"
    assert body(client.get(f"{address}?da-biet=1")) == content
    assert client.get(f"/tep/{_file(document).pk}/trang/1/").status_code == 200


def test_the_reader_shows_every_page_and_the_words(client: Client, clerk: Officer, unit: Unit) -> None:
    document = a_document_with(clerk, unit, a_pdf(pages=23), "dai.pdf")
    address = f"/tep/{_file(document).pk}/doc/"
    first = signed_in(client, clerk).get(address).content.decode()
    assert first.count("hs-leaf") == 20
    assert "Các trang sau, từ trang 21" in first
    rest = client.get(f"{address}?tu=21").content.decode()
    assert rest.count("hs-leaf") == 3
    light = client.get(f"{address}?chu=1").content.decode()
    assert "hs-leaf" not in light
    assert _acts(document)[-3:] == ["read_file"] * 3


def test_a_word_file_is_read_as_text(client: Client, clerk: Officer, unit: Unit) -> None:
    document = a_document_with(clerk, unit, a_word_file("Kính gửi: các xã &amp; phường"), "a.docx")
    content = signed_in(client, clerk).get(f"/tep/{_file(document).pk}/doc/").content.decode()
    assert "Kính gửi: các xã &amp; phường" in content
    assert client.get(f"/tep/{_file(document).pk}/trang/1/").status_code == 404


def test_the_cache_is_cleared_of_what_nobody_opens(clerk: Officer, unit: Unit) -> None:
    document = a_document_with(clerk, unit, a_pdf(), "a.pdf")
    acting(clerk)
    served = file_of(_file(document).pk)
    pictures.page_picture(served, 1, size="nho")
    assert pictures.prune(before=clock.now() - timedelta(days=1)) == 0
    assert pictures.prune(before=clock.now() + timedelta(seconds=5)) == 1
    assert pictures.prune(before=clock.now() + timedelta(seconds=5)) == 0
    assert pictures.page_picture(served, 1, size="nho")[:4] == b"RIFF"


# Who may open what: every role × its own unit, another unit, a unit below, and named readers.


@pytest.mark.parametrize(("role", "sees"), ROLES)
def test_each_role_at_the_own_unit(client: Client, unit: Unit, role: str, sees: bool) -> None:
    document = a_document_with(an_officer(Role.CLERK, unit), unit, a_pdf(), "a.pdf")
    key = _file(document).pk
    signed_in(client, an_officer(role, unit))
    for path in ("tai-ve/", "trang/1/", "trang/1/?co=nho", "doc/"):
        answer = client.get(f"/tep/{key}/{path}")
        assert answer.status_code == (200 if sees else 404), path
        body(answer)


def test_no_role_of_another_unit(client: Client) -> None:
    parent = a_unit(kind=Unit.Kind.PROVINCE)
    child = a_unit(under=parent)
    document = a_document_with(an_officer(Role.CLERK, child), child, a_pdf(), "a.pdf")
    key = _file(document).pk
    for elsewhere in (parent, a_unit(under=parent), a_unit(under=child)):
        for role, _ in ROLES:
            signed_in(client, an_officer(role, elsewhere))
            for path in ("tai-ve/", "trang/1/", "doc/"):
                assert client.get(f"/tep/{key}/{path}").status_code == 404, (role, path)


def test_a_reader_opens_the_file_and_a_colleague_does_not(client: Client, clerk: Officer, unit: Unit) -> None:
    document = a_document_with(clerk, unit, a_pdf(), "a.pdf")
    reader, other = an_officer(Role.SPECIALIST, unit), an_officer(Role.SPECIALIST, unit)
    with owner():
        Reader.objects.create(
            document=document, unit=unit, officer_id=reader.pk, officer_name=reader.full_name,
            why=Reader.Why.LEAD, since=clock.now(),
        )  # fmt: skip
    key = _file(document).pk
    assert signed_in(client, reader).get(f"/tep/{key}/trang/1/").status_code == 200
    assert signed_in(client, other).get(f"/tep/{key}/trang/1/").status_code == 404


def test_without_signing_in_nothing_is_served(client: Client, clerk: Officer, unit: Unit) -> None:
    document = a_document_with(clerk, unit, a_pdf(), "a.pdf")
    for path in ("tai-ve/", "trang/1/", "doc/"):
        answer = client.get(f"/tep/{_file(document).pk}/{path}")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/dang-nhap/")


# Deliveries


def _delivered(sender: Unit, receiver: Unit) -> Delivery:
    acting(an_officer(Role.CLERK, sender))
    stored = a_stored(a_pdf(pages=2), "Hướng dẫn.pdf")
    delivery = a_delivery(sender, receiver)
    with owner():
        delivery.files = [{"stored": stored.stored.pk, "name": stored.name, "role": "main"}]
        delivery.save()
    return delivery


def test_the_receiver_reads_what_was_sent_before_she_registers_it(client: Client, unit: Unit) -> None:
    sender = a_unit(kind=Unit.Kind.PROVINCE)
    delivery = _delivered(sender, unit)
    signed_in(client, an_officer(Role.CLERK, unit))
    for path in ("0/", "0/trang/2/", "0/doc/"):
        answer = client.get(f"/tep/chuyen/{delivery.pk}/{path}")
        assert answer.status_code == 200, path
        body(answer)
    assert client.get(f"/tep/chuyen/{delivery.pk}/1/").status_code == 404
    with owner():
        entry = Entry.objects.filter(subject="delivery", subject_id=delivery.pk).first()
        assert entry is not None
        assert entry.unit_id == unit.pk


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.UNIT_ADMIN, Role.AUDITOR, Role.BRANCH_HEAD])
def test_only_the_desk_of_the_receiver_opens_a_delivery(client: Client, unit: Unit, role: str) -> None:
    delivery = _delivered(a_unit(), unit)
    for path in ("0/", "0/trang/1/", "0/doc/"):
        assert (
            signed_in(client, an_officer(role, unit)).get(f"/tep/chuyen/{delivery.pk}/{path}").status_code
            == 404
        )
    stranger = signed_in(client, an_officer(Role.CLERK, a_unit()))
    assert stranger.get(f"/tep/chuyen/{delivery.pk}/0/").status_code == 404


def test_what_the_sender_took_back_is_not_opened_any_more(client: Client, unit: Unit) -> None:
    delivery = _delivered(a_unit(), unit)
    with owner():
        Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.WITHDRAWN)
    answer = signed_in(client, an_officer(Role.CLERK, unit)).get(f"/tep/chuyen/{delivery.pk}/0/")
    assert answer.status_code == 404
    assert "đã thu lại" in answer.content.decode()


def test_a_registered_file_is_shared_by_content_but_not_by_right(client: Client, unit: Unit) -> None:
    """Equal content lies in the store once; having it in one's own document opens no other's."""
    other = a_unit()
    content = a_pdf()
    mine = a_document_with(an_officer(Role.CLERK, unit), unit, content, "a.pdf")
    theirs = a_document_with(an_officer(Role.CLERK, other), other, content, "a.pdf")
    assert _file(mine).stored_id == _file(theirs).stored_id
    signed_in(client, an_officer(Role.CLERK, unit))
    assert client.get(f"/tep/{_file(mine).pk}/trang/1/").status_code == 200
    assert client.get(f"/tep/{_file(theirs).pk}/trang/1/").status_code == 404


def test_a_file_with_nothing_in_the_store_says_so(
    client: Client, clerk: Officer, unit: Unit, file_store: Path
) -> None:
    document = a_document_with(clerk, unit, a_pdf(), "a.pdf")
    for path in (file_store / "files").glob("*/*/*"):
        path.unlink()
    answer = signed_in(client, clerk).get(f"/tep/{_file(document).pk}/tai-ve/")
    assert answer.status_code == 400
    assert "khôi phục từ bản sao lưu" in answer.content.decode()


def test_a_registered_document_keeps_its_order_of_files(client: Client, clerk: Officer, unit: Unit) -> None:
    acting(clerk)
    files = (a_stored(a_pdf(), "chinh.pdf"), a_stored(a_word_file("a"), "kem.docx", role="annex"))
    document = a_registered(clerk, unit, files=files)
    content = signed_in(client, clerk).get(f"/van-ban/{document.pk}/").content.decode()
    assert content.index("chinh.pdf") < content.index("kem.docx")
