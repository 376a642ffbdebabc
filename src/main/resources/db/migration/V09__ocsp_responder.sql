-- The responder that each issuing CA has delegated; the newest one is used.
create sequence ocsp_responder_seq start with 1 increment by 50;
create table ocsp_responder (
    id bigint not null primary key,
    authority_id bigint not null references authority (id),
    key_id bigint not null references signing_key (id),
    certificate bytea not null,
    not_after timestamp with time zone not null
);
create index ocsp_responder_newest on ocsp_responder (authority_id, not_after);
