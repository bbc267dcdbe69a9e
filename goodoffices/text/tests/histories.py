"""Texts, for the two-world test: tabled in every room, worked on by those who read it, reasons in delegations."""

from typing import Any

from hypothesis import strategies as st

from goodoffices.text.tests.marked import laid_markup
from tests.noninterference.deeds import Deed, Room, Row, Who
from tests.noninterference.members import MEMBERS, PLENARY, PUBLIC, THIRD, Audience, Member, Setting, reads
from tests.noninterference.strategies import (
    BY_DELEGATES,
    BY_HEADS,
    CAUCUSES,
    SPEAKERS,
    delegates,
    fixed,
    in_delegation,
    in_room,
    leaders,
    row_in,
    texts,
    titles,
)
from tests.noninterference.worlds import NotThere, World, or_unplayable

DRAFTS = (
    "Article 1\n\n1. Each Party [shall][should] report [annually].\n\n2. Nothing else.\n",
    "Water\n\n1. [US: Ten][EU: Thirty] days of notice.\n\n(a) In summer;\n\n(b) [In winter].\n",
    "المادة ١\n\n١. على كل طرف أن [يبلغ][يعلم] الطرف الآخر.\n",
    "Left [open, and <b>bold</b> & closed]] once too often.\n",
)
NORTH, OWN, MAPS = ("caucus", "north"), ("delegation", "north"), ("task_force", "maps")
SOUTH = ("delegation", "south")
LEADERS = {
    a: tuple(n for n in who if n in ("amara", "sara")) for a, who in SPEAKERS.items() if {*who} & {"amara", "sara"}
}
MEDIATED = dict.fromkeys(LEADERS, ("amara",))
drafts = st.sampled_from(DRAFTS)
spans = st.sampled_from(([3, 7], [0, 4], [10, 18], [0, 400], [5, 6]))
RENDERERS = {**LEADERS, **{a: SPEAKERS[a] for a in SPEAKERS if a[0] == "delegation"}}
RENDERERS = {audience: names for audience, names in RENDERERS.items() if audience != PUBLIC}
LATER = "1. Each Party gives ten days of notice.\n\n2. A joint gauge is read daily.\n"
SIGNED = {"place": "Geneva", "date": "2025-01-15", "authentic_languages": ["en"], "depositary": "The host state"}
why = st.sampled_from(("alternative", "contentious", "tactical", "uncertain", "waiting"))


