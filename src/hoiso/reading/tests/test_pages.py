import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from hoiso.core.files.errors import FileRefused, Reason
from hoiso.core.files.kinds import Kind
from hoiso.core.files.tests import samples as make
from hoiso.reading.pages import Format, render

from .cases import SHEETS
from .typeset import a_sheet_as_pdf


@pytest.fixture
def draw(tmp_path):
    def draw(content, kind, **options):
        path = tmp_path / "content"
        path.write_bytes(content)
        return Image.open(io.BytesIO(render(path, kind, **options)))

    return draw


@pytest.mark.parametrize("form", list(Format))
def test_a_pdf_page_is_drawn_at_the_width_asked_for(draw, form):
    picture = draw(a_sheet_as_pdf(SHEETS[0].source), Kind.PDF, width=600, form=form)
    assert (picture.format, picture.width) == (form.value.upper(), 600)
    assert abs(picture.height - 849) <= 1
    darkest, lightest = picture.convert("L").getextrema()
    assert darkest < 90
    assert lightest > 240


@pytest.mark.parametrize("kind", [Kind.PNG, Kind.JPEG, Kind.TIFF, Kind.WEBP])
def test_pictures_are_drawn_too(draw, kind):
    picture = draw(make.a_picture(kind.value.upper(), size=(400, 200)), kind, width=100)
    assert picture.size == (100, 50)


def test_a_photo_is_turned_as_the_camera_says(draw):
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (400, 200), "white").save(target, "JPEG", exif=exif)
    assert draw(target.getvalue(), Kind.JPEG, width=100).size == (100, 200)


def test_a_transparent_picture_stands_on_white(draw):
    target = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(target, "PNG")
    assert draw(target.getvalue(), Kind.PNG, width=20, form=Format.PNG).getpixel((5, 5)) == (255, 255, 255)


def test_each_page_of_a_tiff_is_reached(draw):
    target = io.BytesIO()
    pages = [Image.new("RGB", (50, 50), colour) for colour in ("white", "black")]
    pages[0].save(target, "TIFF", save_all=True, append_images=pages[1:])
    assert draw(target.getvalue(), Kind.TIFF, page=2, width=50, form=Format.PNG).getpixel((9, 9)) == (0, 0, 0)


def test_a_visible_signature_is_drawn(draw):
    def stamped(pdf):
        look = pdf.make_stream(b"1 0 0 rg 0 0 200 200 re f")
        look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 200, 200]
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Sig,
            T=pikepdf.String("ky"),
            F=4,
            Rect=[100, 100, 300, 300],
            AP=pikepdf.Dictionary(N=look),
        )
        field = pdf.make_indirect(field)
        pdf.pages[0].Annots = pikepdf.Array([field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)

    picture = draw(make.a_pdf(change=stamped), Kind.PDF, width=595, form=Format.PNG)
    assert picture.getpixel((200, 842 - 200)) == (255, 0, 0)


def test_a_page_that_does_not_exist_is_told(draw):
    for page in (0, 4, -1):
        with pytest.raises(FileRefused) as refusal:
            draw(make.a_pdf(pages=3), Kind.PDF, page=page, width=100)
        assert refusal.value.sentence == "Tệp chỉ có 3 trang."


def test_what_cannot_be_drawn_is_told(draw):
    with pytest.raises(FileRefused) as refusal:
        draw(b"%PDF-1.7", Kind.PDF, width=100)
    assert refusal.value.reason is Reason.BROKEN
    with pytest.raises(FileRefused) as refusal:
        draw(b"x", Kind.ZIP, width=100)
    assert refusal.value.reason is Reason.KIND
    with pytest.raises(ValueError, match="width"):
        draw(make.a_pdf(), Kind.PDF, width=100_000)


def test_a_page_as_long_as_a_road_is_drawn_small(draw):
    def long(pdf):
        pdf.pages[0].MediaBox = [0, 0, 10, 14_000]

    picture = draw(make.a_pdf(change=long), Kind.PDF, width=3000)
    assert picture.width * picture.height <= 41_000_000


def test_this_build_of_pdfium_cannot_run_scripts():
    assert set(pypdfium2.PDFIUM_INFO.flags).isdisjoint({"V8", "XFA"})
