"""Addresses of this folder."""

from django.urls import URLPattern, path

from hoiso.documents.registers.views import books, papers, reports

urlpatterns: list[URLPattern] = [
    path("", books.register_list, name="register_list"),
    path("mo-so/", books.register_open, name="register_open"),
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/tai/", reports.report_file, name="report_file"),
    path("thong-ke/", reports.statistics, name="statistics"),
    path("thong-ke/tai/", reports.statistics_file, name="statistics_file"),
    path("ban-luu/", papers.loan_list, name="loan_list"),
    path("ban-luu/<int:document_id>/muon/", papers.loan_new, name="loan_new"),
    path("ban-luu/<int:loan_id>/tra/", papers.loan_return, name="loan_return"),
    path("phieu/<int:document_id>/", papers.handling_slip, name="handling_slip"),
    path("bi-thu/<int:document_id>/", papers.envelopes, name="envelopes"),
    path("<int:book_id>/theo-ky/", books.register_period, name="register_period"),
    path("<int:book_id>/", books.register_book, name="register_book"),
    path("<int:book_id>/so-dac-biet/", books.register_gaps, name="register_gaps"),
    path("<int:book_id>/xuat/", books.register_export, name="register_export"),
    path("<int:book_id>/in/", books.register_print, name="register_print"),
    path("<int:book_id>/giu-cho/", books.register_reserve, name="register_reserve"),
    path("<int:book_id>/huy-so/<int:number_id>/", books.register_void, name="register_void"),
    path("<int:book_id>/tiep-tuc/", books.register_take_over, name="register_take_over"),
    path("<int:book_id>/khoa/", books.register_close, name="register_close"),
]
