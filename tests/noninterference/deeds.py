"""What is done: acts of every kind, and what is never recorded, in words that mean the same in every world.

A deed names rooms by their audience and rows by “the second issue of that room”; ids are looked up when it is played. It
says which audiences are told of it. Some deeds can be done in two ways that look the same to some members: a position
tabled out of the delegation's book or put before the plenary directly; a statement by one speaker or by another where the
ground rules do not name speakers.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from tests.noninterference.members import (
    ELSEWHERE,
    HOST,
    MEMBERS,
    PLENARY,
    PUBLIC,
    TASK_FORCES,
    THIRD,
    UNRECORDED,
    Audience,
    Member,
    Setting,
    reads,
)


@dataclass(frozen=True)
class Room:
    """The book, and room, of an audience."""

    audience: Audience


@dataclass(frozen=True)
class Row:
    """One row of a table in one book: the `index`-th, counted in a circle; of one's own if `own`."""

    model: str
    audience: Audience
    index: int
    own: bool = False


@dataclass(frozen=True)
class Who:
    """The seat of one of the cast."""

    name: str


@dataclass(frozen=True)
class Deed:
    by: str
    kind: str
    told: tuple[Audience, ...]
    data: dict[str, Any] = field(default_factory=dict)
    key: str = ""

    @property
    def recorded(self) -> bool:
        return not self.kind.startswith("~") or self.kind in TWO_WAYS | WHOLE

    def __repr__(self) -> str:
        told = ", ".join(f"{kind}:{key}" if key else kind for kind, key in self.told)
        return f"Deed({self.by} {self.kind} → {told}: {self.data}{f' key={self.key}' if self.key else ''})"


# Deeds that can be done in two ways, and to whom the two look the same.
TWO_WAYS = {"~table", "~say", "~ask", "~idea"}
# Deeds of several acts, since who is told of the last is not told of those before: said in a caucus, released, conveyed.
WHOLE = {"~convey", "~carry"}


def looks_the_same(deed: Deed, member: Member, setting: Setting) -> bool:
    """Whether this member cannot tell in which of its two ways a deed was done."""
    if deed.kind == "~table":
        return not reads(member, ("delegation", MEMBERS[deed.by].party), setting)
    if deed.kind == "~idea":
        return not reads(member, ("caucus", deed.data["giver"]), setting)
    if deed.kind in ("~say", "~ask"):
        first, second = deed.data["speakers"]
        if member.name in (first, second) or setting.names == "seat":
            return False
        return setting.names == "nobody" or (
            bool(MEMBERS[first].party) and MEMBERS[first].party == MEMBERS[second].party
        )
    return False


def seen(deeds: list[Deed], at: int, member: Member, setting: Setting) -> bool:
    """Whether the deed at this place of a history is one that the member learns of."""
    deed = deeds[at]
    if deed.told == (UNRECORDED,):
        return deed.by == member.name
    for audience in deed.told:
        kind, key = audience
        if kind == "task_force":
            # Whoever is or becomes a member reads from its admission on, and sees of what was before that it was.
            if any(member.name in _members(key, deeds[:end]) for end in range(at, len(deeds) + 1)):
                return True
        elif reads(member, audience, setting):
            return True
    return False


def _members(task_force: str, deeds: list[Deed]) -> set[str]:
    from tests.noninterference.members import AT_FIRST

    members = set(AT_FIRST.get(task_force, ()))
    for deed in deeds:
        if deed.data.get("task_force") != task_force:
            continue
        if deed.kind == "process.set_up_task_force":
            members |= {who.name for who in deed.data["members"]}
        if deed.kind == "process.change_task_force":
            members |= {who.name for who in deed.data.get("welcome", ())}
            # What of this was refused is not known here; a member called released too early would be shown too much,
            # so only the release of somebody who surely is a member counts, alone in its deed.
            if (
                not deed.data.get("welcome")
                and deed.data["release"]
                and {w.name for w in deed.data["release"]} <= members
            ):
                members -= {who.name for who in deed.data["release"]}
    return members


# ---- strategies -----------------------------------------------------------------------------------------------------

TEXTS = (
    "Our red line is the dam.",
    "Plenary 3 says otherwise.",
    "نريد الماء في الصيف.",
    "<b>Bold</b> & “quoted” 'words'",
    "Two lines\n\nand a third, about North caucus 2.",
    "Ten days. " * 40,
)
TITLES = ("The dam", "Water in summer", "Fish", "السد", "A <i>tilted</i> title & more", "Plenary 1")
STATUSES = ("open", "tense", "blocked", "converging", "agreed_ad_ref", "closed")
SPEECH = ("statement", "question", "proposal", "reservation")
ROOMS: tuple[Audience, ...] = (
    PLENARY,
    THIRD,
    *[("caucus", party) for party in ("north", "south")],
    *[("delegation", party) for party in ("north", "south")],
    *[("task_force", key) for key in TASK_FORCES],
)
SPEAKERS: dict[Audience, tuple[str, ...]] = {
    PLENARY: ("amara", "sara", "lena", "nils", "idris", "salma"),
    THIRD: ("amara", "sara"),
    PUBLIC: ("amara", "lena", "idris"),
    ("caucus", "north"): ("amara", "sara", "lena", "nils"),
    ("caucus", "south"): ("amara", "sara", "idris", "salma"),
    ("delegation", "north"): ("lena", "nils"),
    ("delegation", "south"): ("idris", "salma"),
    ("task_force", "water"): ("lena", "salma"),
    ("task_force", "maps"): ("amara", "nils", "idris"),
}
PARTIES = {"north": ("lena", "nils"), "south": ("idris", "salma")}

texts, titles, index = st.sampled_from(TEXTS), st.sampled_from(TITLES), st.integers(0, 3)
rooms = st.sampled_from(ROOMS)
heads = st.sampled_from(("lena", "idris"))
delegates = st.sampled_from(("lena", "nils", "idris", "salma"))
leaders = st.sampled_from(("amara", "sara"))
keys = st.sampled_from(("", "", "k1"))


def _in_room(kind: str, data: Callable[[Audience], Any], who: dict[Audience, tuple[str, ...]] = SPEAKERS) -> Any:
    """Deeds of this kind in every room where somebody of `who` may do them."""

    def there(audience: Audience) -> Any:
        return st.builds(
            lambda by, data, key: Deed(by, kind, (audience,), data, key),
            st.sampled_from(who[audience]),
            _dictionaries(*data(audience)),
            keys,
        )

    return st.sampled_from([a for a in ROOMS if a in who]).flatmap(there)


