"""Looks at a printed page as a phone does: picture, dark squares, bits, bytes; it knows nothing of how one is made."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

Matrix = list[list[bool]]
_DATA_CODEWORDS = {3: (44, 1), 4: (64, 2), 5: (86, 2)}
"""By version, at error correction M: how many carry data, in how many blocks (ISO/IEC 18004, table 9)."""
_ALIGNED_AT = {3: 22, 4: 26, 5: 30}


@dataclass(frozen=True)
class Picture:
    """Lightness of each pixel, 0 to 255, row by row."""

    width: int
    height: int
    rows: list[bytes]


def picture(png: bytes) -> Picture:
    """Of a PNG with eight bits a channel, colour and transparency, not interlaced."""
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", png[16:29])
    assert (depth, kind, interlaced) == (8, 6, 0)
    packed, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += 12 + length
    raw, stride = zlib.decompress(packed), width * 4
    before, rows = bytearray(stride), []
    for start in range(0, height * (stride + 1), stride + 1):
        before = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), before)
        rows.append(bytes(before[0::4]))
    return Picture(width, height, rows)


def _unfiltered(kind: int, row: bytearray, above: bytearray) -> bytearray:
    for at in range(len(row)) if kind else ():
        left, up, corner = (row[at - 4], above[at], above[at - 4]) if at >= 4 else (0, above[at], 0)
        row[at] = (row[at] + (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]) & 255
    return row


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda each: abs(guess - each))


def squares(seen: Picture) -> Matrix:
    """The only dark thing in the right fifth of the page, inside its border, as its squares."""
    across = range(seen.width * 4 // 5, seen.width * 19 // 20)
    down = range(seen.height // 2, seen.height * 9 // 10)
    dark = [(y, x) for y in down for x in across if seen.rows[y][x] < 128]
    top, left = min(y for y, _ in dark), min(x for _, x in dark)
    size = max(y for y, _ in dark) - top + 1
    one = 1  # the first square's width: the finder's outer edge is seven squares long
    while seen.rows[top][left + one] < 128:
        one += 1
    many = round(size / (one / 7))
    step = size / many
    return [
        [seen.rows[int(top + (y + 0.5) * step)][int(left + (x + 0.5) * step)] < 128 for x in range(many)]
        for y in range(many)
    ]


def text_of(matrix: Matrix) -> str:
    """What a QR code of version 3 to 5, error correction M, says in bytes; errors are not corrected."""
    version = (len(matrix) - 17) // 4
    many, blocks = _DATA_CODEWORDS[version]
    bits = "".join("1" if bit else "0" for bit in _unmasked(matrix, version))
    codewords = [int(bits[at : at + 8], 2) for at in range(0, many * 8, 8)]
    stream = "".join(f"{word:08b}" for block in range(blocks) for word in codewords[block::blocks])
    assert stream[:4] == "0100", "it is written in bytes"
    length = int(stream[4:12], 2)
    return bytes(int(stream[12 + at * 8 : 20 + at * 8], 2) for at in range(length)).decode()


def _unmasked(matrix: Matrix, version: int) -> Iterator[bool]:
    size = len(matrix)
    written = int("".join("1" if matrix[8][x] else "0" for x in (0, 1, 2, 3, 4)), 2) ^ 0b10101
    assert written >> 3 == 0b00, "its error correction is M"
    masked = (
        lambda y, x: (y + x) % 2 == 0,
        lambda y, _: y % 2 == 0,
        lambda _, x: x % 3 == 0,
        lambda y, x: (y + x) % 3 == 0,
        lambda y, x: (y // 2 + x // 3) % 2 == 0,
        lambda y, x: y * x % 2 + y * x % 3 == 0,
        lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
        lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
    )[written & 7]
    upwards = True
    for right in [x if x > 6 else x - 1 for x in range(size - 1, 0, -2)]:
        for y in range(size - 1, -1, -1) if upwards else range(size):
            for x in (right, right - 1):
                if not _is_function(y, x, size, _ALIGNED_AT[version]):
                    yield matrix[y][x] != masked(y, x)
        upwards = not upwards


def _is_function(y: int, x: int, size: int, aligned: int) -> bool:
    finders = (y < 9 and x < 9) or (y < 9 and x >= size - 8) or (y >= size - 8 and x < 9)
    return finders or 6 in (y, x) or (abs(y - aligned) <= 2 and abs(x - aligned) <= 2)
