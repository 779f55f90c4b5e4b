"""Word files for the tests, written part by part as Word would."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)
_NUMBERING = (
    f'<w:numbering {_W}><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="&#61623;"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
)


def mm(value: float) -> int:
    """Twips."""
    return round(value / 25.4 * 1440)


def para(text: str, *, bold: bool = False, size: float = 14, number: tuple[int, int] | None = None) -> str:
    """A paragraph; `number` is list and level."""
    listed = (
        f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    )
    marks = "<w:b/>" if bold else ""
    return (
        f'<w:p><w:pPr>{listed}</w:pPr><w:r><w:rPr>{marks}<w:sz w:val="{int(size * 2)}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def table(*rows: tuple[str, ...]) -> str:
    """A table; each cell holds one or more paragraphs (cut at line ends)."""

    def drawn(cell: str) -> str:
        return f"<w:tc>{''.join(map(para, cell.splitlines()))}</w:tc>"

    cells = "".join(f"<w:tr>{''.join(map(drawn, row))}</w:tr>" for row in rows)
    return f"<w:tbl>{cells}</w:tbl>"


HEAD = table(
    (
        "HỘI LHPN TỈNH TÂY NINH\nHỘI LHPN XÃ CẦN GIUỘC",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    ),
    ("Số:      /KH-HPN", "Cần Giuộc, ngày      tháng      năm 2026"),
)
FOOT = table(
    ("Nơi nhận:\n- Hội LHPN tỉnh;\n- Các chi hội;\n- Lưu: VT.", "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nTrần Thị Hoa")
)
BODY = "".join(
    (
        para("KẾ HOẠCH", bold=True),
        para("Tổ chức Ngày hội phụ nữ khởi nghiệp năm 2026", bold=True),
        para("Căn cứ Điều lệ Hội Liên hiệp Phụ nữ Việt Nam;"),
        para("Hội LHPN xã Cần Giuộc xây dựng kế hoạch tổ chức ngày hội như sau để các chi hội thực hiện:"),
        para("Mục đích", bold=True, number=(1, 0)),
        para("Nâng cao nhận thức của hội viên;", number=(1, 1)),
        para("Tạo điều kiện giao lưu.", number=(1, 1)),
        para("Tổ chức thực hiện", bold=True, number=(1, 0)),
        para("Các chi hội vận động hội viên tham gia.", number=(2, 0)),
        table(("STT", "Việc", "Hạn"), ("1", "Chuẩn bị sân khấu", "01/12/2026")),
        para("Đề nghị các chi hội nghiêm túc thực hiện."),
    )
)


def a_word_file(
    body: str = HEAD + BODY + FOOT,
    *,
    font: str = "Times New Roman",
    margins: tuple[float, float, float, float] = (20, 20, 30, 15),
    paper: tuple[float, float] = (210, 297),
) -> bytes:
    """The file's bytes; margins top, bottom, left, right in mm."""
    top, bottom, left, right = map(mm, margins)
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}><w:body>{body}<w:sectPr>'
        f'<w:pgSz w:w="{mm(paper[0])}" w:h="{mm(paper[1])}"/>'
        f'<w:pgMar w:top="{top}" w:bottom="{bottom}" w:left="{left}" w:right="{right}"/>'
        "</w:sectPr></w:body></w:document>"
    )
    styles = (
        f'<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}"/>'
        '<w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>'
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
            ("word/styles.xml", styles),
            ("word/numbering.xml", _NUMBERING),
        ):
            archive.writestr(name, content)
    return made.getvalue()