def _dictionaries(needed: dict[str, Any], optional: dict[str, Any]) -> Any:
    return st.fixed_dictionaries(needed, optional=optional)


def _plenary(kind: str, by: Any, needed: dict[str, Any] | None = None, optional: dict[str, Any] | None = None) -> Any:
    return st.builds(lambda by, data: Deed(by, kind, (PLENARY,), data), by, _dictionaries(needed or {}, optional or {}))


def _row(model: str, audience: Audience, own: bool = False) -> Any:
    """A row in this book, or (an issue) in the plenary's, which every reader of the book sees."""
    places = (audience, PLENARY) if model == "agenda.Issue" and audience != PLENARY else (audience,)
    return st.builds(Row, st.just(model), st.sampled_from(places), index, st.just(own))


def _statement(audience: Audience) -> Any:
    return (
        {"room": st.just(Room(audience)), "text": texts},
        {
            "speech_act": st.sampled_from(SPEECH),
            "issues": st.lists(_row("agenda.Issue", audience), min_size=1, max_size=2),
            "answers": _row("consultation.Statement", audience),
        },
    )


def _fixed(needed: Callable[[Audience], dict[str, Any]], optional: dict[str, Any] | None = None) -> Any:
    return lambda audience: (needed(audience), optional or {})


CLOSABLE = dict.fromkeys((PLENARY, THIRD, ("caucus", "north"), ("caucus", "south")), ("amara", "sara"))
BY_DELEGATES = {a: tuple(n for n in who if MEMBERS[n].party) for a, who in SPEAKERS.items() if a != THIRD}


def _own(by: Any, kind: str, needed: Callable[[str], dict[str, Any]], also: tuple[Audience, ...] = ()) -> Any:
    """Deeds into the actor's own delegation."""
    return by.flatmap(
        lambda name: st.builds(
            lambda data: Deed(name, kind, (("delegation", MEMBERS[name].party), *also), data),
            st.fixed_dictionaries(needed(name)),
        )
    )


def _wanted(name: str) -> dict[str, Any]:
    return {"issue": _row("agenda.Issue", ("delegation", MEMBERS[name].party)), "position": texts, "interest": texts}


def _proposal(setting: Setting) -> dict[str, Any]:
    return {
        "attribution": st.just(setting.attribution),
        "chatham_house": st.just(setting.chatham_house),
        "observers": st.just(setting.observers),
        "text": texts,
        "regime": st.sampled_from(("closed", "open_unless_marked")),
    }


def _listening() -> dict[str, Any]:
    """Loops of understanding, guided talk, and whom a head lets confirm."""

    def statement(a: Audience) -> dict[str, Any]:
        return {"statement": _row("consultation.Statement", a)}

    def restatement(a: Audience) -> dict[str, Any]:
        return {"restatement": Row_in("listening.Restatement", a)}

    entrusted = st.sampled_from([("lena", "nils"), ("idris", "salma")])
    return {
        "consultation.ask_restatement": _in_room(
            "consultation.ask_restatement", _fixed(statement, {"of": st.sampled_from(("north", "south"))})
        ),
        "consultation.restate": _in_room(
            "consultation.restate", _fixed(lambda a: {**statement(a), "text": texts}, {"agreement": texts})
        ),
        "consultation.correct": _in_room(
            "consultation.correct", _fixed(lambda a: {**restatement(a), "missing": texts}, {"right": texts})
        ),
        "consultation.confirm": _in_room("consultation.confirm", _fixed(restatement)),
        "consultation.waive": _in_room(
            "consultation.waive", _fixed(lambda a: {**statement(a), "reason": texts}), CLOSABLE
        ),
        "consultation.guide": _in_room("consultation.guide", _fixed(lambda a: {"room": st.just(Room(a))}), CLOSABLE),
        "consultation.end_guidance": _in_room(
            "consultation.end_guidance", _fixed(lambda a: {"room": st.just(Room(a))}), CLOSABLE
        ),
        **{
            kind: entrusted.map(lambda pair, kind=kind: Deed(pair[0], kind, (PLENARY,), {"seat": Who(pair[1])}))
            for kind in ("consultation.entrust_confirming", "consultation.end_confirming")
        },
    }


CAUCUSES: dict[Audience, tuple[str, ...]] = {("caucus", party): names for party, names in PARTIES.items()}
OTHER = {"north": "south", "south": "north"}
FORMS = ("gist", "verbatim", "mediators_idea")


def _shuttle() -> dict[str, Any]:
    """The release ledger of a caucus, and what comes of it in the other one."""

    def statement(a: Audience) -> dict[str, Any]:
        return {"statement": _row("consultation.Statement", a)}

    def release(a: Audience) -> dict[str, Any]:
        return {"release": Row_in("shuttle.Release", a)}

    third = dict.fromkeys(CAUCUSES, ("amara", "sara"))

    def whole(kind: str, by: Any) -> Any:
        """Told in the giver's caucus, and what comes of it in the recipient's."""
        return st.builds(
            lambda by, giver, text: Deed(
                by, kind, (("caucus", giver), ("caucus", OTHER[giver])), {"giver": giver, "text": text}
            ),
            by,
            st.sampled_from(("north", "south")),
            texts,
        )

    def to(a: Audience) -> dict[str, Any]:
        return {"to": st.just(OTHER[a[1]])}

    return {
        "consultation.release": _in_room(
            "consultation.release",
            _fixed(
                lambda a: {**statement(a), **to(a), "form": st.sampled_from(("gist", "mediators_idea")), "text": texts},
                {"condition": texts},
            ),
            CAUCUSES,
        ),
        "consultation.revoke_release": _in_room("consultation.revoke_release", _fixed(release), CAUCUSES),
        "~convey": whole("~convey", leaders),
        "~carry": whole("~carry", leaders),
        "consultation.draft_gist": _in_room(
            "consultation.draft_gist", _fixed(lambda a: {**statement(a), **to(a), "text": texts}), third
        ),
        "consultation.withhold": _in_room("consultation.withhold", _fixed(statement), CAUCUSES),
        "consultation.end_withholding": _in_room("consultation.end_withholding", _fixed(statement), CAUCUSES),
        "~idea": st.builds(
            lambda giver, text: Deed(
                "amara",
                "~idea",
                (("caucus", giver), ("caucus", OTHER[giver])),
                {"giver": giver, "room": Room(("caucus", OTHER[giver])), "text": text},
            ),
            st.sampled_from(("north", "south")),
            texts,
        ),
    }


