"""What is the same, overlaps or can be reused in the sample, as its authors meant it: keys of initiatives.

For a reuse the first is finished and its deliverables serve the second.
"""

DUPLICATES = [
    ("rakennusluvat", "bygglov"),
    ("asiakastieto", "customerstore"),
]
OVERLAPS = [
    ("asianhallinta", "asiankasittely"),
    ("asianhallinta", "diarieforing"),
    ("asiankasittely", "diarieforing"),
    ("kotihoito", "homecare"),
    ("varhaiskasvatus", "dagvard"),
    ("ostolaskut", "laskuautomaatti"),
]
REUSES = [
    ("tiedonohjaus", "sailytys"),
    ("viitemalli", "kayttovaltuus"),
]
