"""The bytes we send: a golden file written by hand, and what is refused before the first byte."""

import base64
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hoiso.edxml.attachments import content_of
from hoiso.edxml.codes import day_text, moment_text
from hoiso.edxml.errors import EdxmlError, NotSendable
from hoiso.edxml.identifiers import compose_document_id
from hoiso.edxml.message import (
    Attachment,
    Bussiness,
    Code,
    DocumentHeader,
    DocumentType,
    Element,
    Message,
    Organ,
    OtherInfo,
    Promulgation,
    Reference,
    ResponseFor,
    Signer,
    Staff,
    StatusHeader,
    Trace,
)
from hoiso.edxml.reading import read
from hoiso.edxml.tests.messages import PDF
from hoiso.edxml.writing import write

GOLDEN = Path(__file__).parent / "golden_document.edxml"
NOTATION = "KH-BTV"


@pytest.fixture
def message(tmp_path: Path) -> Message:
    path = tmp_path / "plan.pdf"
    path.write_bytes(PDF)
    day = date(2026, 9, 20)
    return Message(
        header=DocumentHeader(
            sender=Organ(
                organ_id="H53.01",
                organization_in_charge="Trung ương Hội LHPN Việt Nam",
                name="Hội LHPN tỉnh Tây Ninh",
                address="Số 1 <đường> 30/4 & ngõ 2",
                email="vanthu@example.vn",
            ),
            receivers=(
                Organ(organ_id="H53.01.12", name="Hội LHPN xã Mỹ Yên"),
                Organ(organ_id="000.00.00.H41", name="UBND tỉnh Nghệ An"),
            ),
            document_id=compose_document_id(organ_id="H53.01", day=day, number="128", notation=NOTATION),
            code=Code(number="128", notation=NOTATION),
            promulgation=Promulgation(place="Tây Ninh", date_text=day_text(day)),
            document_type=DocumentType(type="2", detail="4", name="Kế hoạch"),
            subject="Kế hoạch rà soát hội viên",
            signer=Signer(competence="TM.", position="Chủ tịch", full_name="Lê Thị Ba"),
            due_date="2026/10/15",
            other_info=OtherInfo(priority="1", page_amount="3", appendixes=("Phụ lục I", "Phụ lục II")),
            response_for=(
                ResponseFor(
                    organ_id="H53.01.12",
                    code="7/BC-BTV",
                    document_id="H53.01.12,2026/09/01,7/BC-BTV",
                    date_text="2026/09/01",
                ),
            ),
            steering_type="1",
            to_places=("Như trên", "Lưu: VT"),
            application_type="never sent",
        ),
        traces=(Trace(organ_id="H53.01", timestamp=moment_text(datetime(2026, 9, 20, 1, 15, tzinfo=UTC))),),
        bussiness=Bussiness(
            kind_code="0", paper="0", staff=(Staff(department="Văn phòng", name="Ngô Thị Tư"),)
        ),
        manifest=(
            Reference(
                content_id="cid:1",
                content_type="application/zip",
                description="Bản chính",
                name="ke-hoach.pdf",
            ),
        ),
        attachments=(
            Attachment(
                content_id="cid:1",
                name="ke-hoach.pdf",
                description="Bản chính",
                content_type="application/zip",
                content=content_of(path),
            ),
        ),
    )


@pytest.fixture
def status() -> Message:
    return Message(
        header=StatusHeader(
            sender=Organ(organ_id="H53.01.12", name="Hội LHPN xã Mỹ Yên"),
            response_for=ResponseFor(
                organ_id="H53.01",
                code="128/KH-BTV",
                document_id="H53.01,2026/09/20,128/KH-BTV",
                date_text="2026/09/20",
            ),
            status_code="03",
            timestamp="2026/09/20 09:00:00",
        )
    )


def written(message: Message) -> bytes:
    out = io.BytesIO()
    write(message, out)
    return out.getvalue()


def test_a_document_is_written_as_the_golden_file_says(message: Message) -> None:
    before, after = GOLDEN.read_bytes().split(b"@PAYLOAD@")
    made = written(message)
    assert made[: len(before)] == before
    assert made[len(made) - len(after) :] == after
    packed = io.BytesIO(base64.b64decode(made[len(before) : len(made) - len(after)], validate=True))
    with zipfile.ZipFile(packed) as archive:
        (entry,) = archive.infolist()
        assert archive.read(entry) == PDF
        assert entry.filename.endswith(".pdf")
        assert len(entry.filename) == 40


def test_the_same_message_gives_the_same_bytes(message: Message) -> None:
    assert written(message) == written(message)