# Who chairs: the third party's leads where they sit, a head in its delegation's room.
CHAIRS: dict[Audience, tuple[str, ...]] = {
    **CLOSABLE,
    ("delegation", "north"): ("lena",),
    ("delegation", "south"): ("idris",),
    ("task_force", "maps"): ("amara",),
}
# Where speakers may be unnamed, a hand is another's in the other world: there the chair alone does something about it.
OVER_HANDS = {a: CHAIRS.get(a, ()) if a[0] in ("plenary", "task_force") else who for a, who in SPEAKERS.items()}
ASKERS = [("lena", "nils"), ("idris", "salma"), ("salma", "idris"), ("lena", "salma"), ("sara", "nils")]


def _chairing() -> dict[str, Any]:
    """The floor of a room: asked for, given, given back; turns, points of order, adjournments."""

    def room(a: Audience) -> dict[str, Any]:
        return {"room": st.just(Room(a))}

    def hand(a: Audience) -> dict[str, Any]:
        return {"request": Row_in("chairing.Hand", a)}

    def chaired(verb: str, data: Any = room, optional: dict[str, Any] | None = None) -> Any:
        return _in_room(f"chairing.{verb}", _fixed(data, optional), CHAIRS)

    over_hands = {audience: who for audience, who in OVER_HANDS.items() if who}
    minutes = {"minutes": st.integers(1, 30)}
    return {
        "chairing.ask_floor": _in_room("chairing.ask_floor", _fixed(room, {"words": texts})),
        "~ask": st.sampled_from(ASKERS).map(
            lambda pair: Deed(pair[0], "~ask", (PLENARY,), {"room": Room(PLENARY), "speakers": pair})
        ),
        "chairing.withdraw_request": _in_room("chairing.withdraw_request", _fixed(hand), over_hands),
        "chairing.give_floor": st.one_of(
            chaired("give_floor", hand),
            chaired("give_floor", lambda a: {**room(a), "seat": st.sampled_from([Who(name) for name in SPEAKERS[a]])}),
        ),
        "chairing.yield_floor": _in_room("chairing.yield_floor", _fixed(room), over_hands),
        "chairing.take_turns": chaired("take_turns", room, minutes),
        "chairing.end_turns": chaired("end_turns"),
        "chairing.raise_point_of_order": _in_room(
            "chairing.raise_point_of_order", _fixed(lambda a: {**room(a), "text": texts})
        ),
        "chairing.rule_on_point": chaired(
            "rule_on_point",
            lambda a: {"point": Row_in("chairing.Point", a), "ruling": st.sampled_from(("upheld", "overruled"))},
            {"words": texts},
        ),
        "chairing.adjourn": chaired("adjourn", room, {"until": texts, "words": texts}),
        "chairing.resume": chaired("resume"),
    }


CALLED = ({"en": "dam"}, {"en": "words", "fr": "mots"}, {"en": "ten days"}, {"ar": "الماء", "en": "water"})
RENDERERS: dict[Audience, tuple[str, ...]] = {
    **{audience: tuple(n for n in names if n in ("amara", "sara")) for audience, names in SPEAKERS.items()},
    **{a: SPEAKERS[a] for a in SPEAKERS if a[0] == "delegation"},
}
RENDERERS = {audience: names for audience, names in RENDERERS.items() if names and audience != PUBLIC}


def _interpretation() -> dict[str, Any]:
    """Renderings, what is asked about them, and the glossaries: the table's and each side's own."""

    def rendering(a: Audience) -> dict[str, Any]:
        return {"rendering": Row_in("interpretation.Rendering", a)}

    def term(a: Audience) -> dict[str, Any]:
        return {"term": Row_in("interpretation.Term", a)}

    return {
        "interpretation.render": _in_room(
            "interpretation.render",
            _fixed(
                lambda a: {
                    "statement": _row("consultation.Statement", a),
                    "language": st.sampled_from(("en", "ar", "fr")),
                    "text": texts,
                },
                {"made": st.sampled_from(("machine", "revised")), "original": st.just("tr")},
            ),
            RENDERERS,
        ),
        "interpretation.query_rendering": _in_room(
            "interpretation.query_rendering", _fixed(lambda a: {**rendering(a), "words": texts})
        ),
        "interpretation.answer_query": _in_room(
            "interpretation.answer_query",
            _fixed(lambda a: {"query": Row_in("interpretation.Query", a), "words": texts}),
            RENDERERS,
        ),
        "interpretation.withdraw_rendering": _in_room(
            "interpretation.withdraw_rendering", _fixed(rendering), RENDERERS
        ),
        "interpretation.propose_term": _in_room(
            "interpretation.propose_term",
            _fixed(lambda a: {"called": st.sampled_from(CALLED), "book": st.just(Room(a))}, {"meaning": texts}),
        ),
        "interpretation.settle_term": _in_room(
            "interpretation.settle_term",
            _fixed(
                lambda a: {**term(a), "status": st.sampled_from(("avoided", "deliberately_open"))}, {"words": texts}
            ),
        ),
        **{
            kind: heads.flatmap(
                lambda by, kind=kind, more=more: st.builds(
                    lambda data: Deed(by, kind, (PLENARY,), data), st.fixed_dictionaries({**term(PLENARY), **more})
                )
            )
            for kind, more in (("interpretation.accept_term", {}), ("interpretation.state_usage", {"usage": texts}))
        },
    }


