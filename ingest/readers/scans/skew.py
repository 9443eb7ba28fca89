"""How far a scan is tilted, and where things stand once it is straight."""

import math
from statistics import pvariance

from PIL import Image, ImageOps

from ingest.readers.raw import Box

MOST = 8.0  # degrees: what lies further out is no tilt but another layout
LEAST = 0.4  # tesseract reads lines this straight as they are
WIDTH = 640  # pixels: enough to tell lines from the space between them
CLEARLY = 1.1  # times sharper than as it lies: pictures and margins sharpen a little at any angle


def skew(grey: Image.Image) -> float:
    """The angle, in degrees anticlockwise, that sets the page's lines level; 0.0 if they are nearly so.

    At the right angle rows of ink and rows of paper alternate most sharply: the row sums vary most.
    """
    height = max(1, grey.height * WIDTH // max(1, grey.width))
    small = ImageOps.invert(grey.resize((WIDTH, min(height, 4 * WIDTH)), Image.Resampling.BOX))

    def sharpness(angle: float) -> float:
        rows = small.rotate(angle, Image.Resampling.BILINEAR).resize((1, small.height), Image.Resampling.BOX)
        return pvariance(rows.tobytes())

    coarse = max((step / 2 for step in range(int(-2 * MOST), int(2 * MOST) + 1)), key=sharpness)
    fine = max((coarse + step / 10 for step in range(-4, 5)), key=sharpness)
    return fine if abs(fine) >= LEAST and sharpness(fine) > CLEARLY * sharpness(0.0) else 0.0


def tilted(box: Box, angle: float, size: tuple[int, int]) -> Box:
    """The upright box round ``box`` after its picture is turned anticlockwise about its middle."""
    if not angle:
        return box
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    cx, cy = size[0] / 2, size[1] / 2
    corners = [(x - cx, y - cy) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs = [cx + x * cos + y * sin for x, y in corners]
    ys = [cy - x * sin + y * cos for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