def test_what_was_written_is_read_back_without_a_remark(message: Message) -> None:
    with read(io.BytesIO(written(message))) as again:
        assert again.remarks == ()
        assert again == replace(message, header=replace(message.header, application_type=None))


def test_a_status_has_a_header_and_nothing_else(status: Message) -> None:
    made = written(status)
    assert b"<edXML:StatusCode>03</edXML:StatusCode>" in made
    for absent in (b"edXMLBody", b"TraceHeaderList", b"Signature", b"AttachmentEncoded"):
        assert absent not in made


@pytest.mark.parametrize(
    "field", ["document_id", "code", "promulgation", "document_type", "subject", "signer", "receivers"]
)
def test_what_is_missing_is_refused_before_the_first_byte(message: Message, field: str) -> None:
    empty = () if field == "receivers" else None
    out = io.BytesIO()
    with pytest.raises(NotSendable) as refusal:
        write(replace(message, header=replace(message.header, **{field: empty})), out)
    assert out.getvalue() == b""
    assert {fault.code for fault in refusal.value.faults} == {"missing"}
    assert refusal.value.sentence.startswith("Chưa ghi được văn bản điện tử. Thiếu ")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"promulgation": Promulgation(place="x", date_text="2026/02/30")}, "date"),
        ({"promulgation": Promulgation(place="x", date_text="20/09/2026")}, "date"),
        ({"document_type": DocumentType(type="18", name="Công văn")}, "document-type"),
        ({"other_info": OtherInfo(priority="7")}, "priority"),
        ({"other_info": OtherInfo(page_amount="70000")}, "number"),
        ({"receivers": (Organ(organ_id="H1", name="x"),) * 2}, "receiver-repeated"),
        ({"response_for": (ResponseFor(organ_id="H1", code="1/A"),)}, "missing"),
    ],
)
def test_what_hubs_refuse_is_refused_here(message: Message, change: dict[str, object], code: str) -> None:
    with pytest.raises(NotSendable) as refusal:
        written(replace(message, header=replace(message.header, **change)))
    assert [fault.code for fault in refusal.value.faults] == [code]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"traces": ()}, "missing"),
        ({"bussiness": Bussiness(kind_code="1", paper="0")}, "missing"),
        ({"bussiness": Bussiness(kind_code="3", reason="x")}, "missing"),
        ({"bussiness": Bussiness(kind_code="9", reason="x")}, "kind"),
        ({"manifest": ()}, "file-unpaired"),
        ({"attachments": (), "manifest": ()}, "file-missing"),
        ({"attachments": (Attachment(content_id="cid:1", name="ke-hoach.pdf"),)}, "file-unsendable"),
    ],
)
def test_a_message_that_is_not_whole_is_refused(
    message: Message, change: dict[str, object], code: str
) -> None:
    with pytest.raises(NotSendable) as refusal:
        written(replace(message, **change))
    assert refusal.value.faults[0].code == code


@pytest.mark.parametrize("code", [None, "07", "1"])
def test_a_status_needs_a_known_code(status: Message, code: str | None) -> None:
    with pytest.raises(NotSendable):
        written(replace(status, header=replace(status.header, status_code=code)))


def test_a_refusal_needs_its_reason(status: Message) -> None:
    with pytest.raises(NotSendable):
        written(replace(status, header=replace(status.header, status_code="02")))


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "a\ufffeb", "a\ud800b"])
def test_characters_that_xml_cannot_carry_are_refused(message: Message, text: str) -> None:
    out = io.BytesIO()
    with pytest.raises(EdxmlError) as refusal:
        write(replace(message, header=replace(message.header, subject=text)), out)
    assert refusal.value.code == "character"
    assert refusal.value.element == "Subject"
    assert out.getvalue() == b""


def test_an_element_name_cannot_carry_markup(message: Message) -> None:
    strange = Element("urn:x", 'a b="c"><From')
    with pytest.raises(EdxmlError):
        written(replace(message, header=replace(message.header, unknown=(strange,))))


def test_a_file_changed_after_it_was_chosen_is_not_sent(message: Message) -> None:
    content = message.attachments[0].content
    assert content is not None
    content.path.write_bytes(PDF + b"more")
    with pytest.raises(EdxmlError) as refusal:
        written(message)
    assert refusal.value.code == "file-changed"


def test_a_zip_must_not_travel_bare_under_another_name(message: Message, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "b")
    bare = replace(message.attachments[0], content=content_of(path, wrapped=False))
    with pytest.raises(NotSendable) as refusal:
        written(replace(message, attachments=(bare,)))
    assert refusal.value.faults[0].code == "file-unsendable"
