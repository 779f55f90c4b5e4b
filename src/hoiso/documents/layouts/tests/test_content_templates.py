from dataclasses import replace

import pytest

from hoiso.documents.layouts.body import parse
from hoiso.documents.layouts.content_templates import (
    ContentTemplate,
    content_template,
    content_templates,
    fill,
    places_left,
    read_template,
    templates_of,
)
from hoiso.documents.layouts.errors import UnreadableTemplate
from hoiso.documents.layouts.kinds import kind
from hoiso.documents.layouts.official_document import Layout
from hoiso.documents.layouts.rendering import render
from hoiso.documents.layouts.tests.examples import a_plan
from hoiso.documents.layouts.tests.measuring import text_of


def test_the_main_kinds_have_a_model_text() -> None:
    keys = {each.kind.key for each in content_templates()}
    assert {"letter", "report", "plan", "decision", "invitation", "programme", "notice"} <= keys


@pytest.mark.parametrize("template", content_templates(), ids=lambda template: template.key)
@pytest.mark.parametrize("layout", list(Layout))
def test_every_model_text_is_filled_and_rendered(template: ContentTemplate, layout: Layout) -> None:
    values = {name: f"giá trị {at}" for at, name in enumerate(template.places)}
    subject, text = fill(template.subject, values), fill(template.text, values)
    assert places_left(subject + text) == ()
    document = replace(a_plan(), kind=template.kind, layout=layout, subject=subject, body=parse(text))
    flat = " ".join(text_of(render(document)).split())
    assert "giá trị 1" in flat.lower()
    assert "[" not in flat


def test_places_take_the_capitals_of_where_they_stand() -> None:
    text = "[TÊN ĐỊA PHƯƠNG] [Tên địa phương] [tên địa phương] [năm]"
    assert fill(text, {"tên địa phương": "xã Cần Giuộc"}) == "XÃ CẦN GIUỘC Xã Cần Giuộc xã Cần Giuộc [năm]"
    assert places_left(text) == ("tên địa phương", "năm")


def test_what_is_filled_in_is_not_filled_again() -> None:
    assert fill("[a] [b]", {"a": "[b]", "b": "x"}) == "[b] x"


def test_model_texts_are_found_by_kind_and_key() -> None:
    assert [each.key for each in templates_of(kind("letter"))] == ["letter", "letter-reply"]
    assert templates_of(kind("extract")) == ()
    assert content_template("plan").name == "Kế hoạch tổ chức hoạt động"
    with pytest.raises(UnreadableTemplate, match="Không có mẫu này"):
        content_template("poem")


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("Kính gửi", "phải mở đầu bằng ba dòng"),
        ("Tên: A\nLoại: poem\nTrích yếu: b\n\nNội dung", "loại văn bản không tồn tại: poem"),
    ],
)
def test_a_file_out_of_form_is_refused_with_its_name(written: str, sentence: str) -> None:
    with pytest.raises(UnreadableTemplate, match=sentence) as refusal:
        read_template("mau-rieng", written)
    assert "mau-rieng" in refusal.value.sentence
