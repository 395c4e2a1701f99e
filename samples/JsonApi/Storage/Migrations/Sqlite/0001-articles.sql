-- AUTOINCREMENT: the id of a deleted article, and with it its URL and its ETags, never comes back.
-- IF NOT EXISTS: files from before there were migrations have the table.
CREATE TABLE IF NOT EXISTS articles (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    title   TEXT    NOT NULL,
    content TEXT    NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
