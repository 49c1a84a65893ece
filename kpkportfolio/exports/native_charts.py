"""A bubble chart that Excel draws itself: the one kind of chart in use here that XlsxWriter does not know."""

from typing import Any

from xlsxwriter.chart_scatter import ChartScatter


class BubbleChart(ChartScatter):  # type: ignore[misc]  # XlsxWriter is not typed
    """A scatter chart whose points are bubbles; ``sizes`` are the formulas of the series' sizes in their order.

    Element order is that of ``CT_BubbleChart`` and ``CT_BubbleSer`` (ECMA-376, part 1, 21.2).
    """

    sizes: list[str]

    @classmethod
    def added_to(cls, book: Any) -> "BubbleChart":
        """A new one in an XlsxWriter workbook."""
        chart = book.add_chart({"type": "scatter"})
        # the workbook makes only what it knows; a bubble chart differs from it in what it writes alone
        chart.__class__ = cls
        chart.sizes = []
        return chart  # type: ignore[no-any-return]  # XlsxWriter is not typed

    def _write_scatter_chart(self, args: Any) -> None:
        if not args["primary_axes"]:
            return
        self._xml_start_tag("c:bubbleChart")
        self._xml_empty_tag("c:varyColors", [("val", "0")])
        for series in self._get_primary_axes_series():
            self._write_ser(series)
        self._xml_empty_tag("c:bubbleScale", [("val", "40")])
        self._xml_empty_tag("c:showNegBubbles", [("val", "0")])
        self._xml_empty_tag("c:sizeRepresents", [("val", "area")])
        self._write_axis_ids(args)
        self._xml_end_tag("c:bubbleChart")

    def _write_ser(self, series: Any) -> None:
        index = self.series_index
        self.series_index += 1
        self._xml_start_tag("c:ser")
        self._write_idx(index)
        self._write_order(index)
        self._write_series_name(series)
        self._write_sp_pr(series)
        self._xml_empty_tag("c:invertIfNegative", [("val", "0")])
        self._write_d_lbls(series.get("labels"))
        self._write_x_val(series)
        self._write_y_val(series)
        self._xml_start_tag("c:bubbleSize")
        self._xml_start_tag("c:numRef")
        self._write_series_formula(self.sizes[index])
        self._xml_end_tag("c:numRef")
        self._xml_end_tag("c:bubbleSize")
        self._xml_empty_tag("c:bubble3D", [("val", "0")])
        self._xml_end_tag("c:ser")
