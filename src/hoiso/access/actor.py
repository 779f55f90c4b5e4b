"""Who acts: an officer with the posts that she holds on the day."""

from dataclasses import dataclass
from datetime import date

from hoiso.access.rights import HOLDERS, Right
from hoiso.core.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class HeldPost:
    """One post in force today; `delegated` when she acts in it for somebody else.

    `left`: units that ended in this one. What they left (documents, tasks, dossiers, books) is in
    the hands of whoever holds the post.
    """

    id: int
    unit_id: int
    unit_title: str
    unit_kind: str
    role: str
    title: str
    delegated: bool
    left: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer on one office day, as every action and query is given it (`by`).

    `current` is the post in whose name she works now; `posts` are all she may change to. It is
    read once a request or job, so that permission never costs a statement.
    """

    officer_id: int
    full_name: str
    form_of_address: str
    text_size: str
    posts: tuple[HeldPost, ...]
    current: HeldPost | None
    on: date
    sign_in_id: int | None = None

    @property
    def unit_id(self) -> int:
        """Unit of the post in which she works now."""
        if self.current is None:
            raise NotAllowed("Đồng chí chưa có chức vụ nào đang hiệu lực. Hãy báo quản trị đơn vị.")
        return self.current.unit_id

    @property
    def session_id(self) -> int:
        """The session she works in; a job or a command has none."""
        if self.sign_in_id is None:
            raise NotAllowed("Việc này chỉ làm được khi đang đăng nhập.")
        return self.sign_in_id

    @property
    def post_title(self) -> str:
        """Title to be shown beside the name, empty where she has no post."""
        return self.current.title if self.current else ""

    def holds(self, right: Right, *, at: int | None = None) -> bool:
        """Whether a post of hers carries the right at unit `at` (None: at any unit).

        A right at an heir counts for what the units that ended in it left.
        """
        return any(
            post.role in HOLDERS[right] and (at in (None, post.unit_id) or at in post.left)
            for post in self.posts
        )

    def units_with(self, right: Right) -> tuple[int, ...]:
        """Units at which she holds the right, in the order of her posts: where new things are made."""
        return tuple(dict.fromkeys(post.unit_id for post in self.posts if post.role in HOLDERS[right]))
