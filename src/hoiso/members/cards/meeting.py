"""What a list or an invitation says of the meeting it is for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """As it was typed; all of it may be empty but for invitations."""

    what: str = ""
    time: str = ""
    place: str = ""
    signer: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Lines under the title."""
        named = (("", self.what), ("Thời gian: ", self.time), ("Địa điểm: ", self.place))
        return tuple(f"{label}{text}" for label, text in named if text)
