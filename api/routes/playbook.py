"""The subjects of the playbook, one by one and as lists: reads."""

from __future__ import annotations

from typing import NamedTuple

from api import series
from api.declarations import Read
from api.lists import list_read
from api.records import trail_read
from api.routes.subjects import ON
from api.subjects import subject_read
from projections.subjects import listing
from projections.subjects.linking import TrackerLinkItem
from projections.subjects.listing import SubjectsQuery, list_subjects
from projections.subjects.outcomes import BenefitItem
from projections.subjects.rows import SubjectItem


class Concept(NamedTuple):
    """A kind of subject: where its subjects are, what one is called, and what its pages say."""

    section: str
    parameter: str
    name: str
    one: str
    many: str
    query: type[SubjectsQuery]
    listed: str
    item: type[SubjectItem] = SubjectItem

    @property
    def reads(self) -> tuple[Read, ...]:
        """One subject, its trail, and the list of all."""
        path = f"/{self.section}/{{{self.parameter}}}"
        return (
            subject_read(self.parameter, path, ON[self.parameter], name=self.name, tag=self.section, summary=self.one),
            trail_read(self.parameter, path, self.section, name=self.name),
            list_read(
                self.listed,
                f"/{self.section}",
                summary=self.many,
                tag=self.section,
                lister=list_subjects,
                query=self.query,
                item=self.item,
            ),
        )


CONCEPTS = (
    Concept(
        "metrics",
        "metric",
        "Metric",
        "A metric: what it measures, where it stands, where it should get to",
        "What is measured",
        listing.MetricsQuery,
        "Metrics",
    ),
    Concept(
        "signals",
        "signal",
        "Signal",
        "A signal: what it says, what it rests on, who sees it otherwise",
        "What the data say",
        listing.SignalsQuery,
        "Signals",
    ),
    Concept(
        "brainstorms",
        "brainstorm",
        "Brainstorm",
        "A brainstorm and its ideas, private ones unread",
        "Questions put to both sides",
        listing.BrainstormsQuery,
        "Brainstorms",
    ),
    Concept(
        "value-streams",
        "map",
        "ValueStream",
        "A value stream map: its steps, their measures, its totals and bottlenecks",
        "Value stream maps",
        listing.MapsQuery,
        "ValueStreams",
    ),
    Concept(
        "assessments",
        "assessment",
        "Assessment",
        "An assessment: who scores, where the scorers stand, what was settled",
        "Assessments of difficulty and urgency",
        listing.AssessmentsQuery,
        "Assessments",
    ),
    Concept(
        "objectives",
        "objectives",
        "Objectives",
        "A set of objectives, and how far each key result is",
        "Sets of objectives",
        listing.ObjectivesQuery,
        "Objectives",
    ),
    Concept(
        "definitions",
        "definition",
        "Definition",
        "A Definition of Awesome: its words, its voices, its signatures, its support",
        "Definitions of Awesome",
        listing.DefinitionsQuery,
        "Definitions",
    ),
    Concept(
        "katas",
        "kata",
        "Kata",
        "An improvement kata: north star, target condition, obstacles, experiments, coaching",
        "Improvement katas",
        listing.KatasQuery,
        "Katas",
    ),
    Concept(
        "benefits",
        "benefit",
        "Benefit",
        "A benefit: for whom, of what, and who confirmed it",
        "What came of it",
        listing.BenefitsQuery,
        "Benefits",
        BenefitItem,
    ),
    Concept(
        "tracker-links",
        "link",
        "TrackerLink",
        "A tracker's item and the subject that it stands for",
        "Items of trackers",
        listing.TrackerLinksQuery,
        "TrackerLinks",
        TrackerLinkItem,
    ),
)
READS: tuple[Read, ...] = (*(read for concept in CONCEPTS for read in concept.reads), *series.READS)
