"""Why the engine did not do something, in words of the interface and with the parties by their names."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from goodoffices.engines.brackets.operations import Conflict

#: The engine's sentences, so that the catalogue has them.
FIXED = (
    gettext_noop("A bracket in these options has no partner. Mend the text there first."),
    gettext_noop("A bracket in these words has no partner. Mend the text there first."),
    gettext_noop("A placeholder is to be filled in, not agreed. Propose words instead."),
    gettext_noop("A placeholder is the editor's and nobody's position. Propose words for a span around it."),
    gettext_noop("An alternative is split into two or more. Give the words of each."),
    gettext_noop("An alternative needs words. To propose that nothing stands here, delete."),
    gettext_noop(
        "Names stand behind this bracket, and would seem to stand behind the new words. Write them inside it first."
    ),
    gettext_noop("Only alternatives that stand beside each other are merged. Choose two or more."),
    gettext_noop(
        "The bracket would be read as an alternative to its neighbour. Take the neighbour in, or leave a word between."
    ),
    gettext_noop(
        "The brackets in these words do not match as they did before. Close each one that you open, and keep those that stand."
    ),
    gettext_noop("The words begin or end like an attribution or a label. Word them otherwise."),
    gettext_noop("The words begin or end like a name or a label. Word them otherwise."),
    gettext_noop("There are brackets in these words. Settle or withdraw them first."),
    gettext_noop("There are brackets or options in these words. Settle or withdraw them first."),
    gettext_noop("There are no words between these places. Choose some."),
    gettext_noop("There are no words to insert. Give some."),
    gettext_noop("There is nothing at this place any more that this could be done to. Look at the text as it stands."),
    gettext_noop("These words stand there already. Support them."),
    gettext_noop("This bracket is an option's own. Propose a further option to its group."),
    gettext_noop("This cuts through a link, a footnote mark or a placeholder. Take all of it."),
    gettext_noop("With these words a bracket would stay without a partner. Give words whose own brackets match."),
    gettext_noop("With these words brackets elsewhere would pair otherwise. Give words whose own brackets match."),
    gettext_noop("With these words brackets would pair otherwise. Give words whose own brackets match."),
    gettext_noop(
        "With these words the text would be read as other provisions. Give words without numbers at a line's head."
    ),
    gettext_noop("Without its label this option would be read as other provisions. Clean this group by hand."),
)

#: Those that name somebody or a place: how the engine says it, and how we do.
NAMING = (
    (
        re.compile(r"This takes in more than one provision\. .*"),
        gettext_noop("This covers more than one provision. Bracket each, or the one that holds them."),
    ),
    (
        re.compile(r"This takes in the provision's number\. .*"),
        gettext_noop("This covers the provision’s number. Leave the number out, or bracket all of it."),
    ),
    (
        re.compile(r"(?P<party>.+) has said nothing on these words that it could withdraw\."),
        gettext_noop("%(party)s has said nothing on these words. Withdraw where your own party stands."),
    ),
    (
        re.compile(r"(?P<party>.+) propos(es|ed) these words( itself)?\. .*"),
        gettext_noop("%(party)s proposes these words itself. Withdraw the proposal first."),
    ),
    (
        re.compile(r"(?P<party>.+) proposes words inside these\. .*"),
        gettext_noop("%(party)s proposes words inside these. They are withdrawn first, or the whole is supported."),
    ),
    (
        re.compile(r"(?P<party>.+) stands behind two alternatives here\. .*"),
        gettext_noop("%(party)s stands behind two wordings here. One is withdrawn first."),
    ),
    (
        re.compile(r"(?P<party>.+) stands differently on these\. .*"),
        gettext_noop("%(party)s stands differently on these. It says first where it stands."),
    ),
    (
        re.compile(r"(?P<party>.+) is not among those asked, and does not take these words\. .*"),
        gettext_noop("%(party)s stands against these words in the text. It withdraws that first."),
    ),
    (
        re.compile(r"This cuts through the bracket at line .*"),
        gettext_noop("This cuts through a bracket. Take all of it, or words inside it."),
    ),
)


def in_words(conflict: Conflict, names: Mapping[str, str]) -> str:
    """The sentence of a conflict, in the reader's language. `names`: what the engine calls a side → what people do."""
    for pattern, sentence in NAMING:
        if found := pattern.fullmatch(conflict.sentence):
            gaps = {name: names.get(words, words) for name, words in found.groupdict().items()}
            return _(sentence) % gaps
    return _(conflict.sentence)
