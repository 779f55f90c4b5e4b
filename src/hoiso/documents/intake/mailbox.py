"""The mailbox by IMAP: what is unread in it, each mail as bytes, and the mark that it was taken.

Nothing here knows of documents. Every failure of line, server or password is a `MailboxFailed` with a
sentence for the health page; no sentence names the password.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

_SECONDS = 20
_PORTS = {"imaps": 993, "imap": 143, "imap+plain": 143}
_UID = re.compile(rb"\d+")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_CERTIFICATES = {  # by OpenSSL's X509_V_ERR numbers
    10: "Chứng thư số của máy chủ thư đã hết hạn. Nhờ người giữ máy chủ thư thay chứng thư mới.",
    62: "Chứng thư số của máy chủ thư không mang tên “{host}”. Sửa tên máy chủ trong HOISO_IMAP.",
    64: "Chứng thư số của máy chủ thư không mang địa chỉ {host}. Ghi tên máy chủ trong HOISO_IMAP.",
}
_NOT_TRUSTED = (
    "Chứng thư số của máy chủ thư do nơi cấp mà máy này không tin. Nhờ người giữ máy chủ thư đổi chứng thư,"
    " hoặc thêm nơi cấp vào kho chứng thư của máy."
)
_NO_CIPHER = (
    "Máy chủ thư không mã hoá đường nối ở cổng {port}. Sửa cổng trong HOISO_IMAP, hoặc dùng imap://"
    " (STARTTLS)."
)
_NO_STARTTLS = (
    "Máy chủ thư không nhận mã hoá (STARTTLS) ở cổng này nên máy không gửi mật khẩu. Dùng imaps://, hoặc nhờ"
    " người giữ máy chủ thư bật STARTTLS."
)


class MailboxFailed(Exception):
    """The mailbox could not be read; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Account:
    """Where the mailbox is and whose desk it feeds; `safety` is imaps, imap (STARTTLS) or imap+plain."""

    safety: str
    host: str
    port: int
    user: str
    password: str
    folder: str
    unit_code: str


def account_from(address: str) -> Account:
    """The account in HOISO_IMAP, whose form the start has checked."""
    parts = urlsplit(address)
    return Account(
        safety=parts.scheme,
        host=parts.hostname or "",
        port=parts.port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        unit_code=parse_qs(parts.query)["don-vi"][0],
    )


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An open mailbox; `validity` is its UIDVALIDITY."""

    line: imaplib.IMAP4
    validity: int

    def unread(self) -> list[int]:
        """The unread mails by UID, oldest first."""
        answer = self._asked("SEARCH", "UNSEEN")
        return sorted(int(one) for part in answer if isinstance(part, bytes) for one in _UID.findall(part))

    def size(self, uid: int) -> int:
        """How many bytes the mail has."""
        answer = self._asked("FETCH", str(uid), "(RFC822.SIZE)")
        for part in answer:
            found = _SIZE.search(part if isinstance(part, bytes) else part[0])
            if found:
                return int(found[1])
        raise MailboxFailed("Máy chủ thư trả lời không đúng giao thức IMAP (không cho biết cỡ thư).")

    def content(self, uid: int) -> bytes:
        """The whole mail; it stays unread."""
        answer = self._asked("FETCH", str(uid), "(BODY.PEEK[])")
        for part in answer:
            if isinstance(part, tuple) and len(part) == 2:
                return bytes(part[1])
        raise MailboxFailed("Máy chủ thư trả lời không đúng giao thức IMAP (không gửi nội dung thư).")

    def mark_read(self, uid: int) -> None:
        """It was taken, or never will be."""
        self._asked("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")

    def _asked(self, verb: str, *words: str) -> list[bytes | tuple[bytes, bytes]]:
        state, answer = self.line.uid(verb, *words)
        if state != "OK":
            raise MailboxFailed(
                f"Máy chủ thư từ chối lệnh {verb}. Thử lại sau, hoặc hỏi người giữ máy chủ thư."
            )
        return [part for part in answer if part is not None]


@contextmanager
def opened(account: Account) -> Iterator[Mailbox]:
    """The mailbox of an account, signed in. Raises `MailboxFailed`, also for what happens inside."""
    line: imaplib.IMAP4 | None = None
    try:
        line = _connected(account)
        _sign_in(line, account)
        state, _ = line.select(f'"{account.folder}"')
        if state != "OK":
            raise MailboxFailed(
                f"Không mở được hộp thư “{account.folder}”. Sửa tên hộp thư trong HOISO_IMAP."
            )
        _, told = line.response("UIDVALIDITY")
        validity = told[0] if told and isinstance(told[0], bytes) else b""
        if not validity.isdigit():
            raise MailboxFailed("Máy chủ thư trả lời không đúng giao thức IMAP (thiếu UIDVALIDITY).")
        yield Mailbox(line, int(validity))
    except ssl.SSLCertVerificationError as error:
        why = _CERTIFICATES.get(error.verify_code, _NOT_TRUSTED)
        raise MailboxFailed(
            why.format(host=account.host) + " Máy không gửi tên và mật khẩu qua đường nối này."
        ) from error
    except ssl.SSLError as error:
        raise MailboxFailed(_NO_CIPHER.format(port=account.port)) from error
    except (OSError, imaplib.IMAP4.abort, EOFError) as error:
        raise MailboxFailed(
            "Đường nối tới máy chủ thư bị đứt hoặc không có trả lời. Máy tự thử lại."
        ) from error
    except (imaplib.IMAP4.error, ValueError, IndexError, AttributeError) as error:
        raise MailboxFailed("Máy chủ thư trả lời không đúng giao thức IMAP. Máy tự thử lại.") from error
    finally:
        if line is not None:
            with suppress(OSError, imaplib.IMAP4.error):
                line.logout()
            with suppress(OSError):
                line.shutdown()


def _connected(account: Account) -> imaplib.IMAP4:
    if account.safety == "imaps":
        return imaplib.IMAP4_SSL(
            account.host, account.port, ssl_context=ssl.create_default_context(), timeout=_SECONDS
        )
    line = imaplib.IMAP4(account.host, account.port, timeout=_SECONDS)
    if account.safety == "imap":
        if "STARTTLS" not in line.capabilities:
            line.shutdown()
            raise MailboxFailed(_NO_STARTTLS)
        line.starttls(ssl.create_default_context())
    return line


def _sign_in(line: imaplib.IMAP4, account: Account) -> None:
    try:
        line.login(account.user, account.password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise MailboxFailed(
            "Máy chủ thư không nhận tên hoặc mật khẩu. Sửa HOISO_IMAP rồi khởi động lại Hội Số."
        ) from error