def deeds(setting: Setting) -> dict[str, Any]:
    def tabled(audience: Audience) -> dict[str, Any]:
        return {"title": titles, "text": drafts, "book": st.just(Room(audience))}

    def of(model: str, name: str = "") -> Any:
        return lambda audience: {name or model.lower(): row_in(f"text.{model}", audience)}

    def on(model: str, name: str, **more: Any) -> Any:
        return fixed(lambda audience: {name: row_in(f"text.{model}", audience), **more})

    span = {"span": spans}
    return {
        "text.table_draft": in_room(
            "text.table_draft",
            fixed(tabled, {"names": st.just({"US": "north"}), "status": st.sampled_from(("elements", "rolling"))}),
        ),
        "text.propose": in_room("text.propose", fixed(lambda a: {**of("Provision")(a), "words": texts}, span)),
        "text.insert": in_room(
            "text.insert", fixed(lambda a: {**of("Provision")(a), "words": texts}, {"at": st.integers(0, 20)})
        ),
        "text.delete": in_room("text.delete", fixed(of("Provision"), span)),
        "text.bracket": in_room("text.bracket", fixed(of("Provision"), span)),
        "text.support": in_room("text.support", on("Alternative", "target"), BY_DELEGATES),
        "text.oppose": in_room("text.oppose", on("Alternative", "target", words=texts), BY_DELEGATES),
        "text.reserve": in_room(
            "text.reserve", on("Alternative", "target", pending=st.just("instructions")), BY_DELEGATES
        ),
        "text.withdraw": in_room("text.withdraw", on("Alternative", "target"), BY_DELEGATES),
        "text.agree": in_room(
            "text.agree",
            fixed(of("Provision"), {"ad_ref": st.booleans(), "target": row_in("text.Alternative", PLENARY)}),
            BY_HEADS,
        ),
        "text.agree_deletion": in_room(
            "text.agree_deletion",
            fixed(lambda a: {**of("Provision")(a), "target": row_in("text.Alternative", a)}),
            BY_HEADS,
        ),
        "text.reopen": in_room("text.reopen", on("Provision", "provision", words=texts), BY_HEADS),
        "text.consent_reopening": in_room("text.consent_reopening", on("Reopening", "reopening"), BY_HEADS),
        "text.bridge": in_room("text.bridge", on("Provision", "provision", words=texts), MEDIATED),
        "text.accept_bridge": in_room("text.accept_bridge", on("Bridge", "bridge"), BY_HEADS),
        "text.name_editors": in_room("text.name_editors", on("Draft", "draft", seats=st.just([Who("lena")])), BY_HEADS),
        "text.entrust": in_room("text.entrust", fixed(_entrusted), BY_HEADS),
        "text.end_trust": in_room("text.end_trust", fixed(_entrusted), BY_HEADS),
        "text.merge": in_room("text.merge", fixed(_merged)),
        "text.split": in_room("text.split", fixed(_cut)),
        "text.renumber": in_room("text.renumber", on("Provision", "provision", number=st.just("7 bis"))),
        "text.issue_revision": in_room("text.issue_revision", on("Draft", "draft"), LEADERS),
        "text.state_reason": in_delegation(delegates, "text.state_reason", _reason),
        "text.upload_markup": in_delegation(delegates, "text.upload_markup", _marked),
        "text.keep_proposal": in_delegation(delegates, "text.keep_proposal", _kept),
        "text.drop_markup": in_delegation(delegates, "text.drop_markup", _aside),
        "text.give_reason": in_room("text.give_reason", fixed(_given), BY_DELEGATES),
        **_single(),
        **_ending(),
    }


def _single() -> dict[str, Any]:
    """Of a single negotiating text."""
    missing = {"words": texts}
    return {
        "~show": st.builds(_shown, leaders, st.sampled_from(DRAFTS)),
        "text.criticise": in_room(
            "text.criticise",
            fixed(lambda a: {"provision": row_in("text.Provision", PLENARY), "interest": texts}, missing),
            CAUCUSES,
        ),
    }


def _ending() -> dict[str, Any]:
    """Of languages, initials and signatures."""

    def named(a: Audience) -> dict[str, Any]:
        return {"draft": row_in("text.Draft", a), "authentic": st.sampled_from((["en"], ["ar", "en"]))}

    def rendered(a: Audience) -> dict[str, Any]:
        return {"provision": row_in("text.Provision", a), "language": st.sampled_from(("ar", "fr")), "words": texts}

    def revision(a: Audience) -> dict[str, Any]:
        return {"revision": row_in("text.Revision", a)}

    how = {"how": st.sampled_from(("machine", "revised"))}
    checked = fixed(lambda a: {"rendering": row_in("interpretation.Rendering", a)})
    signed = fixed(lambda a: {**revision(a), **{name: st.just(value) for name, value in SIGNED.items()}})
    return {
        "text.set_languages": in_room("text.set_languages", fixed(named), BY_HEADS),
        "text.render_provision": in_room("text.render_provision", fixed(rendered, how), RENDERERS),
        "text.check_rendering": in_room("text.check_rendering", checked, RENDERERS),
        "text.initial": in_room("text.initial", fixed(revision), BY_HEADS),
        "text.sign": in_room("text.sign", signed, BY_HEADS),
    }


def _entrusted(audience: Audience) -> dict[str, Any]:
    return {"draft": row_in("text.Draft", audience), "seat": st.just(Who("nils"))}


def _merged(audience: Audience) -> dict[str, Any]:
    targets = st.just([Row("text.Alternative", audience, 0), Row("text.Alternative", audience, 1)])
    return {"provision": row_in("text.Provision", audience), "targets": targets, "words": texts}


