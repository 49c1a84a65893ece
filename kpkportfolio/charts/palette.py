"""The one palette of the product: pure data, shared by the window, the charts and the exports.

``LIGHT``, ``DARK``, ``PRINT`` and ``PROJECTOR`` are :class:`Palette` objects whose colours are ``#RRGGBB`` strings.
The numbers were chosen with contrast (WCAG 2) and colour blindness (CIEDE2000) calculated;
``tests/ui/test_theme.py`` calculates the promised minima again. Programmes are numbered from 1 in
the order of the portfolio; the number is always drawn beside or inside the colour, because seven
hues cannot be told apart in greyscale.

    from kpkportfolio.charts import palette
    palette.LIGHT.programme_colour(2)       # "#B9850E"
    palette.PRINT.status_colour("rollout")  # "#163E76"
    palette.LIGHT.tint("#B9850E")           # planned, left over, upper end of a range
"""

from dataclasses import dataclass, replace

from kpkportfolio.model.vocabulary import Health, Status

PROGRAMME_COUNT = 7
"""Programmes that have a hue of their own; the eighth repeats the first one's with a hatch."""

TINT_SHARE = 0.2
"""Share of the colour in a tint, the rest is the ground it lies on."""


def mix(colour: str, ground: str, share: float) -> str:
    """The ``#RRGGBB`` seen when ``share`` (0…1) of ``colour`` covers ``ground``."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02X}" for over, under in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of one appearance, as ``#RRGGBB``."""

    name: str
    window: str
    nav: str
    base: str
    alt: str
    hover: str
    selection: str
    selection_inactive: str
    line: str
    line_strong: str
    edge: str
    text: str
    muted: str
    disabled: str
    accent: str
    on_accent: str
    danger: str
    danger_ground: str
    warn: str
    warn_ground: str
    ok: str
    ok_ground: str
    info_ground: str
    phase_band: str
    phase_header: str
    impact: str
    investment: str
    programmes: tuple[str, ...]
    on_programmes: tuple[str, ...]
    statuses: tuple[tuple[Status, str], ...]
    healths: tuple[tuple[Health, str], ...]
    health_yellow_edge: str | None

    def programme_colour(self, number: int | None) -> str:
        """Fill of the programme with this number, from 1; without one the text colour, for an outline."""
        if number is None or number < 1:
            return self.text
        return self.programmes[(number - 1) % PROGRAMME_COUNT]

    def on_programme(self, number: int | None) -> str:
        """Colour of text on the programme's fill; without a programme on the base."""
        if number is None or number < 1:
            return self.text
        return self.on_programmes[(number - 1) % PROGRAMME_COUNT]

    def status_colour(self, status: Status | str) -> str:
        """Colour of a status glyph; the glyph and the word say the same without it."""
        return dict(self.statuses)[Status(status)]

    def health_colour(self, health: Health | str | None) -> str:
        """Fill of a health shape; not judged (None) is the disabled colour."""
        return self.disabled if health is None else dict(self.healths)[Health(health)]

    def tint(self, colour: str, ground: str | None = None) -> str:
        """A fifth of the colour over the ground (by default base): planned, left, or at most."""
        return mix(colour, ground or self.base, TINT_SHARE)


def hatched(number: int | None) -> bool:
    """Whether the programme repeats an earlier hue and needs the 45° hatch (2 wide, every 5)."""
    return number is not None and number > PROGRAMME_COUNT


