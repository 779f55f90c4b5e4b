"""Forms of the office."""

from django import forms


class FaultForm(forms.Form):
    """What is wrong; the page is taken from where the officer came."""

    text = forms.CharField(
        label="Có gì không ổn?",
        widget=forms.Textarea,
        error_messages={"required": "Ghi vài chữ: đang làm gì thì gặp lỗi"},
    )
    address = forms.CharField(required=False, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """An answer to the officer who reported a fault."""

    report = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(label="Trả lời", error_messages={"required": "Ghi câu trả lời cho người đã báo"})
