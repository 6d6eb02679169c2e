"""The words of the document: what the API is about, and its sections."""

from __future__ import annotations

DESCRIPTION = """\
Accord records how a **technology** side and a **business** side agree on what to transform first.

**Acts** are POSTed: each one records events in the workspace's ledger or is refused by a named rule. `dry_run=true`
tells what would be recorded, or every refusal at once. **Reads** show the position in the ledger that they stand for.

* Send a key with every request: `Authorization: Bearer acc_…`. Nothing of another workspace is ever reachable.
* A subject's strong `ETag` is the position of its last event. With `If-Match` an act is refused with 412 where the
  subject has moved on. Proposing a decision moves the opportunities that it names, too.
* With an `Idempotency-Key` a repeat answers the first result again, as long as the ledger exists.
* Problems follow RFC 9457; their `type` is a page that explains them.
* A list shows a position; `min_position` with `Prefer: wait=5` waits until an own write is visible.
"""

SECTIONS = {
    "workspaces": "Partnerships, each with a ledger of its own.",
    "people": "People, their entries in the directory and their roles.",
    "partners": "Who speaks for which side.",
    "delegations": "Who acts for a partner, for a time.",
    "teams": "Teams and their members.",
    "scopes": "Named backlogs within a workspace.",
    "policies": "How the partnership wants to work; both sides confirm it.",
    "keys": "API keys.",
    "meetings": "Meetings and what people did there.",
    "annotations": "Remarks on anything that is on the record.",
    "backlog": "What comes first, and what is missing.",
    "opportunities": "What could be better, for whom, and what it is worth.",
    "suggestions": "Opportunities suggested by integrations.",
    "decisions": "Proposals, counter-proposals, objections, agreements and what became of them.",
    "metrics": "What is measured, how the numbers come in, where they should get to.",
    "observations": "Numbers as they were observed, one or a thousand at a time.",
    "signals": "What the data says, what it rests on, and who sees it otherwise.",
    "objectives": "Objectives and key results, and how opportunities serve them.",
    "brainstorms": "Questions to both sides; ideas stay private until they are revealed together.",
    "value-streams": "How work flows, step by step, and where it waits.",
    "assessments": "How difficult and how urgent: scored apart, revealed together, settled by both sides.",
    "definitions": "Definitions of Awesome: a direction that both sides sign, and no plan.",
    "katas": "Improvement katas: target conditions, obstacles, experiments, coaching.",
    "benefits": "What came of it, for whom.",
    "tracker-links": "Items of trackers that stand for what is on the record here.",
    "waiting": "What waits for whom, what changed since, which days come.",
    "events": "The ledger itself.",
    "audit": "Proofs that hold without trusting this service.",
    "reports": "What auditors ask, each line with the events that it rests on.",
    "imports": "Histories taken in from elsewhere.",
    "service": "Health, metrics and these documents.",
}
