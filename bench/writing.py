"""`hoiso bench writing`: a one-page document from its draft to its PDF, beside typst alone."""

import json
import multiprocessing
from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

import pypdfium2
import typst

from bench.contract import Row
from hoiso.documents.layouts.characters import FONT_FOLDER
from hoiso.documents.layouts.rendering import render
from hoiso.documents.layouts.typesetting import TAGGED
from hoiso.runtime import django_start

ROWS = 400
PROCESSES = 2
LEAST_A_SECOND = 50.0
TIMES_OF_THE_FLOOR = 1.5
_FLOOR = Path(__file__).parent / "floors" / "page.typ"
_DAY = date(2026, 3, 4)
_ISSUER, _PARENT = "HỘI LHPN XÃ CẦN GIUỘC", "HỘI LHPN TỈNH TÂY NINH"
_ADDRESSEE = "Chi hội phụ nữ các ấp"
_RECIPIENTS = ("Như trên", "Hội LHPN tỉnh (b/c)", "Đảng ủy xã (b/c)", "Ủy ban MTTQ Việt Nam xã")
_TEXT = """\
Thực hiện chương trình công tác năm 2026, Ban Thường vụ Hội LHPN xã đề nghị các chi hội chuẩn bị ngày hội \
phụ nữ khởi nghiệp với những nội dung sau.
1. Rà soát các tổ hợp tác, hợp tác xã do phụ nữ quản lý; lập danh sách sản phẩm đăng ký trưng bày, ghi \
rõ tên sản phẩm, người làm ra và số lượng.
2. Vận động hội viên tham gia các hoạt động của ngày hội, chú ý hội viên ở ấp xa, hội viên có hoàn cảnh \
khó khăn và lao động nữ làm việc trong các khu công nghiệp.
3. Phối hợp với trưởng ấp giữ vệ sinh nơi tổ chức, hướng dẫn nơi để xe và đón tiếp đại biểu chu đáo.
4. Cử một cán bộ làm đầu mối, báo tên và số điện thoại về Hội LHPN xã trước ngày 15 tháng 3 năm 2026.
Nhận được công văn này, đề nghị các chi hội triển khai thực hiện và báo cáo kết quả về Hội LHPN xã."""
_SUBJECT = "chuẩn bị ngày hội phụ nữ khởi nghiệp"


def run(*, rows: int, tell: Callable[[str], None]) -> list[Row]:
    """Both rows; a few seconds. `rows` documents are made by each side."""
    django_start.set_up("web")  # drafts stand beside tables; no statement is sent
    if (pages := _pages(_ours(0))) != 1 or _pages(_floor(0)) != 1:
        raise RuntimeError(f"the document has {pages} pages")
    tell(f"Làm {rows} văn bản một trang, xen kẽ với typst")
    value, floor = _least_side_by_side(rows)
    tell(f"Làm {rows} văn bản trong {PROCESSES} tiến trình")
    return [
        Row(
            what="PDF của văn bản một trang, từ dự thảo",
            value=value,
            floor=floor,
            unit="ms",
            target=TIMES_OF_THE_FLOOR,
        ),
        Row(
            what=f"văn bản một trang trên {PROCESSES} lõi",
            value=max(_a_second(rows) for _ in range(3)),
            unit="văn bản/giây",
            target=LEAST_A_SECOND,
            at_least=True,
        ),
    ]


def _words(at: int) -> list[str]:
    """The text of one document: no paragraph is that of another, so that nothing is remembered."""
    return [f"{line} (mục {at}.{place})" for place, line in enumerate(_TEXT.splitlines())]


def _kept(at: int) -> dict[str, Any]:
    """The draft as it lies in its column."""
    from hoiso.documents.outgoing.content import DraftContent, RecipientChoice

    content = DraftContent(
        kind="letter",
        subject=f"{_SUBJECT} đợt {at}",
        body="\n".join(_words(at)),
        parent_line=_PARENT,
        issuer_lines=(_ISSUER,),
        issuer_name="Hội LHPN xã Cần Giuộc",
        notation="CV-BTV",
        place="Cần Giuộc",
        collective="Ban Thường vụ",
        position="Chủ tịch",
        signer="Nguyễn Thị Ánh Tuyết",
        archive_line="VT",
        recipients=(
            RecipientChoice(name=_ADDRESSEE, addressee=True),
            *(RecipientChoice(name=name) for name in _RECIPIENTS[1:]),
        ),
    )
    kept: dict[str, Any] = json.loads(json.dumps(content.to_json()))
    return kept


def _ours(at: int) -> bytes:
    """What issuing does with a draft: its row's JSON read, its lines told apart, its page set."""
    return _made(_kept(at), at)


def _made(kept: dict[str, Any], at: int) -> bytes:
    from hoiso.documents.outgoing.content import from_json, official

    return render(official(from_json(kept), number=f"{at:03}", day=_DAY))


def _sets(at: int) -> str:
    """The words of the same page for the floor."""
    return json.dumps(
        {
            "parent": _PARENT,
            "issuer": _ISSUER,
            "symbol": f"{at:03}/CV-BTV",
            "dated": "Cần Giuộc, ngày 04 tháng 3 năm 2026",
            "subject": f"{_SUBJECT} đợt {at}",
            "addressee": _ADDRESSEE,
            "body": _words(at),
            "recipients": [f"{name};" for name in _RECIPIENTS] + ["Lưu: VT."],
            "authority": "TM. BAN THƯỜNG VỤ",
            "position": "CHỦ TỊCH",
            "signer": "Nguyễn Thị Ánh Tuyết",
        }
    )


_fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])
_alone = typst.Compiler(str(_FLOOR), root=str(_FLOOR.parent), font_paths=_fonts, ignore_system_fonts=True)


def _floor(at: int) -> bytes:
    return _set(_sets(at))


def _set(words: str) -> bytes:
    """The same page by a warm compiler with the same fonts, standards and tags."""
    made = _alone.compile(
        format="pdf", sys_inputs={"words": words}, pdf_standards=list(TAGGED), pdf_tags=True, timestamp=0
    )
    assert isinstance(made, bytes)
    return made


def _least_side_by_side(rows: int) -> tuple[float, float]:
    """The least of each in milliseconds, taken in turns: other work on the machine only ever adds."""
    least = [float("inf"), float("inf")]
    for at in range(1, rows + 1):
        kept, words = _kept(at), _sets(at)
        acts: tuple[Callable[[], bytes], ...] = (partial(_made, kept, at), partial(_set, words))
        for side, act in enumerate(acts):
            begun = perf_counter()
            act()
            least[side] = min(least[side], (perf_counter() - begun) * 1000)
    return least[0], least[1]


def _a_second(rows: int) -> float:
    """Documents a second by as many processes as the web server has workers."""
    with multiprocessing.get_context("spawn").Pool(PROCESSES, django_start.set_up, ("web",)) as workers:
        workers.map(_ours, range(8 * PROCESSES), chunksize=1)  # every one has its fonts and templates
        begun = perf_counter()
        workers.map(_ours, range(1000, 1000 + rows), chunksize=8)
        return rows / (perf_counter() - begun)


def _pages(made: bytes) -> int:
    return len(pypdfium2.PdfDocument(BytesIO(made)))
