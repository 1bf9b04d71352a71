"""The tables of pacts, papers and signatures."""

from pacts.models.clause import LegalBasis, PactClause, PactMovement, Target
from pacts.models.conference import AgendaItem, Conference, ConferenceAttendee, UnitAttendance
from pacts.models.draft import PactComment, PactDraft, PactReading
from pacts.models.movement import ClusterMovement, Movement
from pacts.models.pact import Pact, PactParty
from pacts.models.paper import IssuedPaper, PaperFile, PaperPage, PaperRevision, PaperScan
from pacts.models.signature import Credential, OutsideCertificate, Reservation, Signature

__all__ = [
    "AgendaItem",
    "ClusterMovement",
    "Conference",
    "ConferenceAttendee",
    "Credential",
    "IssuedPaper",
    "LegalBasis",
    "Movement",
    "OutsideCertificate",
    "Pact",
    "PactClause",
    "PactComment",
    "PactDraft",
    "PactMovement",
    "PactParty",
    "PactReading",
    "PaperFile",
    "PaperPage",
    "PaperRevision",
    "PaperScan",
    "Reservation",
    "Signature",
    "Target",
    "UnitAttendance",
]
