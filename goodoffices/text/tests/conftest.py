"""A text in the plenary, with brackets."""

import pytest

from goodoffices.record.perform import perform
from goodoffices.text.acts import TableDraft
from goodoffices.text.models import Alternative, Draft, Provision
from tests.table import now

WORDS = """Article 5

1. Each Party [shall][should] give notice [in writing].

2. Notice is given ten days before water is held back.

(a) In summer, to both gauges.
"""


class Text:
    """A text as a test handles it: provisions by their numbers, wordings by what they say."""

    def __init__(self, id, reader):
        self.id, self.reader = id, reader

    @property
    def draft(self):
        return Draft.objects.seen_by(now(self.reader)).select_related("book").get(id=self.id)

    def provisions(self):
        rows = Provision.objects.seen_by(now(self.reader)).filter(draft=self.id, gone=False)
        return list(rows.select_related("book", "draft", "draft__book").order_by("place"))

    def __getitem__(self, label):
        return next(each for each in self.provisions() if each.shape["label"] == label)

    def words(self, label):
        return self[label].words.strip()

    def choices(self, label=None):
        from goodoffices.text.queries import shown_whole

        shown = shown_whole(now(self.reader), self.draft)
        return [c for s in shown if label in (None, s.provision.shape["label"]) for c in s.choices]

    def target(self, words):
        return next(choice.id for choice in self.choices() if choice.words == words)

    def stances(self, words):
        choice = next(choice for choice in self.choices() if choice.words == words)
        return {each.side: each.stance for each in choice.stances}

    def alternatives(self):
        return set(
            Alternative.objects.seen_by(now(self.reader))
            .filter(provision__draft=self.id, gone=False)
            .values_list("id", flat=True)
        )


@pytest.fixture
def text(river, amara, lena):
    return Text(perform(TableDraft(title="Notice", text=WORDS), amara).entry.id, lena)
