-- The ACME door's own state: accounts, orders, authorizations, nonces. Lists of ids and names are texts, so that an order is
-- one row; like the tables of enrollments these have no foreign keys to customers.

create sequence acme_account_seq start with 1 increment by 50;
create table acme_account (
    id bigint not null primary key,
    customer_id bigint not null,
    endpoint_id bigint not null,
    external_account_id bigint,
    -- RFC 7638
    thumbprint varchar(43) not null,
    public_key varchar(2048) not null,
    status varchar(12) not null check (position(',' || status || ',' in ',VALID,DEACTIVATED,REVOKED,') > 0),
    contacts varchar(32768) not null,
    terms_agreed boolean not null,
    -- as the client sent it (RFC 8555 §7.3.4)
    binding varchar(8192),
    address varchar(64) not null,
    user_agent varchar(255) not null,
    created_at timestamp with time zone not null,
    last_active_at timestamp with time zone not null,
    constraint acme_account_key unique (endpoint_id, thumbprint),
    constraint acme_account_endpoint foreign key (customer_id, endpoint_id) references enrollment_endpoint (customer_id, id)
);
create index acme_account_external on acme_account (external_account_id, id);

create sequence acme_order_seq start with 1 increment by 50;
create table acme_order (
    id bigint not null primary key,
    customer_id bigint not null,
    account_id bigint not null references acme_account (id),
    profile varchar(64) not null,
    -- type:value, separated by commas
    identifiers varchar(300000) not null,
    authorizations varchar(20000) not null,
    state varchar(12) not null check (position(',' || state || ',' in ',OPEN,PROCESSING,VALID,INVALID,') > 0),
    error varchar(8192),
    not_before timestamp with time zone,
    not_after timestamp with time zone,
    -- RFC 9773 §5
    replaces varchar(255),
    csr_sha256 varchar(64),
    claimed_at timestamp with time zone,
    certificate_id bigint,
    -- keys of acme_issued, separated by commas
    counted_as varchar(32768) not null,
    created_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    -- after which it is of no use: when it expires, or its certificate does
    ends_at timestamp with time zone not null
);
create index acme_order_account on acme_order (account_id, id);
create index acme_order_end on acme_order (ends_at);
create index acme_order_replaces on acme_order (replaces);
create index acme_order_certificate on acme_order (certificate_id);

create sequence acme_authorization_seq start with 1 increment by 50;
create table acme_authorization (
    id bigint not null primary key,
    customer_id bigint not null,
    account_id bigint not null references acme_account (id),
    type varchar(8) not null check (position(',' || type || ',' in ',DNS,IP,') > 0),
    identifier varchar(255) not null,
    wildcard boolean not null,
    -- one for all challenges of the authorization
    token varchar(64) not null,
    challenges varchar(255) not null,
    status varchar(12) not null check (position(',' || status || ',' in ',PENDING,VALID,INVALID,DEACTIVATED,REVOKED,') > 0),
    -- the challenge that the client chose, and since when it is being checked
    attempted varchar(32),
    attempted_at timestamp with time zone,
    validated_at timestamp with time zone,
    error varchar(8192),
    created_at timestamp with time zone not null,
    expires_at timestamp with time zone not null
);
create index acme_authorization_identifier on acme_authorization (account_id, identifier);
create index acme_authorization_expiry on acme_authorization (expires_at);

-- Certificates of the last week, where an endpoint limits them: one row for each domain, and one for the set of names.
create sequence acme_issued_seq start with 1 increment by 50;
create table acme_issued (
    id bigint not null primary key,
    order_id bigint not null,
    endpoint_id bigint not null,
    counted_as varchar(300) not null,
    issued_at timestamp with time zone not null,
    constraint acme_issued_order unique (order_id, counted_as)
);
create index acme_issued_key on acme_issued (endpoint_id, counted_as, issued_at);
create index acme_issued_time on acme_issued (issued_at);

-- Validations that failed since the last that did not.
create sequence acme_failure_seq start with 1 increment by 50;
create table acme_failure (
    id bigint not null primary key,
    customer_id bigint not null,
    endpoint_id bigint not null,
    account_id bigint not null references acme_account (id),
    identifier varchar(255) not null,
    in_a_row integer not null,
    -- those within the hour that began at
    recent integer not null,
    recent_since timestamp with time zone not null,
    last_at timestamp with time zone not null,
    paused_at timestamp with time zone,
    constraint acme_failure_name unique (account_id, identifier)
);
create index acme_failure_customer on acme_failure (customer_id, paused_at);
create index acme_failure_time on acme_failure (last_at);

-- Certificates that clients shall replace at once: those of which everything holds that is not null.
create sequence acme_replacement_seq start with 1 increment by 50;
create table acme_replacement (
    id bigint not null primary key,
    customer_id bigint not null,
    certificate_id bigint,
    serial varchar(40),
    authority_id bigint,
    profile_id bigint,
    explanation varchar(2048),
    marked_at timestamp with time zone not null
);
create index acme_replacement_customer on acme_replacement (customer_id, marked_at);

-- Servers that give out nonces; each start is a new one.
create table acme_nonce_issuer (
    id bigint not null primary key,
    sealed_key bytea not null,
    -- Nonces with higher numbers may be redeemed by other servers, and are then all redeemed by the table below.
    shared_from bigint,
    seen_at timestamp with time zone not null
);
create table acme_used_nonce (
    issuer_id bigint not null,
    number bigint not null,
    used_at timestamp with time zone not null,
    primary key (issuer_id, number)
);
create index acme_used_nonce_time on acme_used_nonce (used_at);
