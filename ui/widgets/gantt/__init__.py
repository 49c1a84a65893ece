"""The interactive Gantt: table and timeline painted by one view over one list of rows, so they cannot drift apart.

| module | gives |
| --- | --- |
| ``view`` | ``GanttView``, the scroll area; signals tell what the person wants changed |
| ``rows`` | ``GanttRows``: visible rows, what is collapsed, arrows by row |
| ``scale`` | ``TimeScale`` between days and px, units, snapping |
| ``canvas`` | a frame's painter: fonts, colours, lines on device pixels |
| ``grid``, ``table``, ``bars``, ``arrows`` | what is painted, layer by layer |
| ``hits`` | what lies under the mouse |
| ``cursor`` | the current row and the selection |
| ``drag``, ``mouse``, ``keys``, ``menu`` | what a hand does |
| ``comparing`` | what ghosts are of: a baseline or a snapshot |
| ``card`` | the read-out beside a bar |
| ``legend`` | the line under the view |
| ``wishes`` | dates asked for and not yet come back |
| ``overview`` | the whole of a long list beside the scroll bar |
| ``words`` | what read-outs and screen readers say |
| ``edits`` | the operations that come of it |
"""
