"""Makes the README's picture again: page one of editions/issue-18.yaml, small and grey.

    .venv/bin/python docs/front.py

Nothing comes in but the sample issue; ``front.png`` beside this file goes out, about 620 pixels wide in 16 greys.
"""  # noqa: INP001  a script, not a package

import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

import printpost

WIDE = 620  # pixels
GREYS = 16
ENLARGED = 4  # drawn so much larger, then made smaller: hairlines stay even

HERE = Path(__file__).parent


def main() -> None:
    """Build the issue and write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        report = printpost.build(HERE.parent / "editions/issue-18.yaml", output=Path(folder), pages=2)
        document = pypdfium2.PdfDocument(report.output)
        page = document[0]
        drawn = page.render(scale=ENLARGED * WIDE / page.get_width(), grayscale=True).to_pil()
        document.close()
    size = WIDE, round(WIDE * drawn.height / drawn.width)
    drawn.resize(size, Image.Resampling.LANCZOS).quantize(GREYS).save(HERE / "front.png", optimize=True)


if __name__ == "__main__":
    main()
