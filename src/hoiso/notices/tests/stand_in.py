"""A mail server on this machine that keeps what it is sent, and misbehaves when asked to."""

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self


@dataclass(slots=True)
class StandIn:
    """`answers`: what it says to a command instead of the good answer; None hangs up, "…" says nothing."""

    answers: dict[str, str | None] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)  # receivers, with the answer
    mails: list[tuple[str, bytes]] = field(default_factory=list)  # receiver, content
    port: int = 0
    _socket: socket.socket | None = None
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._spawn(self._serve)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._socket is not None
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join(5)

    def _spawn(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work)
        self._threads.append(thread)
        thread.start()

    def _serve(self) -> None:
        assert self._socket is not None
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            self._spawn(lambda taken=client: self._talk(taken))  # type: ignore[misc]

    def _talk(self, client: socket.socket) -> None:
        with client, client.makefile("rwb") as stream:
            client.settimeout(5)
            receiver = ""
            try:
                self._say(stream, "CONNECT", "220 may-thu")
                while line := stream.readline():
                    said = line.decode().strip()
                    verb = said.split(" ")[0].upper()
                    if verb == "RCPT":
                        receiver = said.partition("<")[2].partition(">")[0]
                        if receiver in self.refused:
                            stream.write(f"{self.refused[receiver]}\r\n".encode())
                            stream.flush()
                            continue
                    good = {"DATA": "354 gui di", "QUIT": "221 chao"}.get(verb, "250 duoc")
                    self._say(stream, verb, good)
                    if verb == "QUIT":
                        return
                    if verb == "DATA":
                        content = self._content(stream)
                        self._say(stream, "END", "250 da nhan")
                        if "END" not in self.answers:
                            self.mails.append((receiver, content))
            except (ConnectionError, OSError):
                return

    def _content(self, stream) -> bytes:  # type: ignore[no-untyped-def]
        lines = []
        while (line := stream.readline()) != b".\r\n":
            if not line:
                raise ConnectionError("DATA")
            lines.append(line)
        return b"".join(lines)

    def _say(self, stream, verb: str, good: str) -> None:  # type: ignore[no-untyped-def]
        answer = self.answers.get(verb, good)
        if answer is None:
            raise ConnectionError(verb)
        if answer != "…":
            stream.write(f"{answer}\r\n".encode())
            stream.flush()
