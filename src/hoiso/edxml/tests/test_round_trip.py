"""Whatever a message says, writing and reading it again loses nothing.

Slow: the value of these tests is the number of messages that they invent.
"""

import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoiso.edxml import message as m
from hoiso.edxml.attachments import content_of, must_wrap
from hoiso.edxml.codes import Kind, Status, day_text
from hoiso.edxml.describing import describe, fingerprint
from hoiso.edxml.errors import EdxmlError
from hoiso.edxml.reading import read
from hoiso.edxml.rulebook import RULES
from hoiso.edxml.writing import write

LETTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff")
XML = LETTERS.filter(lambda c: c in "\t\n\r" or (ord(c) >= 0x20 and ord(c) & 0xFFFE != 0xFFFE))
TEXT = st.text(XML, min_size=1, max_size=30).map(lambda t: t.strip(" \t\r\n")).filter(bool)
ORGAN_TEXT = TEXT.filter(lambda t: t != "null")
MAYBE = st.none() | TEXT
DAY = st.dates().map(day_text)
NAME = st.from_regex(r"[A-Za-zĐđ_][A-Za-zĐđ0-9._-]{0,8}", fullmatch=True)
FOREIGN = NAME.map("X".__add__)


def texts(kind: type, **fixed: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """That dataclass with any text, or none, in every field not fixed."""
    names = [name for name in kind.__dataclass_fields__ if name not in (*fixed, "unknown")]
    return st.builds(
        kind, **dict.fromkeys(names, MAYBE), unknown=st.lists(elements(), max_size=1).map(tuple), **fixed
    )


def canonical(pieces: list[object]) -> tuple[object, ...]:
    """Neighbouring texts joined, and white space that only parts elements left out, as reading gives."""
    joined: list[object] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    if len(joined) > 1:
        joined = [p for p in joined if not isinstance(p, str) or p.strip(" \t\r\n")]
    return tuple(joined)


def elements() -> st.SearchStrategy[m.Element]:
    namespace = st.sampled_from(
        ["", "urn:a", "urn:b&<\"'", m.NAMESPACE, "http://www.w3.org/2000/09/xmldsig#"]
    )
    attribute = st.tuples(
        st.sampled_from(["", "urn:a", "http://www.w3.org/XML/1998/namespace"]),
        FOREIGN,
        st.text(XML, max_size=9),
    )
    attributes = st.lists(attribute, max_size=3, unique_by=lambda a: a[:2]).map(tuple)
    texts = st.text(XML, min_size=1, max_size=9)
    leaf = st.builds(m.Element, namespace, FOREIGN, attributes, st.lists(texts, max_size=1).map(tuple))
    return st.recursive(
        leaf,
        lambda inner: st.builds(
            m.Element, namespace, FOREIGN, attributes, st.lists(texts | inner, max_size=3).map(canonical)
        ),
        max_leaves=4,
    )


def organs() -> st.SearchStrategy[object]:
    return texts(m.Organ, organ_id=ORGAN_TEXT, name=TEXT)


def several(strategy: st.SearchStrategy[object], least: int = 0) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, min_size=least, max_size=2).map(tuple)


