-- Certificates of other CAs are on record too: no profile, perhaps no CSR, and no CA of ours behind them.
alter table enrollment_request alter column profile_id drop not null;
alter table enrollment_request alter column csr drop not null;
alter table enrollment_request add column owner varchar(128);
alter table enrollment_request add column backend_id varchar(255);
alter table enrollment_request add constraint enrollment_request_imported
    check (via = 'IMPORTED' or (profile_id is not null and csr is not null));
alter table certificate alter column authority_id drop not null;

-- The request that one follows, and how.
alter table enrollment_request add column predecessor_id bigint;
alter table enrollment_request add column follows varchar(28)
    check (follows is null or position(',' || follows || ',' in ',RENEWAL,REPLACEMENT,REPLACEMENT_WITH_REVOCATION,') > 0);
-- The last request that was made to replace this one.
alter table enrollment_request add column successor_id bigint;

-- Where certificates are in use, as administrators have noted it.
create sequence certificate_location_seq start with 1 increment by 50;
create table certificate_location (
    id bigint not null primary key,
    customer_id bigint not null references customer (id),
    request_id bigint not null references enrollment_request (id),
    name varchar(256),
    -- A JSON object of text.
    details varchar(65536) not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null
);
create index certificate_location_request on certificate_location (request_id, id);
