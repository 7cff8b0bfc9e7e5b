-- The database of one hall. The journal (event) is the truth; the tables below it are projections, written in the same
-- transaction and made anew from the journal by `yichuang rebuild`. Version: pragma user_version.

create table event (
    seq    integer primary key, -- 1, 2, 3 ... without a gap
    at     integer not null,    -- ms since 1970-01-01T00:00:00Z
    type   text not null,       -- word of core/events.def
    ticket integer,             -- the ticket it is about, for its history
    body   text not null,       -- the event's fields as JSON
    hash   blob not null        -- BLAKE2b-256 over the hash before, seq, at, type and body
);
create index event_ticket on event (ticket, seq) where ticket is not null;
create index event_day on event (seq) where type = 'day.opened';

create table meta (
    name  text primary key,     -- hall: the hall's id; epoch: 1, one more after each restore
    value text not null
) without rowid;

create table day_head (
    day       integer primary key, -- the service day that began, days since 1970-01-01
    epoch     integer not null,    -- the epoch of the database when it began
    seq       integer not null,    -- the last event before it
    hash      blob not null,       -- that event's hash
    signature blob not null        -- Ed25519 over hall id, epoch, day, seq and hash
);

-- projections

create table ticket (
    id       integer primary key,
    day      integer not null,  -- service day, days since 1970-01-01
    letter   integer not null,  -- 0 for A: service it was taken for
    number   integer not null,
    service  integer not null,  -- service whose queue it is in
    state    text not null,     -- word of core/ticket_states.def
    priority text not null,     -- word of core/priorities.def
    taken    integer not null,  -- ms since 1970, like all times here
    called   integer not null,  -- 0: not yet
    started  integer not null,
    ended    integer not null,
    window   integer not null,  -- 0: none
    recalls  integer not null,
    count    integer not null,  -- matters
    chinese  integer not null,  -- language of the resident: 1 Chinese, 0 English
    item     text not null,     -- code of the catalogue, empty: not said
    job      integer not null   -- its latest print job, 0: none
);
create unique index ticket_number on ticket (day, letter, number);

create table print_job (
    id      integer primary key,
    ticket  integer not null,
    printer text not null,
    copy    integer not null,   -- 0: the original
    state   text not null,      -- word of core/job_states.def
    fence   integer not null,
    reason  text not null
);

create table token (
    name    text primary key,
    digest  text not null unique, -- BLAKE2b-256 of the token, hexadecimal
    role    text not null,
    staff   text not null,
    window  integer not null,
    revoked integer not null
) without rowid;

create table staff_member (
    id     text primary key,
    roles  integer not null,    -- bit i: role i of core/roles.def
    skills integer not null
) without rowid;

-- kept beside the journal: persons can be erased, secrets never enter it

create table staff_secret (
    id   text primary key,
    name text not null,
    pin  text not null          -- argon2id, empty: cannot sign in
) without rowid;

create table person (
    hash   text primary key,    -- keyed hash of the identity number: the only trace of it in the journal
    masked text not null,       -- the number with all but its last four characters as stars
    phone  text not null,       -- empty: not given
    seen   integer not null     -- when a ticket was last taken for this person
) without rowid;

create table idempotency (
    token  text not null,       -- name of the token, empty for the socket's owner
    key    text not null,
    at     integer not null,    -- emptied after 24 hours
    digest text not null,       -- of path and body
    status integer not null,
    ticket integer not null,
    window integer not null,
    job    integer not null,
    primary key (token, key)
) without rowid;
create index idempotency_age on idempotency (at);

pragma user_version = 1;
