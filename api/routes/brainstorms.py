"""Brainstorms and their ideas: acts."""

from __future__ import annotations

from api.declarations import Act
from domain.brainstorms.close_brainstorm import CloseBrainstorm
from domain.brainstorms.cluster_ideas import ClusterIdeas
from domain.brainstorms.open_brainstorm import OpenBrainstorm
from domain.brainstorms.promote_idea import PromoteIdea
from domain.brainstorms.reveal_brainstorm import RevealBrainstorm
from domain.brainstorms.submit_idea import SubmitIdea
from domain.brainstorms.tag_idea import TagIdea
from domain.brainstorms.withdraw_idea import WithdrawIdea

ONE = "/brainstorms/{brainstorm}"
IDEA = f"{ONE}/ideas/{{idea}}"
IDEAS = ["idea_01kb5v3n8rf4tt2q9w6zg0x1y7"]
ON = {"idea": "idea"}

ACTS = (
    Act(
        path="/brainstorms",
        command=OpenBrainstorm,
        example={
            "question": "What makes a change wait?",
            "invited": [
                {"person": "per_01kb5v3n8rf4tt2q9w6zg0x1y6", "side": "technology"},
                {"person": "per_01kb5v3n8rf4tt2q9w6zg0x1y7", "side": "business"},
            ],
        },
    ),
    Act(
        path=f"{ONE}/ideas",
        command=SubmitIdea,
        subject="brainstorm",
        example={"text": "Everybody tests on the one machine that has the data."},
    ),
    Act(
        path=f"{IDEA}/withdrawal",
        command=WithdrawIdea,
        subject="brainstorm",
        fills=ON,
        example={"reason": "Somebody else said it better."},
    ),
    Act(path=f"{ONE}/reveal", command=RevealBrainstorm, subject="brainstorm"),
    Act(
        path=f"{ONE}/clusters",
        command=ClusterIdeas,
        subject="brainstorm",
        example={"cluster": "Waiting for QA", "ideas": IDEAS},
    ),
    Act(
        path=f"{IDEA}/labels",
        command=TagIdea,
        subject="brainstorm",
        fills=ON,
        example={"labels": ["laughable"]},
    ),
    Act(
        path=f"{ONE}/promotions",
        command=PromoteIdea,
        subject="brainstorm",
        asks=("new_opportunity",),
        example={
            "ideas": IDEAS,
            "new_opportunity": {
                "title": "Changes queue for one test environment",
                "problem": "A change waits four days for the machine that has the data.",
                "theme": "features_faster",
            },
        },
    ),
    Act(path=f"{ONE}/closing", command=CloseBrainstorm, subject="brainstorm"),
)
