"""The checker on uploaded files: paper, margins, font, sizes, components and their order."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hoiso.core.files.kinds import Kind
from hoiso.documents.checking.findings import Finding
from hoiso.documents.checking.paper import Paper, UnreadableFile, paper_of
from hoiso.documents.checking.paper_rules import paper_findings
from hoiso.documents.checking.tests.word_files import BODY, FOOT, HEAD, a_word_file, para
from hoiso.documents.layouts.body import Paragraph
from hoiso.documents.layouts.rendering import render
from hoiso.documents.layouts.tests.examples import a_letter, a_party_decision, a_plan


def measured(tmp_path: Path, content: bytes, kind: Kind) -> Paper:
    path = tmp_path / "tep"
    path.write_bytes(content)
    return paper_of(path, kind)


def word(tmp_path: Path, body: str = HEAD + BODY + FOOT, **options: object) -> dict[str, Finding]:
    paper = measured(tmp_path, a_word_file(body, **options), Kind.DOCX)  # type: ignore[arg-type]
    return {one.rule: one for one in paper_findings(paper)}


@pytest.mark.parametrize(
    "document", [a_plan(), a_letter(annexes=()), a_party_decision()], ids=["A", "letter", "B"]
)
def test_what_the_layouts_make_has_no_fault(tmp_path: Path, document: object) -> None:
    paper = measured(tmp_path, render(document), Kind.PDF)  # type: ignore[arg-type]
    assert paper_findings(paper) == ()
    assert paper.margins is not None
    assert paper.margins[2] == pytest.approx(30, abs=0.5)


def test_a_long_document_has_page_numbers_where_they_belong(tmp_path: Path) -> None:
    long = replace(a_plan(), body=tuple(Paragraph(f"Đoạn {at}. " + "Nội dung. " * 30) for at in range(30)))
    assert paper_findings(measured(tmp_path, render(long), Kind.PDF)) == ()


def test_a_word_file_in_form_has_no_fault(tmp_path: Path) -> None:
    assert word(tmp_path) == {}


@pytest.mark.parametrize(
    ("margins", "sentence"),
    [
        ((10, 20, 30, 15), "Lề trên 10 mm, theo thể thức là 20–25 mm."),
        ((20, 30, 30, 15), "Lề dưới 30 mm, theo thể thức là 20–25 mm."),
        ((20, 20, 25.4, 15), "Lề trái 25,4 mm, theo thể thức là 30–35 mm."),
        ((20, 20, 30, 25), "Lề phải 25 mm, theo thể thức là 15–20 mm."),
    ],
)
def test_margins_are_measured(
    tmp_path: Path, margins: tuple[float, float, float, float], sentence: str
) -> None:
    assert word(tmp_path, margins=margins)["margin"].sentence == sentence


def test_paper_font_and_sizes_are_measured(tmp_path: Path) -> None:
    assert "215 × 279" in word(tmp_path, paper=(215, 279))["not-a4"].sentence
    assert "Arial" in word(tmp_path, font="Arial")["font"].sentence
    small = BODY + para(
        "Một đoạn văn dài hơn sáu mươi chữ cái để được tính là nội dung của văn bản. " * 9, size=11
    )
    assert "11" in word(tmp_path, HEAD + small + FOOT)["body-size"].sentence


def test_components_are_looked_for_and_stand_in_order(tmp_path: Path) -> None:
    assert "Nơi nhận" in word(tmp_path, HEAD + BODY)["missing"].sentence
    assert (
        "Quốc hiệu" in word(tmp_path, HEAD.replace("CỘNG HÒA", "CỘNG HOA") + BODY + FOOT)["missing"].sentence
    )
    assert "phải đứng trước" in word(tmp_path, FOOT + BODY + HEAD)["order"].sentence


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("Số:      /KH-HPN", "Số 5/KH-HPN", "number-colon"),
        ("Số:      /KH-HPN", "Số: 5/KH-HPN", "number-zero"),
        ("Số:      /KH-HPN", "Số: 05 / KH-HPN", "number-spaces"),
        ("Số:      /KH-HPN", "Số: 05/BC-HPN", "notation-of-kind"),
        ("ngày      tháng      năm 2026", "ngày 5 tháng 3 năm 2026", "date-form"),
        ("ngày      tháng      năm 2026", "ngày 31 tháng 02 năm 2026", "no-such-day"),
    ],
)
def test_number_and_date_are_read(tmp_path: Path, before: str, after: str, rule: str) -> None:
    assert rule in word(tmp_path, HEAD.replace(before, after) + BODY + FOOT)


def test_party_documents_are_held_against_their_own_rules(tmp_path: Path) -> None:
    document = a_party_decision(day=date(2026, 9, 20))
    paper = measured(tmp_path, render(document), Kind.PDF)
    colon = replace(
        paper,
        lines=tuple(replace(line, text=line.text.replace("Số 07", "Số: 07")) for line in paper.lines),
    )
    assert [one.rule for one in paper_findings(colon)] == ["number-colon"]


def test_numbers_that_word_counts_are_in_the_text(tmp_path: Path) -> None:
    texts = [line.text for line in measured(tmp_path, a_word_file(), Kind.DOCX).lines]
    for wanted in ("1. Mục đích", "a) Nâng cao nhận thức của hội viên;", "b) Tạo điều kiện giao lưu.",
                   "2. Tổ chức thực hiện", "- Các chi hội vận động hội viên tham gia."):  # fmt: skip
        assert wanted in texts


def test_what_cannot_be_measured_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"\.docx"):
        measured(tmp_path, b"chu", Kind.TXT)
    with pytest.raises(UnreadableFile, match="Không đọc được"):
        measured(tmp_path, b"PK no zip", Kind.DOCX)
    empty = measured(tmp_path, a_word_file(para("")), Kind.DOCX)
    assert [one.rule for one in paper_findings(empty)] == ["scan"]
