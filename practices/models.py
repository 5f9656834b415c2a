"""Re-exports the slices' models, so that this package has one history of migrations."""

from practices.adoptions.models import Adoption, AdoptionFile, AdoptionReport, FollowUp
from practices.checkin.models import AttendanceCode, CheckIn, SignInSheet
from practices.exemplars.models import (
    Practice,
    PracticeCitation,
    PracticeIndexPage,
    PracticeLesson,
    PracticeMaterial,
    PracticePage,
    PracticeResult,
    PracticeStep,
    SavedPractice,
)
from practices.inquiries.models import Inquiry
from practices.proposals.models import Proposal, ProposalFile, ProposalMessage
from practices.reviews.models import Commitment, Discussion, Observation
from practices.sessions.models import (
    DemonstrationSession,
    Participant,
    SessionAudience,
    SessionChange,
    SessionPaper,
)

__all__ = [
    "Adoption",
    "AdoptionFile",
    "AdoptionReport",
    "AttendanceCode",
    "CheckIn",
    "Commitment",
    "DemonstrationSession",
    "Discussion",
    "FollowUp",
    "Inquiry",
    "Observation",
    "Participant",
    "Practice",
    "PracticeCitation",
    "PracticeIndexPage",
    "PracticeLesson",
    "PracticeMaterial",
    "PracticePage",
    "PracticeResult",
    "PracticeStep",
    "Proposal",
    "ProposalFile",
    "ProposalMessage",
    "SavedPractice",
    "SessionAudience",
    "SessionChange",
    "SessionPaper",
    "SignInSheet",
]
