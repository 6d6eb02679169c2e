"""What each filter of the lists means, in the words of the document."""

from __future__ import annotations

FILTERS = {
    "cycle": "Only those of this cycle.",
    "decision": "Only those that this decision, now in force, names.",
    "descending": "The other way round.",
    "disbanded": "Only those that were disbanded (true) or were not (false).",
    "ended": "Only those that have ended (true) or go on (false).",
    "giver": "Only those that this person gave.",
    "holder": "Only those that this person or service holds.",
    "in_force": "Only those in force, contested ones included (true), or not in force (false).",
    "issuer": "Only those that this person issued.",
    "kind": "Only those of this kind.",
    "meeting": "Only those of this meeting.",
    "member": "Only those that this person works in.",
    "missing": "Only those that lack this facet; `value:<side>` for the agreement of one side.",
    "opportunity": "Only those that have this opportunity among their options.",
    "person": "Only those of this person.",
    "present": "Only those that this person was present in.",
    "ranked": "Only those with (true) or without (false) an agreed rank.",
    "receiver": "Only those that this person received.",
    "revoked": "Only those that were revoked (true) or were not (false).",
    "role": "Only those who hold this role; `partner` and `member` are roles too.",
    "scope": "Only those of this scope.",
    "side": "Only those of this side.",
    "sort": "The order of the list.",
    "standing": "Only those that stand like this.",
    "state": "Only those in this state.",
    "suggested": "The suggestions that nobody has adopted yet, instead of what people raised.",
    "team": "Only those of this team.",
    "theme": "Only those of this theme.",
    "title": "Only those whose title begins like this, whatever its case.",
    "contested": "Only contested ones (true) or the others (false).",
}
FILTERS_OF = {"DecisionsQuery": {"side": "Only those that this side proposed first."}}