STAFF = texts(m.Staff)
ANSWERED = texts(
    m.ResponseFor, organ_id=st.none() | ORGAN_TEXT, code=TEXT, document_id=TEXT, date_text=st.none() | DAY
)
NUMBER = st.none() | st.integers(0, 65_535).map(str)
HEADERS = texts(
    m.DocumentHeader,
    sender=organs(),
    receivers=st.lists(
        organs(), min_size=1, max_size=3, unique_by=lambda o: "".join(o.organ_id.split()).casefold()
    ).map(tuple),
    document_id=TEXT,
    code=texts(m.Code, number=TEXT, notation=TEXT),
    promulgation=texts(m.Promulgation, place=TEXT, date_text=DAY),
    document_type=texts(m.DocumentType, type=st.sampled_from("12"), name=TEXT),
    subject=TEXT,
    signer=texts(m.Signer, full_name=TEXT),
    due_date=st.none() | DAY,
    other_info=st.none()
    | texts(
        m.OtherInfo,
        priority=st.none() | st.sampled_from("012345"),
        promulgation_amount=NUMBER,
        page_amount=NUMBER,
        direction=st.sampled_from([None, "true", "false"]),
        appendixes=several(TEXT),
    ),
    response_for=several(ANSWERED),
    to_places=several(TEXT),
    response_for_tasks=st.just(()),
    application_type=st.none(),
)
REPLACEMENT = texts(m.Replacement, document_id=TEXT.map("x,".__add__), organ_ids=several(ORGAN_TEXT, 1))
CHANGE = texts(m.Change, receivers=several(texts(m.Receiver, organ_id=st.none() | ORGAN_TEXT)))
BUSSINESS = texts(
    m.Bussiness,
    kind_code=st.sampled_from(list(Kind)).map(str),
    reason=TEXT,
    paper=st.sampled_from([None, "0", "1"]),
    changes=several(CHANGE),
    replacements=st.lists(REPLACEMENT, min_size=1, max_size=2, unique=True).map(tuple),
    staff=several(STAFF),
)
TRACES = several(texts(m.Trace, organ_id=ORGAN_TEXT, timestamp=DAY.map(lambda d: f"{d} 08:15:00")), 1)
EXTRAS = st.lists(
    st.builds(
        m.Extra,
        st.sampled_from(["TraceHeaderList", "edXMLBody", "edXMLManifest", "AttachmentEncoded"]),
        elements(),
    ),
    max_size=1,
).map(tuple)
FILES = st.lists(
    st.tuples(TEXT, MAYBE, MAYBE, st.binary(max_size=200), st.booleans()), min_size=1, max_size=3
)
CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def with_files(
    header: object, traces: object, bussiness: object, extras: object, files: object, folder: Path
) -> m.Message:
    attachments, manifest = [], []
    for at, (name, description, label, data, wrapped) in enumerate(files):  # type: ignore[arg-type, var-annotated]
        path = folder / str(at)
        path.write_bytes(data)
        content = content_of(path, wrapped=True)
        if not wrapped and not must_wrap(content, name):
            content = content_of(path, wrapped=False)
        if content.wrapped:  # or its name would tell the receiver to leave the zip closed
            label = "application/zip"
        attachments.append(
            m.Attachment(
                content_id=f"cid:{at}",
                name=name,
                description=description,
                content_type=label,
                content=content,
            )
        )
        manifest.append(m.Reference(content_id=f"cid:{at}", content_type=label, name=name))
    return m.Message(
        header=header,  # type: ignore[arg-type]
        traces=traces,  # type: ignore[arg-type]
        bussiness=bussiness,  # type: ignore[arg-type]
        unknown=extras,  # type: ignore[arg-type]
        manifest=tuple(manifest),
        attachments=tuple(attachments),
    )


def assert_nothing_lost(message: m.Message) -> None:
    out = io.BytesIO()
    write(message, out)
    out.seek(0)
    with read(out) as again:
        assert again == message
        assert fingerprint(again) == fingerprint(message)
        told = describe(again)
        told.pop("remarks", None)
        assert told == describe(message)
        second = io.BytesIO()
        write(again, second)
        assert second.getvalue() == out.getvalue()


@pytest.mark.slow
@CALM
@given(header=HEADERS, traces=TRACES, bussiness=BUSSINESS, extras=EXTRAS, files=FILES)
def test_a_document_written_and_read_is_the_same(
    header: object, traces: object, bussiness: object, extras: object, files: object
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert_nothing_lost(with_files(header, traces, bussiness, extras, files, Path(folder)))


@pytest.mark.slow
@CALM
@given(
    header=texts(
        m.StatusHeader,
        sender=organs(),
        response_for=ANSWERED,
        staff=several(STAFF),
        status_code=st.sampled_from(list(Status)).map(str),
        description=TEXT,
        timestamp=DAY.map(lambda d: f"{d} 23:59:59"),
    ),
    signature=st.none() | elements(),
)
def test_a_status_written_and_read_is_the_same(header: m.StatusHeader, signature: m.Element | None) -> None:
    if signature is not None:
        signature = m.Element(m.NAMESPACE, "Signature", signature.attributes, signature.content)
    assert_nothing_lost(m.Message(header=header, signature=signature))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_any_bytes_end_in_a_refusal_in_vietnamese(data: bytes) -> None:
    with pytest.raises(EdxmlError) as refusal:
        read(io.BytesIO(data))
    assert refusal.value.sentence.startswith("T")
    assert refusal.value.code in RULES
