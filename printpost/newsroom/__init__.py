"""The newsroom: YAML in, an issue with the place of every value out.

`reader.read` is the way in. It asks `manuscript` for values and places, `incoming` for what came over the wire, `issue`
for the model (the contract with editors), `copy` for Markdown, `typography` for print, `pictures` for art, and
`explain` for what to say when something is wrong. `assigning` tells the wire what a publication orders.
"""