LIGHT = Palette(
    name="light",
    window="#F3F4F6",
    nav="#EBEDF0",
    base="#FFFFFF",
    alt="#F7F8FA",
    hover="#EEF2F6",
    selection="#D8E6F6",
    selection_inactive="#E4E8EC",
    line="#DFE3E8",
    line_strong="#BCC3CB",
    edge="#7A838D",
    text="#171C21",
    muted="#535D68",
    disabled="#8F98A1",
    accent="#17457F",
    on_accent="#FFFFFF",
    danger="#AE2A20",
    danger_ground="#FBEAE8",
    warn="#875200",
    warn_ground="#FFF6E3",
    ok="#1F6B3B",
    ok_ground="#E7F3EB",
    info_ground="#E8F0FA",
    phase_band="#F4F6F9",
    phase_header="#EEF1F5",
    impact="#0F6B5C",
    investment="#8A5A00",
    programmes=("#176DC7", "#B9850E", "#BD5351", "#532879", "#0C521C", "#1C9E97", "#51555D"),
    on_programmes=("#FFFFFF", "#0B0E11", "#FFFFFF", "#FFFFFF", "#FFFFFF", "#0B0E11", "#FFFFFF"),
    statuses=(
        (Status.IDEA, "#757F8A"),
        (Status.PROPOSED, "#626C77"),
        (Status.APPROVED, "#5482BE"),
        (Status.DEFINITION, "#3B70B2"),
        (Status.IMPLEMENTATION, "#24589E"),
        (Status.ROLLOUT, "#163E76"),
        (Status.COMPLETED, "#1F6B3B"),
        (Status.SUSPENDED, "#946000"),
        (Status.CANCELLED, "#A53329"),
    ),
    healths=((Health.GREEN, "#2B8453"), (Health.YELLOW, "#EFB300"), (Health.RED, "#B3241B")),
    health_yellow_edge="#6B4700",
)

DARK = Palette(
    name="dark",
    window="#1C2026",
    nav="#171A1F",
    base="#14171B",
    alt="#1A1E23",
    hover="#20262D",
    selection="#213F61",
    selection_inactive="#2A3038",
    line="#2B3139",
    line_strong="#434C57",
    edge="#7F8A96",
    text="#E7EAEE",
    muted="#A3ACB6",
    disabled="#69727C",
    accent="#82B4F2",
    on_accent="#0B0E11",
    danger="#F38C82",
    danger_ground="#3A2120",
    warn="#E9B650",
    warn_ground="#382C14",
    ok="#7FC796",
    ok_ground="#1A3023",
    info_ground="#1B2B3F",
    phase_band="#191D23",
    phase_header="#1F252C",
    impact="#4FB8A3",
    investment="#D9A441",
    programmes=("#5CABF7", "#F1BA6C", "#E1664A", "#9471AF", "#7FA787", "#73E7E1", "#91969F"),
    on_programmes=("#0B0E11",) * PROGRAMME_COUNT,
    statuses=(
        (Status.IDEA, "#858F99"),
        (Status.PROPOSED, "#98A2AC"),
        (Status.APPROVED, "#6E9BD6"),
        (Status.DEFINITION, "#86B0E4"),
        (Status.IMPLEMENTATION, "#A2C4EE"),
        (Status.ROLLOUT, "#C2D9F5"),
        (Status.COMPLETED, "#7FC796"),
        (Status.SUSPENDED, "#E9B650"),
        (Status.CANCELLED, "#F38C82"),
    ),
    healths=((Health.GREEN, "#8FD6A6"), (Health.YELLOW, "#F5CB5C"), (Health.RED, "#E8574E")),
    health_yellow_edge=None,
)

# On paper there is no ground tone: a callout is told by its edge and words alone.
PRINT = Palette(
    name="print",
    window="#FFFFFF",
    nav="#FFFFFF",
    base="#FFFFFF",
    alt="#F2F2F2",
    hover="#FFFFFF",
    selection="#E6E6E6",
    selection_inactive="#E6E6E6",
    line="#C8C8C8",
    line_strong="#8C8C8C",
    edge="#767676",
    text="#000000",
    muted="#404040",
    disabled="#767676",
    accent="#17457F",
    on_accent="#FFFFFF",
    danger="#AE2A20",
    danger_ground="#FFFFFF",
    warn="#875200",
    warn_ground="#FFFFFF",
    ok="#1F6B3B",
    ok_ground="#FFFFFF",
    info_ground="#F2F2F2",
    phase_band="#F2F2F2",
    phase_header="#F2F2F2",
    impact="#0F6B5C",
    investment="#8A5A00",
    programmes=LIGHT.programmes,
    on_programmes=LIGHT.on_programmes,
    statuses=LIGHT.statuses,
    healths=LIGHT.healths,
    health_yellow_edge=LIGHT.health_yellow_edge,
)

# A projector in a lit room takes the faint tones away: lines, bands and muted words are darker than on a screen.
PROJECTOR = replace(
    LIGHT,
    name="projector",
    window="#F1F3F5",
    line="#CDD3DA",
    line_strong="#A4ADB7",
    edge="#66707B",
    text="#0B0E11",
    muted="#414B55",
    disabled="#66707B",
    phase_band="#EDF1F6",
    phase_header="#E3E8EE",
)
