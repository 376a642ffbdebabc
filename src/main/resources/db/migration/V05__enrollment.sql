-- The tables below take rows at the rate of enrollments, and have no foreign keys: each would cost a look-up, and a lock that
-- all writers share. Customers and CAs are never deleted once something was requested or signed, nor are requests that a key
-- was used for.

-- For which organizations and by which profiles something was requested: written with the first request, it keeps them from
-- being deleted.
create table requested_organization (
    id bigint not null primary key references organization (id)
);
create table requested_profile (
    id bigint not null primary key references certificate_profile (id)
);

create sequence enrollment_request_seq start with 1 increment by 50;
create table enrollment_request (
    id bigint not null primary key,
    customer_id bigint not null,
    organization_id bigint not null,
    profile_id bigint not null,
    kind varchar(16) not null check (position(',' || kind || ',' in ',SSL,CLIENT,CODE_SIGNING,DEVICE,') > 0),
    state varchar(20) not null check (position(',' || state || ',' in ',RECEIVED,AWAITING_APPROVAL,APPROVED,ISSUING,ISSUED,DECLINED,CANCELLED,REFUSED,FAILED,') > 0),
    csr bytea not null,
    common_name varchar(255) not null,
    common_name_key varchar(255) not null,
    -- Lower case, each name between commas, so that one name is found by ',name,'.
    names varchar(65536) not null,
    -- What the caller asked for beside the CSR, as sent.
    requested_names varchar(65536) not null,
    term_days integer not null,
    -- What the caller chose of the term.
    wanted_not_before timestamp with time zone,
    wanted_not_after timestamp with time zone,
    wanted_at timestamp with time zone,
    comments varchar(1024) not null,
    external_requester varchar(512) not null,
    custom_fields varchar(16384) not null,
    via varchar(16) not null,
    requester_kind varchar(16) not null,
    requester_name varchar(256) not null,
    requester_id bigint,
    requester_address varchar(64),
    -- The protocol's own name of this request; the same key is the same request.
    transaction_key varchar(256),
    renew_id varchar(20) not null,
    -- The plan that was approved, validity left out.
    plan_digest varchar(64),
    approver_id bigint,
    approver_name varchar(256),
    decision_message varchar(512),
    refusal_reason varchar(64),
    refusal_detail varchar(1024),
    requested_at timestamp with time zone not null,
    approved_at timestamp with time zone,
    declined_at timestamp with time zone,
    issued_at timestamp with time zone,
    -- Which node works on it, and until when it may be taken to do so.
    node varchar(64),
    lease_until timestamp with time zone,
    -- The serial number that is being signed; only its holder may end the issuance.
    issuing_serial varchar(40),
    certificate_id bigint,
    constraint enrollment_request_transaction unique (customer_id, transaction_key),
    constraint enrollment_request_renewal unique (renew_id)
);
create index enrollment_request_list on enrollment_request (customer_id, kind, id);
create index enrollment_request_organization on enrollment_request (organization_id, id);
create index enrollment_request_common_name on enrollment_request (customer_id, common_name_key);
create index enrollment_request_state on enrollment_request (state, lease_until);

-- What was about to be signed, recorded before the key is used.
create table issuance (
    authority_id bigint not null,
    serial varchar(40) not null,
    customer_id bigint not null,
    request_id bigint,
    to_be_signed bytea not null,
    recorded_at timestamp with time zone not null,
    -- Set when it is unknown whether the key was used: the serial is never used again and can be revoked.
    spent_at timestamp with time zone,
    -- The number first: it alone finds the row.
    primary key (serial, authority_id)
);

create sequence certificate_seq start with 1 increment by 50;
create table certificate (
    id bigint not null primary key,
    customer_id bigint not null,
    authority_id bigint not null,
    serial varchar(40) not null,
    request_id bigint,
    purpose varchar(16) not null check (position(',' || purpose || ',' in ',ROOT,ISSUING_CA,END_ENTITY,OCSP_RESPONDER,') > 0),
    state varchar(8) not null check (position(',' || state || ',' in ',VALID,REVOKED,') > 0),
    certificate bytea not null,
    subject varchar(2048) not null,
    issuer varchar(2048) not null,
    not_before timestamp with time zone not null,
    not_after timestamp with time zone not null,
    signature_algorithm varchar(64) not null,
    key_algorithm varchar(32) not null,
    key_parameter varchar(32) not null,
    key_usage varchar(256) not null,
    extended_key_usage varchar(1024) not null,
    sha1 varchar(40) not null,
    sha256 varchar(64) not null,
    md5 varchar(32) not null,
    key_sha256 varchar(64) not null,
    issued_at timestamp with time zone not null,
    revoked_at timestamp with time zone,
    revocation_reason integer,
    constraint certificate_serial unique (serial, authority_id)
);
create index certificate_request on certificate (request_id);
create index certificate_expiry on certificate (not_after);
create index certificate_fingerprint on certificate (sha256);
