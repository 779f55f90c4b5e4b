"""The deviations of the reference, each with a small message."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from hoiso.core.errors import DomainError
from hoiso.edxml import codes
from hoiso.edxml.errors import EdxmlError
from hoiso.edxml.file_rules import pairs
from hoiso.edxml.limits import Limits
from hoiso.edxml.message import NAMESPACE, StatusHeader
from hoiso.edxml.reading import read
from hoiso.edxml.tests import messages as make
from hoiso.edxml.tests.messages import codes_of, envelope, header, opened, status, traces


def the_document(**parts: str):  # type: ignore[no-untyped-def]
    message = opened(envelope(head=header(**parts)))
    assert message.document is not None
    return message.document, codes_of(message)


def test_a_message_that_keeps_every_rule_has_no_remark() -> None:
    assert opened(envelope()).remarks == ()
    assert opened(status()).remarks == ()


def test_any_prefix_and_order_will_do() -> None:
    plain = envelope(head=header(code="", more=make.CODE)).decode()
    prefixed = re.sub(r"<(/?)(?=[A-Za-z])", r"<\1q:", plain).replace("xmlns=", "xmlns:q=")
    message = opened(prefixed.encode())
    assert message.document is not None
    assert message.document.code is not None
    assert message.document.code.whole == "128/KH-BTV"
    assert codes_of(message) == ["order"]


def test_unknown_elements_are_kept_whole() -> None:
    strange = '<x:A xmlns:x="urn:x" x:k="1"><x:B>chữ</x:B>đuôi</x:A>'
    document, told = the_document(more=strange)
    (kept,) = document.unknown
    assert (kept.namespace, kept.name, kept.attributes) == ("urn:x", "A", (("urn:x", "k", "1"),))
    assert kept.content[0].content == ("chữ",)
    assert kept.content[1] == "đuôi"
    assert told == ["unknown-element"]


def test_a_vendors_extensions_are_read() -> None:
    tasks = "<ResponseForTask><TaskCode>T1</TaskCode></ResponseForTask><ApplicationType>x</ApplicationType>"
    document, told = the_document(more=tasks)
    assert (document.response_for_tasks, document.application_type) == (("T1",), "x")
    assert told == []


def test_older_lists_in_other_info_are_kept_as_unknown() -> None:
    document, _ = the_document(more="<OtherInfo><ReplyFors><ReplyFor>1/A</ReplyFor></ReplyFors></OtherInfo>")
    assert document.other_info.unknown[0].name == "ReplyFors"


def test_organ_id_null_is_none_and_organ_name_may_lack() -> None:
    document, told = the_document(to="<To><OrganId>null</OrganId></To>")
    assert (document.receivers[0].organ_id, document.receivers[0].name) == (None, None)
    assert told == ["organ-id-null", "missing", "missing"]


def test_the_axis_appends_a_trace_without_an_organ() -> None:
    second = "<TraceHeader><Timestamp>2026/09/20 09:00:00</Timestamp></TraceHeader>"
    message = opened(envelope(trace=traces(stations=make.TRACE + second)))
    assert [trace.organ_id for trace in message.traces] == ["H53.01", None]
    assert codes_of(message) == ["trace-without-organ"]


def test_a_guid_for_an_id_is_a_key_like_any_other() -> None:
    document, told = the_document(document_id="9fbfbad2-f1f8-4256-a2eb-50fb1061cddb")
    assert document.document_id == "9fbfbad2-f1f8-4256-a2eb-50fb1061cddb"
    assert told == ["document-id-form"]


def test_the_old_status_block_is_a_status_message() -> None:
    message = opened(status(block="Status"))
    assert isinstance(message.header, StatusHeader)
    assert message.header.status is codes.Status.ACCEPTED
    assert codes_of(message) == ["status-block"]


@pytest.mark.parametrize(
    ("written", "wanted", "told"),
    [
        ("1", "01", ["status-code-form"]),
        ("001", "01", ["status-code-form"]),
        (" 13 ", "13", []),
        ("99", "99", ["status-code"]),
        ("07", "07", ["status-code"]),
        ("６", "６", ["status-code"]),
    ],
)
def test_status_codes_are_normalised_and_unknown_ones_kept(
    written: str, wanted: str, told: list[str]
) -> None:
    message = opened(status(f"<StatusCode>{written}</StatusCode>"))
    assert message.status is not None
    assert message.status.status_code == wanted
    assert codes_of(message) == told


def test_an_empty_status_code_is_missing() -> None:
    message = opened(status("<StatusCode> </StatusCode>"))
    assert message.status is not None
    assert message.status.status is None
    assert codes_of(message) == ["missing"]


def test_an_empty_answered_block_is_left_out() -> None:
    document, told = the_document(
        more="<ResponseFor><OrganId/><Code></Code><DocumentId/> <PromulgationDate/></ResponseFor>"
    )
    assert document.response_for == ()
    assert told == ["empty-block"]


def test_no_bussiness_means_a_new_document() -> None:
    message = opened(envelope(trace=traces(bussiness="")))
    assert message.kind is codes.Kind.NEW
    assert codes_of(message) == ["kind-missing"]


def test_the_dotnet_variant_of_the_trace_list_and_signature() -> None:
    attributes = '<TraceHeaderList id="1" version="1.0" mustUnderstand="1" actor="urn:a">'
    trace = traces().replace("<TraceHeaderList>", attributes)
    message = opened(envelope(trace=trace, signature="<DigitalSignature/>"))
    assert message.signature is None
    assert [extra.element.name for extra in message.unknown] == ["DigitalSignature"]
    assert codes_of(message) == ["attribute-ignored", "digital-signature"]


@pytest.mark.parametrize(
    "text", ["2014/02/30", "30/09/2015", "2015-09-30", "2015/09/30 10:00", "9999", "0000/01/01", "٢٠١٥/٠٩/٣٠"]
)
def test_what_is_no_date_is_unknown_and_shown_as_written(text: str) -> None:
    document, told = the_document(promulgation=make.PROMULGATION.replace("2026/09/20", text))
    assert document.promulgation.day is None
    assert document.promulgation.date_text == text
    assert told == ["date-disagrees", "date"]


@pytest.mark.parametrize("text", ["18.0", "٣", "1e9", "-1", "2147483648", "65536"])
def test_what_is_no_number_is_kept_with_a_note(text: str) -> None:
    info = f"<OtherInfo><Priority>{text}</Priority><PageAmount>{text}</PageAmount></OtherInfo>"
    document, told = the_document(more=info)
    assert document.priority is codes.Priority.UNKNOWN
    assert document.priority.pressing
    assert document.other_info.page_amount == text
    assert told == ["priority", "number"]


@pytest.mark.parametrize(
    ("text", "wanted"), [("0", "ORDINARY"), ("3", "EXPRESS"), ("4", "EXPRESS_TIMED"), ("5", "ORDINARY")]
)
def test_urgencies(text: str, wanted: str) -> None:
    document, told = the_document(more=f"<OtherInfo><Priority>{text}</Priority></OtherInfo>")
    assert document.priority is codes.Priority[wanted]
    assert told == []


def test_a_document_type_of_the_other_road_is_read() -> None:
    document, told = the_document(kind=make.KIND.replace("<Type>2", "<Type>18"))
    assert document.document_type.name == "Kế hoạch"
    assert told == ["document-type"]


def test_a_code_is_text_and_may_not_be_broken_over_lines() -> None:
    document, told = the_document(code=make.CODE.replace("128", "12\n8"))
    assert document.code.number == "12\n8"
    assert told == ["line-break"]


def test_comments_cdata_and_instructions_inside_a_text_do_not_part_it() -> None:
    sender = make.SENDER.replace("H53.01", "H5<!-- x -->3<?y z?>.<![CDATA[01]]>")
    document, told = the_document(sender=sender)
    assert document.sender.organ_id == "H53.01"
    assert told == []


def test_subjects_are_stored_as_given() -> None:
    strange = "=cmd|' /C calc'!A0 <script>\u202e\u200b e\u0302\u0301 #set 💐".replace("<", "&lt;")
    document, _ = the_document(subject=strange)
    assert document.subject == strange.replace("&lt;", "<")


def test_a_blank_subject_is_missing() -> None:
    document, told = the_document(subject=" \n\t ")
    assert document.subject is None
    assert told == ["missing"]


def test_many_receivers_repeated_ones_and_ourselves() -> None:
    many = "".join(f"<To><OrganId>H53.{at}</OrganId><OrganName>x</OrganName></To>" for at in range(2, 5002))
    document, told = the_document(to=many + f"<To>{make.SENDER}</To><To>{make.SENDER}</To>")
    assert len(document.receivers) == 5002
    assert told == ["receiver-is-sender", "receiver-repeated", "receiver-is-sender"]


def test_an_id_with_more_commas_is_cut_at_the_first_two() -> None:
    document, told = the_document(document_id="H53.01,2026/09/20,128/KH-BTV,../../x")
    assert document.document_id.endswith("../../x")
    assert told == ["code-disagrees"]


def test_replacement_of_itself_is_said() -> None:
    replacement = (
        "<Bussiness><BussinessDocType>3</BussinessDocType><BussinessDocReason>x</BussinessDocReason>"
        f"<ReplacementInfoList><ReplacementInfo><DocumentId>{make.DOCUMENT_ID}</DocumentId><OrganIdList>"
        "<OrganId>H53.01.12</OrganId></OrganIdList></ReplacementInfo></ReplacementInfoList></Bussiness>"
    )
    assert codes_of(opened(envelope(trace=traces(bussiness=replacement)))) == ["replacement-self"]


def test_an_unknown_kind_is_no_new_document() -> None:
    message = opened(
        envelope(trace=traces(bussiness=make.NEW.replace(">0</BussinessDoc", ">7</BussinessDoc")))
    )
    assert message.kind is None
    assert codes_of(message) == ["kind"]


@pytest.mark.parametrize(
    ("manifest", "files", "joined"),
    [
        (["cid:1"], ["1"], [(0, 0)]),
        (["1"], ["cid:1"], [(0, 0)]),
        (["cid:1"], ["cid:2"], [(0, None), (None, 0)]),
        (["cid:a"], ["cid:A"], [(0, None), (None, 0)]),
        (["cid:1", "cid:1"], ["cid:1"], [(0, None), (1, None), (None, 0)]),
        (["cid:1"], ["cid:1", "cid:1"], [(0, None), (None, 0), (None, 1)]),
        ([""], [""], [(0, None), (None, 0)]),
        (["cid:2", "cid:1"], ["cid:1", "cid:2"], [(0, 1), (1, 0)]),
    ],
)
def test_files_are_joined_to_the_manifest_by_unique_ids_alone(
    manifest: list[str], files: list[str], joined: list[tuple[int | None, int | None]]
) -> None:
    data = make.b64(make.zipped(make.PDF))
    message = opened(
        envelope(
            manifest="".join(make.reference(cid=cid) for cid in manifest),
            files="".join(make.attachment(data, cid=cid) for cid in files),
        )
    )
    places = [
        (
            next((i for i, r in enumerate(message.manifest) if r is pair.reference), None),
            next((i for i, a in enumerate(message.attachments) if a is pair.attachment), None),
        )
        for pair in pairs(message)
    ]
    assert places == joined
    alone = sum(None in place for place in joined)
    assert codes_of(message).count("file-unpaired") == alone


def test_a_manifest_that_calls_the_file_otherwise_is_said() -> None:
    message = opened(envelope(manifest=make.reference(name="khac.pdf")))
    assert codes_of(message) == ["manifest-disagrees"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda t: t.replace(NAMESPACE, "http://www.e-doc.vn/Schema/"), "namespace"),
        (lambda t: t.replace(NAMESPACE, "http://www.go.vn/eDoc"), "namespace"),
        (lambda t: t.replace(f' xmlns="{NAMESPACE}"', ""), "namespace"),
        (
            lambda t: t.replace("<Subject>", "<zz:Subject>").replace("</Subject>", "</zz:Subject>"),
            "namespace",
        ),
        (lambda t: t.replace("<From>", "<xlink:From>").replace("</From>", "</xlink:From>"), "namespace"),
        (lambda t: t.replace("</MessageHeader>", "</MessageHeader>" + header()), "repeated"),
        (lambda t: t.replace("<To>", f"<From>{make.SENDER}</From><To>"), "repeated"),
        (lambda t: t.replace("<To>", f"<To><From>{make.SENDER}</From>"), "misplaced"),
        (lambda t: t.replace("</edXMLEnvelope>", header() + "</edXMLEnvelope>"), "misplaced"),
        (lambda t: t.replace("<Subject>", "<Subject>x</Subject><Subject>"), "repeated"),
        (lambda t: t.replace("<OrganId>H53.01<", "<OrganId><b/>H53.01<"), "leaf"),
        (lambda t: t.replace(f"<From>{make.SENDER}</From>", ""), "frame"),
        (lambda t: re.sub("<MessageHeader>.*</MessageHeader>", "", t), "frame"),
        (lambda t: t[: len(t) // 2], "xml"),
        (lambda t: "%PDF-1.7" + t, "xml"),
        (lambda t: "<html><body>502</body></html>", "namespace"),
        (lambda t: "", "empty"),
        (lambda t: "  \n", "empty"),
    ],
)
def test_what_is_no_message_is_refused_with_its_reason(change, code: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(EdxmlError) as refusal:
        opened(change(envelope().decode()).encode())
    assert refusal.value.code == code
    assert isinstance(refusal.value, DomainError)
    assert refusal.value.sentence.endswith(".")


def test_a_signed_header_moved_aside_is_refused() -> None:
    signature = (
        f'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><Object>{header()}</Object></Signature>'
    )
    moved = signature.replace("<MessageHeader>", f'<MessageHeader xmlns="{NAMESPACE}">')
    with pytest.raises(EdxmlError) as refusal:
        opened(envelope(signature=moved))
    assert refusal.value.code == "misplaced"


def test_a_flood_of_remarks_is_told_in_part() -> None:
    message = read(io.BytesIO(envelope(head=header(more="<a/>" * 600))), limits=Limits(remarks=20))
    assert message.document is not None
    assert len(message.document.unknown) == 600
    assert codes_of(message) == ["unknown-element"] * 20 + ["more"]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(elements=20), "elements"),
        (Limits(message_bytes=500), "message-size"),
        (Limits(attachments=0), "attachments"),
        (Limits(children=5), "children"),
        (Limits(depth=3), "depth"),
    ],
)
def test_each_limit_is_counted(limits: Limits, code: str) -> None:
    with pytest.raises(EdxmlError) as refusal:
        read(io.BytesIO(envelope()), limits=limits)
    assert refusal.value.code == code


def test_the_part_knows_nothing_of_the_web_framework() -> None:
    program = "import sys, hoiso.edxml.public; sys.exit(any(n.startswith('django') for n in sys.modules))"
    told = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", program], env=told, check=False).returncode == 0


def test_temporary_files_go_with_the_message(tmp_path: Path) -> None:
    with read(io.BytesIO(envelope()), folder=tmp_path) as message:
        content = message.attachments[0].content
        assert content is not None
        assert content.path.read_bytes() == make.PDF
        assert content.path.is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_refused_message_leaves_no_files(tmp_path: Path) -> None:
    with pytest.raises(EdxmlError):
        read(io.BytesIO(envelope() + b"<x/>"), folder=tmp_path)
    assert list(tmp_path.iterdir()) == []
