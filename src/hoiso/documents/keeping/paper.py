"""What keeping puts on paper: the plan, indexes, minutes; and the same lists as Excel files."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from hoiso.core.phrases import vn_date, vn_time
from hoiso.core.sheets import Cell, SheetColumn, write_sheet
from hoiso.documents.keeping.archive import retention_words
from hoiso.documents.keeping.headings import groups
from hoiso.documents.keeping.package.shape import PackedDossier
from hoiso.documents.keeping.queries.archive import DisposalLine, ListedDossier
from hoiso.documents.keeping.queries.plans import PlanLine
from hoiso.documents.layouts.lists import Group, ListColumn, PrintedList, Row, render_list
from hoiso.documents.tables.archive import Disposal, DisposalEntry, DisposalMember, Transfer
from hoiso.documents.tables.plan import DossierPlan

_PLAN = (
    ListColumn("Số và ký hiệu hồ sơ", 2.2),
    ListColumn("Tên đề mục và tiêu đề hồ sơ", 7.5),
    ListColumn("Thời hạn bảo quản", 2.0),
    ListColumn("Người lập hồ sơ", 3.0),
    ListColumn("Ghi chú", 2.0),
)


def plan_as_pdf(plan: DossierPlan, lines: Sequence[PlanLine], *, printed_by: str, at: datetime) -> bytes:
    """Danh mục hồ sơ (Phụ lục V): headings with Roman numbers, the approval below."""
    approved = f"Duyệt ngày {vn_date(plan.approved_on)}" if plan.approved_on else "Chưa duyệt"
    decision = f", ban hành theo {plan.decision}" if plan.decision else ""
    return render_list(
        PrintedList(
            title=f"Danh mục hồ sơ năm {plan.year}",
            unit=plan.unit.title,
            unit_lines=(plan.unit.title,),
            lines=(f"{approved}{decision}",),
            columns=_PLAN,
            rows=list(_plan_rows(lines)),
            after=(f"Danh mục này có {len(lines)} hồ sơ.",),
            signing=(("Người lập", plan.made_by_name), ("Người duyệt", plan.approved_by_name)),
            printed_by=printed_by,
            printed_at=at,
        )
    )


def plan_as_sheet(plan: DossierPlan, lines: Sequence[PlanLine], *, printed_by: str, at: datetime) -> bytes:
    """The same as an Excel file, with the heading in a column of its own."""
    columns = (
        SheetColumn("Số và ký hiệu hồ sơ", 16), SheetColumn("Đề mục", 30), SheetColumn("Tiêu đề hồ sơ", 60),
        SheetColumn("Thời hạn bảo quản", 16), SheetColumn("Người lập hồ sơ", 24), SheetColumn("Ghi chú", 30),
    )  # fmt: skip
    rows = (
        (line.code, line.heading, line.title, line.retention_words, line.keeper_name, line.note)
        for line in lines
    )
    return sheet(f"Danh mục hồ sơ năm {plan.year}", columns, rows, plan.unit.title, printed_by, at)


_INDEX = (
    ListColumn("STT", 0.9, right=True),
    ListColumn("Số, ký hiệu hồ sơ", 2.0),
    ListColumn("Tiêu đề hồ sơ", 6.5),
    ListColumn("Thời gian tài liệu", 2.6),
    ListColumn("Thời hạn bảo quản", 1.8),
    ListColumn("Số trang", 1.2, right=True),
    ListColumn("Ghi chú", 1.8),
)


def transfer_index(
    transfer: Transfer, rows: Sequence[ListedDossier], *, printed_by: str, at: datetime
) -> bytes:
    """Mục lục hồ sơ, tài liệu nộp lưu (Phụ lục V), in two copies."""
    return render_list(
        PrintedList(
            title="Mục lục hồ sơ, tài liệu nộp lưu",
            unit=transfer.unit.title,
            unit_lines=(transfer.unit.title,),
            lines=(f"Nộp vào: {transfer.archive}",),
            columns=_INDEX,
            rows=[tuple(_shown(cell) for cell in _index_cells(row)) for row in rows],
            after=(_total(rows),),
            signing=(("Người lập", transfer.made_by_name), ("Lãnh đạo đơn vị", "")),
            copies=2,
            printed_by=printed_by,
            printed_at=at,
        )
    )


def transfer_index_sheet(
    transfer: Transfer, rows: Sequence[ListedDossier], *, printed_by: str, at: datetime
) -> bytes:
    """The same columns as an Excel file."""
    widths = (6, 16, 60, 24, 16, 10, 24)
    columns = tuple(SheetColumn(column.name, width) for column, width in zip(_INDEX, widths, strict=True))
    cells = (_index_cells(row) for row in rows)
    return sheet("Mục lục hồ sơ nộp lưu", columns, cells, transfer.unit.title, printed_by, at)


def transfer_minutes(
    transfer: Transfer, rows: Sequence[ListedDossier], *, printed_by: str, at: datetime
) -> bytes:
    """Biên bản giao, nhận hồ sơ, tài liệu (Phụ lục V), in two copies, one for each side."""
    day = f"ngày {vn_date(transfer.sent_on)}" if transfer.sent_on else "ngày … tháng … năm …"
    years = sorted({row.year for row in rows})
    span = f"{years[0]} – {years[-1]}" if len(years) > 1 else "".join(str(year) for year in years)
    return render_list(
        PrintedList(
            title="Biên bản giao, nhận hồ sơ, tài liệu",
            unit=transfer.unit.title,
            unit_lines=(transfer.unit.title,),
            before=(
                "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 về công tác văn thư.",
                f"Căn cứ danh mục hồ sơ các năm {span} của {transfer.unit.title}.",
                f"Hôm nay, {day}, chúng tôi gồm:",
                f"Bên giao: {transfer.unit.title}. Đại diện: {transfer.deliverer or '…'}.",
                f"Bên nhận: {transfer.archive}. Đại diện: {transfer.receiver or '…'}.",
                "Thống nhất lập biên bản giao, nhận hồ sơ, tài liệu như sau:",
                f"1. Khối tài liệu: hồ sơ, tài liệu năm {span}, dạng điện tử.",
                f"2. Số lượng: {_total(rows)}",
                f"3. Tình trạng: đã lập hồ sơ, có mục lục kèm theo gồm {len(rows)} hồ sơ.",
                "Biên bản lập thành hai bản, bên giao giữ một bản, bên nhận giữ một bản.",
            ),
            signing=(
                ("Đại diện bên giao", transfer.deliverer),
                ("Đại diện bên nhận", transfer.receiver),
            ),
            copies=2,
            printed_by=printed_by,
            printed_at=at,
        )
    )


def _index_cells(row: ListedDossier) -> tuple[Cell, ...]:
    days = [vn_date(day) for day in (row.first_on, row.last_on) if day]
    span = " – ".join(dict.fromkeys(days))
    return (row.ordinal, row.code, row.title, span, row.retention_words, row.pages, f"Năm {row.year}")


def _total(rows: Sequence[ListedDossier]) -> str:
    documents, pages = sum(row.documents for row in rows), sum(row.pages for row in rows)
    return f"{len(rows)} hồ sơ, {documents} văn bản, {pages} trang."


_CONTENTS = (
    ListColumn("STT", 0.9, right=True),
    ListColumn("Số, ký hiệu văn bản", 2.2),
    ListColumn("Ngày, tháng văn bản", 1.9),
    ListColumn("Tên loại và trích yếu nội dung", 6.5),
    ListColumn("Tác giả", 3.0),
    ListColumn("Số trang", 1.1, right=True),
    ListColumn("Ghi chú", 1.6),
)


def package_contents(dossier: PackedDossier, *, printed_by: str, at: datetime) -> bytes:
    """Mục lục văn bản, tài liệu trong hồ sơ, in the order of time, as it lies in a package."""
    rows: list[Row] = [
        (
            str(one.ordinal), one.symbol, vn_date(one.issued_on) if one.issued_on else "",
            one.subject if not one.kind_name else f"{one.kind_name}: {one.subject}", one.issuer,
            str(one.pages or ""), one.description,
        )
        for one in dossier.documents
    ]  # fmt: skip
    return render_list(
        PrintedList(
            title="Mục lục văn bản, tài liệu trong hồ sơ",
            unit=dossier.organ_name,
            unit_lines=(dossier.organ_name,),
            lines=(
                f"Hồ sơ {dossier.code} năm {dossier.year}: {dossier.title}",
                f"Thời hạn bảo quản: {retention_words(dossier.retention)}. Người lập: {dossier.creator}",
                f"Từ {vn_date(dossier.opened_on)} đến {vn_date(dossier.closed_on)}",
            ),
            columns=_CONTENTS,
            rows=rows,
            after=(f"{len(dossier.documents)} văn bản, {dossier.pages} trang.",),
            printed_by=printed_by,
            printed_at=at,
        )
    )


_DISPOSED = (
    ListColumn("STT", 0.9, right=True),
    ListColumn("Số, ký hiệu hồ sơ", 2.2),
    ListColumn("Tiêu đề hồ sơ", 6.5),
    ListColumn("Thời hạn bảo quản", 1.8),
    ListColumn("Kết thúc", 1.9),
    ListColumn("Văn bản", 1.2, right=True),
    ListColumn("Lý do huỷ", 3.0),
)


def disposal_list(
    disposal: Disposal, rows: Sequence[DisposalLine], *, printed_by: str, at: datetime
) -> bytes:
    """Danh mục hồ sơ hết giá trị."""
    going = [row for row in rows if not row.kept]
    return render_list(
        PrintedList(
            title="Danh mục hồ sơ, tài liệu hết thời hạn lưu trữ",
            unit=disposal.unit.title,
            unit_lines=(disposal.unit.title,),
            lines=(disposal.title,),
            columns=_DISPOSED,
            rows=[_disposed_cells(row) for row in going],
            after=(f"Danh mục này có {len(going)} hồ sơ.",),
            signing=(("Người lập", disposal.made_by_name), ("Lãnh đạo đơn vị", disposal.decided_by_name)),
            printed_by=printed_by,
            printed_at=at,
        )
    )


def disposal_minutes(
    disposal: Disposal,
    rows: Sequence[DisposalEntry],
    members: Sequence[DisposalMember],
    *,
    removed: int,
    printed_by: str,
    at: datetime,
) -> bytes:
    """Biên bản huỷ hồ sơ, tài liệu: by which decision, who agreed, what went, what stays."""
    said = [
        f"- {one.officer_name}, {one.get_part_display().lower()}: {one.get_opinion_display().lower()}"
        f"{f' ({one.text})' if one.text else ''}, {vn_time(one.given_at)}."
        for one in members
        if one.given_at is not None
    ]
    decided = vn_date(disposal.decision_on) if disposal.decision_on else "…"
    chair = next((one.officer_name for one in members if one.part == DisposalMember.Part.CHAIR), "")
    secretary = next((one.officer_name for one in members if one.part == DisposalMember.Part.SECRETARY), "")
    return render_list(
        PrintedList(
            title="Biên bản huỷ hồ sơ, tài liệu",
            unit=disposal.unit.title,
            unit_lines=(disposal.unit.title,),
            lines=(disposal.title,),
            before=(
                f"Căn cứ quyết định số {disposal.decision_number} ngày {decided}.",
                f"Người quyết định: {disposal.decided_by_name}.",
                "Ý kiến của hội đồng:",
                *said,
                f"Lúc {vn_time(at)}, {printed_by} đã thực hiện việc huỷ trên hệ thống các hồ sơ sau:",
            ),
            columns=_DISPOSED,
            rows=[_disposed_cells(row) for row in rows],
            after=(
                f"Đã xoá nội dung (tệp và lời văn) của {removed} văn bản trong {len(rows)} hồ sơ.",
                "Văn bản còn nằm trong hồ sơ khác chưa hết thời hạn thì giữ nguyên nội dung.",
                "Thông tin đăng ký, quá trình xử lý và biên bản này được giữ lại.",
            ),
            signing=(("Thư ký", secretary), ("Người thực hiện", printed_by), ("Chủ tịch hội đồng", chair)),
            printed_by=printed_by,
            printed_at=at,
        )
    )


def _disposed_cells(row: DisposalLine | DisposalEntry) -> tuple[str, ...]:
    return (
        str(row.ordinal), f"{row.code}, năm {row.year}", row.title, retention_words(row.retention),
        vn_date(row.closed_on), str(row.documents), row.reason,
    )  # fmt: skip


def _shown(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def sheet(
    title: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Cell]],
    unit: str,
    printed_by: str,
    at: datetime,
) -> bytes:
    """A list of keeping as XLSX, with the mark of who and when above it."""
    lines = (unit, f"Người xuất: {printed_by}, {vn_time(at)}")
    return write_sheet(title, columns, rows, lines=lines, name=title)


def _plan_rows(lines: Sequence[PlanLine]) -> Iterable[Row]:
    for line, opened in zip(lines, groups(line.heading for line in lines), strict=True):
        for _level, words in opened:
            yield Group(words)
        yield (line.code, line.title, line.retention_words, line.keeper_name, line.note)