def _cut(audience: Audience) -> dict[str, Any]:
    pieces = st.just(["one", "another"])
    return {
        "provision": row_in("text.Provision", audience),
        "target": row_in("text.Alternative", audience),
        "pieces": pieces,
    }


def _reason(name: str) -> dict[str, Any]:
    own = ("delegation", MEMBERS[name].party)
    places = st.sampled_from((PLENARY, own))
    return {"target": places.flatmap(lambda a: row_in("text.Alternative", a)), "reason": why, "words": texts}


def _marked(name: str) -> dict[str, Any]:
    return {"revision": row_in("text.Draft", PLENARY), "others": texts}


def _kept(name: str) -> dict[str, Any]:
    return {"provision": row_in("text.Provision", PLENARY), "words": texts, "comment": texts}


def _aside(name: str) -> dict[str, Any]:
    own = ("delegation", MEMBERS[name].party)
    return {"proposals": st.builds(lambda index: [Row("text.MarkedChange", own, index)], st.integers(0, 3))}


def _marked_up(world: World, deed: Deed, way: int) -> str:
    """The text is taken away for Word, its last words are others, and it waits as if it had just been examined."""
    seat = world.seat(deed.by)
    if seat is None:
        raise NotThere
    draft = world.row(deed.data["revision"], deed.by)
    book = or_unplayable(world.book(deed.told[0]))
    token = laid_markup(seat, draft, book.id, deed.data["others"], str(book.head))
    return world.perform(deed.by, deed.kind, {"revision": draft, "file": token}, deed.key)


def _given(audience: Audience) -> dict[str, Any]:
    return {
        "provision": row_in("text.Provision", audience),
        "target": row_in("text.Alternative", audience),
        "reason": why,
    }


def _shown(by: str, text: str, **more: Any) -> Deed:
    return Deed(by, "~show", (THIRD, PLENARY), {"title": "One text", "text": text, **more})


def _is_shown_at_once(deed: Deed, member: Member, setting: Setting) -> bool:
    """A single text that was drafted first is, to whoever does not read the third party's book, one that was put at once."""
    return not reads(member, THIRD, setting)


def _show(world: World, deed: Deed, way: int) -> str:
    follows = {name: value for name, value in deed.data.items() if name == "follows"}
    words = {name: deed.data[name] for name in ("title", "text")}
    if way == 0:
        drafted = world.do(deed.by, "text.table_draft", {**words, "book": Room(THIRD)})
        world.do(deed.by, "text.show_single", {"draft": drafted.id, **follows})
    else:
        world.do(deed.by, "text.table_single", {**words, "joined": [], "kinds": {}, **follows})
    return "done"


def _is_done_at_once(deed: Deed, member: Member, setting: Setting) -> bool:
    """What a delegation noted first and then put before all is, to whoever does not read its book, said to all at once."""
    return not reads(member, OWN, setting)


def _say_why(world: World, deed: Deed, way: int) -> str:
    if way == 0:
        noted = {name: deed.data[name] for name in ("target", "reason")}
        reason = world.do(deed.by, "text.state_reason", noted)
        world.do(deed.by, "text.show_reason", {"reason": reason.id})
    else:
        world.do(deed.by, "text.give_reason", deed.data)
    return "done"


def _table_what_was_kept(world: World, deed: Deed, way: int) -> str:
    if way == 0:
        kept = world.do(deed.by, "text.keep_proposal", deed.data)
        world.do(deed.by, "text.table_markup", {"proposals": [kept.facts["change"]]})
    else:
        world.do(deed.by, "text.propose", deed.data)
    return "done"


PLAYED = {"~show": _show, "~reason": _say_why, "~kept": _table_what_was_kept, "text.upload_markup": _marked_up}
TWO_WAYS = {"~show": _is_shown_at_once, "~reason": _is_done_at_once, "~kept": _is_done_at_once}
ENTAILED = {
    "text.show_reason": "one of the two ways of ~reason",
    "text.table_markup": "one of the two ways of ~kept",
    "text.show_single": "one of the two ways of ~show",
    "text.table_single": "the other way of ~show",
}


