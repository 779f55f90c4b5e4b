"""The form of copies, held against a ruler."""

from datetime import date
from pathlib import Path

import pytest

from hoiso.documents.layouts.copies import CopyBlock, CopyForm, with_form
from hoiso.documents.layouts.official_document import Capacity, Layout, signing_block
from hoiso.documents.layouts.rendering import render
from hoiso.documents.layouts.tests.examples import a_letter, a_plan
from hoiso.documents.layouts.tests.measuring import MeasuredPage, measured


def a_block(form: CopyForm = CopyForm.CERTIFIED, **changes: object) -> CopyBlock:
    values: dict[str, object] = {
        "form": form,
        "issuer_lines": ("HỘI LHPN XÃ MỸ YÊN",),
        "parent_line": "HỘI LHPN TỈNH TÂY NINH",
        "number": "07/SY-HPN",
        "place": "Mỹ Yên",
        "day": date(2026, 11, 25),
        "recipients": ("Các chi hội", "Đảng uỷ xã"),
        "archive_line": "VT",
        "signing": signing_block(
            layout=Layout.ND30_UNION,
            capacity=Capacity.COLLECTIVE,
            collective="Ban Thường vụ",
            position="Chủ tịch",
            signer="Trần Thị Hoa",
        ),
        "of": "Kế hoạch 05/KH-HPN",
    }
    return CopyBlock(**{**values, **changes})  # type: ignore[arg-type]


def copied(tmp_path: Path, source: bytes, block: CopyBlock, last_line: float | None) -> list[MeasuredPage]:
    path = tmp_path / "goc.pdf"
    path.write_bytes(source)
    return measured(with_form(path, block, last_line=last_line))


@pytest.mark.parametrize("form", list(CopyForm), ids=lambda form: form.value)
def test_the_form_stands_as_the_decree_draws_it(tmp_path: Path, form: CopyForm) -> None:
    page = copied(tmp_path, render(a_plan()), a_block(form), None)[-1]
    issuer, words = page.line("HỘI LHPN XÃ MỸ YÊN"), page.line(form.words)
    number, dated = page.line("Số: 07/SY-HPN"), page.line("Mỹ Yên, ngày 25 tháng 11 năm 2026")
    rule = min((each for each in page.rules if each.height < 1), key=lambda each: each.top)
    assert (rule.left, rule.width) == (pytest.approx(30, abs=0.3), pytest.approx(165, abs=0.5))
    assert rule.top < issuer.baseline
    assert (words.size, words.fonts) == (14, {"Tinos-Bold"})
    assert words.middle == pytest.approx(30 + 68 + 48.5, abs=0.5)
    assert (issuer.size, issuer.fonts) == (12, {"Tinos-Bold"})
    assert (number.size, dated.size, dated.fonts) == (13, 13, {"Tinos-Italic"})
    assert number.baseline == pytest.approx(dated.baseline, abs=0.2)
    word, authority = page.line("Nơi nhận:"), page.line("TM. BAN THƯỜNG VỤ")
    assert (word.size, word.fonts) == (12, {"Tinos-BoldItalic"})
    assert word.left == pytest.approx(30, abs=0.3)
    assert abs(word.baseline - authority.baseline) < 1.5
    assert page.line("- Lưu: VT.").size == 11
    signer, position = page.line("Trần Thị Hoa"), page.line("CHỦ TỊCH")
    assert 25 <= signer.baseline - position.baseline <= 45


def test_it_goes_below_the_last_line_where_there_is_room(tmp_path: Path) -> None:
    short = render(a_letter(annexes=(), contact_lines=()))
    last = max(line.baseline for line in measured(short)[-1].lines)
    assert last < 190
    pages = copied(tmp_path, short, a_block(), last)
    assert len(pages) == 1
    assert pages[0].line("HỘI LHPN XÃ MỸ YÊN").baseline > last + 6
    assert pages[0].line("Lê Thị Thu Hà").baseline == pytest.approx(last, abs=60)
    assert max(line.baseline for line in pages[0].lines) <= 277


def test_without_room_it_takes_a_page_of_its_own(tmp_path: Path) -> None:
    source = render(a_plan())
    before = len(measured(source))
    pages = copied(tmp_path, source, a_block(), 250.0)
    assert len(pages) == before + 1
    assert "Cần Giuộc" not in "".join(line.text for line in pages[-1].lines)


@pytest.mark.parametrize("count", [1, 8, 14])
def test_the_room_foreseen_is_enough(tmp_path: Path, count: int) -> None:
    block = a_block(recipients=tuple(f"Chi hội ấp {at}" for at in range(count)), issuer_lines=("MỘT", "HAI"))
    page = copied(tmp_path, render(a_plan()), block, None)[-1]
    assert max(line.baseline for line in page.lines) - 20 <= block.height
