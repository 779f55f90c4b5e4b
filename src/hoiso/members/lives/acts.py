"""What can be done with a membership: each act with the states it may follow and the paper it needs."""

from dataclasses import dataclass

from hoiso.members.models import MemberEvent
from hoiso.members.states import MOVES, State

_Kind = MemberEvent.Kind
CARD = "cap-the"
GROUP = "doi-to"
TRANSFER = "chuyen"


@dataclass(frozen=True, slots=True)
class Act:
    """One act. `code` stands in addresses, `state` follows (None: it stays), `after` is what it may follow.

    `paper`: a decision or the minutes of a meeting must be named. `reason`: it must be said why.
    """

    code: str
    label: str
    kind: str
    state: State | None
    after: tuple[State, ...]
    paper: bool = False
    reason: bool = False
    hint: str = ""


_HERE = (State.ACTIVE, State.AWAY, State.SUSPENDED)
_WENT = (State.MOVED, State.LEFT, State.STRUCK_OFF, State.EXPELLED)


def _leading_to(state: State, *, besides: tuple[State, ...] = ()) -> tuple[State, ...]:
    return tuple(before for before, afters in MOVES.items() if state in afters and before not in besides)


ACTS = {
    act.code: act
    for act in (
        Act("ket-nap", "Kết nạp", _Kind.ADMITTED, State.ACTIVE, (State.WAITING,), paper=True,
            hint="Chi hội đã họp, hoặc có quyết định công nhận"),
        Act("khong-cong-nhan", "Không công nhận", _Kind.REFUSED, State.REFUSED, (State.WAITING,), reason=True,
            hint="Chi hội không đồng ý kết nạp"),
        Act("tam-vang", "Tạm vắng", _Kind.WENT_AWAY, State.AWAY, _leading_to(State.AWAY),
            hint="Đi làm xa, chưa chuyển sinh hoạt"),
        Act("tro-lai", "Sinh hoạt trở lại", _Kind.CAME_BACK, State.ACTIVE, (State.AWAY, State.SUSPENDED),
            hint="Đã về, hoặc hết thời gian tạm dừng"),
        Act("tam-dung", "Tạm dừng sinh hoạt", _Kind.SUSPENDED, State.SUSPENDED, _leading_to(State.SUSPENDED),
            reason=True, hint="Đau ốm, hoàn cảnh riêng"),
        Act("thoi", "Thôi sinh hoạt", _Kind.LEFT, State.LEFT, _leading_to(State.LEFT), reason=True,
            hint="Hội viên xin thôi"),
        Act("chuyen-di", "Chuyển đi tỉnh khác", _Kind.MOVED_OUT, State.MOVED, _leading_to(State.MOVED),
            reason=True, hint="Ghi nơi đến ở ô lý do; sau đó tải tệp chuyển để gửi nơi đến"),
        Act("qua-doi", "Qua đời", _Kind.DIED, State.DEAD, _leading_to(State.DEAD)),
        Act("xoa-ten", "Xoá tên", _Kind.STRUCK_OFF, State.STRUCK_OFF, _leading_to(State.STRUCK_OFF),
            paper=True, reason=True, hint="Theo quyết định hoặc biên bản họp"),
        Act("khai-tru", "Khai trừ", _Kind.EXPELLED, State.EXPELLED, _leading_to(State.EXPELLED), paper=True,
            reason=True, hint="Theo quyết định kỷ luật"),
        Act("ket-nap-lai", "Kết nạp lại", _Kind.READMITTED, State.ACTIVE, _WENT, paper=True,
            hint="Chi hội đã họp, hoặc có quyết định"),
        Act("xin-vao-lai", "Xin vào lại", _Kind.APPLIED, State.WAITING, (*_WENT, State.REFUSED),
            hint="Chờ chi hội họp xét"),
        Act(GROUP, "Đổi tổ phụ nữ", _Kind.GROUP_CHANGED, None, (*_HERE, State.WAITING),
            hint="Trong cùng chi hội"),
        Act(CARD, "Cấp thẻ hội viên", _Kind.CARD_GIVEN, None, _HERE),
    )
}  # fmt: skip


def acts_after(state: str) -> tuple[Act, ...]:
    """The acts that are possible for a member in the state."""
    return tuple(act for act in ACTS.values() if state in act.after)
