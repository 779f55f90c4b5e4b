"""What stands in the QR code of a card: the member's row and a seal over it and the card's number.

A card that was lost is made invalid by giving another number.
"""

from hmac import compare_digest

from hoiso.access.public import keyed_hash

_CARD = "members:card"
_LONG = 20


def token_of(member_id: int, card_key: str) -> str:
    """What stands in the address of the check page."""
    return f"{member_id:x}-{_seal(member_id, card_key)}"


def member_of(token: str) -> int | None:
    """The member that a token names, unchecked; None where it is none."""
    head, _, seal = token.partition("-")
    if not (0 < len(head) <= 12 and len(seal) == _LONG):
        return None
    try:
        return int(head, 16)
    except ValueError:
        return None


def is_sealed(token: str, member_id: int, card_key: str) -> bool:
    """Whether the token was made for this member and this number of a card."""
    return compare_digest(token, token_of(member_id, card_key))


def _seal(member_id: int, card_key: str) -> str:
    return keyed_hash(_CARD, f"{member_id}:{card_key}")[:_LONG]
