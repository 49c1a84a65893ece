"""Reusable parts of the pages, dressed by ``ui.theme``. Parts have accessible names and work by keyboard.

| module | gives |
| --- | --- |
| ``page_header`` | ``PageHeader(title)``: ``add_tab``, ``tab_changed``, ``add_button``, ``set_note`` |
| ``tool_row`` | ``ToolRow``: ``add_search()``, ``add(widget)``, ``stretch()``; ``SearchField`` |
| ``choices`` | ``ChoiceButton(label, [(value, text)])`` with ``changed``, ``MultiChoiceButton``, ``Segments`` |
| ``facets`` | ``FacetList.set_facets([Facet(key, title, [FacetValue(...)])])``, ``changed(dict)`` |
| ``navigation`` | ``Navigation([NavigationItem(key, text, icon)])``, ``chosen(str)``, ``set_count`` |
| ``cells`` | ``CellDelegate``, which paints by the roles of ``ui.models.roles`` |
| ``table_setup`` | ``dress(view)``, ``set_title_heights``, ``figure_width`` |
| ``table_header`` | ``TableHeader``: two lines, the unit on the second (``Role.SECOND_LINE``) |
| ``text_layout`` | ``title_lines`` (two lines, then elided) |
| ``empty`` | ``EmptyPage(title, text, [(label, icon, slot)])`` |
| ``key_hint`` | ``KeyHint("Ctrl+F")`` |
| ``bars`` | ``YearBars.set_years([YearBar(year, actual, planned)])`` |
| ``callout`` | ``Callout`` with rows and a link |
| ``messages`` | ``Message`` banner: ``show_message(tone, text, details)`` |
| ``parts`` | ``label``, ``rule``, ``button`` (primary, danger, link), ``icon_button`` |
"""
