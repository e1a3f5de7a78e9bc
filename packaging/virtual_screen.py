"""An X screen in memory (Xvfb) and pictures of it, with the standard library alone."""

from __future__ import annotations

import os
import struct
import subprocess
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Picture:
    """``pixels`` holds 4 bytes for each pixel, row by row: blue, green, red, unused."""

    width: int
    height: int
    pixels: bytes

    def colours(self) -> int:
        """How many different colours there are; an empty screen has one or two."""
        return len(set(struct.unpack(f"<{self.width * self.height}I", self.pixels)))

    def save(self, path: Path) -> None:
        """Writes the picture as PNG."""
        rgb = bytearray(self.width * self.height * 3)
        rgb[0::3], rgb[1::3], rgb[2::3] = self.pixels[2::4], self.pixels[1::4], self.pixels[0::4]
        line = self.width * 3
        lines = b"".join(b"\0" + rgb[start : start + line] for start in range(0, len(rgb), line))
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(png_part(kind, data) for kind, data in parts))


def png_part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def read_dump(data: bytes) -> Picture:
    """A picture from the window dump (XWD, version 7, 32 bits a pixel) that Xvfb keeps of its screen."""
    header = struct.unpack(">25I", data[:100])
    header_size, width, height, line, colours = header[0], header[4], header[5], header[12], header[19]
    start = header_size + colours * 12
    rows = (data[start + y * line : start + y * line + width * 4] for y in range(height))
    return Picture(width, height, b"".join(rows))


@dataclass(frozen=True)
class Screen:
    """A running screen: its name for DISPLAY, and the file in which Xvfb keeps what it shows."""

    display: str
    dump: Path

    def environment(self) -> dict[str, str]:
        """The caller's environment, with this screen as the only one."""
        given = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
        return {**given, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def picture(self) -> Picture:
        return read_dump(self.dump.read_bytes())


@contextmanager
def virtual_screen(width: int = 1440, height: int = 900) -> Iterator[Screen]:
    """A screen of this size on a display number that Xvfb itself finds free; gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="mfdesk-screen-") as folder:
        reading, writing = os.pipe()
        size = ["-screen", "0", f"{width}x{height}x24"]
        command = ["Xvfb", "-displayfd", str(writing), *size, "-fbdir", folder, "-nolisten", "tcp"]
        server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        try:
            # Xvfb writes its number once it answers; where it fails it closes the pipe and the number is empty.
            with os.fdopen(reading) as pipe:
                number = pipe.readline().strip()
            if not number:
                raise RuntimeError("Xvfb did not start.")
            yield Screen(f":{number}", Path(folder) / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait()
