"""A closed dossier as one package: whole, checked, and the same after it was taken in elsewhere."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Officer, Role
from hoiso.audit.models import Entry
from hoiso.core import clock
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.documents import filing
from hoiso.documents.handling import public as handling
from hoiso.documents.incoming.commands import command_actor
from hoiso.documents.incoming.entry import NewFile
from hoiso.documents.keeping import public
from hoiso.documents.keeping.errors import BrokenPackage, DossierClosed, NameTaken
from hoiso.documents.layouts.lists import PrintedList, render_list
from hoiso.documents.layouts.tests.measuring import text_of
from hoiso.documents.models import Document, DocumentFile, Dossier, DossierEntry
from hoiso.units.models import IdentityCode, Unit
from tests.factories.documents import a_registered, a_stored
from tests.factories.outgoing import Office, an_issued, to_units
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.office_date(NOW)
NS = "{urn:hoiso:dossier:1}"
VARIES = {"doc-toi.txt", "muc-luc.pdf", "SHA256SUMS"}  # they name who exported it and when
LONG = ("Về việc rất dài " * 60).strip()


@pytest.fixture(autouse=True)
def file_store(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.FILE_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    settings.DATA = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def office() -> Office:
    unit = a_unit("Xã Mỹ Yên")
    with owner():
        IdentityCode.objects.create(
            unit=unit, code="A61.25.7", path="A61.25.7", style="new", valid_from=date(2025, 7, 1)
        )
    return Office(unit)


def a_paper(words: str) -> bytes:
    return render_list(
        PrintedList(title=words, unit="Hội", unit_lines=("Hội",), printed_by="Lệ", printed_at=NOW)
    )


def a_file(clerk: Officer, words: str, **changes: str) -> NewFile:
    acting(clerk)
    return a_stored(a_paper(words), f"{words}.pdf", **changes)


def a_closed(office: Office, *documents: Document, code: str = "01.TC") -> Dossier:
    facts = public.DossierFacts(
        year=TODAY.year, code=code, title="Hồ sơ Đại hội", retention="20", heading="I. Tổ chức",
        description="Gồm cả phụ lục",
    )  # fmt: skip
    by = acting(office.clerk)
    dossier = public.open_dossier(by=by, unit_id=office.unit.pk, facts=facts, at=NOW)
    for one in documents:
        public.put_in_dossier(by=by, dossier_id=dossier.pk, document_id=one.pk, at=NOW)
    return public.close_dossier(by=by, dossier_id=dossier.pk, retention="20", closed_on=TODAY, at=NOW)


def a_whole_one(office: Office) -> Dossier:
    """An incoming document that was given out, with two files, and an issued one."""
    clerk = office.clerk
    files = (a_file(clerk, "Văn bản chính"), a_file(clerk, "Phụ lục", role="annex"))
    came = a_registered(
        clerk, office.unit, files=files, subject=LONG, symbol="12a/KH-BTV", kind="KH", kind_name="Kế hoạch",
        page_amount=3, signer="Lê Thị Thu Hà", description="Dòng một\nDòng hai & <ba>",
    )  # fmt: skip
    handling.instruct(
        by=acting(office.leader), document_id=came.pk, text="Thực hiện",
        receivers=handling.Receivers(lead=office.specialist.pk), due_on=TODAY, at=NOW,
    )  # fmt: skip
    commune = a_unit("Xã Tân Lân")
    with owner():
        IdentityCode.objects.create(
            unit=commune, code="A61.25.80", path="A61.25.80", style="new", valid_from=date(2025, 7, 1)
        )
    made = an_issued(office, subject="Thông báo kết quả", to=to_units(commune))
    return a_closed(office, came, made)


def exported(by: Officer, dossier: Dossier) -> dict[str, bytes]:
    with public.export_package(by=acting(by), dossier_id=dossier.pk, at=NOW) as package:
        return unpacked(package.read())


def unpacked(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(files: Mapping[str, bytes], *, sums: bool = True) -> io.BytesIO:
    """The files as a package again; with `sums` its sums are made to fit."""
    content = dict(files)
    if sums:
        named = sorted(set(content) - {"SHA256SUMS", "doc-toi.txt"})
        lines = [f"{hashlib.sha256(content[name]).hexdigest()}  {name}\n" for name in named]
        content["SHA256SUMS"] = "".join(lines).encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    target.seek(0)
    return target


def taken_in(by: Officer, unit: Unit, files: Mapping[str, bytes], *, sums: bool = False) -> Dossier:
    return public.import_package(by=acting(by), unit_id=unit.pk, stream=repacked(files, sums=sums), at=NOW)


def test_the_package_holds_files_metadata_sums_and_contents(office: Office) -> None:
    dossier = a_whole_one(office)
    package = exported(office.clerk, dossier)
    assert set(package) >= {"ho-so.xml", "ho-so.csv", "muc-luc.pdf", "SHA256SUMS", "doc-toi.txt"}
    files = {name for name in package if name.startswith("van-ban/")}
    assert {"van-ban/001/01-Văn bản chính.pdf", "van-ban/001/02-Phụ lục.pdf"} <= files
    told = dict(reversed(line.split("  ", 1)) for line in package["SHA256SUMS"].decode().splitlines())
    assert set(told) == set(package) - {"SHA256SUMS", "doc-toi.txt"}
    assert all(hashlib.sha256(package[name]).hexdigest() == digest for name, digest in told.items())
    assert package["van-ban/001/01-Văn bản chính.pdf"] == a_paper("Văn bản chính")
    contents = " ".join(text_of(package["muc-luc.pdf"]).split())
    assert "MỤC LỤC VĂN BẢN, TÀI LIỆU TRONG HỒ SƠ" in contents
    assert "2 văn bản" in contents
    assert f"Người xuất: {office.clerk.full_name}" in package["doc-toi.txt"].decode()


def test_the_metadata_bear_the_standards_names_cut_and_whole(office: Office) -> None:
    package = exported(office.clerk, a_whole_one(office))
    root = ElementTree.fromstring(package["ho-so.xml"])  # noqa: S314 - ours
    code = root.find(f"{NS}FileCode")
    assert code is not None
    assert [one.text for one in code] == ["A61.25.7", str(TODAY.year), "01.TC"]
    for name, value in (
        ("Title", "Hồ sơ Đại hội"), ("Maintenance", "20 năm"), ("Rights", "Theo chức vụ"), ("DocTotal", "2"),
        ("StartDate", TODAY.isoformat()), ("EndDate", TODAY.isoformat()),
    ):  # fmt: skip
        assert root.findtext(f"{NS}{name}") == value, name
    first = root.findall(f"{NS}Documents/{NS}Document")[0]
    for name, value in (
        ("DocOrdinal", "1"), ("TypeName", "Kế hoạch"), ("CodeNumber", "12a"), ("CodeNotation", "KH-BTV"),
        ("IssuedDate", "2026-09-20"), ("OrganName", "UBND xã Mỹ Yên"), ("PageAmount", "3"), ("Priority", "0"),
        ("ArrivalDate", TODAY.isoformat()), ("ArrivalNumber", "1"), ("DueDate", TODAY.isoformat()),
        ("ToPlaces", office.specialist.full_name), (f"SignerInfo/{NS}FullName", "Lê Thị Thu Hà"),
    ):  # fmt: skip
        assert first.findtext(f"{NS}{name}") == value, name
    second = root.findall(f"{NS}Documents/{NS}Document")[1]
    assert second.findtext(f"{NS}To/{NS}OrganId") == "A61.25.80"
    assert first.findtext(f"{NS}Subject") == LONG[:500]
    assert first.findtext(f"{NS}Whole[@of='Subject']") == LONG
    assert "1/Subject: 959 > 500" in [one.text for one in root.iter(f"{NS}Warning")]
    assert len(first.findall(f"{NS}TraceHeaderList/{NS}TraceHeader")) >= 3
    rows = list(csv.DictReader(io.StringIO(package["ho-so.csv"].decode("utf-8-sig"))))
    assert [row["DocOrdinal"] for row in rows] == ["1", "2"]
    assert rows[0]["Subject"] == LONG  # whole
    assert rows[1]["To"].startswith("Hội LHPN Xã Tân Lân")


def test_taken_in_elsewhere_it_is_the_same(office: Office) -> None:
    first = exported(office.clerk, a_whole_one(office))
    elsewhere = a_unit("Xã Cần Giuộc")
    clerk = an_officer(Role.CLERK, elsewhere)
    copy = taken_in(clerk, elsewhere, first)
    assert (copy.unit_id, copy.closed_on, copy.origin_name) == (elsewhere.pk, TODAY, office.unit.title)
    second = exported(clerk, copy)
    assert {name: data for name, data in second.items() if name not in VARIES} == {
        name: data for name, data in first.items() if name not in VARIES
    }
    assert set(second) == set(first)
    acting(clerk)
    documents = Document.objects.filter(dossier_entries__dossier=copy).order_by("pk")
    assert [(one.direction, one.state) for one in documents] == [("in", "done"), ("out", "issued")]
    files = DocumentFile.objects.filter(document__in=documents)
    assert all(filing.store().verify(file.stored.sha256) for file in files.select_related("stored"))
    with owner():
        entry = Entry.objects.get(action="import_package")
    assert (entry.unit_id, entry.subject_id, entry.details["documents"]) == (elsewhere.pk, copy.pk, 2)


def test_it_comes_back_into_the_same_unit_only_once(office: Office) -> None:
    package = exported(office.clerk, a_whole_one(office))
    with pytest.raises(NameTaken, match="đã có hồ sơ mang số"):
        taken_in(office.clerk, office.unit, package)


def test_an_open_dossier_has_no_package_and_a_specialist_makes_none(office: Office) -> None:
    dossier = a_closed(office)
    with pytest.raises(NotAllowed):
        exported(office.specialist, dossier)
    with pytest.raises(NotThere):
        exported(an_officer(Role.CLERK, a_unit()), dossier)
    public.reopen_dossier(by=acting(office.clerk), dossier_id=dossier.pk, at=NOW)
    with pytest.raises(DossierClosed, match="chưa đóng"):
        exported(office.clerk, dossier)


def test_documents_that_she_cannot_see_stay_out(office: Office) -> None:
    seen = a_registered(office.clerk, office.unit)
    hidden = a_registered(office.clerk, office.unit, subject="Đơn thư riêng")
    dossier = a_closed(office, seen, hidden)
    with owner():
        Document.objects.filter(pk=hidden.pk).update(restricted=True, created_by=None)
    package = exported(office.clerk, dossier)
    assert all("Đơn thư riêng".encode() not in data for data in package.values())


def test_documents_stand_in_the_order_of_time(office: Office) -> None:
    late = a_registered(office.clerk, office.unit, subject="Sau", issued_on=date(2026, 9, 1))
    early = a_registered(office.clerk, office.unit, subject="Trước", issued_on=date(2026, 2, 1))
    root = ElementTree.fromstring(exported(office.clerk, a_closed(office, late, early))["ho-so.xml"])  # noqa: S314
    documents = root.findall(f"{NS}Documents/{NS}Document")
    assert [(one.findtext(f"{NS}DocOrdinal"), one.findtext(f"{NS}Subject")) for one in documents] == [
        ("2", "Trước"),
        ("1", "Sau"),
    ]


# What is no package, or not whole


def _refused(office: Office, files: Mapping[str, bytes], words: str, *, sums: bool = True) -> None:
    elsewhere = a_unit()
    with pytest.raises(DomainError, match=words):
        taken_in(an_officer(Role.CLERK, elsewhere), elsewhere, files, sums=sums)
    assert not Dossier.objects.filter(unit=elsewhere).exists()
    assert not Document.objects.filter(unit=elsewhere).exists()


def test_a_changed_file_is_refused(office: Office) -> None:
    package = exported(office.clerk, a_whole_one(office))
    name = "van-ban/001/02-Phụ lục.pdf"
    changed = {**package, name: a_paper("Bản khác")}
    _refused(office, changed, "đã bị thay đổi", sums=False)
    _refused(office, changed, "không đúng mã kiểm tra")  # with sums that fit: the metadata still tell
    _refused(
        office, {key: data for key, data in package.items() if key != name}, "thừa hoặc thiếu", sums=False
    )
    _refused(office, {**package, "van-ban/them.pdf": b"x"}, "không khớp")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("<Dossier ", '<!DOCTYPE x [<!ENTITY a "b">]><Dossier ', "không được phép"),
        ("</Dossier>", "", "bị hỏng"),
        ("urn:hoiso:dossier:1", "urn:khac", "phiên bản khác"),
        ("<DocOrdinal>2<", "<DocOrdinal>1<", "bị trùng"),
        ("<MaintenanceCode>20<", "<MaintenanceCode>nhiều<", "bảo quản"),
        ("<FileCatalog>", "<FileCatalog>năm ", "giá trị sai"),
        ('direction="out"', 'direction="len"', "không hiểu được"),
        ("<EndDate>20", "<EndDate>19", "không hợp lệ"),
    ],
)
def test_metadata_that_cannot_be_are_refused(office: Office, before: str, after: str, words: str) -> None:
    package = exported(office.clerk, a_whole_one(office))
    changed = package["ho-so.xml"].decode().replace(before, after)
    _refused(office, {**package, "ho-so.xml": changed.encode()}, words)


def test_what_is_no_zip_or_leads_outside_is_refused(office: Office) -> None:
    elsewhere = a_unit()
    by = acting(an_officer(Role.CLERK, elsewhere))
    for content in (b"", b"PK\x03\x04 broken", a_paper("Văn bản")):
        with pytest.raises(BrokenPackage, match="không phải gói hồ sơ"):
            public.import_package(by=by, unit_id=elsewhere.pk, stream=io.BytesIO(content), at=NOW)
    package = exported(office.clerk, a_closed(office))
    _refused(office, {**package, "../ngoai.txt": b"x"}, "đường dẫn")
    _refused(office, {"ho-so.xml": package["ho-so.xml"]}, "thiếu tệp SHA256SUMS", sums=False)


def test_a_marked_page_is_refused(office: Office) -> None:
    acting(office.clerk)
    marked = render_list(
        PrintedList(
            title="Công văn", unit="Hội", unit_lines=("Hội",), before=("TUYỆT MẬT",), printed_by="Lệ",
            printed_at=NOW,
        )
    )  # fmt: skip
    document = a_registered(office.clerk, office.unit, files=(a_stored(marked, "a.pdf"),))
    package = exported(office.clerk, a_closed(office, document))
    _refused(office, package, "(?i)mật")


def test_a_command_takes_it_in_but_nothing_for_named_readers(office: Office) -> None:
    dossier = a_whole_one(office)
    package = exported(office.clerk, dossier)
    elsewhere = a_unit()
    with owner():
        by = command_actor(elsewhere, at=NOW)
        copy = public.import_package(by=by, unit_id=elsewhere.pk, stream=repacked(package), at=NOW)
        assert DossierEntry.objects.filter(dossier=copy).count() == 2
        Dossier.objects.filter(pk=dossier.pk).update(restricted=True, creator_id=office.clerk.pk)
    closed = exported(office.clerk, dossier)
    other = a_unit()
    with owner(), pytest.raises(DomainError, match="giới hạn người xem"):
        public.import_package(
            by=command_actor(other, at=NOW), unit_id=other.pk, stream=repacked(closed), at=NOW
        )


def test_the_pages_give_it_out_and_take_it_in(client: Client, office: Office) -> None:
    dossier = a_whole_one(office)
    signed_in(client, office.clerk)
    b"".join(client.get(f"/ho-so/{dossier.pk}/goi/"))
    with CaptureQueriesContext(connection) as told:
        answer = client.get(f"/ho-so/{dossier.pk}/goi/")
    assert len([one for one in told if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= 8
    package = answer.getvalue()  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/zip"
    elsewhere = a_unit("Xã Cần Giuộc")
    signed_in(client, an_officer(Role.LEADER, elsewhere))
    nothing = client.post("/ho-so/nhap-goi/", {"file": SimpleUploadedFile("a.zip", b"khong")})
    assert nothing.status_code == 422
    assert "không phải gói hồ sơ" in nothing.content.decode()
    done = client.post("/ho-so/nhap-goi/", {"file": SimpleUploadedFile("a.zip", package)}, follow=True)
    assert "Đã nhập gói hồ sơ" in done.content.decode()
    assert office.unit.title in done.content.decode()
    with owner():
        assert Entry.objects.filter(action="export_package", subject_id=dossier.pk).count() == 2
