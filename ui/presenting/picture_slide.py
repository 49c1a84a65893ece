"""A slide of a picture: which of its sheets is on, painted when it has been drawn, with the agenda's note above it."""

from PySide6.QtCore import QPointF

from kpkportfolio.charts.catalogue import title_of
from kpkportfolio.text import _
from ui.presenting import lists
from ui.presenting.brush import Brush
from ui.presenting.deck import Slide
from ui.presenting.look import NOTE
from ui.presenting.pictures import Pictures
from ui.presenting.sheet import Sheet


class PictureSlide:
    """What is on of one picture after the other.

    Attributes:
        number: the sheet, from 0.
        zoom: how much larger the letters are than usual.
    """

    def __init__(self, pictures: Pictures, sheet: Sheet) -> None:
        self._pictures, self._sheet = pictures, sheet
        self.number = 0
        self.zoom = 1.0

    def paint(self, slide: Slide, b: Brush, width: float, height: float) -> float:
        """Paint the sheet, or why there is none yet; the height that takes."""
        size, ratio = self._sheet.place, self._sheet.devicePixelRatioF()
        image = self._pictures.sheet(slide.key, self.number, size, ratio, self.zoom)
        if image is None:
            failed = self._ends(slide)
            words = (self._pictures.failure or _("There is nothing to draw")) if failed else _("Drawing the picture …")
            return lists.paint(b, width, height, title_of(slide.key), words, [])
        if b.painter is not None:
            b.painter.drawImage(QPointF(0, 0), image)
            edge = b.px(28)
            # in the picture's own margin
            b.text(edge, b.px(10), " ".join(slide.note.split()), NOTE, b.palette.muted, most=width - 2 * edge)
        return height

    def turn(self, by: int) -> bool:
        """To another sheet; whether there may be one."""
        if self.number + by < 0:
            return False
        self.number += by
        return True

    def settle(self, slide: Slide) -> None:
        """Back to the last sheet when this is one too far: there was no way of knowing before it was asked for."""
        if self.number and self._ends(slide):
            self.number -= 1

    def _ends(self, slide: Slide) -> bool:
        size, ratio = self._sheet.place, self._sheet.devicePixelRatioF()
        return self._pictures.ends(slide.key, self.number, size, ratio, self.zoom)
