CREATE TABLE articles (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title   text   NOT NULL,
    content text   NOT NULL,
    version bigint NOT NULL DEFAULT 1
);
