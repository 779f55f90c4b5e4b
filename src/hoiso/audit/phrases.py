"""What is written in the trail, in the officers' words. Codes come from the actions of every part."""

ACTIONS = {
    "sign_in": "Đăng nhập",
    "sign_out": "Đăng xuất",
    "sign_out_device": "Đăng xuất một máy",
    "sign_out_everywhere": "Đăng xuất các máy khác",
    "second_step": "Qua bước hai",
    "second_step_set": "Đặt bước hai",
    "second_step_dropped": "Bỏ một cách của bước hai",
    "pin_set": "Đặt mã PIN",
    "pin_dropped": "Bỏ mã PIN",
    "pin_failed": "Sai mã PIN quá số lần",
    "person_changed": "Đổi người ở máy dùng chung",
    "came_back": "Trở lại bằng mã PIN",
    "password_changed": "Đổi mật khẩu",
    "profile_changed": "Sửa trang cá nhân",
    "post_chosen": "Đổi chức vụ đang làm",
    "make_slip": "In phiếu đặt lại mật khẩu",
    "use_slip": "Dùng phiếu đặt lại mật khẩu",
    "officer_added": "Thêm cán bộ",
    "officer_changed": "Sửa thông tin cán bộ",
    "officer_retired": "Cho cán bộ thôi làm việc",
    "officer_returned": "Mở lại tài khoản cán bộ",
    "officers_imported": "Nhập danh sách cán bộ",
    "officers_exported": "Xuất danh sách cán bộ",
    "officers_printed": "In danh sách cán bộ",
    "lock_lifted": "Mở khóa đăng nhập",
    "post_given": "Giao chức vụ",
    "post_ended": "Kết thúc chức vụ",
    "post_moved": "Chuyển chức vụ",
    "delegation_given": "Uỷ quyền",
    "delegation_ended": "Kết thúc uỷ quyền",
    "view": "Xem",
    "download": "Tải về",
    "print": "In",
    "export": "Xuất danh sách",
    "trail_exported": "Xuất nhật ký",
    "register": "Đăng ký",
    "propose": "Trình tham mưu",
    "instruct": "Cho bút phê",
    "accept": "Nhận việc",
    "report": "Báo cáo kết quả",
    "pass_on": "Chuyển tiếp",
    "extend": "Gia hạn",
    "finish": "Hoàn thành",
    "return": "Trả lại",
    "void": "Huỷ đăng ký",
    "correct": "Đính chính",
    "draft": "Soạn dự thảo",
    "submit": "Trình duyệt",
    "approve": "Duyệt",
    "send_back": "Yêu cầu sửa lại",
    "issue": "Phát hành",
    "revoke": "Thu hồi",
    "restrict": "Giới hạn người đọc",
    "setting_changed": "Đổi thiết lập",
}

SUBJECTS = {
    "officer": "cán bộ",
    "post": "chức vụ",
    "sign_in": "phiên đăng nhập",
    "document": "văn bản",
    "dossier": "hồ sơ",
    "task": "việc được giao",
    "unit": "đơn vị",
    "delegation": "uỷ quyền",
    "trail": "nhật ký",
    "setting": "thiết lập",
}

BREAKS = {
    "changed": "nội dung đã bị sửa",
    "missing": "dòng đã bị mất",
    "reordered": "thứ tự đã bị đổi",
    "rewritten": "dấu niêm khác với bản ghi ngoài cơ sở dữ liệu",
    "cut": "phần cuối đã bị cắt",
    "inserted": "dòng bị chèn vào sau",
}


def action_words(code: str) -> str:
    """The act in words; an unknown code is shown as it stands, so that nothing is hidden."""
    return ACTIONS.get(code, code)


def subject_words(code: str) -> str:
    """The kind of thing in words; an unknown code as it stands."""
    return SUBJECTS.get(code, code)
