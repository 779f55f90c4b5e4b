"""Addresses of handling."""

from django.urls import path

from hoiso.documents.handling.views import (
    board,
    deciding,
    ending,
    glance,
    handing_over,
    splitting,
    week,
    working,
)

urlpatterns = [
    path("", working.task_list, name="task_list"),
    path("ban-giao/", handing_over.hand_over, name="hand_over"),
    path("bang/", board.work_board, name="work_board"),
    path("lich/", board.deadline_month, name="deadline_month"),
    path("lich/dia-chi/", board.feed_address, name="feed_address"),
    path("lich/dia-chi/bo/", board.feed_drop, name="feed_drop"),
    path("lich/<str:key>.ics", board.calendar_feed, name="calendar_feed"),
    path("tuan/", week.week_page, name="week_page"),
    path("tuan/in/", week.week_print, name="week_print"),
    path("tuan/ghi/", week.week_new, name="week_new"),
    path("tuan/cong-bo/", week.week_publish, name="week_publish"),
    path("tuan/<int:entry_id>/", week.week_entry, name="week_entry"),
    path("tuan/<int:entry_id>/ket-luan/", week.week_conclude, name="week_conclude"),
    path("van-ban/<int:document_id>/hop/", week.meeting_from_document, name="meeting_from_document"),
    path("da-xem/", working.read_away, name="read_away"),
    path("cho-but-phe/", deciding.handling_waiting, name="handling_waiting"),
    path("cau-thuong-dung/", ending.typical_instructions, name="typical_instructions"),
    path("don-vi/", glance.unit_tasks, name="unit_tasks"),
    path("don-vi/tai-ve/", glance.unit_tasks_export, name="unit_tasks_export"),
    path("nguoi/<int:person_id>/", glance.person_tasks, name="person_tasks"),
    path("van-ban/<int:document_id>/trinh/", deciding.handling_propose, name="handling_propose"),
    path("van-ban/<int:document_id>/but-phe/", deciding.handling_instruct, name="handling_instruct"),
    path("van-ban/<int:document_id>/tu-xu-ly/", ending.self_handle, name="self_handle"),
    path("van-ban/<int:document_id>/ket-thuc/", ending.document_finish, name="document_finish"),
    path("de-xuat/<int:proposal_id>/", deciding.handling_decide, name="handling_decide"),
    path("de-xuat/<int:proposal_id>/tra-lai/", deciding.proposal_send_back, name="proposal_send_back"),
    path("de-xuat/<int:proposal_id>/trinh-tiep/", deciding.handling_pass_up, name="handling_pass_up"),
    path("de-xuat/<int:proposal_id>/rut-lai/", deciding.proposal_withdraw, name="proposal_withdraw"),
    path(
        "but-phe/<int:instruction_id>/thu-lai/", deciding.distribution_withdraw, name="distribution_withdraw"
    ),
    path("but-phe/<int:instruction_id>/hoan-tac/", deciding.instruction_undo, name="instruction_undo"),
    path("<int:assignment_id>/", working.task, name="task"),
    path("<int:assignment_id>/nhan/", working.task_accept, name="task_accept"),
    path("<int:assignment_id>/bao-cao/", working.task_report, name="task_report"),
    path("<int:assignment_id>/chia/", splitting.task_split, name="task_split"),
    path("minh-chung/<int:report_file_id>/", splitting.task_report_file, name="task_report_file"),
    path("<int:assignment_id>/chuyen/", working.task_pass_on, name="task_pass_on"),
    path("<int:assignment_id>/xin-them-ngay/", working.task_extend, name="task_extend"),
    path("<int:assignment_id>/xong/", working.task_finish, name="task_finish"),
    path("<int:assignment_id>/don-doc/", working.task_urge, name="task_urge"),
    path(
        "<int:assignment_id>/gia-han/<int:extension_id>/", working.extension_decide, name="extension_decide"
    ),
]
