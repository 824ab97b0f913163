"""The pressroom: HTML -> PDF -> sheets. The only room that knows the renderer.

`press` prints sheetwork in a child process, `inspect` compares the finished pages with what the composing room
claimed, `delivery` puts the file into place.
"""
