"""Words of access that stand in no template."""

from hoiso.access.models import Role

FORMS_OF_ADDRESS = (
    ("", "Không dùng"),
    *((word, word) for word in ("chị", "cô", "bà", "anh", "chú", "ông", "đồng chí")),
)


def post_words(role: str, title: str) -> str:
    """A post as it is shown: its title, or the name of its role where it has none."""
    return title or str(Role(role).label)
