"""Routes of pacts, papers and signatures."""

from django.urls import path

from pacts.views import check, credentials, drafting, pacts, papers, signing

urlpatterns = [
    path("pacts/", pacts.index, name="pacts"),
    path("pacts/<int:pk>/", pacts.show, name="pact"),
    path("pacts/<int:pk>/board/", pacts.board, name="pact_board"),
    path("pacts/<int:pk>/freeze/", pacts.freeze, name="pact_freeze"),
    path("pacts/<int:pk>/open/", pacts.open_signing, name="pact_open"),
    path("pacts/<int:pk>/void/", pacts.void, name="pact_void"),
    path("pacts/<int:pk>/new-version/", pacts.start_again, name="pact_start_again"),
    path("clusters/<int:pk>/pact/", pacts.start, name="pact_start"),
    path("pacts/<int:pk>/edit/", drafting.edit, name="pact_edit"),
    path("pacts/<int:pk>/preview.pdf", papers.preview, name="pact_preview"),
    path("pacts/<int:pk>/edit/text/", drafting.text, name="pact_text"),
    path("pacts/<int:pk>/edit/legal-bases/", drafting.legal_bases, name="pact_legal_bases"),
    path("pacts/<int:pk>/edit/clauses/new/", drafting.clause, name="clause_new"),
    path("pacts/<int:pk>/edit/clauses/<int:clause_pk>/", drafting.clause, name="clause"),
    path("pacts/<int:pk>/edit/clauses/<int:clause_pk>/move/", drafting.move_clause, name="clause_move"),
    path("pacts/<int:pk>/edit/clauses/<int:clause_pk>/remove/", drafting.remove_clause, name="clause_remove"),
    path("pacts/<int:pk>/edit/clauses/<int:clause_pk>/targets/new/", drafting.target, name="target_new"),
    path(
        "pacts/<int:pk>/edit/clauses/<int:clause_pk>/targets/<int:target_pk>/", drafting.target, name="target"
    ),
    path(
        "pacts/<int:pk>/edit/clauses/<int:clause_pk>/targets/<int:target_pk>/remove/",
        drafting.remove_target,
        name="target_remove",
    ),
    path("pacts/<int:pk>/sign/", signing.sign, name="pact_sign"),
    path("pacts/<int:pk>/decline/", signing.decline, name="pact_decline"),
    path("papers/<uuid:pk>/", papers.show, name="paper"),
    path("papers/<uuid:pk>/file.pdf", papers.file, name="paper_file"),
    path("papers/<uuid:pk>/pages/<int:number>.png", papers.page, name="paper_page"),
    path("account/pin/", credentials.setup, name="credential_setup"),
    path("check/", check.check, name="check"),
]
