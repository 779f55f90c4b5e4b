"""A stand-in for clamd, and the test file that every scanner knows."""

import socket
import struct
import threading

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class ClamdLike:
    """A server that speaks clamd's INSTREAM over a unix socket and knows one virus."""

    def __init__(self, place, *, limit=1 << 30, silent=False):
        self.place, self.limit, self.silent = place, limit, silent
        self.received = b""
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(place))
        self._listener.listen()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._thread.join()
        self._listener.close()

    def _serve(self):
        line, _ = self._listener.accept()
        with line, line.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while size := struct.unpack("!I", stream.read(4))[0]:
                self.received += stream.read(size)
                if len(self.received) > self.limit:
                    line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            if not self.silent:
                found = b"Eicar-Signature FOUND" if b"EICAR" in self.received else b"OK"
                line.sendall(b"stream: " + found + b"\0")
