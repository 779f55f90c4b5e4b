"""The pictures that the server draws: history and map."""

from datetime import date

from hoiso.administration.units.borders import borders
from hoiso.administration.units.drawing import picture_of
from hoiso.units.succession import History, Link, Standing

EVE, REFORM = date(2025, 6, 30), date(2025, 7, 1)


def a_standing(number: int, name: str, *, ended: bool) -> Standing:
    first = date(2020, 2, 1) if ended else REFORM
    return Standing(
        number, "commune", name, name, str(25000 + number), first, EVE if ended else None, not ended
    )


def a_merger(origins: int) -> History:
    heir = a_standing(99, "Phường Có Một Cái Tên Rất Dài Ở Miền Tây", ended=False)
    olds = [a_standing(number, f"Xã {number}", ended=True) for number in range(origins)]
    links = tuple(
        Link(number, old.id, heir.id, REFORM, "part" if number else "whole", True, False, "")  # noqa: FBT003
        for number, old in enumerate(olds)
    )
    return History(heir, {unit.id: unit for unit in (*olds, heir)}, links)


def test_a_merger_is_drawn_from_above_to_below_without_overlap() -> None:
    picture = picture_of(a_merger(3))
    assert [box.here for box in picture.boxes] == [False, False, False, True]
    assert [box.dashed for box in picture.boxes] == [False, True, True, False]
    ends = [box.y + box.height for box in picture.boxes]
    assert all(end < box.y for end, box in zip(ends, picture.boxes[1:], strict=False))
    assert picture.height >= ends[-1]
    assert [line.words for line in picture.boxes[0].lines] == ["Xã 0", "đến 30/06/2025", "mã 25000, toàn bộ"]


def test_no_line_is_wider_than_its_box_and_no_name_is_cut() -> None:
    here = picture_of(a_merger(1)).boxes[-1]
    names = [line.words for line in here.lines if line.bold]
    assert " ".join(names) == "Phường Có Một Cái Tên Rất Dài Ở Miền Tây"
    assert all(len(line.words) <= 22 for line in here.lines)


def test_many_origins_are_told_in_words_beyond_twelve() -> None:
    picture = picture_of(a_merger(30))
    assert len(picture.boxes) == 14
    assert picture.boxes[12].lines[0].words == "và 18 đơn vị khác,"


def test_the_map_has_every_commune_in_a_small_picture() -> None:
    drawn = borders()
    assert len(drawn.shapes) == 96
    assert all(shape.path.startswith("M") and shape.path.endswith("z") for shape in drawn.shapes)
    assert sum(len(shape.path) for shape in drawn.shapes) < 60_000
