"""A mail server that we have not made: mails come through TLS both ways, and never past a bad certificate."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.documents.incoming.tests.samples import a_plan_pdf
from hoiso.documents.intake.mail_import import read_state
from hoiso.documents.intake.tests.mail_server import (
    HOST,
    PASSWORD,
    PROGRAM,
    USER,
    Papers,
    behind_tls,
    papers,
    put,
    served,
    unread,
)
from hoiso.documents.intake.tests.test_mail_import import a_mail, fetch
from hoiso.documents.models import IncomingDraft, MailArrival
from hoiso.units.models import Unit
from tests.factories.people import an_officer, signed_in
from tests.roles import owner

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not PROGRAM.is_file(), reason="pymap is not installed"),
]


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    return papers(tmp_path_factory.mktemp("chung-thu"), "dung")


@pytest.fixture(scope="module")
def port(right: Papers) -> Iterator[int]:
    with served(right) as listening:
        yield listening


@pytest.fixture
def desk_mail(settings, unit: Unit, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    with owner():
        Unit.objects.filter(pk=unit.pk).update(official_code="79999")


def address(safety: str, port: int, *, host: str = HOST) -> str:
    return f"{safety}://{quote(USER, safe='')}:{quote(PASSWORD, safe='')}@{host}:{port}/INBOX?don-vi=79999"


def test_mails_come_by_starttls_and_by_imaps_each_once(
    settings, monkeypatch: pytest.MonkeyPatch, desk_mail: None, port: int, right: Papers
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(right.authority))
    put(port, [a_mail(1, files=(("kế hoạch.pdf", a_plan_pdf()),))], trusting=right.authority)
    settings.IMAP = address("imap", port)
    assert fetch() == 1, read_state()
    assert unread(port, trusting=right.authority) == 0
    assert fetch() == 0
    with served(None) as bare, behind_tls(bare, right) as encrypted:
        put(bare, [a_mail(2, subject="Mời họp giao ban"), a_mail(1)], trusting=None)
        settings.IMAP = address("imaps", encrypted)
        assert fetch() == 1, read_state()  # the first mail lay in the other mailbox too
        assert fetch() == 0
    with owner():
        drafts = list(IncomingDraft.objects.order_by("pk"))
        assert [draft.header["subject"] for draft in drafts][1:] == ["Mời họp giao ban"]
        assert drafts[0].header["symbol"] == "05/KH-HPN"
        assert drafts[0].files.get().name == "kế hoạch.pdf"
        assert MailArrival.objects.filter(draft=None).count() == 1
    assert read_state()["problem"] == ""


def test_a_bad_certificate_is_refused_and_named_on_the_health_page(
    settings,
    monkeypatch: pytest.MonkeyPatch,
    client: Client,
    desk_mail: None,
    unit: Unit,
    port: int,
    right: Papers,
    tmp_path: Path,
) -> None:
    """Of an unknown authority, of another name, expired; by STARTTLS and by imaps."""
    put(port, [a_mail(1)], trusting=right.authority)
    other, old = papers(tmp_path, "khac", host="thu.noikhac.vn"), papers(tmp_path, "cu", days=-1)
    admin = signed_in(client, an_officer(Role.PROVINCE_ADMIN, unit))

    def told(trusting: Papers | None, imap: str) -> str:
        if trusting is None:
            monkeypatch.delenv("SSL_CERT_FILE", raising=False)
        else:
            monkeypatch.setenv("SSL_CERT_FILE", str(trusting.authority))
        settings.IMAP = imap
        assert fetch() == 0
        said = read_state()["problem"]
        assert PASSWORD not in said
        assert said in admin.get(reverse("health")).content.decode()
        return said

    assert "do nơi cấp mà máy này không tin" in told(None, address("imap", port))
    assert "không mang địa chỉ 127.0.0.1" in told(right, address("imap", port, host="127.0.0.1"))
    with behind_tls(port, other) as elsewhere, behind_tls(port, old) as expired:
        assert "không mang tên “localhost”" in told(other, address("imaps", elsewhere))
        assert "đã hết hạn" in told(old, address("imaps", expired))
    assert "không mã hoá đường nối ở cổng" in told(right, address("imaps", port))
    with served(None) as bare:
        assert "không nhận mã hoá (STARTTLS)" in told(right, address("imap", bare))
    with owner():
        assert not MailArrival.objects.exists()
    assert unread(port, trusting=right.authority) == 1
    assert told_well(settings, monkeypatch, port, right)


def told_well(settings, monkeypatch: pytest.MonkeyPatch, port: int, right: Papers) -> bool:
    """With the right certificate what waited comes, and the health page has nothing more to tell."""
    monkeypatch.setenv("SSL_CERT_FILE", str(right.authority))
    settings.IMAP = address("imap", port)
    return fetch() == 1 and read_state()["problem"] == ""
