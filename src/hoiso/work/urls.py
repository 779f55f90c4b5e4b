"""Addresses of work without a document, and of the calendars."""

from django.urls import path, register_converter

from hoiso.work.tasks.views import doing, looking


class Verb:
    """Acts on a task that need no form."""

    regex = "nhan|theo-doi|thoi-theo-doi|don-doc|xong-phan"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Verb, "verb")

urlpatterns = [
    path("", looking.work_list, name="work_list"),
    path("giao/", doing.work_new, name="work_new"),
    path("dinh-ky/", looking.repeat_list, name="repeat_list"),
    path("dinh-ky/moi/", doing.repeat_new, name="repeat_new"),
    path("dinh-ky/<int:repeat_id>/dung/", doing.repeat_end, name="repeat_end"),
    path("tep/<int:file_id>/", looking.work_file, name="work_file"),
    path("moc/<int:milestone_id>/xong/", doing.work_milestone, name="work_milestone"),
    path("<int:task_id>/", looking.work_item, name="work_item"),
    path("<int:task_id>/chia/", doing.work_split, name="work_split"),
    path("<int:task_id>/bao-cao/", doing.work_report, name="work_report"),
    path("<int:task_id>/xong/", doing.work_finish, name="work_finish"),
    path("<int:task_id>/doi-han/", doing.work_reschedule, name="work_reschedule"),
    path("<int:task_id>/chuyen/", doing.work_hand_on, name="work_hand_on"),
    path("<int:task_id>/huy/", doing.work_cancel, name="work_cancel"),
    path("<int:task_id>/lam-tiep/", doing.work_reopen, name="work_reopen"),
    path("<int:task_id>/<verb:verb>/", doing.work_act, name="work_act"),
]