def recorded(setting: Setting) -> dict[str, Any]:
    """Kind → how a deed of that kind is made up. A new kind has to be put in here, or into NOT_GENERATED with a reason."""
    task_force_members = st.lists(
        st.sampled_from([Who(n) for n in ("nils", "salma", "sara")]), min_size=1, max_size=2, unique=True
    )
    return {
        "consultation.make_statement": _in_room("consultation.make_statement", _statement),
        "consultation.amend_statement": _in_room(
            "consultation.amend_statement",
            _fixed(lambda a: {"statement": _row("consultation.Statement", a, own=True), "text": texts}),
        ),
        "consultation.strike_statement": _in_room(
            "consultation.strike_statement",
            _fixed(lambda a: {"statement": _row("consultation.Statement", a, own=True)}, {"words": texts}),
        ),
        "consultation.close_room": _in_room(
            "consultation.close_room", _fixed(lambda a: {"room": st.just(Room(a))}), CLOSABLE
        ),
        "consultation.reopen_room": _in_room(
            "consultation.reopen_room", _fixed(lambda a: {"room": st.just(Room(a))}), CLOSABLE
        ),
        **_listening(),
        **_shuttle(),
        **_chairing(),
        **_interpretation(),
        "agenda.raise_issue": _in_room(
            "agenda.raise_issue",
            _fixed(
                lambda a: {"title": titles, "book": st.just(Room(a))},
                {"summary": texts, "status": st.sampled_from(STATUSES)},
            ),
        ),
        "agenda.set_status": _in_room(
            "agenda.set_status",
            _fixed(
                lambda a: {"issue": Row_in("agenda.Issue", a), "status": st.sampled_from(STATUSES)}, {"words": texts}
            ),
        ),
        "agenda.amend_issue": _in_room(
            "agenda.amend_issue",
            _fixed(lambda a: {"issue": Row_in("agenda.Issue", a)}, {"title": titles, "summary": texts}),
        ),
        "agenda.table_solution": _in_room(
            "agenda.table_solution",
            _fixed(
                lambda a: {"issue": _row("agenda.Issue", a), "title": titles, "book": st.just(Room(a))}, {"text": texts}
            ),
        ),
        "agenda.support_solution": _in_room(
            "agenda.support_solution",
            _fixed(lambda a: {"solution": _row("agenda.Solution", a)}, {"words": texts}),
            BY_DELEGATES,
        ),
        "agenda.reserve_solution": _in_room(
            "agenda.reserve_solution",
            _fixed(lambda a: {"solution": _row("agenda.Solution", a)}, {"words": texts}),
            BY_DELEGATES,
        ),
        "agenda.accept_solution": _plenary(
            "agenda.accept_solution", heads, {"solution": _row("agenda.Solution", PLENARY)}
        ),
        **{
            kind: _plenary(kind, heads, {"solution": _row("agenda.Solution", PLENARY)}, {"words": texts})
            for kind in ("agenda.confirm_solution", "agenda.decline_solution")
        },
        "agenda.withdraw_solution": _in_room(
            "agenda.withdraw_solution", _fixed(lambda a: {"solution": _row("agenda.Solution", a)})
        ),
        "agenda.state_position": _own(delegates, "agenda.state_position", _wanted),
        "~table": _own(
            delegates,
            "~table",
            lambda name: {"issue": _row("agenda.Issue", PLENARY), "position": texts, "interest": texts},
            also=(PLENARY,),
        ),
        "~say": st.builds(
            lambda audience, speakers, text: Deed(
                speakers[0], "~say", (audience,), {"room": Room(audience), "speakers": speakers, "text": text}
            ),
            st.just(PLENARY),
            st.sampled_from(
                [("lena", "nils"), ("idris", "salma"), ("salma", "idris"), ("lena", "salma"), ("sara", "nils")]
            ),
            texts,
        ),
        "process.set_mandate": _plenary(
            "process.set_mandate",
            leaders,
            {"mandate": st.sampled_from(("facilitation", "mediation"))},
            {"words": texts},
        ),
        "process.admit_seat": st.one_of(
            _plenary(
                "process.admit_seat",
                st.just("amara"),
                {"role": st.sampled_from(("interpreter", "observer")), "name": titles},
            ),
            _plenary(
                "process.admit_seat",
                st.just("lena"),
                {"role": st.just("delegate"), "party": st.just("north"), "name": titles},
            ),
            _plenary(
                "process.admit_seat",
                st.just("idris"),
                {"role": st.just("adviser"), "party": st.just("south"), "name": titles},
            ),
        ),
        "process.remove_seat": _plenary(
            "process.remove_seat",
            st.sampled_from(("amara", "lena", "idris")),
            {"seat": st.builds(Row, st.just("newcomer"), st.just(PLENARY), index)},
        ),
        "process.hand_over": st.sampled_from([("lena", "nils"), ("idris", "salma")]).map(
            lambda pair: Deed(pair[0], "process.hand_over", (PLENARY,), {"seat": Who(pair[1])})
        ),
        "process.hand_over_lead": st.just(
            Deed("amara", "process.hand_over_lead", (PLENARY,), {"seat": Who("sara")}),
        ),
        "process.appoint_acting_head": st.sampled_from(
            [("lena", "nils"), ("idris", "salma"), ("lena", ""), ("idris", "")]
        ).map(
            lambda pair: Deed(
                pair[0], "process.appoint_acting_head", (PLENARY,), {"seat": Who(pair[1])} if pair[1] else {}
            )
        ),
        "process.set_up_task_force": st.builds(
            lambda key, name, members: Deed(
                "amara",
                "process.set_up_task_force",
                (PLENARY, ("task_force", key)),
                {"task_force": key, "name": name, "members": members},
            ),
            st.sampled_from(("rain", "snow")),
            titles,
            task_force_members,
        ),
        "process.change_task_force": st.one_of(
            *(
                st.builds(
                    lambda who, change=change: Deed(
                        "amara",
                        "process.change_task_force",
                        (PLENARY, ("task_force", "maps")),
                        {"task_force": "maps", change: [who]},
                    ),
                    st.sampled_from([Who(n) for n in ("lena", "salma", "idris", "nils")]),
                )
                for change in ("welcome", "release")
            )
        ),
        "process.frame_round": _plenary(
            "process.frame_round", leaders, {"title": titles}, {"venue": texts, "items": st.lists(titles, max_size=2)}
        ),
        "process.reframe_round": _plenary(
            "process.reframe_round",
            leaders,
            {"round": _row("process.Round", PLENARY)},
            {"title": titles, "items": st.lists(titles, max_size=2)},
        ),
        "process.adopt_agenda": _plenary("process.adopt_agenda", heads, {"round": _row("process.Round", PLENARY)}),
        "process.open_round": _plenary("process.open_round", leaders, {"round": _row("process.Round", PLENARY)}),
        "process.conclude_round": _plenary(
            "process.conclude_round",
            leaders,
            {"round": _row("process.Round", PLENARY)},
            {"highlights": st.lists(titles, max_size=2)},
        ),
        "process.open_session": _plenary(
            "process.open_session", leaders, {"round": _row("process.Round", PLENARY), "title": titles}
        ),
        "process.close_session": _plenary(
            "process.close_session", leaders, {"session": _row("process.Session", PLENARY)}
        ),
        "process.propose_ground_rules": _plenary("process.propose_ground_rules", leaders, _proposal(setting)),
        "process.accept_ground_rules": _plenary(
            "process.accept_ground_rules", heads, {"rules": _row("process.GroundRules", PLENARY)}
        ),
        "process.withdraw_consent": _plenary("process.withdraw_consent", heads, {}, {"words": texts}),
        "process.conclude": _plenary("process.conclude", leaders, {"outcome": texts}),
        "process.admit_party": st.builds(
            lambda key, name: Deed("noor", "process.admit_party", (ELSEWHERE,), {"party": key, "name": name}),
            st.sampled_from(("north", "east")),
            titles,
        ),
        "process.found": titles.map(lambda title: Deed("ada", "process.found", (HOST,), {"title": title})),
    }


