"""Addresses of this folder."""

from django.urls import URLPattern, path

from hoiso.documents.petitions.views import doing, looking

urlpatterns: list[URLPattern] = [
    path("", looking.petition_list, name="petition_list"),
    path("moi/", doing.petition_new, name="petition_new"),
    path("in/", looking.petition_print, name="petition_print"),
    path("xuat/", looking.petition_export, name="petition_export"),
    path("thong-ke/", looking.petition_statistics, name="petition_statistics"),
    path("thong-ke/tai/", looking.petition_counts, name="petition_counts"),
    path("<int:petition_id>/", looking.petition, name="petition"),
    path("<int:petition_id>/sua/", doing.petition_change, name="petition_change"),
    path("<int:petition_id>/giao/", doing.petition_give, name="petition_give"),
    path("<int:petition_id>/thoi-xem/<int:officer_id>/", doing.petition_take, name="petition_take"),
    path("<int:petition_id>/nguoi-giu/", doing.petition_keeper, name="petition_keeper"),
    path("<int:petition_id>/thu-ly/", doing.petition_accept, name="petition_accept"),
    path("<int:petition_id>/gia-han/", doing.petition_extend, name="petition_extend"),
    path("<int:petition_id>/khong-thu-ly/", doing.petition_refuse, name="petition_refuse"),
    path("<int:petition_id>/chuyen/", doing.petition_forward, name="petition_forward"),
    path("<int:petition_id>/luu/", doing.petition_put_away, name="petition_put_away"),
    path("<int:petition_id>/ket-qua/", doing.petition_finish, name="petition_finish"),
    path("<int:petition_id>/tep/<int:file_id>/", looking.petition_file, name="petition_file"),
    path("<int:petition_id>/giay/<slug:kind>/", looking.petition_letter, name="petition_letter"),
]
