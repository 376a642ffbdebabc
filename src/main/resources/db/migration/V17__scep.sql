-- The SCEP door: registration authorities, one-time challenges, and what became of each request.

-- Keys of one more purpose. The check that came with the column has no name to be changed by.
alter table signing_key add column purpose_before varchar(16);
update signing_key set purpose_before = purpose;
alter table signing_key drop column purpose;
alter table signing_key add column purpose varchar(16) default 'AUTHORITY' not null;
update signing_key set purpose = purpose_before;
alter table signing_key drop column purpose_before;
alter table signing_key alter column purpose drop default;
alter table signing_key add constraint signing_key_purpose check (position(',' || purpose || ',' in ',AUTHORITY,OCSP,TLS,AUDIT,SCEP,') > 0);

-- The RA in front of an issuing CA; the newest one answers, all that last can be written to.
create sequence scep_ra_seq start with 1 increment by 50;
create table scep_ra (
    id bigint not null primary key,
    authority_id bigint not null references authority (id),
    key_id bigint not null references signing_key (id),
    certificate bytea not null,
    not_after timestamp with time zone not null
);
create index scep_ra_newest on scep_ra (authority_id, not_after);

create sequence scep_challenge_seq start with 1 increment by 50;
create table scep_challenge (
    id bigint not null primary key,
    customer_id bigint not null,
    endpoint_id bigint not null,
    account_id bigint not null,
    -- SHA-256: the secret is random and long
    secret_hash varchar(64) not null,
    -- a common name or a distinguished name; null for any
    subject varchar(1024),
    created_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    -- the replay key and generation of the request that it let in
    used_by varchar(80),
    constraint scep_challenge_secret unique (endpoint_id, secret_hash),
    constraint scep_challenge_endpoint foreign key (customer_id, endpoint_id) references enrollment_endpoint (customer_id, id),
    constraint scep_challenge_account foreign key (customer_id, account_id) references endpoint_account (customer_id, id)
);
create index scep_challenge_end on scep_challenge (expires_at);

create sequence scep_transaction_seq start with 1 increment by 50;
create table scep_transaction (
    id bigint not null primary key,
    customer_id bigint not null,
    endpoint_id bigint not null,
    account_id bigint not null,
    -- for an Intune endpoint: on whose word it was let in
    azure_account_id bigint,
    -- SHA-256 of all that makes two requests the same
    replay_key varchar(64) not null,
    -- counts up when the certificate of the one before has expired or was revoked
    generation integer not null,
    -- SHA-256 of endpoint, signer's key and transactionID
    poll_key varchar(64) not null,
    request_id bigint,
    -- whether Intune knows of the certificate
    notified boolean not null,
    created_at timestamp with time zone not null,
    ends_at timestamp with time zone not null,
    constraint scep_transaction_once unique (endpoint_id, replay_key, generation),
    constraint scep_transaction_endpoint foreign key (customer_id, endpoint_id) references enrollment_endpoint (customer_id, id)
);
create index scep_transaction_poll on scep_transaction (poll_key);
create index scep_transaction_request on scep_transaction (request_id);
create index scep_transaction_end on scep_transaction (ends_at);
create index scep_transaction_azure on scep_transaction (customer_id, azure_account_id);