def Row_in(model: str, audience: Audience) -> Any:
    """A row of this very book."""
    return st.builds(Row, st.just(model), st.just(audience), index)


# Kinds that no strategy of their own makes up, and where they come from instead.
NOT_GENERATED = {
    "agenda.table_position": "one of the two ways of ~table",
    "agenda.put_position": "the other way of ~table",
    "consultation.convey": "part of ~convey and ~idea",
    "consultation.carry": "part of ~carry",
    "consultation.convey_statement": "entailed by consultation.convey and consultation.carry",
    "process.welcome_members": "entailed by process.set_up_task_force and process.change_task_force",
    "process.release_members": "entailed by process.change_task_force",
}

# What is not recorded, table by table: a deed that fills it, or why none does.
UNRECORDED_TABLES = {
    "accounts.User": "~account",
    "accounts.Token": "~token",
    "accounts.AdministratorLink": "there is one on a host without an administrator alone, and there nothing has been founded",
    "process.Invitation": "~invitation",
    "process.Holder": "~account",
    "consultation.ReadMark": "~reading",
    "listening.PulseAnswer": "~pulse",
    "briefing.Departure": "~leaving",
    "briefing.DigestWish": "~digest",
    "interpretation.FirstReading": "~reading_first",
}

everybody = st.sampled_from(("amara", "sara", "lena", "nils", "idris", "salma"))


def unrecorded() -> dict[str, Any]:
    return {
        "~leaving": everybody.map(lambda by: Deed(by, "~leaving", (UNRECORDED,))),
        "~digest": st.builds(
            lambda by, hour: Deed(by, "~digest", (UNRECORDED,), {"hour": hour}), everybody, st.integers(0, 23)
        ),
        "~reading": everybody.flatmap(
            lambda by: st.builds(
                lambda audience, number: Deed(
                    by, "~reading", (UNRECORDED,), {"room": Room(audience), "number": number}
                ),
                st.sampled_from([a for a in ROOMS if by in SPEAKERS[a]]),
                st.integers(1, 12),
            )
        ),
        "~reading_first": st.builds(
            lambda by, language: Deed(by, "~reading_first", (UNRECORDED,), {"language": language}),
            everybody,
            st.sampled_from(("", "ar", "fr")),
        ),
        "~visit": everybody.map(lambda by: Deed(by, "~visit", (UNRECORDED,))),
        "~token": everybody.map(lambda by: Deed(by, "~token", (UNRECORDED,))),
        "~account": everybody.map(lambda by: Deed(by, "~account", (UNRECORDED,))),
        "~invitation": st.builds(
            lambda pair, at: Deed(pair[0], "~invitation", (pair[1],), {"seat": Row("newcomer", PLENARY, at)}),
            # Whoever may choose who sits there sees that somebody has been invited.
            st.sampled_from([("lena", ("delegation", "north")), ("idris", ("delegation", "south")), ("sara", THIRD)]),
            index,
        ),
        # Told to nobody: two delegates of a side are fewer than three, and nothing is told of fewer.
        "~pulse": st.builds(
            lambda by, at, marks: Deed(
                by, "~pulse", (UNRECORDED,), {"session": Row("process.Session", PLENARY, at), "marks": marks}
            ),
            delegates,
            st.sampled_from((-1, -1, 0)),
            st.lists(st.integers(1, 7), min_size=8, max_size=8),
        ),
        "~elsewhere": st.builds(lambda text: Deed("noor", "~elsewhere", (ELSEWHERE,), {"text": text}), texts),
    }


def any_deed(setting: Setting) -> Any:
    """Any deed; talk and the agenda more often than the rest, since most acts of a negotiation are that."""
    acts = recorded(setting)
    often = [acts[kind] for kind in acts if kind.startswith(("consultation.", "agenda.", "~"))]
    return st.one_of(*often, *often, *acts.values(), *unrecorded().values())


# ---- one long history, by hand ---------------------------------------------------------------------------------------


