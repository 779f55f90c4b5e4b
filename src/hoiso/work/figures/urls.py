"""Addresses of requests for figures."""

from django.urls import path

from hoiso.work.figures.views import asking, filling

urlpatterns = [
    path("", asking.figures_list, name="figures_list"),
    path("moi/", asking.figures_new, name="figures_new"),
    path("<int:request_id>/", asking.figures_request, name="figures_request"),
    path("<int:request_id>/sua/", asking.figures_change, name="figures_change"),
    path("<int:request_id>/trinh/", asking.figures_lay, name="figures_lay"),
    path("<int:request_id>/gui/", asking.figures_send, name="figures_send"),
    path("<int:request_id>/don-doc/", asking.figures_urge, name="figures_urge"),
    path("<int:request_id>/nhan-het/", asking.figures_take_all, name="figures_take_all"),
    path("<int:request_id>/doi-han/", asking.figures_deadline, name="figures_deadline"),
    path("<int:request_id>/chot/", asking.figures_freeze, name="figures_freeze"),
    path("<int:request_id>/huy/", asking.figures_cancel, name="figures_cancel"),
    path("<int:request_id>/tong-hop/", asking.figures_summary, name="figures_summary"),
    path("<int:request_id>/xuat/", asking.figures_export, name="figures_export"),
    path("bang/<int:sheet_id>/", filling.figures_sheet, name="figures_sheet"),
    path("bang/<int:sheet_id>/bang-trong/", filling.figures_blank, name="figures_blank"),
    path("bang/<int:sheet_id>/tep/", filling.figures_upload, name="figures_upload"),
    path("bang/<int:sheet_id>/nhan/", filling.figures_take, name="figures_take"),
    path("bang/<int:sheet_id>/tra-lai/", filling.figures_return, name="figures_return"),
]
