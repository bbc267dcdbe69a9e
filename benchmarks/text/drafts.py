"""Drafts of any length, made of our own words: articles, paragraphs, sub-paragraphs, options, one bracket to 22 words."""

import random

WORDS = [
    "each",
    "Party",
    "shall",
    "measure",
    "the",
    "flow",
    "of",
    "the",
    "river",
    "at",
    "its",
    "border",
    "and",
    "report",
    "what",
    "it",
    "has",
    "found",
    "to",
    "the",
    "joint",
    "commission",
    "which",
    "meets",
    "every",
    "year",
    "in",
    "turn",
    "on",
    "either",
    "bank",
    "with",
    "regard",
    "to",
    "the",
    "needs",
    "of",
    "those",
    "who",
    "live",
    "by",
    "its",
    "water",
    "taking",
    "into",
    "account",
    "the",
    "season",
]
OPENERS = ("the parties may", "the commission decides to", "measures include", "where the level falls, they")


def draft(words: int, seed: int = 1) -> str:
    """A draft of about so many words, the same for the same seed; of 55,000 words it has about 2,500 brackets."""
    chance = random.Random(seed)
    parts: list[str] = []
    written = article = 0
    while written < words:
        article += 1
        text = _article(chance, article)
        parts.append(text)
        written += len(text.split())
    return "".join(parts)


def edited(text: str, seed: int = 2) -> str:
    """The same draft a round later: one word in forty another, one bracket in ten gone, an article moved to the end."""
    chance = random.Random(seed)
    articles = text.split("\nArticle ")
    if len(articles) > 3:
        articles.append(articles.pop(1))
    lines = []
    for line in "\nArticle ".join(articles).split("\n"):
        if chance.random() < 0.1:
            line = line.replace("[", "", 1).replace("]", "", 1)
        words = [
            chance.choice(WORDS) if word.islower() and chance.random() < 0.025 else word for word in line.split(" ")
        ]
        lines.append(" ".join(words))
    return "\n".join(lines)


def _article(chance: random.Random, number: int) -> str:
    parts = [f"\nArticle {number} ({' '.join(chance.choices(WORDS, k=3)).upper()})\n\n"]
    for paragraph in range(1, chance.randint(4, 9)):
        parts.append(f"{paragraph}. {_sentence(chance)}\n\n")
        if chance.random() < 0.3:
            parts.append(f"{paragraph} bis. {chance.choice(OPENERS).capitalize()}:\n\n")
            parts += [f"({letter}) {_sentence(chance)}\n\n" for letter in "abcd"[: chance.randint(2, 4)]]
        if chance.random() < 0.15:
            parts += [f"Option {option}: {_sentence(chance)}\n\n" for option in (1, 2)]
    return "".join(parts)


def _sentence(chance: random.Random) -> str:
    words = chance.choices(WORDS, k=chance.randint(18, 45))
    for _ in range(chance.choice((0, 1, 1, 2))):
        at = chance.randrange(len(words) - 4)
        words[at] = chance.choice(
            ("[shall][should]", f"[{words[at]} {words[at + 1]}]", f"[{words[at]} [and {words[at + 2]}]]")
        )
    return " ".join(words).capitalize() + "."
