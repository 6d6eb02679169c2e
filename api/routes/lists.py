"""Lists, trails and records: reads."""

from __future__ import annotations

import msgspec

from api.declarations import Read
from api.lists import list_read
from api.records import RECORD, trail_read
from projections.backlog.item import BacklogItem
from projections.backlog.listing import BacklogQuery, list_backlog
from projections.decisions.item import DecisionItem
from projections.decisions.listing import DecisionsQuery, list_decisions
from projections.partnership import listing
from projections.partnership.listing import list_partnership
from projections.partnership.rows.acts import ActItem
from projections.partnership.rows.delegations import DelegationItem
from projections.partnership.rows.keys import KeyItem
from projections.partnership.rows.meetings import MeetingItem
from projections.partnership.rows.people import PersonItem
from projections.partnership.rows.policies import PolicyItem
from projections.partnership.rows.scopes import ScopeItem
from projections.partnership.rows.teams import TeamItem


class ListedPerson(PersonItem, frozen=True, kw_only=True):
    """A person or service, with what the directory knows; null where it knows nothing."""

    name: str | None
    email: str | None
    login: str | None
    title: str | None


class PartnersQuery(listing.PeopleQuery, frozen=True, kw_only=True):
    """Partners only."""

    kind = "person"
    role: str | None = "partner"


def _partnership(
    name: str, path: str, summary: str, query: type[msgspec.Struct], item: type[msgspec.Struct], *fixed: str
) -> Read:
    tag = "meetings" if path == "/minuted-acts" else path.strip("/")
    return list_read(name, path, summary=summary, tag=tag, lister=list_partnership, query=query, item=item, fixed=fixed)


READS = (
    list_read(
        "Backlog",
        "/backlog",
        summary="What comes first: the opportunities in their agreed order, and what each one is missing",
        tag="backlog",
        lister=list_backlog,
        query=BacklogQuery,
        item=BacklogItem,
    ),
    list_read(
        "Decisions",
        "/decisions",
        summary="Decisions, open and made",
        tag="decisions",
        lister=list_decisions,
        query=DecisionsQuery,
        item=DecisionItem,
    ),
    _partnership(
        "People", "/people", "People and services, with sides, roles and teams", listing.PeopleQuery, ListedPerson
    ),
    _partnership("Partners", "/partners", "Who speaks for which side", PartnersQuery, ListedPerson, "role"),
    _partnership("Delegations", "/delegations", "Who acts for whom", listing.DelegationsQuery, DelegationItem),
    _partnership("Teams", "/teams", "Teams", listing.TeamsQuery, TeamItem),
    _partnership("Scopes", "/scopes", "Declared scopes", listing.ScopesQuery, ScopeItem),
    _partnership("Policies", "/policies", "Every revision of the policy", listing.PoliciesQuery, PolicyItem),
    _partnership("Keys", "/keys", "Keys, without their secrets", listing.KeysQuery, KeyItem),
    _partnership("Meetings", "/meetings", "Meetings on the record", listing.MeetingsQuery, MeetingItem),
    _partnership("MinutedActs", "/minuted-acts", "Acts taken from minutes", listing.ActsQuery, ActItem),
    RECORD,
    trail_read("opportunity", "/opportunities/{opportunity}", "opportunities"),
    trail_read("decision", "/decisions/{decision}", "decisions"),
    trail_read("person", "/people/{person}", "people"),
    trail_read("team", "/teams/{team}", "teams"),
    trail_read("meeting", "/meetings/{meeting}", "meetings"),
    trail_read("key", "/keys/{key}", "keys"),
    trail_read("delegation", "/delegations/{delegation}", "delegations"),
)
