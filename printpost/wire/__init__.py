"""The wire: what others publish, brought in once and kept with the issue.

`desk.bring_in` is the way in: orders of the publication come in, a `frozen.WireFile` goes out, and the `ledger`
remembers what was seen. `line` makes the calls; `huggingface`, `github`, `weather` and `feeds` know what to ask and
what an answer means; `cleaning` makes their texts fit to print; `movers` compares with earlier days; `draft` begins an
issue. The newsroom reads the frozen file alone: a build never calls anybody.
"""
