"""Who speaks in a bracket, and who is named behind it."""

import pytest

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.reading import parties


@pytest.mark.parametrize(
    ("text", "who", "words"),
    [
        ('[US: shall]', [('US', 'proposed')], 'shall'),
        ('[EU/AU propose: shall]', [('EU', 'proposed'), ('AU', 'proposed')], 'shall'),
        ('[US propose; CAN/NZ oppose: shall]', [('US', 'proposed'), ('CAN', 'opposed'), ('NZ', 'opposed')], 'shall'),
        ('[US and EU propose: shall]', [('US', 'proposed'), ('EU', 'proposed')], 'shall'),
        ('[North: shall]', [('North', 'proposed')], 'shall'),
        ('[MX14: shall]', [('MX', 'proposed')], 'shall'),
        ('[MX 15 oppose: shall]', [('MX', 'opposed')], 'shall'),
        ('[CLpropose: shall]', [('CL', 'proposed')], 'shall'),
        ('[PE//VN: shall]', [('PE', 'proposed'), ('VN', 'proposed')], 'shall'),
        ('[US, EU, JP: shall]', [('US', 'proposed'), ('EU', 'proposed'), ('JP', 'proposed')], 'shall'),
        ('[US & EU: shall]', [('US', 'proposed'), ('EU', 'proposed')], 'shall'),
        ('[New Zealand supports: shall]', [('New Zealand', 'supported')], 'shall'),
        ('[Saudi Arabia: reserve]', [('Saudi Arabia', 'reserved')], 'reserve'),
        ('[EU: reserved its position pending instructions]', [('EU', 'reserved')], 'reserved its position pending instructions'),
        ('[Chile: placeholder]', [('Chile', 'reserved')], 'placeholder'),
        ('[*US*: shall]', [('US', 'proposed')], 'shall'),
        ('[US :shall]', [('US', 'proposed')], 'shall'),
        ('[Norway objects: shall]', [('Norway', 'opposed')], 'shall'),
        ('[JP suggests: shall]', [('JP', 'proposed')], 'shall'),
        ('[KR withdraws: shall]', [('KR', 'withdrawn')], 'shall'),
        ('[CH considering: shall]', [('CH', 'reserved')], 'shall'),
        ('[Note: see above]', [], 'Note: see above'),
        ('[Option 1: shall]', [], 'Option 1: shall'),
        ('[Article 5: shall]', [], 'Article 5: shall'),
        ('[Recalling the treaty: shall]', [], 'Recalling the treaty: shall'),
        ('[shall: may]', [], 'shall: may'),
        ('[shall]', [], 'shall'),
        ('[A: shall]', [], 'A: shall'),
        ('[I: shall]', [], 'I: shall'),
        ('[US\nopposes: shall]', [('US', 'opposed')], 'shall'),
        ('[US; EU: shall]', [('US', 'proposed'), ('EU', 'proposed')], 'shall'),
        ('[US 12 propose: shall]', [('US', 'proposed')], 'shall'),
        ('[Russian Federation rejects: shall]', [('Russian Federation', 'opposed')], 'shall'),
        ('[Group of 77: shall]', [('Group of 77', 'proposed')], 'shall'),
        ('[US: delete]', [('US', 'opposed')], 'delete'),
        ('[EU: retain]', [('EU', 'supported')], 'retain'),
        ('[IND: pending capital]', [('IND', 'reserved')], 'pending capital'),
        ('[Mexico supported by Chile: shall]', [('Mexico', 'proposed'), ('Chile', 'supported')], 'shall'),
        ('[Mexico (supported by Chile): shall]', [('Mexico', 'proposed'), ('Chile', 'supported')], 'shall'),
        ('[Mexico, with the support of Chile, opposed by Peru: shall]', [('Mexico', 'proposed'), ('Chile', 'supported'), ('Peru', 'opposed')], 'shall'),
        ('[G77 and China: shall]', [('G77 and China', 'proposed')], 'shall'),
        ('[US and China: shall]', [('US', 'proposed'), ('China', 'proposed')], 'shall'),
        ('[US/AU propose2; NZ oppose: shall]', [('US', 'proposed'), ('AU', 'proposed'), ('NZ', 'opposed')], 'shall'),
        ('[CLpropose2; PE oppose: shall]', [('CL', 'proposed'), ('PE', 'opposed')], 'shall'),
        ('[Chile3 oppose: shall]', [('Chile', 'opposed')], 'shall'),
        ('[US; NZ oppose: shall]', [('NZ', 'opposed')], 'shall'),
        ('[US propose, JP oppose: shall]', [('US', 'proposed'), ('JP', 'opposed')], 'shall'),
        ('[US proposes deletion: shall]', [('US', 'opposed')], 'shall'),
        ('[中国：应]', [('中国', 'proposed')], '应'),
        ('[中国和俄罗斯联邦：应]', [('中国', 'proposed'), ('俄罗斯联邦', 'proposed')], '应'),
        ('[说明：应]', [], '说明：应'),
        ('[L’Union européenne : doit]', [('Union européenne', 'proposed')], 'doit'),
        ('[La Suisse, appuyée par la Norvège : doit]', [('Suisse', 'proposed'), ('Norvège', 'supported')], 'doit'),
        ('[Federación de Rusia: mantener]', [('Federación de Rusia', 'supported')], 'mantener'),
        ('[الصين ومصر: معلومات]', [('الصين', 'proposed'), ('مصر', 'proposed')], 'معلومات'),
        ('[ملاحظة: معلومات]', [], 'ملاحظة: معلومات'),
        ('[Kenya on behalf of the African Group: shall]', [('African Group', 'proposed')], 'shall'),
        ('[Kenya, on behalf of the Group: shall]', [('Kenya', 'proposed')], 'shall'),
        ('[Alt (Japan): should]', [('Japan', 'proposed')], 'should'),
        ('[Proposal by Japan: should]', [('Japan', 'proposed')], 'should'),
        ('[Japan’s proposal: should]', [('Japan', 'proposed')], 'should'),
        ('[The United States: shall]', [('United States', 'proposed')], 'shall'),
        ('[US, supported by: shall]', [], 'US, supported by: shall'),
        ('[Parties: shall]', [], 'Parties: shall'),
        ('[Member States: shall]', [], 'Member States: shall'),
    ],
)  # fmt: skip
def test_names_before_a_colon_speak(text: str, who: list[tuple[str, str]], words: str) -> None:
    found, at = parties.before(text, 1, len(text) - 1, frozenset())
    assert [(one.party, one.stance) for one in found] == who
    assert text[at:-1] == words
    assert all(text[one.start : one.end] == one.party for one in found)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('[x] (Norway)', [('Norway', 'proposed')]),
        ('[x] (Norway, Chile)', [('Norway', 'proposed'), ('Chile', 'proposed')]),
        ('[x](US/JP)', [('US', 'proposed'), ('JP', 'proposed')]),
        ('[x] (supported by Chile; opposed by Peru)', [('Chile', 'supported'), ('Peru', 'opposed')]),
        ('[x] (Chile reserves)', [('Chile', 'reserved')]),
        ('[x] (proposal by Norway)', [('Norway', 'proposed')]),
        ('[x] (NDMC)', []),
        ('[x] (see above)', []),
        ('[x] (Norway supports)', [('Norway', 'supported')]),
        ('[x] and (Norway)', []),
        ('[x]\n(Norway)', [('Norway', 'proposed')]),
        ('[x] (New Zealand)', [('New Zealand', 'proposed')]),
        ('[x] ()', []),
        ('[x] (US and EU)', [('US', 'proposed'), ('EU', 'proposed')]),
        ('[x] (agreed by Norway)', []),
        ('[x] (Upstream)', [('Upstream', 'proposed')]),
        ('[x] (Norway, as before)', []),
        ('[x] (Norway, supported by Iceland)', [('Norway', 'proposed'), ('Iceland', 'supported')]),
        ('[x] (EU: delete)', [('EU', 'opposed')]),
        ('[x] (G77 and China)', [('G77 and China', 'proposed')]),
    ],
)  # fmt: skip
def test_names_in_parentheses_behind_a_bracket_speak_if_they_are_known(text: str, who: list[tuple[str, str]]) -> None:
    found = parties.behind(text, 3, len(text), frozenset({"Upstream"}))
    assert [(one.party, one.stance) for one in found] == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('[Chile reserves its position]', [('Chile', 'reserved')]),
        ('[reservation by Chile]', [('Chile', 'reserved')]),
        ('[Chile reserves]', [('Chile', 'reserved')]),
        ('[reserved by US/JP]', [('US', 'reserved'), ('JP', 'reserved')]),
        ('[Chile and Peru reserve]', [('Chile', 'reserved'), ('Peru', 'reserved')]),
        ('[Chile opposes]', [('Chile', 'opposed')]),
        ('[reserve]', []),
        ('[Unknown reserves its position]', []),
        ('[Upstream reserves]', [('Upstream', 'reserved')]),
        ('[Chile]', []),
        ('[EU: retain; US: delete]', [('EU', 'supported'), ('US', 'opposed')]),
        ('[US opposes deletion]', [('US', 'supported')]),
        ('[Cuba – delete]', [('Cuba', 'opposed')]),
        ('[Norway proposes]', []),
    ],
)  # fmt: skip
def test_a_bracket_may_say_nothing_but_who_stands_where(text: str, who: list[tuple[str, str]]) -> None:
    found = parties.standing(text, 1, len(text) - 1, frozenset({"Upstream"}))
    assert [(one.party, one.stance) for one in found] == who


