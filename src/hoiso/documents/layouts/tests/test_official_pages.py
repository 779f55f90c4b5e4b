"""The made pages held against the law's table with a ruler (law-and-formats 1.3, 1.4, 2.2)."""

from dataclasses import replace

import pytest

from hoiso.documents.layouts.body import parse
from hoiso.documents.layouts.kinds import kind
from hoiso.documents.layouts.official_document import Circulation, SigningBlock, Urgency
from hoiso.documents.layouts.rendering import render
from hoiso.documents.layouts.tests.examples import a_letter, a_party_decision, a_plan
from hoiso.documents.layouts.tests.measuring import Line, MeasuredPage, measured

UPRIGHT, BOLD, ITALIC, BOLD_ITALIC = {"Tinos"}, {"Tinos-Bold"}, {"Tinos-Italic"}, {"Tinos-BoldItalic"}
LEFT, RIGHT, TOP, BOTTOM = 30, 195, 20, 277
MIDDLE = (LEFT + RIGHT) / 2


@pytest.fixture(scope="module")
def plan() -> MeasuredPage:
    return measured(render(a_plan()))[0]


@pytest.fixture(scope="module")
def letter() -> list[MeasuredPage]:
    return measured(render(a_letter()))


@pytest.fixture(scope="module")
def party() -> MeasuredPage:
    return measured(render(a_party_decision()))[0]


def looks(line: Line, size: float, fonts: set[str]) -> bool:
    return (line.size, line.fonts) == (size, fonts)


def test_the_sheet_is_a4_and_nothing_stands_in_the_margins(plan: MeasuredPage, party: MeasuredPage) -> None:
    for page in (plan, party):
        assert (round(page.width), round(page.height)) == (210, 297)
        assert min(line.left for line in page.lines) >= LEFT - 0.3
        assert max(line.right for line in page.lines) <= RIGHT + 0.3
        assert min(line.baseline - line.size * 0.7 * 25.4 / 72 for line in page.lines) >= TOP
        assert max(line.baseline for line in page.lines) <= BOTTOM


def test_component_1_motto(plan: MeasuredPage) -> None:
    state, motto = plan.line("CỘNG HÒA"), plan.line("Độc lập")
    assert state.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert motto.text == "Độc lập - Tự do - Hạnh phúc"
    assert looks(state, 12, BOLD)
    assert looks(motto, 13, BOLD)
    assert abs(state.middle - motto.middle) < 0.5
    assert state.left > MIDDLE - 12
    rule = plan.rule_below(motto)
    assert abs(rule.width - motto.width) < 1
    assert abs(rule.middle - motto.middle) < 0.5
    # Single spacing of Times New Roman 13 pt: 1.149 em.
    assert abs((motto.baseline - state.baseline) * 72 / 25.4 - 13 * 1.107) < 1.5


def test_component_2_issuer(plan: MeasuredPage) -> None:
    parent, issuer = plan.line("HỘI LHPN TỈNH TÂY NINH"), plan.line("HỘI LHPN XÃ CẦN GIUỘC")
    assert looks(parent, 12, UPRIGHT)
    assert looks(issuer, 12, BOLD)
    assert abs(parent.middle - issuer.middle) < 0.5
    assert parent.baseline < issuer.baseline
    rule = plan.rule_below(issuer)
    assert issuer.width / 3 <= rule.width <= issuer.width / 2
    assert abs(rule.middle - issuer.middle) < 0.5


def test_components_3_and_4_stand_on_one_line(plan: MeasuredPage) -> None:
    number, date = plan.line("Số: 05/KH-HPN"), plan.line("Cần Giuộc, ngày 03 tháng 02 năm 2026")
    assert looks(number, 13, UPRIGHT)
    assert looks(date, 13, ITALIC)
    assert number.baseline == pytest.approx(date.baseline, abs=0.2)
    assert abs(number.middle - plan.line("HỘI LHPN XÃ").middle) < 0.5
    assert abs(date.middle - plan.line("Độc lập").middle) < 0.5


def test_component_5a_title_and_subject(plan: MeasuredPage) -> None:
    title, subject = plan.line("KẾ HOẠCH"), plan.line("Tổ chức Ngày hội")
    for line in (title, subject):
        assert looks(line, 14, BOLD)
        assert abs(line.middle - MIDDLE) < 0.5
    rule = plan.rule_below(subject)
    assert subject.width / 3 <= rule.width <= subject.width / 2
    assert rule.top - subject.baseline > 1


