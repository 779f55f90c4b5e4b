"""The made files: archival, tagged, our font alone, text as typed, refusals in plain words."""

import io
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from hoiso.documents.layouts.body import parse
from hoiso.documents.layouts.characters import drawable, printable
from hoiso.documents.layouts.errors import IncompleteDocument, UnprintableCharacter
from hoiso.documents.layouts.kinds import KINDS, DocumentKind, KindGroup
from hoiso.documents.layouts.official_document import Layout, OfficialDocument
from hoiso.documents.layouts.rendering import ending, render, render_draft
from hoiso.documents.layouts.tests.examples import a_letter, a_party_decision, a_plan
from hoiso.documents.layouts.tests.measuring import MeasuredPage, measured, text_of

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"


@pytest.fixture(params=[a_plan, a_letter, a_party_decision], ids=["plan", "letter", "party"])
def document(request: pytest.FixtureRequest) -> OfficialDocument:
    made = request.param()
    assert isinstance(made, OfficialDocument)
    return made


def fonts_of(made: bytes) -> list[tuple[str, bool]]:
    """Names of all fonts of a file, and whether each is embedded."""
    found = []
    with pikepdf.open(io.BytesIO(made)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                found.append((str(thing["/FontName"]).split("+")[-1], "/FontFile2" in thing))
    return found


def test_only_the_shipped_font_is_embedded(document: OfficialDocument) -> None:
    fonts = fonts_of(render(document))
    assert {name for name, _ in fonts} <= {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}
    assert fonts
    assert all(embedded for _, embedded in fonts)


def test_the_file_names_itself_pdf_a_2a_and_ua_with_its_metadata(document: OfficialDocument) -> None:
    with pikepdf.open(io.BytesIO(render(document))) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == document.title
            assert document.issuer_lines[0] in metadata["dc:creator"][0]
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot.K is not None
        assert str(pdf.Root.Lang) == "vi-VN"


def test_the_title_tells_kind_symbol_and_subject() -> None:
    assert a_plan().title == "Kế hoạch 05/KH-HPN: Tổ chức Ngày hội phụ nữ khởi nghiệp năm 2026"
    assert a_plan(number=None).title == "Kế hoạch: Tổ chức Ngày hội phụ nữ khởi nghiệp năm 2026"
    assert a_party_decision().symbol == "07-QĐ/CB"


def test_the_same_document_gives_the_same_bytes(document: OfficialDocument) -> None:
    assert render(document) == render(document)


def test_threads_may_render_at_once() -> None:
    wanted = render(a_plan())
    made: list[bytes] = []

    def work() -> None:
        made.extend(render(a_plan()) for _ in range(5))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [wanted] * 20


def test_marks_of_the_typesetter_are_printed_as_typed() -> None:
    typed = (
        "#let x = 1 $a^2$ *đậm* _nghiêng_ `mã` @ai <nhãn> \\ ~ // chú /* thích */ "
        "= [x] \"hai\" 'một' -- ... http://a.vn"
    )
    made = text_of(render(a_plan(subject=typed, body=parse(typed), place="#panic()", recipients=(typed,))))
    flat = " ".join(made.split())
    assert flat.count(typed) >= 2
    assert "#panic(), ngày 03 tháng 02 năm 2026" in flat


def test_vietnamese_is_extracted_composed_even_when_typed_decomposed() -> None:
    letters = " ".join(VIETNAMESE[at : at + 20] for at in range(0, len(VIETNAMESE), 20))
    letters = f"{letters} {letters.upper()}"
    typed = unicodedata.normalize("NFD", letters)
    made = text_of(render(a_plan(body=parse(f"Chữ: {typed}."))))
    assert unicodedata.is_normalized("NFC", made)
    flat = "".join(made.split())
    assert "".join(letters.split()) in flat


def test_the_font_draws_every_vietnamese_letter() -> None:
    assert set(map(ord, VIETNAMESE + VIETNAMESE.upper())) <= drawable()


@pytest.mark.parametrize("text", ["Chúc mừng 🎉 8/3", "汉字 trong tên", "mũi tên 🡒 lạ"])
def test_a_character_that_cannot_be_drawn_is_named(text: str) -> None:
    odd = next(letter for letter in text if ord(letter) not in drawable())
    with pytest.raises(UnprintableCharacter) as refusal:
        render(a_plan(subject=text))
    assert odd in refusal.value.sentence
    assert f"U+{ord(odd):04X}" in refusal.value.sentence
    assert "không in được" in refusal.value.sentence


def test_the_table_of_characters_agrees_with_the_typesetter() -> None:
    sample = "".join(map(chr, sorted(code for code in drawable() if code > 0x20 and chr(code).isprintable())))
    words = " ".join(sample[at : at + 20] for at in range(0, len(sample), 20))
    assert render(a_plan(body=parse(f"Các ký tự {words}.")))


def test_invisible_marks_and_odd_spaces_do_not_reach_the_page() -> None:
    assert printable("Hội\u200b phụ\u00ad\u2009nữ\ufeff\t\r\nxã\x07 ") == "Hội phụ nữ xã"
    assert printable("Số\u00a05") == "Số\u00a05"
    assert printable("tên 🎉", replace=True) == "tên □"


def test_a_subject_of_5000_characters_runs_on_and_does_not_crash() -> None:
    pages = measured(render(a_plan(subject="Tổ chức hội nghị " * 295)))
    assert len(pages) >= 3
    assert all(line.right <= page.width - 14.7 for page in pages for line in page.lines)


@pytest.mark.parametrize("make", [a_plan, a_letter])
def test_a_word_of_5000_letters_stays_on_the_sheet(make: Callable[..., OfficialDocument]) -> None:
    word = "x" * 5000
    pages = measured(render(make(subject=word, body=parse(f"{word}\n| A | B |\n| {word[:300]} | 1 |"))))
    assert all(line.right <= page.width - 14.7 for page in pages for line in page.lines)


def test_a_draft_bears_the_word_across_every_page_and_leaves_room_for_the_number() -> None:
    body = parse("\n".join(f"Đoạn văn thứ {at}." for at in range(60)))
    made = render_draft(a_plan(number=None, day=None, body=body))
    text = text_of(made)
    assert len(measured(made)) >= 2
    assert "/KH-HPN" in text
    assert "05/KH-HPN" not in text
    assert [_large_letters(page) for page in measured(made)] == [sorted("DỰTHẢO")] * len(measured(made))
    assert not any(_large_letters(page) for page in measured(render(a_plan())))


def _large_letters(page: MeasuredPage) -> list[str]:
    """Letters of the watermark; it lies slanted, so they do not form a line."""
    letters = [letter for line in page.lines for letter in line.letters if letter.size > 60]
    return sorted(letter.text for letter in letters if letter.text != " ")


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.group is not KindGroup.COPY], ids=lambda kind: kind.key
)
def test_every_kind_is_rendered_in_both_layouts(kind: DocumentKind, layout: Layout) -> None:
    document = replace(a_plan(), kind=kind, layout=layout)
    lines = [line.text for line in measured(render(document))[0].lines]
    assert (document.kind.title in lines) == (document.kind.title is not None)


