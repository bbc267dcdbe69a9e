"""Light stemming of Arabic: clitics and endings come off, the pattern of the word stays as it is.

After L. Larkey, L. Ballesteros and M. Connell, “Light Stemming for Arabic Information Retrieval” (2007), with two
prepositions and the possessive endings of the plural added, which their light10 leaves. Broken plurals (وفد, وفود)
stay two words.
"""

from goodoffices.engines.words.folding import without_points

ARTICLES = ("وال", "بال", "كال", "فال", "ولل", "ال", "لل")
PREPOSITIONS = ("ب", "ل")
ENDINGS = ("هما", "كما", "ها", "هم", "هن", "كم", "نا", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


def stemmed(word: str) -> str:
    """An Arabic word without points, conjunction, article, preposition and up to two endings; three letters stay.

    >>> stemmed("والمفاوضات"), stemmed("للمفاوضين"), stemmed("بمفاوضاتهم"), stemmed("مفاوضة")
    ('مفاوض', 'مفاوض', 'مفاوض', 'مفاوض')
    """
    word = without_article(without_points(word))
    if word.startswith(PREPOSITIONS) and len(word) >= 5:
        word = word[1:]
    return _without_ending(_without_ending(word))


def without_article(word: str) -> str:
    """A word without و and the article, if two letters or more stay (three after و alone)."""
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            return word[len(article) :]
    return word[1:] if word.startswith("و") and len(word) >= 4 else word


def _without_ending(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