def afterwards(setting: Setting) -> list[Deed]:
    def do(by: str, kind: str, where: Audience, **data: Any) -> Deed:
        return Deed(by, f"text.{kind}", (where,), data)

    def table(by: str, where: Audience, title: str, text: str, **more: Any) -> Deed:
        return do(by, "table_draft", where, title=title, text=text, book=Room(where), **more)

    def provision(where: Audience, place: int) -> Row:
        return Row("text.Provision", where, place)

    def words(where: Audience, place: int) -> Row:
        return Row("text.Alternative", where, place)

    return [
        # By then Nils heads North's delegation, and the mandate lets the third party propose nothing.
        table("lena", PLENARY, "On water", DRAFTS[1], names={"US": "north", "EU": "south"}),
        table("lena", NORTH, "Between us", DRAFTS[0]),
        table("nils", OWN, "Among ourselves", DRAFTS[0]),
        table("idris", MAPS, "The maps", DRAFTS[2]),
        do("idris", "propose", PLENARY, provision=provision(PLENARY, 2), words="(a) In the dry summer;"),
        do("nils", "bracket", PLENARY, provision=provision(PLENARY, 1), span=[25, 31]),
        do("nils", "support", PLENARY, target=words(PLENARY, 1)),
        do("idris", "reserve", PLENARY, target=words(PLENARY, 0), pending="instructions", words="Our capital."),
        do("lena", "insert", NORTH, provision=provision(NORTH, 1), words="A third thing."),
        do("nils", "delete", OWN, provision=provision(OWN, 2)),
        Deed(
            "nils",
            "text.state_reason",
            (OWN,),
            {"target": words(PLENARY, 0), "reason": "tactical", "words": "For fish."},
        ),
        Deed(
            "salma", "text.state_reason", (("delegation", "south"),), {"target": words(PLENARY, 0), "reason": "waiting"}
        ),
        do("nils", "agree", PLENARY, provision=provision(PLENARY, 0)),
        Deed("lena", "text.upload_markup", (OWN,), {"revision": Row("text.Draft", PLENARY, 0), "others": "Our words."}),
        do(
            "nils", "keep_proposal", OWN, provision=provision(PLENARY, 2), words="(a) In the rain;", comment="For fish."
        ),
        Deed("salma", "text.keep_proposal", (SOUTH,), {"provision": provision(PLENARY, 2), "words": "(a) Never;"}),
        do("nils", "drop_markup", OWN, proposals=[Row("text.MarkedChange", OWN, 0)]),
        do("sara", "issue_revision", PLENARY, draft=Row("text.Draft", PLENARY, 0)),
        do("amara", "issue_revision", NORTH, draft=Row("text.Draft", NORTH, 0)),
        *_worked(),
        *_one_text(),
        *_ended(),
    ]


