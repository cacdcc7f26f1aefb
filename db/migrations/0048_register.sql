-- The register of a reception point, in the order of acceptance.

CREATE INDEX dossier_register ON dossier (point_id, accepted_at, id)
    WHERE accepted_at IS NOT NULL;
