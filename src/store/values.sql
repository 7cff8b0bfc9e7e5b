-- The fourth version of the database: what a certificate shows beside the usual values, kept beside the journal (the hash of the sealed page is in it).

create table certificate_value (
    case_id integer not null,
    name    text not null,  -- an extra of the item's template: address, plate ...
    value   text not null,  -- erased with the person
    primary key (case_id, name)
) without rowid;

pragma user_version = 4;
