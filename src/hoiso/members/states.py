"""The states of a membership, and from which to which it may pass."""

from django.db import models


class State(models.TextChoices):
    """What a member is to her branch on a day. Only `active` counts, and by setting `away`."""

    WAITING = "waiting", "Chờ công nhận"
    ACTIVE = "active", "Đang sinh hoạt"
    AWAY = "away", "Tạm vắng"
    SUSPENDED = "suspended", "Tạm dừng sinh hoạt"
    MOVED = "moved", "Chuyển đi nơi khác"
    LEFT = "left", "Thôi sinh hoạt"
    STRUCK_OFF = "struck_off", "Xoá tên"
    EXPELLED = "expelled", "Khai trừ"
    DEAD = "dead", "Đã mất"
    REFUSED = "refused", "Không được công nhận"


# Who is in the working lists; the others are found only where one asks for them.
PRESENT = (State.ACTIVE, State.AWAY, State.SUSPENDED, State.WAITING)
GONE = (State.MOVED, State.LEFT, State.STRUCK_OFF, State.EXPELLED, State.DEAD, State.REFUSED)

_OUT = (State.MOVED, State.LEFT, State.STRUCK_OFF, State.EXPELLED, State.DEAD)

MOVES: dict[State, tuple[State, ...]] = {
    State.WAITING: (State.ACTIVE, State.REFUSED, State.LEFT, State.DEAD),
    State.ACTIVE: (State.AWAY, State.SUSPENDED, *_OUT),
    State.AWAY: (State.ACTIVE, State.SUSPENDED, *_OUT),
    State.SUSPENDED: (State.ACTIVE, State.AWAY, *_OUT),
    State.MOVED: (State.ACTIVE, State.WAITING),
    State.LEFT: (State.ACTIVE, State.WAITING, State.DEAD),
    State.STRUCK_OFF: (State.ACTIVE, State.WAITING, State.DEAD),
    State.EXPELLED: (State.WAITING, State.ACTIVE, State.DEAD),
    State.REFUSED: (State.WAITING,),
    State.DEAD: (),
}


def may_pass(before: str, after: str) -> bool:
    """Whether a membership may pass from one state to the other (corrections aside)."""
    return State(after) in MOVES[State(before)]
