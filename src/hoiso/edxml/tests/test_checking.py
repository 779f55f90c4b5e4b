"""Faults are named with line, element and rule; every code has its rule and every rule its use."""

import io
import json
import re
from datetime import date
from pathlib import Path

import pytest

from hoiso.edxml.checking import check
from hoiso.edxml.describing import describe, fingerprint
from hoiso.edxml.rulebook import RULES
from hoiso.edxml.tests import messages as make
from hoiso.edxml.tests.messages import b64, envelope, header, opened, status, traces, zipped

PART = Path(__file__).parents[1]


def faults(data: bytes, **options: date):  # type: ignore[no-untyped-def]
    return check(io.BytesIO(data), **options)


def test_a_message_that_keeps_the_standard_has_no_fault() -> None:
    assert faults(envelope()) == []


def test_each_fault_has_line_element_and_rule() -> None:
    broken = header(subject="", promulgation=make.PROMULGATION.replace("2026/09/20", "2026/02/31"))
    lined = envelope(head=broken).replace(b"><", b">\n<")
    rows = lined.decode().split("\n")
    found = {fault.code: fault for fault in faults(lined)}
    assert set(found) == {"missing", "date", "date-disagrees"}
    assert found["missing"].element == "MessageHeader/Subject"
    assert found["missing"].line == 1 + rows.index("<Subject>")
    assert found["date"].line == 1 + rows.index("<PromulgationDate>2026/02/31</PromulgationDate>")
    assert found["date"].level == "error"
    assert found["date-disagrees"].level == "warning"
    for fault in found.values():
        assert fault.rule == RULES[fault.code]


def test_an_absent_element_is_given_the_line_of_what_lies_around_it() -> None:
    lined = envelope(head=header(code="<Code><CodeNumber>128</CodeNumber></Code>")).replace(b"><", b">\n<")
    fault = next(fault for fault in faults(lined) if fault.code == "missing")
    assert fault.element == "MessageHeader/Code/CodeNotation"
    assert fault.line == 1 + lined.decode().split("\n").index("<Code>")


def test_faults_stand_in_the_order_of_lines() -> None:
    lined = envelope(head=header(sender="", code="", subject="")).replace(b"><", b">\n<")
    lines = [fault.line for fault in faults(lined)]
    assert lines == sorted(line for line in lines if line is not None)
    assert len(lines) >= 4


def test_a_date_still_to_come_is_a_fault_only_when_the_day_is_told() -> None:
    assert faults(envelope(), on=date(2026, 9, 20)) == []
    (fault,) = faults(envelope(), on=date(2026, 9, 19))
    assert (fault.code, fault.line) == ("date-future", 1)


def test_a_file_that_may_not_be_read_is_one_fault() -> None:
    (fault,) = faults(b'<!DOCTYPE edXML [<!ENTITY a "b">]><edXML/>')
    assert (fault.code, fault.level, fault.line) == ("doctype", "error", 1)


def test_every_code_has_a_rule_and_every_rule_is_used() -> None:
    source = "\n".join(path.read_text() for path in PART.glob("*.py") if path.name != "rulebook.py")
    used = {word for word in re.findall(r'"([a-z][a-z0-9-]+)"', source) if word in RULES}
    named = re.findall(r'(?:Remark|_tell|Damaged|_refusal)\(\s*"([a-z0-9-]+)"|code="([a-z0-9-]+)"', source)
    assert {a or b for a, b in named} <= set(RULES)
    assert set(RULES) <= used


def test_sentences_are_whole_and_vietnamese() -> None:
    broken = header(sender="<OrganId>null</OrganId>", code="", kind="", subject="")
    sentences = [fault.sentence for fault in faults(envelope(head=broken, trace="", files=""))]
    assert len(sentences) > 8
    for sentence in sentences:
        assert sentence[0].isupper()
        assert sentence.endswith(".")


def test_a_description_is_plain_json_with_everything_in_it() -> None:
    message = opened(envelope(head=header(more='<x:A xmlns:x="urn:x" k="1">chữ</x:A>')))
    told = json.loads(json.dumps(describe(message), ensure_ascii=False))
    assert told["type"] == "document"
    assert told["kind"] == "văn bản mới"
    assert told["priority"] == "thường"
    assert told["header"]["sender"] == {"organ_id": "H53.01", "name": "Hội LHPN tỉnh Tây Ninh"}
    assert told["header"]["unknown"] == [
        {"namespace": "urn:x", "name": "A", "attributes": [["", "k", "1"]], "content": ["chữ"]}
    ]
    (file,) = told["attachments"]
    assert (file["name"], file["size"], file["kind"]) == ("ke-hoach.pdf", len(make.PDF), "application/pdf")
    assert "path" not in json.dumps(told)
    assert told["signature"] == "absent"
    assert [remark["code"] for remark in told["remarks"]] == ["unknown-element"]


def test_a_damaged_file_is_described_as_damaged() -> None:
    told = describe(opened(envelope(files=make.attachment("${x}"))))
    assert told["attachments"] == [
        {
            "content_id": "1",
            "name": "ke-hoach.pdf",
            "label": "application/zip",
            "damage": "Tệp đính kèm bị hỏng: “ke-hoach.pdf” có nội dung không phải base64.",
        }
    ]


def test_a_status_is_described_in_words() -> None:
    told = describe(opened(status()))
    assert (told["type"], told["status"]) == ("status", "đã tiếp nhận")


@pytest.mark.parametrize(
    "changed",
    [
        envelope(trace=traces(stations=make.TRACE * 2)),
        envelope(files=make.attachment(b64(make.PDF), label="application/pdf")),
        envelope(files=make.attachment(b64(zipped(make.PDF, name="other")), label="application/pdf")),
        envelope(signature="<Signature/>"),
        envelope(head=header(code="", more=make.CODE)),
    ],
)
def test_the_fingerprint_is_the_same_by_every_road(changed: bytes) -> None:
    assert fingerprint(opened(changed)) == fingerprint(opened(envelope()))


@pytest.mark.parametrize(
    "changed",
    [
        envelope(head=header(subject="Khác")),
        envelope(trace=traces(bussiness=make.NEW.replace(">0</BussinessDocType", ">2</BussinessDocType"))),
        envelope(files=make.attachment(b64(zipped(make.PDF + b" ")))),
        envelope(files=make.attachment("x")),
    ],
)
def test_the_fingerprint_differs_when_it_says_something_else(changed: bytes) -> None:
    assert fingerprint(opened(changed)) != fingerprint(opened(envelope()))
