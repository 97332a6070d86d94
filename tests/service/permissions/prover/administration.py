"""Routes of administration, asked about what does not exist: who gets in is what counts."""

from __future__ import annotations

from tests.service.permissions.prover.makers import of_administration

of_administration("GET /api/backups", 0.2, 200)
of_administration("GET /api/backups/plan", 0.2, 200)
of_administration("POST /api/backups", 0.2, 409, 422)
of_administration("POST /api/backups/drill", 0.2, 409, 422)
of_administration("POST /api/backups/{run_id}/cancel", 0.2, 404)
of_administration("DELETE /api/users/{user_id}/block", 0.1, 404)
of_administration("DELETE /api/users/{user_id}/second-factor", 0.1, 404)
of_administration("DELETE /api/users/{user_id}/sessions", 0.1, 404)
of_administration("DELETE /api/users/{user_id}/sessions/{session_id}", 0.1, 404)
of_administration("GET /api/users/{user_id}/sessions", 0.1, 404)
of_administration("POST /api/users/{user_id}/password", 0.1, 404)
of_administration("POST /api/users/import", 0.1, 422)
of_administration("GET /api/users/import/template.csv", 0.1, 200)
of_administration("GET /api/feedback", 0.1, 200)
of_administration("GET /api/mail", 0.1, 200)
of_administration("GET /api/mail/deliveries", 0.2, 200)
of_administration("POST /api/mail/deliveries/{notification_id}/again", 0.1, 404)
of_administration("PATCH /api/feedback/{feedback_id}", 0.1, 422, 428)
