"""Parts of a page that are drawn once for the same values."""

from dataclasses import dataclass

import pytest
from django.template import Context, Template, TemplateSyntaxError


@dataclass(frozen=True)
class Row:
    subject: str


class Typed:
    """A form-like value: equal keys, equal drawing."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.read = 0

    def kept_by(self) -> str:
        return self.words

    @property
    def shown(self) -> str:
        self.read += 1
        return self.words


def test_the_same_values_are_drawn_once() -> None:
    page = Template("{% kept form=form %}[{{ form.shown }}]{% endkept %}")
    first, second = Typed("gia đình"), Typed("gia đình")
    assert page.render(Context({"form": first})) == "[gia đình]"
    assert page.render(Context({"form": second})) == "[gia đình]"
    assert (first.read, second.read) == (1, 0)


def test_a_very_long_part_is_drawn_each_time() -> None:
    page = Template("{% kept form=form %}{{ form.shown }}{% endkept %}")
    first, second = Typed("a" * 20_001), Typed("a" * 20_001)
    assert page.render(Context({"form": first})) == page.render(Context({"form": second}))
    assert (first.read, second.read) == (1, 1)


def test_other_values_are_drawn_anew() -> None:
    page = Template("{% kept row=row %}[{{ row.subject }}]{% endkept %}")
    drawn = [page.render(Context({"row": Row(subject)})) for subject in ("Kế hoạch", "Báo cáo", "Kế hoạch")]
    assert drawn == ["[Kế hoạch]", "[Báo cáo]", "[Kế hoạch]"]


def test_one_and_true_are_not_the_same() -> None:
    page = Template("{% kept value=value %}{{ value }}{% endkept %}")
    assert [page.render(Context({"value": value})) for value in (1, True)] == ["1", "True"]


def test_two_places_with_the_same_values_are_two() -> None:
    page = Template("{% kept row=row %}a{% endkept %}{% kept row=row %}b{% endkept %}")
    assert page.render(Context({"row": Row("x")})) == "ab"


def test_nothing_else_of_the_page_is_seen_inside() -> None:
    page = Template("{% kept row=row %}{{ row.subject }}{{ person }}{% endkept %}")
    assert page.render(Context({"row": Row("Thư mời"), "person": "Lan"})) == "Thư mời"


def test_what_is_drawn_is_escaped() -> None:
    page = Template("{% kept row=row %}{{ row.subject }}{% endkept %}")
    assert page.render(Context({"row": Row("<b>")})) == "&lt;b&gt;"


@pytest.mark.parametrize("words", ["", "row", "a=1 b"])
def test_it_is_told_what_it_depends_on(words: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template(f"{{% kept {words} %}}{{% endkept %}}")


def test_lists_are_told_by_what_they_hold() -> None:
    page = Template(
        "{% kept heads=heads %}{% for head in heads %}[{{ head.label }}]{% endfor %}{% endkept %}"
    )
    heads = [{"label": "Số đến"}, {"label": "Ngày đến"}]
    assert page.render(Context({"heads": heads})) == "[Số đến][Ngày đến]"
    heads[0] = {"label": "Hạn"}
    assert page.render(Context({"heads": heads})) == "[Hạn][Ngày đến]"


def test_a_value_that_may_change_is_refused() -> None:
    with pytest.raises(TypeError):
        Template("{% kept row=row %}{% endkept %}").render(Context({"row": {"x"}}))
