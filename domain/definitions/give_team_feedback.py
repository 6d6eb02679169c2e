"""Somebody of a team says openly what the definition is worth to it."""

from __future__ import annotations

from domain.definitions.events import TeamFeedbackGiven
from domain.definitions.voicing import TeamFeedback, Voicing
from domain.refusals import Kind, Refusal


class SpokeSealed(Refusal):
    """The person has given sealed feedback, so an open voice would count twice."""

    rule = "definition.spoke-sealed"
    kind = Kind.CONFLICT


class GiveTeamFeedback(Voicing[TeamFeedback]):
    """Give feedback under one's name; a later word of the same person takes the place of the former."""

    name = "give-team-feedback"
    body_type = TeamFeedback

    def decide(self) -> None:
        """Refuse feedback from outside the team and on another revision, and a second voice beside a sealed one."""
        body, name = self.body, self.check_feedback()
        hidden = any(voice.sealed and voice.team == body.team for voice in self.definition.feedback.values())
        self.check(
            not (hidden and self.spoke_as(self.ballot())),
            SpokeSealed("Feedback given sealed is followed by sealed feedback.", "/team"),
        )
        self.record(
            TeamFeedbackGiven(
                definition=self.subject,
                feedback=name,
                revision=self.definition.revision,
                team=body.team,
                buy_in=body.buy_in,
                text=body.text,
            )
        )