def everything(setting: Setting) -> list[Deed]:
    """A history in which every kind occurs, in every audience: for what wants one full example rather than many."""
    north, south = ("delegation", "north"), ("delegation", "south")
    caucus, other_caucus = ("caucus", "north"), ("caucus", "south")
    water, maps = ("task_force", "water"), ("task_force", "maps")

    def issue(audience: Audience, index: int = 0) -> Row:
        return Row("agenda.Issue", audience, index)

    def said(audience: Audience, index: int = 0, own: bool = False) -> Row:
        return Row("consultation.Statement", audience, index, own)

    def solution(audience: Audience, index: int = 0) -> Row:
        return Row("agenda.Solution", audience, index)

    def say(by: str, audience: Audience, text: str, **more: Any) -> Deed:
        return Deed(by, "consultation.make_statement", (audience,), {"room": Room(audience), "text": text, **more})

    deeds = [
        say("amara", PLENARY, "Good morning. See Plenary 12, and North caucus 2.", issues=[issue(PLENARY)]),
        say(
            "lena",
            caucus,
            "Our red line is the dam. See North caucus 1.",
            issues=[issue(caucus), issue(PLENARY)],
            binding=True,
        ),
        say("amara", caucus, "Understood.", answers=said(caucus)),
        say("nils", north, "The mediator does not know.", issues=[issue(north)]),
        say("idris", other_caucus, "We could live with less.", answers=said(other_caucus)),
        say("salma", south, "They will ask for ten."),
        say("sara", THIRD, "Both could agree.", issues=[issue(THIRD)]),
        say("lena", water, "In the task force.", issues=[issue(water)]),
        say("nils", maps, "One to five thousand."),
        Deed(
            "lena",
            "consultation.amend_statement",
            (caucus,),
            {"statement": said(caucus, 1, own=True), "text": "Our red line is the lower dam."},
        ),
        Deed(
            "amara",
            "consultation.amend_statement",
            (PLENARY,),
            {"statement": said(PLENARY, 9, own=True), "text": "Good afternoon."},
        ),
        Deed(
            "nils",
            "consultation.strike_statement",
            (north,),
            {"statement": said(north, 0, own=True), "words": "Too harsh."},
        ),
        Deed("idris", "consultation.strike_statement", (PLENARY,), {"statement": said(PLENARY, 0, own=True)}),
        say("lena", caucus, "May we ask what they said?", speech_act="question"),
        say("idris", other_caucus, "And may we?", speech_act="question"),
        Deed("amara", "consultation.close_room", (caucus,), {"room": Room(caucus), "words": "Until tomorrow."}),
        Deed("amara", "consultation.reopen_room", (caucus,), {"room": Room(caucus)}),
        Deed("amara", "consultation.close_room", (other_caucus,), {"room": Room(other_caucus)}),
        Deed(
            "lena",
            "agenda.raise_issue",
            (caucus,),
            {"title": "Fish ladders", "summary": "Our fear.", "book": Room(caucus)},
        ),
        Deed("nils", "agenda.raise_issue", (north,), {"title": "If all fails", "book": Room(north)}),
        Deed("sara", "agenda.raise_issue", (THIRD,), {"title": "Landing zone", "book": Room(THIRD)}),
        Deed("amara", "agenda.raise_issue", (PLENARY,), {"title": "Fish ladders", "book": Room(PLENARY)}),
        Deed(
            "lena",
            "agenda.set_status",
            (caucus,),
            {"issue": issue(caucus), "status": "blocked", "words": "Capital says no."},
        ),
        Deed("amara", "agenda.set_status", (PLENARY,), {"issue": issue(PLENARY), "status": "tense"}),
        Deed(
            "lena",
            "agenda.table_solution",
            (caucus,),
            {"issue": issue(PLENARY), "title": "Half a dam", "book": Room(caucus)},
        ),
        Deed(
            "nils",
            "agenda.table_solution",
            (PLENARY,),
            {"issue": issue(PLENARY), "title": "A year of trial", "book": Room(PLENARY)},
        ),
        Deed("lena", "agenda.support_solution", (caucus,), {"solution": solution(caucus), "words": "Quietly."}),
        Deed("nils", "agenda.reserve_solution", (caucus,), {"solution": solution(caucus)}),
        Deed("salma", "agenda.reserve_solution", (PLENARY,), {"solution": solution(PLENARY)}),
        Deed("lena", "agenda.withdraw_solution", (north,), {"solution": solution(north)}),
        Deed("lena", "agenda.accept_solution", (PLENARY,), {"solution": solution(PLENARY, 1)}),
        Deed("idris", "agenda.accept_solution", (PLENARY,), {"solution": solution(PLENARY, 1)}),
        Deed("lena", "agenda.confirm_solution", (PLENARY,), {"solution": solution(PLENARY, 1)}),
        Deed("idris", "agenda.decline_solution", (PLENARY,), {"solution": solution(PLENARY, 1), "words": "Too dear."}),
        Deed("lena", "agenda.amend_issue", (caucus,), {"issue": issue(caucus, 1), "title": "Ladders, or none"}),
        Deed("nils", "agenda.amend_issue", (north,), {"issue": issue(north, 1), "summary": "We hope it does not."}),
        Deed(
            "amara", "agenda.amend_issue", (PLENARY,), {"issue": issue(PLENARY, 1), "title": "Fish, and what eats it"}
        ),
        Deed(
            "nils",
            "agenda.state_position",
            (north,),
            {"issue": issue(PLENARY), "position": "Ten days.", "interest": "The harvest."},
        ),
        Deed(
            "salma",
            "agenda.state_position",
            (south,),
            {"issue": issue(PLENARY), "position": "Five days.", "interest": "The mills."},
        ),
        Deed(
            "nils",
            "~table",
            (north, PLENARY),
            {"issue": issue(PLENARY), "position": "Eight days.", "interest": "The harvest."},
        ),
        Deed(
            "salma", "~table", (south, PLENARY), {"issue": issue(PLENARY, 1), "position": "Six days.", "interest": ""}
        ),
        Deed(
            "lena",
            "~say",
            (PLENARY,),
            {"room": Room(PLENARY), "speakers": ("lena", "nils"), "text": "One of us said so."},
        ),
        Deed(
            "salma",
            "~say",
            (PLENARY,),
            {"room": Room(PLENARY), "speakers": ("salma", "lena"), "text": "Somebody said so."},
        ),
        *_loops(said),
        *_releases(said, setting),
        *_floors(),
        *_rendered(said),
        Deed("amara", "process.set_mandate", (PLENARY,), {"mandate": "facilitation", "words": "As agreed."}),
        Deed(
            "lena",
            "process.admit_seat",
            (PLENARY,),
            {"role": "delegate", "party": "north", "name": "A second delegate"},
        ),
        Deed("lena", "~invitation", (north,), {"seat": Row("newcomer", PLENARY, 0)}),
        Deed("lena", "process.admit_seat", (PLENARY,), {"role": "adviser", "party": "north", "name": "Not for long"}),
        Deed("lena", "process.remove_seat", (PLENARY,), {"seat": Row("newcomer", PLENARY, 1)}),
        Deed("amara", "process.admit_seat", (PLENARY,), {"role": "interpreter", "name": "Interpreter"}),
        Deed("sara", "~invitation", (THIRD,), {"seat": Row("newcomer", PLENARY, 1)}),
        Deed("idris", "process.appoint_acting_head", (PLENARY,), {"seat": Who("salma")}),
        Deed("salma", "agenda.set_status", (PLENARY,), {"issue": issue(PLENARY, 1), "status": "rising"}),
        Deed("idris", "process.appoint_acting_head", (PLENARY,)),
        Deed("amara", "process.hand_over_lead", (PLENARY,), {"seat": Who("sara")}),
        Deed("sara", "process.hand_over_lead", (PLENARY,), {"seat": Who("amara")}),
        Deed("lena", "process.hand_over", (PLENARY,), {"seat": Who("nils")}),
        Deed(
            "amara",
            "process.set_up_task_force",
            (PLENARY, ("task_force", "rain")),
            {"task_force": "rain", "name": "Rain", "members": [Who("nils")]},
        ),
        Deed("amara", "process.change_task_force", (PLENARY, maps), {"task_force": "maps", "release": [Who("nils")]}),
        say("amara", maps, "Without him, then."),
        Deed("amara", "process.frame_round", (PLENARY,), {"title": "Round two", "items": ["Water", "Fish"]}),
        Deed("idris", "process.adopt_agenda", (PLENARY,), {"round": Row("process.Round", PLENARY, 1)}),
        Deed(
            "amara", "process.reframe_round", (PLENARY,), {"round": Row("process.Round", PLENARY, 1), "items": ["Fish"]}
        ),
        Deed("amara", "process.open_round", (PLENARY,), {"round": Row("process.Round", PLENARY, 1)}),
        Deed(
            "amara", "process.open_session", (PLENARY,), {"round": Row("process.Round", PLENARY, 1), "title": "Morning"}
        ),
        say("lena", PLENARY, "In session."),
        say("lena", PLENARY, "When do we meet again?", speech_act="question"),
        Deed("amara", "process.close_session", (PLENARY,), {"session": Row("process.Session", PLENARY, 0)}),
        *[
            Deed(
                by,
                "~pulse",
                (UNRECORDED,),
                {"session": Row("process.Session", PLENARY, 0), "marks": [mark, 6, 2, 6, 5, 3, 6, 4]},
            )
            for by, mark in (("lena", 2), ("nils", 7), ("salma", 1))
        ],
        Deed(
            "amara",
            "process.open_session",
            (PLENARY,),
            {"round": Row("process.Round", PLENARY, 1), "title": "Afternoon"},
        ),
        Deed("amara", "process.close_session", (PLENARY,), {"session": Row("process.Session", PLENARY, 1)}),
        Deed("nils", "~pulse", (UNRECORDED,), {"session": Row("process.Session", PLENARY, 1), "marks": [1, *[5] * 7]}),
        Deed(
            "amara",
            "process.conclude_round",
            (PLENARY,),
            {"round": Row("process.Round", PLENARY, 1), "highlights": ["Water was heard."]},
        ),
        Deed("noor", "process.admit_party", (ELSEWHERE,), {"party": "east", "name": "East"}),
        Deed("noor", "~elsewhere", (ELSEWHERE,), {"text": "Another matter altogether."}),
        Deed("ada", "process.found", (HOST,), {"title": "A third matter"}),
        Deed("lena", "~reading", (UNRECORDED,), {"room": Room(PLENARY), "number": 9}),
        Deed("lena", "~reading_first", (UNRECORDED,), {"language": "ar"}),
        Deed("lena", "~leaving", (UNRECORDED,)),
        Deed("lena", "~digest", (UNRECORDED,), {"hour": 8}),
        Deed("lena", "~token", (UNRECORDED,)),
        Deed("nils", "~account", (UNRECORDED,)),
        Deed("lena", "~visit", (UNRECORDED,)),
        Deed("amara", "~visit", (UNRECORDED,)),
        Deed(
            "amara",
            "process.propose_ground_rules",
            (PLENARY,),
            {"observers": setting.observers, "attribution": "party", "text": "New ones."},
        ),
        Deed("idris", "process.accept_ground_rules", (PLENARY,), {"rules": Row("process.GroundRules", PLENARY, 3)}),
        Deed("idris", "process.withdraw_consent", (PLENARY,), {"words": "Enough."}),
        say("nils", caucus, "They have left the plenary.", issues=[issue(PLENARY, 1)]),
        say("salma", south, "Let us wait."),
        Deed("amara", "process.conclude", (PLENARY,), {"outcome": "Both sides went home."}),
        say("lena", north, "It is over."),
    ]
    # Keys are used where not everybody sees it.
    return [deed if PLENARY in deed.told else replace(deed, key="k1") for deed in deeds]