def test_component_5b_subject_of_a_letter(letter: list[MeasuredPage]) -> None:
    page = letter[0]
    number, about = page.line("Số: 112/CV-BTV"), page.line("V/v báo cáo kết quả")
    assert looks(about, 12, UPRIGHT)
    assert abs(about.middle - number.middle) < 1
    # 6 pt between the lines: bottom edge of 13 pt to top edge of 12 pt.
    gap = (about.baseline - number.baseline) * 72 / 25.4 - 13 * 0.216 - 12 * 0.891
    assert gap == pytest.approx(6, abs=0.5)


def test_component_6_text(plan: MeasuredPage) -> None:
    first = plan.line("Nâng cao nhận thức")
    following = [line for line in plan.lines if line.baseline > first.baseline][:1][0]
    assert looks(first, 14, UPRIGHT)
    assert first.left == pytest.approx(LEFT + 12.7, abs=0.3)
    assert following.left == pytest.approx(LEFT, abs=0.3)
    assert first.right == pytest.approx(RIGHT, abs=0.5)
    pitch = (following.baseline - first.baseline) * 72 / 25.4
    assert 14 * 1.149 <= pitch <= 14 * 1.149 * 1.5
    after = plan.line("- Giới thiệu")
    before = [line for line in plan.lines if line.baseline < after.baseline][-1]
    assert (after.baseline - before.baseline) * 72 / 25.4 >= pitch + 5.9


def test_component_6_grounds_headings_and_tables(plan: MeasuredPage) -> None:
    grounds = [line for line in plan.lines if line.fonts == ITALIC and line.size == 14]
    assert grounds[0].text == "Căn cứ Điều lệ Hội Liên hiệp Phụ nữ Việt Nam;"
    assert grounds[-1].text.endswith("tỉnh Tây Ninh.")
    assert looks(plan.line("I. MỤC ĐÍCH, YÊU CẦU"), 14, BOLD)
    assert looks(plan.line("1. Mục đích"), 14, BOLD)
    assert looks(plan.line("a) Tổ chức"), 14, UPRIGHT)
    assert looks(plan.line("STT"), 13, BOLD)


def test_components_7_and_9b_stand_level(plan: MeasuredPage) -> None:
    word, authority = plan.line("Nơi nhận:"), plan.line("TM. BAN THƯỜNG VỤ")
    position, signer = plan.line("CHỦ TỊCH"), plan.line("Nguyễn Thị Ánh Tuyết")
    assert looks(word, 12, BOLD_ITALIC)
    assert word.left == pytest.approx(LEFT, abs=0.3)
    assert abs(word.baseline - authority.baseline) < 1.5
    for line in (authority, position, signer):
        assert looks(line, 14, BOLD)
        assert abs(line.middle - authority.middle) < 0.5
    assert 25 <= signer.baseline - position.baseline <= 45
    entries = [line for line in plan.lines if line.text.startswith("- ") and line.size == 11]
    assert [line.text for line in entries] == ["- Hội LHPN tỉnh;", "- Các chi hội phụ nữ;", "- Lưu: VT, VP."]
    assert all(line.fonts == UPRIGHT and abs(line.left - LEFT) < 0.3 for line in entries)


def test_component_9a_addressees_stand_under_the_colon(letter: list[MeasuredPage]) -> None:
    page = letter[0]
    word = page.line("Kính gửi:")
    first, last = page.line("- Hội LHPN các xã, phường;"), page.line("- Các đơn vị trực thuộc.")
    assert looks(word, 14, UPRIGHT)
    assert first.left == pytest.approx(last.left, abs=0.1)
    assert first.left == pytest.approx(word.right, abs=1.5)
    assert page.line("- Như trên;").baseline < page.line("- Thường trực Tỉnh uỷ;").baseline


def test_one_addressee_stands_on_the_line_of_the_word() -> None:
    page = measured(render(a_letter(addressees=("Hội LHPN tỉnh.",))))[0]
    assert page.line("Kính gửi:").text == "Kính gửi: Hội LHPN tỉnh"


@pytest.mark.parametrize(
    ("urgency", "word", "width"),
    [
        (Urgency.URGENT, "KHẨN", 20),
        (Urgency.VERY_URGENT, "THƯỢNG KHẨN", 40),
        (Urgency.EXPRESS, "HOẢ TỐC", 30),
    ],
)
def test_component_10b_is_a_box_of_the_laws_size(urgency: Urgency, word: str, width: float) -> None:
    page = measured(render(a_letter(urgency=urgency)))[0]
    stamp = page.line(word)
    assert stamp.size in (13, 14)
    assert stamp.fonts == BOLD
    box = next(rule for rule in page.rules if rule.height > 5 and rule.left < stamp.left < rule.right)
    assert box.width == pytest.approx(width, abs=0.8)
    assert box.height == pytest.approx(8, abs=0.8)
    assert box.middle == pytest.approx(stamp.middle, abs=0.5)


