-- Enrollment endpoints, and the external accounts to which their clients bind themselves.

create sequence enrollment_endpoint_seq start with 1 increment by 50;

create table enrollment_endpoint (
    id bigint not null primary key,
    customer_id bigint not null references customer (id),
    organization_id bigint not null,
    type varchar(32) not null check (position(',' || type || ',' in ',PRIVATE_ACME,') > 0),
    name varchar(256) not null,
    uri_extension varchar(64) not null,
    -- lower case; addresses are the server's, not the customer's
    uri_key varchar(64) not null,
    enabled boolean not null,
    -- Read into a typed record, which refuses what is not valid.
    settings varchar(100000) not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    constraint endpoint_of_customer unique (customer_id, id),
    constraint endpoint_uri_unique unique (uri_key),
    constraint endpoint_organization foreign key (customer_id, organization_id) references organization (customer_id, id),
    constraint endpoint_uri_key check (uri_key = lower(uri_extension))
);

create index endpoint_by_organization on enrollment_endpoint (customer_id, organization_id);

-- Keeps a profile that an endpoint offers from being deleted; names and order are in the settings.
create table enrollment_endpoint_profile (
    endpoint_id bigint not null references enrollment_endpoint (id),
    profile_id bigint not null references certificate_profile (id),
    primary key (endpoint_id, profile_id)
);

create sequence external_account_seq start with 1 increment by 50;

create table external_account (
    id bigint not null primary key,
    customer_id bigint not null references customer (id),
    endpoint_id bigint not null,
    organization_id bigint not null,
    name varchar(128) not null,
    account_id varchar(64) not null,
    mac_id varchar(64) not null,
    sealed_mac_key bytea not null,
    master_key_id varchar(64) not null,
    profile_name varchar(64),
    validation_level varchar(2) check (position(',' || validation_level || ',' in ',DV,OV,EV,') > 0),
    single_use boolean not null,
    uses bigint not null,
    first_used_at timestamp with time zone,
    status varchar(8) not null check (position(',' || status || ',' in ',ACTIVE,REVOKED,') > 0),
    -- whether the domains below limit it: without any, it can then order nothing
    limited boolean not null,
    created_at timestamp with time zone not null,
    constraint external_account_of_customer unique (customer_id, id),
    constraint external_account_mac_unique unique (mac_id),
    constraint external_account_endpoint foreign key (customer_id, endpoint_id) references enrollment_endpoint (customer_id, id),
    constraint external_account_organization foreign key (customer_id, organization_id) references organization (customer_id, id),
    constraint external_account_uses check (uses >= 0 and (uses <= 1 or not single_use)),
    constraint external_account_first_used check ((uses = 0) = (first_used_at is null))
);

create index external_account_by_endpoint on external_account (customer_id, endpoint_id);
create index external_account_by_organization on external_account (customer_id, organization_id);

create table external_account_domain (
    account_id bigint not null references external_account (id),
    -- lower-case A-labels
    name varchar(255) not null,
    primary key (account_id, name),
    constraint external_account_domain_lower check (name = lower(name))
);