def _loops(said: Callable[..., Row]) -> list[Deed]:
    """Loops in the plenary and in a caucus, guided talk, and whom a head lets confirm."""
    caucus, maps = ("caucus", "north"), ("task_force", "maps")

    def last(audience: Audience) -> Row:
        return Row("listening.Restatement", audience, -1)

    return [
        Deed("amara", "consultation.ask_restatement", (PLENARY,), {"statement": said(PLENARY, 1), "of": "north"}),
        Deed(
            "lena", "consultation.restate", (PLENARY,), {"statement": said(PLENARY, 1), "text": "You see Plenary 12."}
        ),
        Deed("amara", "consultation.correct", (PLENARY,), {"restatement": last(PLENARY), "missing": "Why I see it."}),
        Deed("nils", "consultation.restate", (PLENARY,), {"statement": said(PLENARY, 1), "text": "You see it so."}),
        Deed("amara", "consultation.confirm", (PLENARY,), {"restatement": last(PLENARY)}),
        Deed("lena", "consultation.ask_restatement", (caucus,), {"statement": said(caucus, 1)}),
        Deed("amara", "consultation.restate", (caucus,), {"statement": said(caucus, 1), "text": "The lower dam."}),
        Deed("lena", "consultation.entrust_confirming", (PLENARY,), {"seat": Who("nils")}),
        Deed("nils", "consultation.confirm", (caucus,), {"restatement": last(caucus)}),
        Deed("lena", "consultation.end_confirming", (PLENARY,), {"seat": Who("nils")}),
        Deed("amara", "consultation.waive", (caucus,), {"statement": said(caucus), "reason": "It is late."}),
        Deed("idris", "consultation.restate", (maps,), {"statement": said(maps, -1), "text": "One to five thousand."}),
        Deed("amara", "consultation.guide", (PLENARY,), {"room": Room(PLENARY)}),
        Deed("sara", "consultation.guide", (caucus,), {"room": Room(caucus)}),
        Deed("amara", "consultation.end_guidance", (PLENARY,), {"room": Room(PLENARY)}),
    ]