@pytest.mark.parametrize(
    ("mark", "words"), [(Circulation.INTERNAL, "LƯU HÀNH NỘI BỘ"), (Circulation.RETURN, "XEM XONG TRẢ LẠI")]
)
def test_component_11_is_boxed(mark: Circulation, words: str) -> None:
    page = measured(render(a_letter(circulation=mark, urgency=None)))[0]
    line = page.line(words)
    assert line.size in (13, 14)
    assert line.fonts == BOLD
    assert [
        rule for rule in page.rules if rule.height > 5 and rule.left < line.left < line.right < rule.right
    ]


def test_components_12_and_13(letter: list[MeasuredPage]) -> None:
    page = letter[0]
    assert looks(page.line("- Lưu: VT, BPT. NTH. 25"), 11, UPRIGHT)
    contact = page.line("Số 1, đường")
    assert looks(contact, 11, UPRIGHT)
    assert contact.baseline > 268
    rule = next(rule for rule in page.rules if rule.width > 160)
    assert rule.width == pytest.approx(165, abs=0.8)
    assert 0 < contact.baseline - rule.top < 6


def test_deputy_signs_for_the_head_of_the_collective(letter: list[MeasuredPage]) -> None:
    lines = [letter[0].line(text).baseline for text in ("TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")]
    assert lines == sorted(lines)


def test_annexes_have_roman_numbers_their_own_pages_and_the_reference_left_open(
    letter: list[MeasuredPage],
) -> None:
    portrait, landscape = letter[1], letter[2]
    assert looks(portrait.line("Phụ lục I"), 14, BOLD)
    assert looks(portrait.line("DANH SÁCH ĐƠN VỊ"), 14, BOLD)
    reference = [line for line in portrait.lines if line.fonts == ITALIC]
    assert all(line.size == 13 for line in reference)
    assert "".join("".join(line.text.split()) for line in reference) == (
        "(KèmtheoCôngvănsố/CV-BTVngàythángnămcủaBanThườngvụHộiLHPNtỉnhTâyNinh)"
    )
    assert (round(landscape.width), round(landscape.height)) == (297, 210)
    assert landscape.line("Phụ lục II").middle == pytest.approx((30 + 282) / 2, abs=1)
    assert all(page.lines[0].text.startswith("Phụ lục") for page in (portrait, landscape))


def test_page_numbers_begin_on_the_second_page_in_the_middle_of_the_top_margin() -> None:
    long = parse(
        "\n".join(
            "Một đoạn văn dài để sang trang, có đủ chữ cho hơn một dòng của trang giấy." for _ in range(60)
        )
    )
    pages = measured(render(a_plan(body=long)))
    assert len(pages) > 2
    assert pages[0].lines[0].text != "1"
    for at, page in enumerate(pages[1:], start=2):
        number = page.lines[0]
        assert number.text == str(at)
        assert number.size in (13, 14)
        assert number.fonts == UPRIGHT
        assert number.middle == pytest.approx(MIDDLE, abs=0.5)
        assert 5 < number.baseline < TOP


def test_a_table_that_runs_on_repeats_its_head() -> None:
    rows = "\n".join(f"| {at} | Việc số {at} | Chi hội ấp {at} |" for at in range(1, 90))
    pages = measured(render(a_plan(body=parse(f"| STT | Việc cần làm | Đơn vị |\n{rows}\nHết."))))
    assert len(pages) >= 3
    for page in pages[:3]:
        assert page.line("Việc cần làm").fonts == BOLD


def test_the_signature_never_stands_alone_on_a_page() -> None:
    for count in range(12, 26):
        pages = measured(render(a_plan(body=parse("\n".join(f"Đoạn văn thứ {at}." for at in range(count))))))
        lines = [line.text for line in pages[-1].lines]
        assert any(text.startswith("Đoạn văn") for text in lines), f"{count}: {lines}"


def test_long_names_of_offices_break_into_lines_within_their_column() -> None:
    name = "HỘI LIÊN HIỆP PHỤ NỮ CÁC CƠ QUAN ĐẢNG, ĐOÀN THỂ VÀ ĐƠN VỊ SỰ NGHIỆP TỈNH TÂY NINH"
    page = measured(render(a_plan(issuer_lines=(name,))))[0]
    bold = [line for line in page.lines if line.fonts == BOLD and line.size == 12 and line.right < 105]
    assert " ".join(line.text for line in bold) == name
    assert all(line.left >= LEFT - 0.3 for line in bold)
    assert page.line("CỘNG HÒA").text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_a_name_of_two_lines_breaks_in_the_middle() -> None:
    page = measured(render(a_plan(issuer_lines=("HỘI LIÊN HIỆP PHỤ NỮ TỈNH TÂY NINH",))))[0]
    first, second = page.line("HỘI LIÊN HIỆP"), page.line("NỮ TỈNH TÂY NINH")
    assert second.width > 0.8 * first.width
    assert first.width / 3 <= page.rule_below(second).width <= first.width / 2


