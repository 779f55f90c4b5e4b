"""Address of branches that pass on."""

from django.urls import URLPattern, path

from hoiso.members.branches.views import branch_orders

urlpatterns: list[URLPattern] = [path("", branch_orders, name="member_branches")]
