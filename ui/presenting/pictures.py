"""Pictures of the portfolio as sheets of the screen's own size, drawn by a worker, each when it is come to."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from kpkportfolio.charts.catalogue import OVER_TIME
from kpkportfolio.charts.over_time import NO_PAST, Past
from kpkportfolio.charts.palette import PROJECTOR
from kpkportfolio.model.filter_words import filter_words
from kpkportfolio.text import _, language
from ui.session import Session
from ui.tasks import Job, Progress

# so many points across make the smallest letters, 8.25 points, as large as the design's 16 px on 1440
_POINTS = 760.0
_KEPT = 12
_KEPT_BYTES = 256 * 2**20
"""What is kept in all, beside the one that is looked at: enlarged, one sheet of a large display is 130 megabytes."""
_MOST_ROWS = 400
"""A schedule of more rows is hundreds of sheets, which no meeting goes through: it shows the agenda's items then."""
_Key = tuple[str, int, int, int, int, str]


class Pictures(QObject):
    """Draws sheets beside the work and keeps the latest.

    Signals:
        drawn: a sheet that was asked for is there, or is known not to be.
    """

    drawn = Signal()

    def __init__(self, session: Session, items: Sequence[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._items = items
        self._images: dict[_Key, QImage | None] = {}
        self._under_way: dict[_Key, Job] = {}
        # what was does not change any more, and takes seconds to read; a worker puts it here
        self._past: list[Past] = []
        self._turn = 0
        self.failure = ""

    def forget(self) -> None:
        """The portfolio or the language is another one, or the show is over: what is being drawn is cancelled, and
        everything is drawn again when it is looked at."""
        self._turn += 1
        for job in self._under_way.values():
            job.progress.cancel()
        self._images.clear()
        self._under_way.clear()
        self.failure = ""

    def sheet(self, name: str, number: int, size: QSize, ratio: float, zoom: float) -> QImage | None:
        """Sheet ``number`` (from 0) of a picture for a place of this size; None until it is drawn, and when there is
        no such sheet (:meth:`ends`). With a ``zoom`` above 1 all of it is so much larger than the place."""
        key = self._key(name, number, size, ratio, zoom)
        if key not in self._images and key not in self._under_way:
            self._draw(key, ratio)
        return self._images.get(key)

    def ends(self, name: str, number: int, size: QSize, ratio: float, zoom: float) -> bool:
        """Whether it is known that there is no sheet of this number."""
        key = self._key(name, number, size, ratio, zoom)
        return key in self._images and self._images[key] is None

    def _key(self, name: str, number: int, size: QSize, ratio: float, zoom: float) -> _Key:
        width, height = round(size.width() * ratio), round(size.height() * ratio)
        return (name, number, width, height, round(100 * zoom), language())

    def _draw(self, key: _Key, ratio: float) -> None:
        session, turn = self._session, self._turn
        contents, today, shown = session.contents, session.today(), session.shown
        narrowed = None if session.filter.empty else shown
        told = filter_words(session.filter) if narrowed is not None else ""
        items = [session.by_id[id_] for id_ in self._items if id_ in session.by_id]
        if key[0] == "gantt" and len(shown) > _MOST_ROWS and items:
            narrowed, told = items, _("Items of the agenda")
        portfolio, known = session.portfolio, self._past
        findings, name = list(session.findings.findings), session.portfolio.name

        def work(progress: Progress) -> QImage | None:
            from kpkportfolio.charts.data import ChartData
            from kpkportfolio.snapshots.over_time import past

            if key[0] in OVER_TIME and not known:
                known.append(past(portfolio, today, progress))
            earlier = known[-1] if known and key[0] in OVER_TIME else NO_PAST
            data = ChartData.of(contents, today, name, narrowed, told, findings, past=earlier)
            return _image(data, key, ratio, progress)

        def done(image: QImage | None) -> None:
            if turn == self._turn:
                self._under_way.pop(key, None)
                self._images[key] = image
                self._drop_old()
                self.drawn.emit()

        def failed(error: Exception) -> None:
            if turn == self._turn:
                self.failure = str(error)
                done(None)

        self._under_way[key] = session.tasks.run(self, work, done, failed, _("Drawing the picture"), aside=True)

    def _drop_old(self) -> None:
        def held() -> int:
            return sum(image.sizeInBytes() for image in self._images.values() if image is not None)

        while len(self._images) > _KEPT or (len(self._images) > 1 and held() > _KEPT_BYTES):
            del self._images[next(iter(self._images))]


def enlargement(zoom: float) -> float:
    """How much larger than its place a picture is with letters so much larger than usual."""
    return max(1.0, zoom)


def _image(data: object, key: _Key, ratio: float, progress: Progress) -> QImage | None:
    # one that waited for its turn until nobody looks any more does not even begin
    progress(0, 0)
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from kpkportfolio.charts.data import ChartData
    from kpkportfolio.charts.registry import ChartOptions, draw

    assert isinstance(data, ChartData)
    name, number, width, height, zoom, _spoken = key
    # smaller letters give the picture more room; larger ones never take it room, for then it is all enlarged
    across, larger = _POINTS * 100 / min(zoom, 100), enlargement(zoom / 100)
    options = ChartOptions(palette=PROJECTOR, size=(across, across * height / width), paged=True)
    figure = None
    for place, drawn in enumerate(draw(name, data, options)):
        progress(0, 0)
        if place == number:
            figure = drawn
            break
    if figure is None:
        return None
    figure.set_dpi(72 * width * larger / across)
    # matplotlib's own code is not typed
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = bytes(canvas.buffer_rgba())
    wide, tall = canvas.get_width_height(physical=True)
    image = QImage(pixels, wide, tall, 4 * wide, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(ratio)
    return image
