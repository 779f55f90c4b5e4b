"""Every real sample is read with every field and file, and survives being written again."""

import io
from datetime import UTC, date, datetime

import pytest

from hoiso.edxml.checking import check
from hoiso.edxml.codes import Kind, Priority, Status
from hoiso.edxml.describing import fingerprint
from hoiso.edxml.kinds import FileKind
from hoiso.edxml.reading import read
from hoiso.edxml.tests.messages import SAMPLES, codes_of
from hoiso.edxml.writing import write

FILES = sorted(SAMPLES.glob("*.edxml"))
PAYLOAD = "8385739ec4a4ed36d71eabcaead629641ffc5ffff3d487ff5c34d2f821c9f36e"
pytestmark = pytest.mark.skipif(not FILES, reason="the samples lie beside the checkout, not in it")


def test_the_new_document_is_read_with_every_field() -> None:
    with read(SAMPLES / "edoc_new.edxml") as message:
        head = message.document
        assert head is not None
        assert (head.sender.organ_id, head.sender.fax) == ("000.00.00.A80", "048989898789")
        assert [organ.organ_id for organ in head.receivers] == ["28.22.H17"]
        assert head.receivers[0].telephone == "(84-4) 3821 5137"
        assert head.document_id == "000.00.00.G22,2015/09/30,7816/VPCP-TTĐT"
        assert head.code is not None
        assert head.code.whole == "74fass22/VPCP-TTĐT"
        assert head.promulgation is not None
        assert (head.promulgation.place, head.promulgation.day) == ("Hà Nội", date(2019, 1, 16))
        assert head.document_type is not None
        assert (head.document_type.type, head.document_type.detail) == ("1", "0")
        assert head.document_type.name == "Công văn"
        assert head.subject == head.content == "V/v kết nối, liên thông phần mềm quản lý văn bản"
        assert head.signer is not None
        assert (head.signer.competence, head.signer.full_name) == ("TL. BO TRUONG", "Nguyen Van B")
        assert head.due_day == date(2018, 9, 28)
        assert head.priority is Priority.ORDINARY
        assert head.other_info is not None
        assert (head.other_info.typer_notation, head.other_info.page_amount) == ("TVC", "22")
        assert head.other_info.appendixes == (
            "Công văn về việc kết nối, liên thông phần mềm quản lý văn bản",
        )
        assert head.steering_type == "1"
        assert head.to_places == ("Cac bo va co quan ngang bo", "Uy ban nhan dan cac tinh, TP")
        assert message.traces[0].claimed_at == datetime(2018, 9, 27, 17, 0, tzinfo=UTC)
        assert message.kind is Kind.NEW
        assert message.target_document_id is None
        assert message.bussiness is not None
        assert message.bussiness.staff[0].mobile == "84900000001"
        assert [line.content_id for line in message.manifest] == ["cid:209"]


@pytest.mark.parametrize("name", ["new", "replacement", "revocation", "update"])
def test_the_file_inside_is_one_unwrapped_message_and_stays_a_file(name: str) -> None:
    with read(SAMPLES / f"edoc_{name}.edxml") as message:
        (attachment,) = message.attachments
        assert attachment.name == "1896_QD-TTg_m_294779.doc"
        assert attachment.content is not None
        assert (attachment.content.size, attachment.content.sha256) == (388_347, PAYLOAD)
        assert attachment.content.kind is FileKind.EDXML
        assert attachment.content.wrapped
        assert attachment.content.path.stat().st_size == 388_347
        assert "file-kind" in codes_of(message)
        assert {"signature-namespace", "signature-transform", "signature-certificate"} <= set(
            codes_of(message)
        )


