"""Words of the outgoing folder that stand in no template."""

VIEWS = {
    "dang-soan": "Đang soạn",
    "cho-toi-duyet": "Chờ tôi duyệt",
    "can-sua": "Cần sửa",
    "cho-so": "Đã duyệt, chờ số",
    "da-phat-hanh": "Đã phát hành",
    "tat-ca": "Tất cả",
}
EMPTY = {
    "dang-soan": "Không có dự thảo nào đang soạn.",
    "cho-toi-duyet": "Không có dự thảo nào chờ đồng chí duyệt.",
    "can-sua": "Không có dự thảo nào bị trả lại để sửa.",
    "cho-so": "Không có văn bản nào đã duyệt mà chưa phát hành.",
    "da-phat-hanh": "Chưa phát hành văn bản nào.",
    "tat-ca": "Chưa có văn bản đi nào.",
}
DECISIONS = {
    "waiting": "Đang chờ duyệt",
    "queued": "Đang chờ duyệt",
    "stopped": "Bị trả lại",
    "approved": "Đã được duyệt",
    "sent_back": "Bị trả lại",
    "withdrawn": "Đã rút về",
}
