-- The second version of the database: cases. Run after schema.sql for a new hall, and once for a hall of the first version.

alter table event add column case_id integer; -- the case it is about, for its history (no part of the hash: the number is in the body)
create index event_case on event (case_id, seq) where case_id is not null;

-- projections

alter table print_job add column paper text not null default 'ticket'; -- word of core/case_words.def CASE_PAPER
alter table print_job add column case_id integer not null default 0;   -- 0: a paper of its ticket

create table case_file (
    id             integer primary key,
    bundle         integer not null, -- first case of its bundle, 0: none
    number         text not null,
    state          text not null,    -- word of core/case_words.def, like entry, outcome, light, special
    entry          text not null,
    outcome        text not null,
    item           text not null,
    version        integer not null, -- of the catalogue
    item_group     integer not null, -- -1: any
    flow           integer not null, -- of core/catalogue.def
    output         integer not null,
    person         text not null,    -- keyed hash, as in person; like agent
    agent          text not null,    -- empty: none
    agent_staff    text not null,
    holder         text not null,    -- keyed hash of the name
    materials      text not null,    -- y, p, n for each
    accepted_by    text not null,    -- staff, empty: nobody yet; like the next four
    reviewer       text not null,
    approved_by    text not null,
    issued_by      text not null,
    handed_by      text not null,
    hands          text not null,    -- everybody who played a part: staff, ':', number of core/case.h case_part, for each
    began_on       integer not null, -- days since 1970, 0: none; like all days here
    began          integer not null, -- ms since 1970, 0: not yet; like the next four
    accepted       integer not null,
    decided        integer not null,
    issued         integer not null,
    ended          integer not null,
    ticket         integer not null, -- of the latest visit
    visits         integer not null,
    promised_days  integer not null, -- working days
    statutory_days integer not null, -- -1: none
    shifted_days   integer not null, -- working days by which the clock stood or was extended
    promised       integer not null,
    statutory      integer not null,
    provisional    integer not null, -- 1: counted past the end of the calendar
    light          text not null,
    special        text not null,
    stopped_on     integer not null, -- the clock stands since, 0: it runs
    extended       integer not null,
    deemed         integer not null,
    marked         integer not null,
    answer_until   integer not null, -- when silence counts as acceptance, 0: not received
    certificate    text not null,    -- number, empty: none
    digest         text not null,    -- of the certificate's bytes
    seal           integer not null, -- number in seal_use, 0: none
    issued_on      integer not null,
    valid_until    integer not null, -- 0: without end
    blank          text not null,
    shelf          text not null,
    reprints       integer not null,
    reminders      integer not null,
    forms          integer not null, -- blanks used
    reason         text not null,
    open           integer not null, -- 1: somebody still has something to do
    urgency        integer not null  -- the order of lists: overdue first, then by deadline, then those without a running one
);
create index case_open on case_file (urgency, id) where open = 1;
create index case_open_id on case_file (id) where open = 1;
create index case_alarm on case_file (light, provisional, promised) where open = 1 and (light = 'red' or provisional = 1);
create index case_state on case_file (state, urgency, id);
create index case_number on case_file (number);
create index case_person on case_file (person, id);
create index case_bundle on case_file (bundle) where bundle > 0;
create index case_accepted on case_file (accepted, id) where accepted > 0;
create index case_ended on case_file (ended, state, visits, agent_staff, promised, decided) where ended > 0;
create unique index case_certificate on case_file (certificate) where certificate <> '';

create table case_count (
    state text primary key,
    count integer not null
) without rowid;
create trigger case_added after insert on case_file begin
    insert into case_count (state, count) values (new.state, 1) on conflict (state) do update set count = count + 1;
end;
create trigger case_moved after update of state on case_file when old.state <> new.state begin
    update case_count set count = count - 1 where state = old.state;
    insert into case_count (state, count) values (new.state, 1) on conflict (state) do update set count = count + 1;
end;
create trigger case_dropped after delete on case_file begin
    update case_count set count = count - 1 where state = old.state;
end;

create table seal_use (
    seal        integer primary key,  -- 1, 2, 3 ... for the life of the hall
    at          integer not null,
    staff       text not null,
    case_id     integer not null,
    certificate text not null,
    digest      text not null,        -- of the bytes that it was put on
    blank       text not null,        -- serial of the national form, empty: none
    confirmed   integer not null,     -- when the impression was confirmed, 0: not yet
    spoiled     integer not null      -- when it was found spoiled, 0: no
);

create table sample (
    number    integer primary key,
    at        integer not null,
    staff     text not null,
    from_day  integer not null,       -- days of acceptance, both count
    until_day integer not null,
    wanted    integer not null,
    committed text not null,          -- BLAKE2b-256 of the seed, told before the seed
    seed      text not null,          -- hexadecimal, empty: not revealed yet
    revealed  integer not null        -- 0: not yet
);

create table sample_case (
    sample  integer not null,
    place   integer not null,         -- 1, 2, 3 ...: by the hash of seed and id
    case_id integer not null,
    primary key (sample, place)
) without rowid;

create table deputy (
    staff     text not null,
    deputy    text not null,          -- who stands in for staff
    from_day  integer not null,
    until_day integer not null,
    primary key (staff, deputy)
) without rowid;

-- kept beside the journal

alter table person add column organisation integer not null default 0; -- 1: an organisation (GB 32100)

create table person_name (
    person text not null,       -- erased with the person
    holder text not null,       -- keyed hash of the name, as cases carry it
    name   text not null,
    seen   integer not null,
    primary key (person, holder)
) without rowid;

create table certificate_document (
    digest text primary key,    -- BLAKE2b-256 of the bytes, hexadecimal
    at     integer not null,
    bytes  blob not null
);

create table sample_secret (
    sample integer primary key,
    seed   text not null        -- hexadecimal; in the journal when it is revealed
);

alter table idempotency add column case_id integer not null default 0;

pragma user_version = 2;