def test_the_message_nested_in_the_samples_is_tolerated_by_name() -> None:
    with (
        read(SAMPLES / "edoc_new.edxml") as outer,
        read(outer.attachments[0].content.path) as message,  # type: ignore[union-attr]
    ):
        assert message.document is not None
        assert message.document.document_id == "9fbfbad2-f1f8-4256-a2eb-50fb1061cddb"
        assert message.document.response_for == ()
        assert message.kind is Kind.NEW
        assert message.attachments[0].content is not None
        assert message.attachments[0].content.kind is FileKind.PDF
        assert not message.attachments[0].content.wrapped
        told = {remark.code: remark.line for remark in message.remarks}
        assert told["xlink-undeclared"] == 117
        assert told["prefix-undeclared"] == 126
        assert told["empty-block"] == 60
        assert told["document-id-form"] == 73
        assert "kind-missing" in told
        assert "order" in told


def test_sender_code_and_dates_that_disagree_are_said_with_their_lines() -> None:
    with read(SAMPLES / "edoc_new.edxml") as message:
        told = {remark.code: remark.line for remark in message.remarks}
    assert told["sender-disagrees"] == 7
    assert told["code-disagrees"] == 28
    assert told["date-disagrees"] == 34
    assert told["organ-id-form"] == 18


def test_an_impossible_date_inside_an_id_is_just_text() -> None:
    with read(SAMPLES / "edoc_update.edxml") as message:
        assert message.kind is Kind.UPDATE
        assert message.target_document_id == "000.00.00.G22,2014/02/30,7806/VPCP-TTĐT"
        assert message.bussiness is not None
        (change,) = message.bussiness.changes
        assert [(r.organ_id, r.type) for r in change.receivers] == [
            ("000.00.00.H41", "0"),
            ("000.00.00.H14", "1"),
        ]


def test_a_revocation_without_target_aims_at_its_own_id() -> None:
    with read(SAMPLES / "edoc_revocation.edxml") as message:
        assert message.kind is Kind.REVOKE
        assert message.document is not None
        assert message.target_document_id == message.document.document_id
        assert "target-implied" in codes_of(message)
        assert codes_of(message).count("response-disagrees") == 2


def test_the_same_replacement_twice_counts_once() -> None:
    with read(SAMPLES / "edoc_replacement.edxml") as message:
        assert message.bussiness is not None
        (replacement,) = message.bussiness.replacements
        assert replacement.organ_ids == ("000.00.00.H41", "000.00.00.H14")
        assert "replacement-repeated" in codes_of(message)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("status", Status.ARRIVED),
        ("status_inbox_01", Status.ARRIVED),
        ("status_rejection_02", Status.REFUSED),
        ("status_acceptance_03", Status.ACCEPTED),
        ("status_assignment_04", Status.ASSIGNED),
        ("status_processing_05", Status.IN_WORK),
        ("status_finish_06", Status.FINISHED),
        ("status_cancellation_13", Status.TAKE_BACK_ASKED),
        ("status_change-acceptance_15", Status.TAKE_BACK_AGREED),
        ("status_change-rejection_16", Status.TAKE_BACK_REFUSED),
    ],
)
def test_each_status_is_read(name: str, wanted: Status) -> None:
    with read(SAMPLES / f"{name}.edxml") as message:
        assert message.document is None
        assert message.status is not None
        assert message.status.status is wanted
        assert message.status.response_for is not None
        assert message.status.response_for.document_id == "000.00.00.G22,2015/09/30,7816/VPCP-TTĐT"
        assert message.status.staff[0].mobile == "84900000001"
        assert message.status.claimed_at is not None
        assert not [remark for remark in message.remarks if remark.level == "error"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_written_again_it_says_the_same(path) -> None:  # type: ignore[no-untyped-def]
    out = io.BytesIO()
    with read(path) as message:
        write(message, out)
        out.seek(0)
        with read(out) as again:
            assert again == message
            assert fingerprint(again) == fingerprint(message)
            assert "order" not in codes_of(again)


def test_the_status_sample_in_the_standards_order_is_written_byte_for_byte() -> None:
    out = io.BytesIO()
    with read(SAMPLES / "status.edxml") as message:
        write(message, out)
    assert out.getvalue().strip() == (SAMPLES / "status.edxml").read_bytes().strip()


def test_no_sample_has_a_fault_that_forbids_sending() -> None:
    for path in FILES:
        assert [fault for fault in check(path) if fault.level == "error"] == []
