-- The form of an archive. Numbers of articles and stories are given once and never again: a story
-- bears the number of the article that founded it. Days count from 1970-01-01.

CREATE TABLE state (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- A file that articles were read from. `position`: bytes after decompression that are done with.
CREATE TABLE input (
    input INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    head INTEGER NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    records INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0,
    UNIQUE (path, size, head)
);

-- A record that is not an article.
CREATE TABLE reject (
    reject INTEGER PRIMARY KEY,
    input INTEGER NOT NULL,
    place TEXT NOT NULL,
    reason TEXT NOT NULL
);

CREATE TABLE outlet (outlet INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

-- kind: 0 an article, 1 the same text again from the same outlet, 2 a later text at one address.
-- `of`: the article that it repeats, or the first one at its address.
CREATE TABLE article (
    article INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    of INTEGER,
    id TEXT NOT NULL,
    outlet INTEGER NOT NULL,
    title TEXT NOT NULL,
    byline TEXT,
    url TEXT,
    day INTEGER,
    published TEXT,
    modified TEXT,
    declared_language TEXT,
    partial TEXT,
    warnings TEXT,
    content INTEGER NOT NULL,
    address INTEGER,
    input INTEGER NOT NULL,
    place TEXT NOT NULL
);
CREATE INDEX article_content ON article (content);
CREATE INDEX article_address ON article (address) WHERE address IS NOT NULL;
CREATE INDEX article_day ON article (day);
CREATE INDEX article_of ON article (of) WHERE of IS NOT NULL;

-- The text of an article, deflated. A repeated text has none.
CREATE TABLE body (article INTEGER PRIMARY KEY, text BLOB NOT NULL);

CREATE VIRTUAL TABLE words USING fts5 (
    title, body, content = '', contentless_delete = 1, detail = full,
    tokenize = 'unicode61 remove_diacritics 2'
);

-- Articles that no story has been found for yet, in the order in which they are gathered.
CREATE TABLE waiting (time INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (time, article))
    WITHOUT ROWID;

-- The story of an article, and what `gather` read and found of it.
CREATE TABLE membership (
    article INTEGER PRIMARY KEY,
    story INTEGER NOT NULL,
    time INTEGER NOT NULL,
    language TEXT NOT NULL,
    n_words INTEGER NOT NULL,
    n_sentences INTEGER NOT NULL,
    repeats INTEGER,
    likeness REAL,
    why TEXT
);
CREATE INDEX membership_story ON membership (story);
CREATE INDEX membership_time ON membership (time, article);

-- `changed`: the comparison is not of the articles that the story has.
CREATE TABLE story (
    story INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    first_day INTEGER,
    last_day INTEGER,
    n_articles INTEGER NOT NULL,
    n_outlets INTEGER NOT NULL,
    changed INTEGER NOT NULL
);
CREATE INDEX story_changed ON story (story) WHERE changed;
CREATE INDEX story_day ON story (last_day, story);

-- What became of a story: `into` holds its articles.
CREATE TABLE merged (story INTEGER PRIMARY KEY, into_story INTEGER NOT NULL, why TEXT NOT NULL);

-- A story of two articles or more, compared.
CREATE TABLE comparison (
    story INTEGER PRIMARY KEY,
    manner TEXT NOT NULL,
    topic TEXT NOT NULL,
    n_agreed INTEGER NOT NULL,
    n_differs INTEGER NOT NULL,
    n_unsure INTEGER NOT NULL,
    n_sole INTEGER NOT NULL,
    warnings TEXT
);

-- `place`: how the tables below name an article of the story. `text_of`: the version that was read.
CREATE TABLE compared (
    story INTEGER NOT NULL,
    place INTEGER NOT NULL,
    article INTEGER NOT NULL,
    text_of INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    PRIMARY KEY (story, place)
) WITHOUT ROWID;

-- `stances`: a letter for each place: s states, d differs, o omits, p omits (partial text),
-- e omits (published earlier), h omits (much shorter), u omits (a sentence may state it).
CREATE TABLE fact (
    story INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    confidence REAL NOT NULL,
    n_origins INTEGER NOT NULL,
    statement INTEGER NOT NULL,
    stances TEXT NOT NULL,
    PRIMARY KEY (story, fact)
) WITHOUT ROWID;

CREATE TABLE member (
    story INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    member INTEGER NOT NULL,
    place INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    PRIMARY KEY (story, fact, member)
) WITHOUT ROWID;

CREATE TABLE side (
    story INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    difference INTEGER NOT NULL,
    side INTEGER NOT NULL,
    kind TEXT NOT NULL,
    relation TEXT NOT NULL,
    confidence REAL NOT NULL,
    is_sure INTEGER NOT NULL,
    is_located INTEGER NOT NULL,
    place INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    value TEXT,
    PRIMARY KEY (story, fact, difference, side)
) WITHOUT ROWID;

-- What a lens saw: a row without `start` holds a share, the others words.
CREATE TABLE seen (
    story INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    lens TEXT NOT NULL,
    about TEXT NOT NULL,
    subject TEXT NOT NULL,
    place INTEGER NOT NULL,
    share REAL,
    sentence INTEGER,
    start INTEGER,
    end INTEGER,
    sort TEXT,
    value TEXT,
    is_quoted INTEGER,
    PRIMARY KEY (story, seen)
) WITHOUT ROWID;

CREATE TABLE reprint (
    story INTEGER NOT NULL,
    reprint INTEGER NOT NULL,
    from_place INTEGER NOT NULL,
    to_place INTEGER NOT NULL,
    n_words INTEGER NOT NULL,
    PRIMARY KEY (story, reprint)
) WITHOUT ROWID;

-- The few sentences a reader needs of a story.
CREATE TABLE line (
    story INTEGER NOT NULL,
    line INTEGER NOT NULL,
    place INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    n_origins INTEGER NOT NULL,
    PRIMARY KEY (story, line)
) WITHOUT ROWID;
