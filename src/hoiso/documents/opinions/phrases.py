"""Words of the opinions folder that stand in no template."""

VIEWS = {
    "can-tra-loi": "Cần cho ý kiến",
    "da-tra-loi": "Đã trả lời hoặc đã kết thúc",
    "toi-hoi": "Tôi lấy ý kiến",
    "don-vi": "Đơn vị lấy ý kiến",
}
EMPTY = {
    "can-tra-loi": "Không có dự thảo nào chờ đồng chí cho ý kiến.",
    "da-tra-loi": "Chưa có vòng lấy ý kiến nào đã trả lời.",
    "toi-hoi": "Đồng chí chưa mở vòng lấy ý kiến nào. Mở từ trang của dự thảo, nút “Lấy ý kiến”.",
    "don-vi": "Đơn vị chưa mở vòng lấy ý kiến nào.",
}