def test_what_cannot_be_left_out_is_asked_for() -> None:
    with pytest.raises(IncompleteDocument, match="Nhập tên cơ quan ban hành"):
        a_plan(issuer_lines=())
    with pytest.raises(IncompleteDocument, match="Nhập trích yếu"):
        a_plan(subject="  ")


def test_an_empty_text_and_no_recipients_make_a_page_all_the_same() -> None:
    lines = [line.text for line in measured(render(a_plan(body=(), recipients=(), archive_line="")))[0].lines]
    assert "Nơi nhận:" not in lines
    assert lines[-1] == "Nguyễn Thị Ánh Tuyết"


@pytest.mark.parametrize(
    ("text", "layout_a", "layout_b"),
    [
        ("Thực hiện.", "Thực hiện./.", "Thực hiện."),
        ("Thực hiện./.", "Thực hiện./.", "Thực hiện."),
        ("Thực hiện", "Thực hiện./.", "Thực hiện."),
        ("Trân trọng!", "Trân trọng!", "Trân trọng!"),
    ],
)
def test_the_end_of_the_text_is_marked_by_the_layout(text: str, layout_a: str, layout_b: str) -> None:
    assert ending(text, Layout.ND30_UNION) == layout_a
    assert ending(text, Layout.PARTY_05) == layout_b


def test_two_hundred_recipients_run_on_to_the_next_page() -> None:
    pages = measured(
        render(a_plan(recipients=tuple(f"Hội LHPN xã số {at}" for at in range(200)), day=date(2026, 1, 5)))
    )
    lines = [line.text for page in pages for line in page.lines]
    assert "- Hội LHPN xã số 199;" in lines
    assert lines.count("Nguyễn Thị Ánh Tuyết") == 1