def test_a_subject_of_two_lines_takes_no_third_when_it_is_balanced() -> None:
    subject = (
        "Kết quả công tác Hội và phong trào phụ nữ sáu tháng đầu năm, nhiệm vụ trọng tâm sáu tháng cuối năm"
    )
    page = measured(render(a_plan(subject=subject)))[0]
    lines = [line for line in page.lines if line.text in subject]
    assert len(lines) == 2
    assert min(line.width for line in lines) > 0.8 * max(line.width for line in lines)
    assert lines[0].width / 3 <= page.rule_below(lines[1]).width <= lines[0].width / 2


def test_two_signers_of_minutes_stand_side_by_side() -> None:
    secretary = SigningBlock(authority=(), position="THƯ KÝ", signer="Trần Thị Bé")
    document = replace(a_plan(), kind=kind("minutes"), subject="Họp Ban Thường vụ", co_signing=secretary)
    page = measured(render(document))[0]
    left, right = page.line("THƯ KÝ"), page.line("TM. BAN THƯỜNG VỤ")
    assert left.baseline == pytest.approx(right.baseline, abs=0.2)
    assert left.middle < MIDDLE < right.middle
    assert page.line("Nơi nhận:").baseline > page.line("Trần Thị Bé").baseline


def test_layout_b_head(party: MeasuredPage) -> None:
    name, date = party.line("ĐẢNG CỘNG SẢN VIỆT NAM"), party.line("Cần Giuộc, ngày 20 tháng 9 năm 2026")
    issuer, number = party.line("CHI BỘ HỘI LHPN"), party.line("Số 07-QĐ/CB")
    assert looks(name, 14, BOLD)
    assert looks(date, 14, ITALIC)
    assert looks(issuer, 13, BOLD)
    assert looks(party.line("ĐẢNG UỶ XÃ"), 13, UPRIGHT)
    assert number.baseline == pytest.approx(date.baseline, abs=0.2)
    assert party.line("*").middle == pytest.approx(issuer.middle, abs=0.5)
    assert not [line for line in party.lines if "CỘNG HÒA" in line.text or "Độc lập" in line.text]


def test_layout_b_title_text_and_end(party: MeasuredPage) -> None:
    titles = [line for line in party.lines if line.text.startswith("QUYẾT ĐỊNH")]
    assert [line.text for line in titles] == ["QUYẾT ĐỊNH", "QUYẾT ĐỊNH:"]
    assert all(looks(line, 14, BOLD) and abs(line.middle - MIDDLE) < 0.5 for line in titles)
    assert looks(party.line("phân công"), 14, BOLD)
    assert looks(party.line("-----"), 14, BOLD)
    ground = party.line("- Căn cứ Điều lệ Đảng;")
    assert looks(ground, 14, UPRIGHT)
    assert ground.left == pytest.approx(LEFT + 10, abs=0.3)
    assert party.line("Điều 2.").text.endswith("thi hành Quyết định này.")


def test_layout_b_signature_and_recipients(party: MeasuredPage) -> None:
    assert looks(party.line("T/M CHI BỘ"), 14, BOLD)
    assert looks(party.line("BÍ THƯ"), 14, UPRIGHT)
    assert looks(party.line("Lê Thị Thu Hà"), 14, BOLD)
    word = party.line("Nơi nhận")
    assert looks(word, 12, UPRIGHT)
    assert party.rule_below(word).width == pytest.approx(word.width, abs=2)
    assert looks(party.line("- Lưu Chi bộ."), 11, UPRIGHT)


def test_layout_b_letter_has_an_italic_subject_and_a_proposal_is_presented() -> None:
    letter = replace(a_party_decision(), kind=kind("letter"), notation="CV/CB", addressees=("Đảng uỷ xã",))
    page = measured(render(letter))[0]
    assert looks(page.line("V/v phân công"), 12, ITALIC)
    assert page.line("Kính gửi:").text == "Kính gửi: Đảng uỷ xã"
    proposal = replace(letter, kind=kind("proposal"), notation="TTr/CB")
    assert measured(render(proposal))[0].line("Kính trình:").text == "Kính trình: Đảng uỷ xã"