def _worked() -> list[Deed]:
    """One provision, on which both heads and an editor do all that there is to do."""
    provision, last, draft = (Row(f"text.{model}", PLENARY, -1) for model in ("Provision", "Alternative", "Draft"))

    def do(by: str, kind: str, **data: Any) -> Deed:
        return Deed(by, f"text.{kind}", (PLENARY,), data)

    def on(by: str, kind: str, **data: Any) -> Deed:
        return do(by, kind, provision=provision, **data)

    def of_own(kind: str, **data: Any) -> Deed:
        return Deed("nils", f"text.{kind}", (OWN,), data)

    pair = [Row("text.Alternative", PLENARY, place) for place in (-1, -2)]
    return [
        Deed("amara", "process.set_mandate", (PLENARY,), {"mandate": "mediation", "words": "As both asked."}),
        do("nils", "table_draft", title="Worked on", text="1. Each side gives notice."),
        *[do(by, "name_editors", draft=draft, seats=[Who("amara")]) for by in ("nils", "idris")],
        do("nils", "entrust", draft=draft, seat=Who("lena")),
        # In brackets, opposed, with a reason that is shown; then all of it is taken back.
        on("idris", "bracket"),
        do("nils", "oppose", target=last, words="It says enough."),
        on("nils", "give_reason", target=last, reason="contentious"),
        of_own("state_reason", target=last, reason="tactical", words="For fish."),
        Deed("nils", "~reason", (OWN, PLENARY), {"provision": provision, "target": last, "reason": "waiting"}),
        *[do(by, "withdraw", target=last) for by in ("nils", "idris")],
        # Other words, which give way to bridging ones; agreed, and reopened.
        on("idris", "propose", span=[19, 25], words="warning"),
        on("amara", "bridge", words="Each side gives notice in writing."),
        do("idris", "accept_bridge", bridge=Row("text.Bridge", PLENARY, -1)),
        *[on(by, "agree") for by in ("nils", "idris")],
        on("nils", "reopen", words="Once more."),
        do("idris", "consent_reopening", reopening=Row("text.Reopening", PLENARY, -1)),
        # What an editor does; and a change that a delegation kept, and tables.
        on("nils", "propose", span=[19, 25], words="warning"),
        on("amara", "merge", targets=pair, words="word in advance"),
        on("amara", "split", target=last, pieces=["word in time", "word in advance"]),
        on("amara", "renumber", number="2"),
        Deed("nils", "~kept", (OWN, PLENARY), {"provision": provision, "span": [3, 7], "words": "Every"}),
        # Both would have none of it; and a trust ends.
        *[on(by, "agree_deletion", target=last) for by in ("nils", "idris")],
        do("nils", "end_trust", draft=draft, seat=Who("lena")),
        Deed("amara", "process.set_mandate", (PLENARY,), {"mandate": "facilitation", "words": "As before."}),
    ]


def _one_text() -> list[Deed]:
    """A single text is drafted, shown, criticised on each side, and shown again."""

    def criticised(by: str, interest: str, place: int = -1) -> Deed:
        data = {"provision": Row("text.Provision", PLENARY, place), "interest": interest}
        return Deed(by, "text.criticise", (("caucus", MEMBERS[by].party),), data)

    def mandate(name: str) -> Deed:
        return Deed("amara", "process.set_mandate", (PLENARY,), {"mandate": name, "words": "As both asked."})

    return [
        mandate("mediation"),
        _shown("amara", "1. Each Party gives notice.\n\n2. A joint gauge is read daily.\n"),
        criticised("nils", "Fish in summer"),
        criticised("lena", "Fish in winter"),
        criticised("salma", "Power in winter", -2),
        _shown("amara", LATER, follows=Row("text.Draft", PLENARY, -1)),
        criticised("idris", "Ten days are too long", -2),
        mandate("facilitation"),
    ]


def _ended() -> list[Deed]:
    """A text of one caucus is agreed, rendered, checked, initialled and signed; in the plenary languages are named."""

    def do(by: str, kind: str, **data: Any) -> Deed:
        return Deed(by, f"text.{kind}", (NORTH,), data)

    provision, revision = Row("text.Provision", NORTH, -1), Row("text.Revision", NORTH, -1)
    rendering = Row("interpretation.Rendering", NORTH, -1)
    named = [
        Deed(by, "text.set_languages", (PLENARY,), {"draft": Row("text.Draft", PLENARY, 0), "authentic": ["ar", "en"]})
        for by in ("nils", "idris")
    ]
    return [
        *named,
        do("lena", "table_draft", title="Done", text="1. All is said.\n", language="en", book=Room(NORTH)),
        do("nils", "set_languages", draft=Row("text.Draft", NORTH, -1), authentic=["ar", "en"]),
        do("amara", "render_provision", provision=provision, language="ar", words="1. قيل كل شيء."),
        do("sara", "check_rendering", rendering=rendering),
        do("nils", "agree", provision=provision),
        do("amara", "issue_revision", draft=Row("text.Draft", NORTH, -1)),
        do("nils", "initial", revision=revision),
        do("nils", "sign", revision=revision, **{**SIGNED, "authentic_languages": ["ar", "en"]}),
    ]
