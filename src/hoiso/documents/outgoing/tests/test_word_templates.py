"""The check of a Word template: what is told of each fault, what is refused, what a filled one holds."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from hoiso.core.files.kinds import Kind
from hoiso.documents.checking.public import Weight, paper_findings, paper_of
from hoiso.documents.outgoing.word_child import look
from hoiso.documents.outgoing.word_fields import KNOWN, nearest, sample_values
from hoiso.documents.outgoing.word_starter import starter
from hoiso.documents.outgoing.word_templates import Checked, check, filled, judge

Laid = Callable[[bytes], Path]


@pytest.fixture
def laid(tmp_path: Path) -> Laid:
    def lay(content: bytes) -> Path:
        path = tmp_path / "mau.docx"
        path.write_bytes(content)
        return path

    return lay


def a_template(*paragraphs: str, footer: str = "") -> bytes:
    """A Word file with these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    return saved(document)


def saved(document: object) -> bytes:
    made = io.BytesIO()
    document.save(made)  # type: ignore[attr-defined]
    return made.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The file with one part more, or another in its place."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for entry in before.infolist():
            if entry.filename != name:
                after.writestr(entry, before.read(entry))
        after.writestr(name, part)
    return made.getvalue()


def told(checked: Checked) -> list[str]:
    return [f"{one.where}: {one.sentence}" if one.where else one.sentence for one in checked.problems]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("trich_yu", "trich_yeu"),
        ("Trích yếu", "trich_yeu"),
        ("trích_yếu", "trich_yeu"),
        ("số ký hiệu", "so_ky_hieu"),
        ("noi dung", "noi_dung"),
        ("nguoi-ky", "nguoi_ky"),
        ("tiêu đề", "trich_yeu"),
        ("chuc_vu", "chuc_vu_ky"),
    ],
)
def test_the_nearest_known_field_is_suggested(typed: str, meant: str) -> None:
    known = nearest(typed)
    assert known is not None
    assert known.name == meant


def test_nothing_is_suggested_for_what_is_like_no_field() -> None:
    assert nearest("xyzxyzxyz") is None


def test_an_unknown_field_is_named_with_its_place_and_the_nearest_one(laid: Laid) -> None:
    checked = check(laid(a_template("Kính gửi quý cơ quan", "Về {{ trich_yu }}", footer="{{ Người ký }}")))
    assert told(checked) == [
        "Thân văn bản, đoạn 2: Không có trường “trich_yu”. Có phải là {{ trich_yeu }} (trích yếu)?",
        "Chân trang, đoạn 1: Không có trường “Người ký”. Có phải là {{ nguoi_ky }} (họ và tên người ký)?",
    ]
    assert checked.problems[0].excerpt == "Về {{ trich_yu }}"


@pytest.mark.parametrize(
    ("paragraphs", "sentence"),
    [
        (("Số: {{ so_ky_hieu",), "đoạn 1: Thẻ chưa đủ dấu ngoặc, chỗ “{{”"),
        (("{ trich_yeu }",), "“{ trich_yeu }” chỉ có một dấu ngoặc mỗi bên. Viết {{ trich_yeu }}."),
        (("{{ }}",), "Thẻ {{ }} để trống"),
        (("{{p noi_dung }}",), "Có phải là {{ noi_dung }}"),
        (("{% if do_khan %}KHẨN",), "Thẻ {% if do_khan %} chưa có thẻ đóng {% endif %} đi sau."),
        (("{% endif %}",), "không có thẻ mở “if” đi trước"),
        (("{% if do_khan %}", "KHẨN", "{% endif %}"), "nằm ở hai đoạn. Thêm chữ p vào cả hai"),
        (("{%p if do_khan %}", "KHẨN", "{% endif %}"), "phải cùng có chữ p, hoặc cùng không có"),
        (("a {%p if do_khan %}", "KHẨN", "{%p endif %}"), "phải đứng một mình trong đoạn"),
        (("{{ cac_noi_nhan }}",), "“cac_noi_nhan” là danh sách"),
        (("{%p for ten in noi_nhan %}", "{{ ten }}", "{%p endfor %}"), "“noi_nhan” không phải là danh sách"),
        (("{{ trich_yeu|safe }}",), "Không có trường “trich_yeu|safe”"),
        (("{{ trich_yeu.__class__ }}",), "Không có trường “trich_yeu.__class__”"),
        (("{% for i in range(999999999) %}x{% endfor %}",), "Không có trường “range(999999999)”"),
        (("{% set a = 1 %}{{ trich_yeu }}",), "Thẻ {% set a = 1 %} hệ thống không dùng."),
        (("{% include '/etc/passwd' %}",), "hệ thống không dùng"),
        (("không có trường nào",), "Tệp chưa có trường nào"),
    ],
)  # fmt: skip
def test_a_broken_tag_is_told_with_what_to_write(
    laid: Laid, paragraphs: tuple[str, ...], sentence: str
) -> None:
    seen = look(str(laid(a_template(*paragraphs))))  # here and not in its child, which costs half a second
    assert any(sentence in one for one in told(judge(seen)))


