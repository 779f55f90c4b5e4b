"""Hostile messages as endless or huge streams, and the child process that reads one of them.

Run as `python -m hoiso.edxml.tests.hostile NAME`: prints one JSON line with the outcome, the processor
time in seconds and the peak memory in megabytes. The child caps its own address space.
"""

import io
import json
import os
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from hoiso.edxml.errors import EdxmlError
from hoiso.edxml.message import NAMESPACE
from hoiso.edxml.reading import read
from hoiso.edxml.tests import messages as make

MEGABYTE = 1024 * 1024
ROOT = f'<edXML xmlns="{NAMESPACE}">'.encode()
BEFORE, AFTER = make.envelope(files="@").split(b"@")
_XML = '<?xml version="1.0"?>'


class Stream(io.RawIOBase):
    """Bytes from a generator, as a connection would give them."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.rest = b""

    def read(self, size: int = -1) -> bytes:
        while len(self.rest) < size:
            piece = next(self.pieces, b"")
            if not piece:
                break
            self.rest += piece
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken


class Slow(io.RawIOBase):
    """A source that gives one byte at a time."""

    def __init__(self, data: bytes) -> None:
        self.data = io.BytesIO(data)

    def read(self, size: int = -1) -> bytes:
        return self.data.read(min(size, 1))


def repeated(before: bytes, piece: bytes, times: int, after: bytes = b"") -> Iterator[bytes]:
    """`piece` so many times between two ends, in blocks of about a megabyte."""
    yield before
    block = max(1, MEGABYTE // len(piece))
    for at in range(0, times, block):
        yield piece * min(block, times - at)
    yield after


def with_doctype(inside: str) -> bytes:
    return make.envelope().replace(b"<edXML ", f"<!DOCTYPE edXML {inside}><edXML ".encode(), 1)


def laughs() -> bytes:
    entities = ['<!ENTITY a0 "ha">']
    entities += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    return with_doctype(f"[{''.join(entities)}]").replace(b"r\xc3\xa0", b"&a11;")


def in_subject(text: str) -> bytes:
    return make.envelope(head=make.header(subject=text))


def in_file(data: bytes, *, times: int = 1) -> bytes:
    files = "".join(make.attachment(make.b64(data), cid=f"cid:{at}") for at in range(times))
    manifest = "".join(make.reference(cid=f"cid:{at}") for at in range(times))
    return make.envelope(manifest=manifest, files=files)


def zip_of_zeros(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.pdf", "w") as entry:
        for _ in range(size // MEGABYTE):
            entry.write(bytes(MEGABYTE))
    return out.getvalue()


def zip_of_many(count: int) -> bytes:
    """As many empty entries as `count`, by hand: the end record says one."""
    local = b"PK\x03\x04" + bytes(22) + b"\x01\x00\x00\x00a"
    entry = b"PK\x01\x02" + bytes(24) + b"\x01\x00" + bytes(16) + b"a"
    size = len(entry) * count
    end = (
        b"PK\x05\x06"
        + bytes(4)
        + b"\x01\x00\x01\x00"
        + size.to_bytes(4, "little")
        + b"\x1f\x00\x00\x00\x00\x00"
    )
    return local + entry * count + end


def sparse(size: int) -> Path:
    path = Path(os.environ["HOSTILE_FOLDER"]) / "sparse"
    with path.open("wb") as file:
        file.truncate(size)
    return path


MANY = 10_000_000
CASES: dict[str, Callable[[], bytes | Path | io.RawIOBase]] = {
    "laughs": laughs,
    "quadratic": lambda: with_doctype(f'[<!ENTITY a "{"x" * 100_000}">]').replace(b"ch", b"&a;" * 1000),
    "external entity": lambda: with_doctype('[<!ENTITY a SYSTEM "file:///etc/passwd">]').replace(
        b"ch", b"&a;"
    ),
    "external doctype": lambda: with_doctype('SYSTEM "http://127.0.0.1:9/x.dtd"'),
    "parameter entity": lambda: with_doctype('[<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]'),
    "undeclared entity": lambda: in_subject("&xxe;"),
    "stylesheet": lambda: make.envelope().replace(
        b"?><edXML", b'?><?xml-stylesheet href="http://x/"?><edXML', 1
    ),
    "schema location": lambda: make.envelope().replace(
        b"<edXML ", b'<edXML xmlns:x="urn:x" x:schemaLocation="a http://127.0.0.1:9/" ', 1
    ),
    "xinclude": lambda: in_subject("x").replace(
        b"</MessageHeader>",
        b'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd"/></MessageHeader>',
    ),
    "utf-8 mark": lambda: b"\xef\xbb\xbf" + make.envelope(),
    "utf-16": lambda: make.envelope().decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "utf-16 no mark": lambda: make.envelope().decode().replace("UTF-8", "UTF-16").encode("utf-16-le"),
    "utf-16 said utf-8": lambda: make.envelope().decode().encode("utf-16"),
    "utf-16 lone surrogate": lambda: (
        b"\xff\xfe"
        + in_subject("@")
        .decode()
        .replace("UTF-8", "UTF-16")
        .encode("utf-16-le")
        .replace(b"@\x00", b"\x00\xd8")
    ),
    "utf-32": lambda: make.envelope().decode().encode("utf-32"),
    "utf-32 no mark": lambda: make.envelope().decode().encode("utf-32-be"),
    "windows-1258": lambda: make.envelope().replace(b"UTF-8", b"windows-1258"),
    "tcvn3": lambda: make.envelope().replace(b"UTF-8", b"TCVN-5712"),
    "tcvn3 bytes": lambda: in_subject("@").replace(b"@", b"\xb8\xa8\xd5"),
    "utf-7": lambda: make.envelope().replace(b"UTF-8", b"UTF-7"),
    "overlong": lambda: in_subject("@").replace(b"@", b"\xc0\xbc"),
    "nul": lambda: in_subject("@").replace(b"@", b"\x00"),
    "nul reference": lambda: in_subject("&#0;"),
    "surrogate": lambda: in_subject("@").replace(b"@", b"\xed\xa0\x80"),
    "u+fffe": lambda: in_subject("@").replace(b"@", b"\xef\xbf\xbe"),
    "depth": lambda: Stream(repeated(ROOT, b"<a>", 100_000)),
    "siblings": lambda: Stream(repeated(ROOT, b"<a/>", 1_000_000, b"</edXML>")),
    "attribute flood": lambda: Stream(repeated(ROOT[:-1], b' a="1"', 1_000_000, b"/>")),
    "distinct attributes": lambda: ROOT[:-1] + b"".join(b' a%d=""' % n for n in range(20_000)) + b"/>",
    "namespace flood": lambda: ROOT + b"".join(b'<a xmlns:p%d="u">' % n for n in range(60)) * 3000,
    "white space": lambda: Stream(repeated(ROOT, b" ", 10 * MANY)),
    "white space first": lambda: Stream(repeated(b"", b"\n", 10 * MANY)),
    "one comment": lambda: Stream(repeated(ROOT + b"<!--", b"x", 10 * MANY)),
    "many comments": lambda: Stream(repeated(ROOT, b"<!---->", 2 * MANY)),
    "comments in a text": lambda: Stream(repeated(BEFORE + b"<Attachment><Description>", b"x<!---->", MANY)),
    "long name": lambda: Stream(repeated(ROOT + b"<", b"x", MANY)),
    "long attribute": lambda: Stream(repeated(ROOT + b'<a b="', b"x", MANY)),
    "long subject": lambda: in_subject("x" * MANY),
    "cdata": lambda: Stream(repeated(ROOT + b"<a><![CDATA[", b"x", MANY)),
    "blank file": lambda: Stream(
        repeated(BEFORE + make.attachment("@").encode().split(b"@")[0], b"\n", 10 * MANY)
    ),
    "element in file": lambda: make.envelope(files=make.attachment("AAAA<x/>AAAA")),
    "3 GB": lambda: sparse(3 * 1024 * MEGABYTE),
    "2,000 files": lambda: in_file(b"x", times=2000),
    "5,000 receivers": lambda: make.envelope(head=make.header(to=f"<To>{make.RECEIVER}</To>" * 5000)),
    "10,000 of everything": lambda: make.envelope(
        head=make.header(
            to="".join(
                f"<To><OrganId>H{at}</OrganId><OrganName>x</OrganName><OrganAdd>x</OrganAdd><Fax>1</Fax></To>"
                for at in range(9_900)
            )
        ),
        trace=make.traces(stations=make.TRACE * 9_990),
        manifest="<Reference><ContentId>1</ContentId><AttachmentName>a</AttachmentName></Reference>" * 9_990,
    ),
    "unknown everywhere": lambda: make.envelope(
        head=make.header(more=("<b>" + "<a/>" * 9_990 + "</b>") * 19)
    ),
    "deep and wide": lambda: make.envelope(head=make.header(more=("<a>" * 50 + "</a>" * 50) * 3_900)),
    "utf-16 byte by byte": lambda: Slow(make.envelope().decode().replace("UTF-8", "UTF-16").encode("utf-16")),
    "10,000 replaced": lambda: make.envelope(
        trace=make.traces(
            bussiness="<Bussiness><BussinessDocType>3</BussinessDocType><BussinessDocReason>x"
            "</BussinessDocReason><ReplacementInfoList>"
            + "".join(
                f"<ReplacementInfo><DocumentId>a,b,{at}/c</DocumentId><OrganIdList><OrganId>H1</OrganId>"
                "</OrganIdList></ReplacementInfo>"
                for at in range(10_000)
            )
            + "</ReplacementInfoList></Bussiness>"
        )
    ),
    "bomb": lambda: in_file(zip_of_zeros(300 * MEGABYTE)),
    "many bombs": lambda: in_file(zip_of_zeros(30 * MEGABYTE), times=100),
    "many small bombs": lambda: in_file(zip_of_zeros(9 * MEGABYTE), times=100),
    "many entries": lambda: in_file(zip_of_many(200_000)),
}


def main(name: str) -> None:
    source = CASES[name]()
    if isinstance(source, bytes):
        source = io.BytesIO(source)
    folder = Path(os.environ["HOSTILE_FOLDER"])
    resource.setrlimit(resource.RLIMIT_AS, (int(os.environ["HOSTILE_SPACE"]),) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    started = time.process_time()
    outcome: dict[str, object]
    try:
        with read(source, folder=folder) as message:
            outcome = {
                "remarks": sorted({remark.code for remark in message.remarks}),
                "subject": message.document.subject if message.document else None,
            }
    except EdxmlError as error:
        outcome = {"code": error.code, "sentence": error.sentence, "line": error.line}
    seconds = time.process_time() - started
    # Not ru_maxrss: it would count the parent from which this process was forked.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    sys.stdout.write(json.dumps({**outcome, "seconds": seconds, "megabytes": peak}))


if __name__ == "__main__":
    main(sys.argv[1])
