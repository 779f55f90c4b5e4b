"""Addresses of units, codes, settings and the calendar."""

from django.urls import path

from hoiso.administration.units.views import codes, keeping, reading, settings

urlpatterns = [
    path("don-vi/", reading.tree, name="unit_tree"),
    path("don-vi/danh-sach/", reading.unit_list, name="unit_list"),
    path("don-vi/ban-do/", reading.unit_map, name="unit_map"),
    path("don-vi/tra-cuu/", reading.on_day, name="unit_on_day"),
    path("don-vi/goi-y/", reading.suggest, name="unit_suggest"),
    path("don-vi/them/", keeping.add, name="unit_add"),
    path("don-vi/nhap/", keeping.load, name="unit_import"),
    path("don-vi/cho-chia/", keeping.divisions, name="divisions"),
    path("don-vi/cho-chia/<int:succession_id>/", keeping.division, name="division"),
    path("don-vi/<int:unit_id>/", reading.unit, name="unit"),
    path("don-vi/<int:unit_id>/truc-thuoc/", reading.branch, name="unit_branch"),
    path("don-vi/<int:unit_id>/lien-he/", keeping.contact, name="unit_contact"),
    path("don-vi/<int:unit_id>/ma-dinh-danh/", codes.give, name="code_give"),
    path("ma-dinh-danh/", codes.codes, name="codes"),
    path("ma-dinh-danh/<int:code_id>/dong/", codes.close, name="code_close"),
    path("thiet-lap/", settings.settings, name="settings"),
    path("thiet-lap/<slug:key>/", settings.setting, name="setting"),
    path("ngay-nghi/", settings.holidays, name="holidays"),
    path("ngay-nghi/bat-dau-nam/", settings.start_year, name="holidays_start"),
    path("ngay-nghi/bo/", settings.drop_day, name="holiday_drop"),
]
