"""The files that a new paper begins with: a publication and a first issue that builds as it stands.

A folder, the paper's name and the day come in; files go out. Nothing that is there is ever overwritten.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from printpost.problems import CannotWrite, Problem, Where, error

_PUBLICATION = """\
# The publication: what every issue of the paper shares.
# printpost finds this file in the folder of an issue, or in a folder above it. Any issue may say otherwise.

name: {name}
tagline: The first page of your own paper
established: Est. {year}
place: Your town

# The topics line under the nameplate. Put in what the paper is about, or take the line away.
topics:
  - Local news
  - Ideas
  - Things to do

# The language decides quotation marks, hyphens and dates: en-GB, en-US, de, fr, es, it, nl, sv, pl, ...
language: en-GB

# The layout that sets the pages. The command "printpost layouts" names those that there are.
layout: morning

url: https://example.org/
imprint: Published by its editor. Write to editor@example.org.

# What "printpost wire" fetches for each issue and keeps beside it. Take the signs away to have it.
# wire:
#   weather: {{source: weather, place: Your town}}
#   repositories: {{source: repositories, topics: [news], count: 5}}
# Then an issue may say weather: wire, and have a block: - trending: {{source: wire}}

# Fillers are house matter for a page that would otherwise have a hole. They are set only where they fit.
fillers:
  - title: Corrections
    text: Something wrong on this page? Tell us, and the next issue will put it right.
  - title: Pass it on
    text: A paper is read twice when its first reader leaves it on the bench.
  - ornament: rule
"""

_ISSUE = """\
# An issue: everything that stands in the paper on one day.
# Build it with: printpost build issue-1.yaml
# Indentation matters: use spaces, never tabs. A text with a colon or a # in it goes in quotes.

number: 1
date: {today}
weather: Fair, with a light wind
# pages: 2        # a number fills exactly that many pages; without it, printpost takes as few as the copy needs

# The blocks of the issue, in reading order. Each begins with a dash and its kind:
# story, list, trending, facts, table, panel, notice, subscribe or art.
contents:
  # The first story is the lead: it gets the largest headline and the best place.
  - story:
      section: Lead story
      headline: A newspaper that lays itself out
      short: A paper that lays itself out      # for the page on which a long story goes on
      deck: Write the words, name the kinds of things they are, and leave columns, rules and page breaks to the program.
      byline: By the editor
      # Copy is Markdown. After the | it runs on, indented; an empty line begins a new paragraph.
      copy: |
        Every newspaper used to have a room in which nobody wrote a word. Men in aprons stood at sloping desks, lifted
        lines of metal into a frame, and argued with the editors upstairs about an inch. The inch usually won. A story
        that ran long lost its last paragraph, and one that ran short was given a recipe for plum cake.

        This page was made without the aprons. Its editor typed what you are reading into a plain file, said that it was
        the lead story, and asked for a page. Everything else was worked out: how wide the headline runs, where the
        columns break, which box goes beside which story, and how to make all of it end at the same line.

        ## What you do

        Three things remain for you, and they are the interesting ones. You decide *what* goes in. You decide what
        matters most, since the first story gets the best of the page. And you write headlines that say what happened.
        The program will not shorten your copy. If it does not fit, it says so, names the story, and counts the lines.

        Straight quotes become "proper" ones, two hyphens -- like these -- become a dash, and three dots become an
        ellipsis... Addresses can be [links](https://example.org/), which work on a screen and do no harm on paper.

        Lists work as they do in a letter:

        - a hyphen begins an item, and the next line can go on with it
          if it is indented;
        - *emphasis* has one star on each side, and **strong** words have two;
        - `code` stands between backticks, and is set as it was typed.

        A quotation begins with a pointed bracket.

        > A page is finished when nothing on it wants to be somewhere else.

        When this file builds, change one word and build it again. Then change all of them.

  - story:
      section: Second thoughts
      kicker: How to begin
      headline: Start with one page, and print it
      deck: A short paper that appears beats a long one that does not.
      copy: |
        New papers rarely fail for want of words. They fail in the third week, when the large plan meets a small
        Tuesday. So begin with one page. Pick four things that your readers could not have learned elsewhere: what the
        council decided, who won on Saturday, which path is flooded, where the spare chairs are kept.

        Print ten copies and put them where people wait. Paper is read in queues, at bus stops and beside kettles, by
        people who would never have followed a link. Watch what they turn to first, and give that more room next week.

        Give people their names. Nobody was ever sorry to find a neighbour in the paper, spelt right, with the reason.
        Say where and when. Say who told you. If you had to guess, leave it out, and if you were wrong, put it right in
        the same place and the same size.

        Ask one other person to read the page before it is printed. The mistake that you cannot see is always in the
        headline, and it has been there since Tuesday.

        Keep a list of what you left out. It is the first draft of the next issue, and on a small Tuesday it will save
        you.

  # A list: tools, books, dates. Each item has a title; text and url are optional.
  - list:
      section: For the diary
      title: A first week
      items:
        - title: Monday
          text: Ask three people what they would like to know.
        - title: Wednesday
          text: Write it down, shortest story first.
        - title: Friday
          text: Build the issue, read it aloud, and mend what made you stumble.
        - title: Saturday
          text: Print it and take it for a walk.

  # Facts: a label, a colon, a figure. Figures stay as they are typed.
  - facts:
      title: This page in figures
      rows:
        Typefaces to choose: none
        Columns to draw: none
        Words to write: about 600
        Price: your Saturday
      note: All figures are the editor's own.

  # A code for the camera of a telephone. Short addresses scan best.
  - subscribe:
      title: Never miss an issue
      text: Point a camera at the square.
      url: https://example.org/subscribe
      action: Scan to subscribe
"""


def starter(folder: Path, name: str, today: dt.date) -> tuple[Path, ...]:
    """Lays down a publication and its first issue in the folder, which is made if need be, and names the files.

    Raises CannotWrite, having written nothing, if one of them is there already or the folder cannot be written.
    """
    files = {
        folder / "publication.yaml": _PUBLICATION.format(name=_quoted(name), year=today.year),
        folder / "issue-1.yaml": _ISSUE.format(today=today.isoformat()),
    }
    there = [path for path in files if path.exists() or path.is_symlink()]
    if there:
        raise CannotWrite([_occupied(path) for path in there])
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
    except OSError as failure:
        for path in written:
            path.unlink(missing_ok=True)
        reason = failure.strerror or "it cannot be written"
        raise CannotWrite(error(f"no paper can be begun in {folder}: {reason}", hint="name another folder")) from None
    return tuple(files)


def _occupied(path: Path) -> Problem:
    return error(
        "this file is there already, and is not overwritten", hint="name another folder", where=Where(path, 1, 1)
    )


def _quoted(name: str) -> str:
    """The name as a YAML text in double quotes, whatever it holds."""
    line = " ".join(name.split()) or "The Paper"
    escaped = (
        "".join(c if c.isprintable() or c.isspace() else "" for c in line).replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'"{escaped}"'
