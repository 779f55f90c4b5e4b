"""What a person is told: one line, where to look, read or not; how she wants it; her own reminders."""

from django.db import models

from hoiso.core.walls import RowPolicy
from hoiso.notices.events import OTHER

_OWN = "officer_id = (SELECT hoiso_officer())"


class Notice(models.Model):
    """One thing that an officer is told. Only she reads it; a colleague's act may write it.

    `address` is the page where it is dealt with, empty when there is nothing to open any more.
    `mail`, `push` and an early `read_at` are set by the database from her `Choice` when the row is
    written (migration 0005): who tells her may not know what she chose.
    """

    class Mail(models.TextChoices):
        NONE = "", "Không gửi thư"
        DUE = "due", "Chờ gửi"
        DIGEST = "digest", "Chờ bản tin sáng"
        SENDING = "sending", "Đang gửi"
        SENT = "sent", "Đã gửi"
        FAILED = "failed", "Không gửi được"

    class Push(models.TextChoices):
        NONE = "", "Không báo trên máy"
        DUE = "due", "Chờ báo trên máy"
        HANDED = "handed", "Đã chuyển tới các máy"

    officer_id = models.BigIntegerField()
    event = models.CharField(max_length=20, default=OTHER)
    text = models.TextField()
    address = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=10, choices=Mail, blank=True, default=Mail.NONE)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mail_at = models.DateTimeField(null=True, help_text="Last try")
    push = models.CharField(max_length=10, choices=Push, blank=True, default=Push.NONE)

    class Meta:
        constraints = [
            RowPolicy(
                name="notices_notice_wall",
                read=_OWN,
                insert="officer_id = ANY ((SELECT hoiso_colleagues())::bigint[])",
                update=_OWN,
            )
        ]
        indexes = [
            models.Index(fields=["officer_id", "-id"], name="notices_notice_newest"),
            models.Index(
                fields=["officer_id"],
                name="notices_notice_unread",
                condition=models.Q(read_at__isnull=True),
            ),
            models.Index(
                fields=["mail", "officer_id"],
                name="notices_notice_mail",
                condition=models.Q(mail__in=["due", "digest", "sending"]),
            ),
            models.Index(fields=["officer_id"], name="notices_notice_push", condition=models.Q(push="due")),
        ]

    def __str__(self) -> str:
        return self.text


class Choice(models.Model):
    """How an officer wants to be told of one event; without a row in the system alone."""

    officer_id = models.BigIntegerField()
    event = models.CharField(max_length=20)
    in_system = models.BooleanField(default=True)
    by_push = models.BooleanField(default=False)
    by_mail = models.BooleanField(default=False)
    in_digest = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer_id", "event"], name="notices_choice_once"),
            RowPolicy(name="notices_choice_wall", read=_OWN, insert=_OWN, update=_OWN),
        ]


class Reminder(models.Model):
    """What an officer wants to be reminded of in the morning of a day. Hers alone."""

    officer_id = models.BigIntegerField()
    text = models.CharField(max_length=300)
    address = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(name="notices_reminder_wall", read=_OWN, insert=_OWN, update=_OWN, delete=_OWN),
        ]
        indexes = [
            models.Index(fields=["officer_id", "on"], name="notices_reminder_own"),
            models.Index(
                fields=["on"], name="notices_reminder_due", condition=models.Q(told_at__isnull=True)
            ),
        ]


class PushDevice(models.Model):
    """A browser on which an officer is told: its push service's address and its keys, hers alone.

    `waiting` notices are to be shown there by one push, `due_at` says when it is tried next (None:
    nothing waits); `opens` is the page to open, empty for the list of notices.
    """

    officer_id = models.BigIntegerField()
    endpoint = models.TextField()
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    waiting = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    opens = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer_id", "endpoint"], name="notices_device_once"),
            RowPolicy(name="notices_device_wall", read=_OWN, insert=_OWN, update=_OWN, delete=_OWN),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="notices_device_due", condition=models.Q(due_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name
