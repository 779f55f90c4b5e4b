"""Every kind of the reference in both layouts, from its model text to PDF/A, held against a ruler.

law-and-formats 1.3, 1.4 and 2.2: margins, the right head, number line, place and date, title, subject,
signature and recipients, in millimetres from the top left.
"""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from hoiso.documents.layouts.body import parse
from hoiso.documents.layouts.content_templates import fill, templates_of
from hoiso.documents.layouts.kinds import KINDS, DocumentKind, KindGroup
from hoiso.documents.layouts.official_document import (
    Capacity,
    Layout,
    OfficialDocument,
    signing_block,
)
from hoiso.documents.layouts.rendering import render
from hoiso.documents.layouts.tests.examples import a_plan
from hoiso.documents.layouts.tests.measuring import Line, MeasuredPage, measured

WRITTEN = [kind for kind in KINDS if kind.group is not KindGroup.COPY]
LEFT, RIGHT, TOP, BOTTOM = 30, 195, 20, 277
MIDDLE = (LEFT + RIGHT) / 2


def in_layout(kind: DocumentKind, layout: Layout) -> OfficialDocument:
    """A document of the kind, its first model text filled in, with signature and recipients."""
    model = templates_of(kind)[0]
    values = {name: f"giá trị {at}" for at, name in enumerate(model.places)}
    party = layout is Layout.PARTY_05
    code = (kind.party_code if party else kind.code) or "CV"
    signing = signing_block(
        layout=layout,
        capacity=Capacity.COLLECTIVE,
        collective="Ban Thường vụ",
        position="Chủ tịch",
        signer="Nguyễn Thị Ánh Tuyết",
    )
    return replace(
        a_plan(),
        layout=layout,
        kind=kind,
        notation=f"{code}/HPN" if party else f"{code}-HPN",
        subject=fill(model.subject, values),
        body=parse(fill(model.text, values)),
        addressees=("Hội LHPN tỉnh",) if kind.addressed else (),
        signing=signing,
    )


def top_of(line: Line) -> float:
    """Upper edge of the capitals."""
    return line.baseline - line.size * 0.7 * 25.4 / 72


def lines_of(page: MeasuredPage, start: str) -> list[Line]:
    return [line for line in page.lines if line.text.startswith(start)]


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.key)
def test_every_kind_has_a_model_text(kind: DocumentKind) -> None:
    assert templates_of(kind)


@pytest.mark.parametrize("layout", list(Layout), ids=lambda layout: layout.value)
@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.key)
def test_every_kind_stands_where_the_law_wants_it(kind: DocumentKind, layout: Layout) -> None:
    made = render(in_layout(kind, layout))
    pages = measured(made)
    first = pages[0]
    for page in pages:
        assert (round(page.width), round(page.height)) == (210, 297)
        assert min(line.left for line in page.lines) >= LEFT - 0.3
        assert max(line.right for line in page.lines) <= RIGHT + 0.3
        below_number = [line for line in page.lines if not (line.text.isdigit() and line.baseline < TOP)]
        assert min(map(top_of, below_number)) >= TOP - 0.1
        assert max(line.baseline for line in page.lines) <= BOTTOM
    _head(first, layout)
    _number_and_date(first, layout, in_layout(kind, layout))
    _title(first, kind, layout)
    _foot(pages, layout)
    with pikepdf.open(BytesIO(made)) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert pdf.Root.MarkInfo.Marked


def _head(page: MeasuredPage, layout: Layout) -> None:
    """Components 1 and 2."""
    if layout is Layout.ND30_UNION:
        name, motto = page.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), page.line("Độc lập - Tự do")
        assert (name.size, motto.size) == (12, 13)
        assert abs(name.middle - motto.middle) < 0.5
        assert abs(page.rule_below(motto).width - motto.width) < 1
    else:
        name = page.line("ĐẢNG CỘNG SẢN VIỆT NAM")
        assert name.size == 14
    assert name.fonts == {"Tinos-Bold"}
    assert 20 <= top_of(name) <= 25
    assert name.left > LEFT + 68
    issuer = page.line("HỘI LHPN XÃ CẦN GIUỘC")
    assert issuer.fonts == {"Tinos-Bold"}
    assert issuer.middle == pytest.approx(LEFT + 34, abs=0.5)


def _number_and_date(page: MeasuredPage, layout: Layout, document: OfficialDocument) -> None:
    """Components 3 and 4, on one line, each under the middle of what stands above."""
    word = "Số: " if layout is Layout.ND30_UNION else "Số "
    number = page.line(word)
    dated = page.line("Cần Giuộc, ngày 03 tháng 02 năm 2026")
    assert number.text == word + document.symbol
    assert number.baseline == pytest.approx(dated.baseline, abs=0.2)
    assert number.middle == pytest.approx(LEFT + 34, abs=0.5)
    assert dated.middle == pytest.approx(LEFT + 68 + 48.5, abs=0.5)
    assert dated.fonts == {"Tinos-Italic"}
    assert 30 < number.baseline < 60


def _title(page: MeasuredPage, kind: DocumentKind, layout: Layout) -> None:
    """Component 5a across the page, or 5b under the number, or neither."""
    number = page.line("Số")
    if kind.has_about:
        about = page.line("V/v")
        assert (about.size, about.baseline > number.baseline) == (12, True)
        assert about.middle == pytest.approx(number.middle, abs=1)
        assert about.fonts == ({"Tinos-Italic"} if layout is Layout.PARTY_05 else {"Tinos"})
    if kind.title is None:
        assert not [line for line in page.lines if line.text == kind.name.upper()]
        return
    title = next(line for line in page.lines if line.text == kind.title)
    assert (title.size, title.fonts) == (14, {"Tinos-Bold"})
    assert title.middle == pytest.approx(MIDDLE, abs=0.5)
    assert title.baseline - number.baseline > 6
    if kind.needs_subject:
        subject = min(
            (line for line in page.lines if line.baseline > title.baseline), key=lambda e: e.baseline
        )
        assert (subject.size, subject.fonts) == (14, {"Tinos-Bold"})
        assert subject.middle == pytest.approx(MIDDLE, abs=0.5)


def _foot(pages: list[MeasuredPage], layout: Layout) -> None:
    """Components 7 and 9b on one page: room for signature and seal, the list level with the authority."""
    page = next(page for page in reversed(pages) if lines_of(page, "Nơi nhận"))
    party = layout is Layout.PARTY_05
    authority = page.line("T/M BAN THƯỜNG VỤ" if party else "TM. BAN THƯỜNG VỤ")
    position, signer = page.line("CHỦ TỊCH"), page.line("Nguyễn Thị Ánh Tuyết")
    assert authority.left > LEFT + 75
    for line in (authority, position, signer):
        assert line.size == 14
        assert line.middle == pytest.approx(LEFT + 75 + 45, abs=1)
    assert signer.fonts == authority.fonts == {"Tinos-Bold"}
    assert position.fonts == ({"Tinos"} if party else {"Tinos-Bold"})
    assert 25 <= signer.baseline - position.baseline <= 45
    word = page.line("Nơi nhận")
    assert word.left == pytest.approx(LEFT, abs=0.3)
    assert word.baseline == pytest.approx(authority.baseline, abs=1.5)
    assert page.line("- Lưu").text == ("- Lưu VT, VP." if party else "- Lưu: VT, VP.")
