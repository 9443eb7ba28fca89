"""What is shown of an original's page, and how it is turned upright."""

from evidence.packs.originals.annotations import Matrix

Box = tuple[float, float, float, float]
WITHOUT_SIZE = (0.0, 0.0, 612.0, 792.0)  # PDFium's own answer to a page without a size


def shown(media: Box | None, crop: Box | None) -> Box:
    """A page's crop box within its media box, as PDFium takes it."""
    media = media or WITHOUT_SIZE
    crop = crop or media
    mx, my = sorted((media[0], media[2])), sorted((media[1], media[3]))
    cx, cy = sorted((crop[0], crop[2])), sorted((crop[1], crop[3]))
    x0, x1 = max(mx[0], cx[0]), min(mx[1], cx[1])
    y0, y1 = max(my[0], cy[0]), min(my[1], cy[1])
    if x1 - x0 < 1 or y1 - y0 < 1:
        (x0, x1), (y0, y1) = mx, my
    if x1 - x0 < 1 or y1 - y0 < 1:
        return WITHOUT_SIZE
    return x0, y0, x1, y1


def upright(rotation: int, x0: float, y0: float, x1: float, y1: float) -> Matrix:
    """The matrix that turns a box upright and puts its bottom left at the origin. Rotation is clockwise."""
    return {
        0: (1, 0, 0, 1, -x0, -y0),
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }[rotation % 360]
