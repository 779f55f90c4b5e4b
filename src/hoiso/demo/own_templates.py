"""A Word template of the provincial office: a plan in the ready-made form, in its second version."""

from datetime import timedelta
from io import BytesIO

from hoiso.demo import accounts
from hoiso.demo.days import Year
from hoiso.demo.offices import Offices
from hoiso.documents import filing
from hoiso.documents.outgoing.public import starter
from hoiso.documents.tables.own_template import OwnTemplate, OwnTemplateVersion

_NAME = "Kế hoạch của Văn phòng"
_FIELDS = (
    "co_quan_chu_quan", "co_quan_ban_hanh", "so_ky_hieu", "dia_danh", "ngay_thang_nam", "loai_van_ban_hoa",
    "trich_yeu", "noi_dung", "noi_nhan", "tham_quyen_ky", "chuc_vu_ky", "nguoi_ky",
)  # fmt: skip


def own_templates(offices: Offices, year: Year) -> int:
    """Store it; how many files that took."""
    clerk, unit = offices.demo[accounts.CLERK.key], offices.province.unit
    made = year.now - timedelta(days=42)
    stored = filing.take_in(BytesIO(starter()), "ke-hoach-van-phong.docx", at=made).stored
    template = OwnTemplate.objects.create(
        unit=unit, name=_NAME, kind="plan", number=2, made_by=clerk.id, made_by_name=clerk.name,
        changed_at=made + timedelta(days=12),
    )  # fmt: skip
    for number, note in ((1, ""), (2, "Thêm dòng thẩm quyền ký")):
        OwnTemplateVersion.objects.create(
            template=template, number=number, stored=stored, file_name="ke-hoach-van-phong.docx",
            fields=list(_FIELDS), note=note, by_id=clerk.id, by_name=clerk.name,
            at=made + timedelta(days=12 * (number - 1)),
        )  # fmt: skip
    return 1