def test_a_tag_that_stands_where_nobody_reads_is_found_by_the_engines_own_parser(laid: Laid) -> None:
    document = docx.Document()
    document.add_paragraph("{{ trich_yeu }}")
    run = document.add_paragraph().add_run("hình")
    run._r.append(parse_xml(f'<w:object {nsdecls("w")} w:anchorId="{{{{ cycler.__init__ }}}}"/>'))
    assert told(check(laid(saved(document)))) == [
        "Tệp có thẻ hệ thống không dùng. Chỉ dùng các thẻ ở trang “Các trường của mẫu”."
    ]


def test_macros_links_and_what_fetches_are_refused(laid: Laid) -> None:
    plain = a_template("{{ trich_yeu }}")
    macro = with_part(plain, "word/vbaProject.bin", b"\xd0\xcf")
    assert "Tệp có macro." in told(judge(look(str(laid(macro)))))[0]
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        b'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
        b' Target="http://a.example/mau.dotm" TargetMode="External"/></Relationships>'
    )
    linked = with_part(plain, "word/_rels/settings.xml.rels", relations)
    assert told(judge(look(str(laid(linked))))) == [
        "Tệp có liên kết ra ngoài: http://a.example/mau.dotm. Bỏ liên kết (nhấn chuột phải, Bỏ siêu kết nối)."
    ]
    document = docx.Document(io.BytesIO(plain))
    field = document.add_paragraph()
    for piece in ("INCLUDE", 'TEXT "//may/tep.txt"'):
        code = OxmlElement("w:instrText")
        code.text = piece
        field.add_run()._r.append(code)
    assert "trường INCLUDETEXT của Word" in told(judge(look(str(laid(saved(document))))))[0]
    entity = with_part(plain, "word/document.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>')
    assert "không phải là tệp Word" in told(judge(look(str(laid(entity)))))[0]
    assert "không phải là tệp Word" in told(check(laid(b"PK\x03\x04 khong phai")))[0]


def test_what_grows_without_measure_is_refused(laid: Laid) -> None:
    grown = with_part(a_template("{{ trich_yeu }}"), "word/lon.xml", b"<a>" + b" " * (9 << 20) + b"</a>")
    assert told(check(laid(grown))) == ["Tệp quá lớn khi mở ra. Bỏ bớt ảnh rồi chọn lại."]
    assert told(check(laid(b"0" * ((5 << 20) + 1)))) == [
        "Tệp mẫu phải nhỏ hơn 5 MB. Bỏ bớt ảnh rồi chọn lại."
    ]


def test_every_known_field_is_filled_in_a_sample_and_in_its_place(laid: Laid) -> None:
    samples = sample_values()
    assert set(samples) == {one.name for one in KNOWN}
    lines = [f"{one.name}: {{{{ {one.name} }}}}" for one in KNOWN if not one.many]
    for one in KNOWN:
        if one.many:
            lines += [one.typed, f"{one.name}: {{{{ ten }}}}", "{%p endfor %}"]
    path = laid(a_template(*lines))
    checked = check(path)
    assert told(checked) == []
    assert set(checked.fields) == set(samples)
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(filled(path, samples))).paragraphs)
    assert "{" not in text
    for name, value in samples.items():
        first = value[0] if isinstance(value, list) else value.split("\a")[0]
        assert first
        assert f"{name}: {first}" in text


def test_values_are_text_whatever_they_hold(laid: Laid) -> None:
    path = laid(
        a_template("{{ trich_yeu }}", "{%p for ten in cac_noi_nhan %}", "- {{ ten }}", "{%p endfor %}")
    )
    subject = "A & B <w:p> {{ nguoi_ky }} {% if"
    values = {
        **sample_values(),
        "trich_yeu": subject,
        "cac_noi_nhan": ["<x>", "\"y'"],
    }
    made = docx.Document(io.BytesIO(filled(path, values, title="Tên", author="Đơn vị")))
    assert [one.text for one in made.paragraphs] == [subject, "- <x>", "- \"y'"]
    assert (made.core_properties.title, made.core_properties.author) == ("Tên", "Đơn vị")
    assert made.core_properties.last_modified_by == ""


def test_a_tag_cut_in_pieces_by_word_keeps_the_look_of_its_place(laid: Laid) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ trich", "_yeu }", "}"):
        paragraph.add_run(piece).bold = True
    path = laid(saved(document))
    assert told(check(path)) == []
    made = docx.Document(io.BytesIO(filled(path, sample_values())))
    said = next(run for run in made.paragraphs[0].runs if run.text)
    assert said.text == sample_values()["trich_yeu"]
    assert said.bold


def test_the_template_that_is_ready_made_is_in_form(laid: Laid) -> None:
    path = laid(starter())
    checked = check(path)
    assert told(checked) == []
    assert checked.notes == ()
    made = laid(filled(path, sample_values()))
    wrong = [one for one in paper_findings(paper_of(made, Kind.DOCX)) if one.weight is Weight.WRONG]
    assert [one.sentence for one in wrong] == []


def test_what_is_worth_knowing_is_told_and_hinders_nothing(laid: Laid) -> None:
    document = docx.Document()
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:id"), "1")
    document.add_paragraph("{{ trich_yeu }}")._p.append(inserted)
    checked = check(laid(saved(document)))
    assert checked.problems == ()
    assert checked.notes == (
        "Tệp còn bật theo dõi thay đổi: văn bản tạo ra cũng còn. Chấp nhận hết thay đổi trong Word.",
        "Mẫu chưa có {{ noi_dung }}, {{ nguoi_ky }}: phần đó của văn bản sẽ không được in.",
    )
