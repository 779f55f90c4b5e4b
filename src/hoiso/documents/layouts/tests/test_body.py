from hoiso.documents.layouts.body import (
    Article,
    CentredLine,
    Clause,
    Ground,
    Heading,
    ListLine,
    Paragraph,
    Point,
    RomanHeading,
    Table,
    parse,
)


def test_a_plan_is_read_line_by_line() -> None:
    typed = (
        "Mở đầu như sau:\nI. MỤC ĐÍCH\n1. Mục đích\n- Một việc.\n+ Chi tiết.\n"
        "2. Không có tiêu đề.\na) Điểm a;\nđ) Điểm đ."
    )
    assert parse(typed) == (
        Paragraph("Mở đầu như sau:"),
        RomanHeading("I.", "MỤC ĐÍCH"),
        Clause("1.", "Mục đích", titled=True),
        ListLine("-", "Một việc."),
        ListLine("+", "Chi tiết."),
        Clause("2.", "Không có tiêu đề.", titled=False),
        Point("a)", "Điểm a;"),
        Point("đ)", "Điểm đ."),
    )


def test_a_decision_is_read_line_by_line() -> None:
    typed = (
        "BAN THƯỜNG VỤ\nCăn cứ Điều lệ;\nTheo đề nghị của Văn phòng.\nQUYẾT ĐỊNH:\n"
        "Điều 1. Thành lập Ban tổ chức.\nĐiều 2. Hiệu lực thi hành"
    )
    assert parse(typed) == (
        CentredLine("BAN THƯỜNG VỤ"),
        Ground("Căn cứ Điều lệ"),
        Ground("Theo đề nghị của Văn phòng"),
        CentredLine("QUYẾT ĐỊNH:"),
        Article("Điều 1.", "Thành lập Ban tổ chức.", titled=False),
        Article("Điều 2.", "Hiệu lực thi hành", titled=True),
    )


def test_chapters_take_the_next_line_as_their_title() -> None:
    assert parse("Chương I\nQuy định chung\nĐiều 1. Phạm vi\nMục 2\nĐiều 2. Đối tượng") == (
        Heading("Chương I", "QUY ĐỊNH CHUNG"),
        Article("Điều 1.", "Phạm vi", titled=True),
        Heading("Mục 2", ""),
        Article("Điều 2.", "Đối tượng", titled=True),
    )


def test_a_sentence_that_only_begins_with_can_cu_stays_a_paragraph() -> None:
    assert parse("Căn cứ tình hình thực tế, đề nghị báo cáo.") == (
        Paragraph("Căn cứ tình hình thực tế, đề nghị báo cáo."),
    )


def test_short_numbered_lines_without_text_below_are_not_titles() -> None:
    assert parse("1. Nguyễn Thị A\n2. Trần Thị B") == (
        Clause("1.", "Nguyễn Thị A", titled=False),
        Clause("2.", "Trần Thị B", titled=False),
    )


def test_tables_keep_their_shape_when_cells_are_missing() -> None:
    assert parse("| STT | Tên |\n|---|---|\n| 1 | A |\n| 2 |\nHết.") == (
        Table(head=("STT", "Tên"), rows=(("1", "A"), ("2", ""))),
        Paragraph("Hết."),
    )


def test_decomposed_letters_and_bullets_of_word_are_put_right() -> None:
    assert parse("\uf0b7 Ho\u0323\u0302i nghi\u0323") == (ListLine("-", "Hội nghị"),)


def test_nothing_typed_gives_no_blocks() -> None:
    assert parse(" \n\n") == ()


def test_odd_lines_are_taken_as_they_are() -> None:
    assert parse("|\n#1 *sao* $5") == (Paragraph("|"), Paragraph("#1 *sao* $5"))
