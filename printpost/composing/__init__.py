"""The composing room: Issue + Layout -> sheetwork. H&J, casting off, make-up, copyfitting and markup; no rendering."""
