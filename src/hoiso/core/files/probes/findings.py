"""What a probe found in a file, in the form in which the child answers."""

from dataclasses import dataclass, field

from hoiso.core.files.errors import FileRefused, Reason
from hoiso.core.files.isolation import Json
from hoiso.core.files.kinds import Kind


@dataclass(slots=True)
class Findings:
    """`pages` is None where the kind has no pages; `warnings` are sentences for the clerk."""

    kind: Kind
    pages: int | None = None
    locked: bool = False
    active: bool = False
    signed: bool = False
    warnings: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Json]:
        """The findings as JSON."""
        return {
            "kind": str(self.kind),
            "pages": self.pages,
            "locked": self.locked,
            "active": self.active,
            "signed": self.signed,
            "warnings": list(self.warnings),
        }


def broken(what: str) -> FileRefused:
    """The refusal of a damaged file."""
    return FileRefused(
        f"{what} bị hỏng, không mở được. Đề nghị nơi gửi gửi lại, hoặc quét lại văn bản.",
        reason=Reason.BROKEN,
    )


def encrypted(what: str) -> FileRefused:
    """The refusal of a file that asks for a password."""
    return FileRefused(
        f"{what} có đặt mật khẩu. Mở tệp, bỏ mật khẩu, lưu lại rồi gửi tệp đã bỏ mật khẩu.",
        reason=Reason.ENCRYPTED,
    )


def kind_refused(what: str, remedy: str = "") -> FileRefused:
    """The refusal of a kind that is never taken."""
    return FileRefused(
        f"Không nhận {what}. {remedy or 'Chỉ gửi văn bản: PDF, Word, ảnh chụp hoặc edXML.'}",
        reason=Reason.KIND,
    )


def dangerous(what: str) -> FileRefused:
    """The refusal of what could run on the reader's computer."""
    return FileRefused(
        f"Không nhận {what} vì có thể gây hại cho máy. Xoá tệp đó hoặc hỏi lại nơi gửi.",
        reason=Reason.DANGEROUS,
    )


def bomb(what: str) -> FileRefused:
    """The refusal of a file that would grow beyond all measure when opened."""
    return FileRefused(
        f"{what} khi mở ra lớn quá mức cho phép. Tách nhỏ, hoặc gửi từng tệp bên trong.", reason=Reason.BOMB
    )
