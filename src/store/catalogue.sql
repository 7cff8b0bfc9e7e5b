-- The third version of the database: versions of the catalogue, kept beside the journal (it holds their digests).

create table catalogue_version (
    version integer primary key, -- 1, 2, 3 ... without a gap
    at      integer not null,    -- ms since 1970
    items   integer not null,    -- how many
    digest  text not null,       -- BLAKE2b-256 of csv, hexadecimal, as in the event that made it
    csv     blob not null        -- the canonical table: items.csv in UTF-8
);

pragma user_version = 3;
