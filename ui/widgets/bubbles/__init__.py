"""The bubble chart on the screen, painted from ``kpkportfolio.charts.bubbles``.

| module | gives |
| --- | --- |
| ``view`` | ``BubbleView``, the painted chart; signals tell what the person wants selected or opened |
| ``frame`` | ``Frame``: where everything lies at one size and zoom; no painting |
| ``window`` | ``Window``: the part of the axes that is looked at |
| ``nearest`` | the bubble under a point, and the next one in a direction |
| ``ground``, ``marks``, ``overlay`` | what is painted, layer by layer |
| ``layers`` | the layers that are kept as pictures |
| ``drag``, ``values`` | a bubble that is moved to other values, and what that makes of its initiative |
| ``moving`` | bubbles on their way from one moment to another |
| ``words`` | what is said of a bubble: on its card, in its facts, to a screen reader |
| ``side``, ``legend``, ``unplaced`` | the column at the right |
| ``past`` | the snapshots that rings are drawn of |
"""
