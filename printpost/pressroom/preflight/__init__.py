"""Preflight: a finished PDF held to a press profile before a printer does it, whoever made the file.

A file and a profile come in, findings go out: what, on which page and where, and what to do about it. The file is
read and never written. In these steps: `opening` makes sure that it can be read at all, `paper` looks at boxes, page
counts, intent and what paper does not show, `colours` and `lettering` at what the operators paint, `plates` at the ink
that comes out of it, `codes` and `wording` at what readers get to see; `examination` does them all.
"""