@pytest.mark.parametrize(
    ("words", "reserves"),
    [
        ('reserve', True),
        ('reserves its position', True),
        ('scrutiny reserve', True),
        ('general scrutiny reserve', True),
        ('a reservation on this text', True),
        ('placeholder', True),
        ('parliamentary reserve pending further consultations', True),
        ('reserved on the article', True),
        ('reserves of water', False),
        ('we reserve the right', False),
        ('a reserve fund', False),
        ('shall reserve', False),
    ],
)  # fmt: skip
def test_words_that_only_reserve_a_position_are_told_from_others(words: str, reserves: bool) -> None:
    assert parties.is_reserve(words, 0, len(words)) is reserves


def test_a_list_of_names_has_no_name_that_describes_the_text() -> None:
    assert not parties.KNOWN & {"Option", "Article", "Note", "Annex"}
    assert {"Norway", "G77", "Saudi Arabia", "European Union"} <= parties.KNOWN


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("[U.S. adviser: will]", [("U.S. adviser", "proposed")]),
        ("[lena berg/Jane Smith: will]", [("lena berg", "proposed"), ("Jane Smith", "proposed")]),
        ("[U.S. adviser propose; lena berg oppose: will]", [("U.S. adviser", "proposed"), ("lena berg", "opposed")]),
        ("[lena: will]", []),
        ("[lena bergs: will]", []),
    ],
)
def test_names_that_look_like_none_speak_where_they_are_known(text: str, who: list[tuple[str, str]]) -> None:
    known = {"U.S. adviser", "lena berg", "Jane Smith"}
    [bracket] = parse(text, parties=known).brackets
    assert [(one.party, one.stance) for one in bracket.attributions] == who
