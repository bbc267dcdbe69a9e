"""Every page as it looks: as several seats, in both directions of writing, narrow and wide, by day and by night.

    python -m benchmarks.look [--page WORD] [--seat WORD] [--language en|ar] [--case CASE] [--out DIR]

walking     which pages there are, found by following links as each seat
shooting    a picture of each, and what is wrong with it: too wide at 360 px, errors in the console
sheets      the pictures of one page on one sheet, set by the browser itself

The sheets are for eyes. What can be told in words is printed, and then the command ends with 1.
"""
