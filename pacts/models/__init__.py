"""The tables of pacts, papers and signatures."""

from pacts.models.conference import Conference, ConferenceAttendee
from pacts.models.movement import ClusterMovement, Movement
from pacts.models.pact import LegalBasis, Pact, PactClause, PactParty, Target
from pacts.models.paper import IssuedPaper, PaperFile, PaperPage, PaperRevision
from pacts.models.signature import Credential, Signature

__all__ = [
    "ClusterMovement",
    "Conference",
    "ConferenceAttendee",
    "Credential",
    "IssuedPaper",
    "LegalBasis",
    "Movement",
    "Pact",
    "PactClause",
    "PactParty",
    "PaperFile",
    "PaperPage",
    "PaperRevision",
    "Signature",
    "Target",
]
