"""Routes of the clause library, asked about what does not exist: who gets in is what counts."""

from __future__ import annotations

from tests.service.permissions.prover.makers import of_administration

of_administration("GET /api/library", 0.2, 200)
of_administration("GET /api/library/export.yaml", 0.1, 200)
of_administration("POST /api/library/import", 0.1, 422)
of_administration("POST /api/library/check", 0.1, 422)
of_administration("GET /api/library/{entry_id}", 0.1, 422)
of_administration("PUT /api/library/{entry_id}/draft", 0.1, 422)
of_administration("DELETE /api/library/{entry_id}/draft", 0.1, 422)
of_administration("POST /api/library/{entry_id}/publish", 0.1, 422)
of_administration("POST /api/library/{entry_id}/versions/{number}/restore", 0.1, 422)
of_administration("POST /api/library/{entry_id}/dry-run", 0.1, 422)
