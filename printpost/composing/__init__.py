"""The composing room: a reading and a layout become sheetwork. Nothing here renders.

1. ``desk`` lays out the issue's items and the HTML of every head and panel (``blocks``, ``furniture``, ``heads``,
   ``art``, ``words``).
2. ``paragraphs`` are broken into lines by the rules of ``hj``, at ``breaks`` and with the ``spacing`` and ``ligatures``
   of print; widths come from ``fonts``. ``setting`` sets a story so, and its ``galley`` pours lines into legs.
3. ``castoff`` has heads and panels measured, and ``hanging`` puts the parts of a head on the grid; ``composer`` keeps
   all of it at any size.
4. ``matter`` says what each item may look like (``insets``, ``shapes``) and costs (``pricing``) at every depth;
   ``slicing`` cuts a rectangle into modules, and ``dummy`` plans the pages and the turns. Every cost has a name
   (``charges``), and ``accounts`` add them up.
5. ``copyfitting`` finds the size and the fillers at which the issue fills its pages; ``composition`` runs these steps.
6. ``markup`` (with ``stories``, ``paste``, ``rules`` and ``stylesheet``) writes the HTML and the claims that its print
   must meet;
``proofreading`` and ``coverage`` see that no word and no character is missing.

Before all of it ``lineage`` reads the ``layout`` with what it extends, and ``trimming`` sets it on another page;
``pattern`` lays down a new one, and ``showing`` says what one has. After it ``dummysheet`` tells the plan as plain
values; ``drawing`` and ``accountbook`` print it, ``why`` plans it otherwise.
"""