def _floors() -> list[Deed]:
    """The floor of the plenary, of a caucus, of a delegation's room; turns, points of order, adjournments, hands left up."""
    caucus, south, maps = ("caucus", "north"), ("delegation", "south"), ("task_force", "maps")

    def do(by: str, verb: str, audience: Audience, **data: Any) -> Deed:
        return Deed(by, f"chairing.{verb}", (audience,), data)

    def to(audience: Audience) -> dict[str, Any]:
        return {"room": Room(audience)}

    def hand(audience: Audience, index: int) -> dict[str, Any]:
        return {"request": Row("chairing.Hand", audience, index)}

    def point(audience: Audience) -> dict[str, Any]:
        return {"point": Row("chairing.Point", audience, -1)}

    return [
        Deed("lena", "~ask", (PLENARY,), {**to(PLENARY), "speakers": ("lena", "nils")}),
        Deed("salma", "~ask", (PLENARY,), {**to(PLENARY), "speakers": ("salma", "idris")}),
        do("amara", "give_floor", PLENARY, **hand(PLENARY, 0)),
        do("amara", "take_turns", PLENARY, **to(PLENARY), minutes=10),
        do("idris", "raise_point_of_order", PLENARY, **to(PLENARY), text="The list was closed."),
        do("amara", "rule_on_point", PLENARY, **point(PLENARY), ruling="overruled", words="It is open."),
        do("amara", "yield_floor", PLENARY, **to(PLENARY)),
        do("sara", "withdraw_request", PLENARY, **hand(PLENARY, 1)),
        do("amara", "end_turns", PLENARY, **to(PLENARY)),
        do("amara", "adjourn", PLENARY, **to(PLENARY), until="noon", words="We eat."),
        do("amara", "resume", PLENARY, **to(PLENARY)),
        do("lena", "ask_floor", caucus, **to(caucus), words="On our red line."),
        do("amara", "give_floor", caucus, **hand(caucus, 0)),
        do("lena", "yield_floor", caucus, **to(caucus)),
        do("nils", "ask_floor", caucus, **to(caucus), words="And on the fish."),
        do("nils", "withdraw_request", caucus, **hand(caucus, 1)),
        do("nils", "ask_floor", caucus, **to(caucus), words="On the fish, after all."),
        do("sara", "take_turns", caucus, **to(caucus), minutes=5),
        do("amara", "give_floor", caucus, **to(caucus), seat=Who("nils")),
        do("lena", "raise_point_of_order", caucus, **to(caucus), text="I was first."),
        do("lena", "ask_floor", caucus, **to(caucus), words="After him, then."),
        do("salma", "ask_floor", south, **to(south)),
        do("idris", "give_floor", south, **hand(south, 0)),
        do("idris", "adjourn", south, **to(south)),
        do("idris", "resume", south, **to(south)),
        do("nils", "ask_floor", maps, **to(maps)),
    ]


def _releases(said: Callable[..., Row], setting: Setting) -> list[Deed]:
    """A gist drafted, released and conveyed; one revoked; one marked; an idea of the mediator's that was another's."""
    caucus, other = ("caucus", "north"), ("caucus", "south")

    def release(audience: Audience, index: int) -> Row:
        return Row("shuttle.Release", audience, index)

    opened = Row("process.GroundRules", PLENARY, 2)
    terms = {
        "regime": "open_unless_marked",
        "attribution": setting.attribution,
        "chatham_house": setting.chatham_house,
        "observers": setting.observers,
    }
    drafted = {"statement": said(caucus), "to": "south", "text": "They could move."}
    return [
        Deed("amara", "consultation.draft_gist", (caucus,), drafted),
        Deed("lena", "consultation.withhold", (caucus,), {"statement": said(caucus)}),
        Deed("lena", "consultation.end_withholding", (caucus,), {"statement": said(caucus)}),
        Deed("lena", "consultation.release", (caucus,), {**drafted, "form": "gist", "condition": "If they come."}),
        Deed("lena", "consultation.revoke_release", (caucus,), {"release": release(caucus, 0)}),
        Deed("sara", "~convey", (caucus, other), {"giver": "north", "text": "They could come."}),
        Deed("lena", "consultation.release", (caucus,), {**drafted, "form": "mediators_idea", "text": "Thirty-five?"}),
        Deed("amara", "process.propose_ground_rules", (PLENARY,), terms),
        *[Deed(head, "process.accept_ground_rules", (PLENARY,), {"rules": opened}) for head in ("lena", "idris")],
        Deed("amara", "~carry", (caucus, other), {"giver": "north", "text": "They could come in May."}),
        Deed("amara", "~idea", (caucus, other), {"giver": "north", "room": Room(other), "text": "What about thirty?"}),
    ]


def _rendered(said: Callable[..., Row]) -> list[Deed]:
    """Renderings of what was said in the plenary, a caucus and a delegation's room; a term in each state, and lists of one's own."""
    caucus, north = ("caucus", "north"), ("delegation", "north")

    def rendering(audience: Audience) -> Row:
        return Row("interpretation.Rendering", audience, 0)

    def query(audience: Audience) -> Row:
        return Row("interpretation.Query", audience, 0)

    def propose(by: str, audience: Audience, called: dict[str, str]) -> Deed:
        return Deed(by, "interpretation.propose_term", (audience,), {"called": called, "book": Room(audience)})

    def term(audience: Audience, index: int = 0) -> Row:
        return Row("interpretation.Term", audience, index)

    deeds = []
    for by, audience in (("amara", PLENARY), ("sara", caucus), ("lena", north)):
        words = {"statement": said(audience, 1 if audience == caucus else 0), "language": "fr", "text": "Dix jours."}
        asker = "nils"
        deeds += [
            Deed(by, "interpretation.render", (audience,), {**words, "made": "machine"}),
            Deed(
                asker, "interpretation.query_rendering", (audience,), {"rendering": rendering(audience), "words": "?"}
            ),
            Deed(by, "interpretation.answer_query", (audience,), {"query": query(audience), "words": "Yes."}),
        ]
    return [
        *deeds,
        Deed("sara", "interpretation.withdraw_rendering", (caucus,), {"rendering": rendering(caucus)}),
        propose("amara", PLENARY, {"en": "summer"}),
        propose("amara", PLENARY, {"en": "fish", "ar": "سمك"}),
        propose("nils", north, {"en": "words of a probe"}),
        propose("lena", caucus, {"en": "morning"}),
        propose("sara", THIRD, {"en": "landing zone"}),
        *[Deed(head, "interpretation.accept_term", (PLENARY,), {"term": term(PLENARY)}) for head in ("lena", "idris")],
        *[
            Deed(
                head, "interpretation.state_usage", (PLENARY,), {"term": term(PLENARY, 1), "usage": f"As {head} says."}
            )
            for head in ("lena", "idris")
        ],
        Deed(
            "amara", "interpretation.settle_term", (PLENARY,), {"term": term(PLENARY, 1), "status": "agreed_to_differ"}
        ),
        Deed("nils", "interpretation.settle_term", (north,), {"term": term(north), "status": "avoided"}),
    ]
