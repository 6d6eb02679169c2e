-- Roots of complete subtrees of 256, 65 536, … leaves (level 8, 16, …), so that a proof reads some hundred hashes and not
-- all of them. number counts the subtrees of a level from 0. Written when a proof first needs them; they never change.
CREATE TABLE merkle_subtree (
    workspace_id bigint NOT NULL,
    level smallint NOT NULL CHECK (level > 0 AND level % 8 = 0),
    number bigint NOT NULL,
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (workspace_id, level, number)
);

REVOKE ALL ON merkle_subtree FROM accord_app;
GRANT SELECT, INSERT ON merkle_subtree TO accord_app;
