-- Customers, their organizations and departments, their domains and who may use them.
-- Children name their customer too, and point at their parent by (customer_id, id): no row can belong to two customers.

create sequence customer_seq start with 1 increment by 50;

create table customer (
    id bigint not null primary key,
    uri varchar(64) not null,
    name varchar(128) not null,
    created_at timestamp with time zone not null,
    constraint customer_uri_unique unique (uri)
);

create sequence organization_seq start with 1 increment by 50;

create table organization (
    id bigint not null primary key,
    customer_id bigint not null references customer (id),
    parent_id bigint,
    -- parent_id, or 0: nulls would escape the unique constraint
    parent_key bigint not null,
    name varchar(128) not null,
    -- lower case
    name_key varchar(256) not null,
    alternative_name varchar(1024),
    alias varchar(1024),
    contact_emails varchar(512),
    contact_webhook varchar(2048),
    contact_slack varchar(2048),
    contact_teams varchar(2048),
    address1 varchar(128) not null,
    address2 varchar(128),
    address3 varchar(128),
    city varchar(32),
    state_or_province varchar(32),
    postal_code varchar(10),
    country varchar(2) not null,
    ssl_api_enabled boolean not null,
    client_api_enabled boolean not null,
    recovery_by_master boolean not null,
    recovery_by_organization boolean not null,
    recovery_by_department boolean not null,
    created_at timestamp with time zone not null,
    constraint organization_of_customer unique (customer_id, id),
    constraint organization_name_unique unique (customer_id, parent_key, name_key),
    constraint organization_parent foreign key (customer_id, parent_id) references organization (customer_id, id),
    constraint organization_parent_key check (parent_key = coalesce(parent_id, 0)),
    constraint organization_place check (city is not null or state_or_province is not null)
);

create index organization_by_parent on organization (customer_id, parent_id);

create sequence domain_seq start with 1 increment by 50;

create table domain (
    id bigint not null primary key,
    customer_id bigint not null references customer (id),
    -- lower-case A-labels, perhaps behind '*.'
    name varchar(255) not null,
    description varchar(255),
    state varchar(16) not null,
    created_at timestamp with time zone not null,
    constraint domain_of_customer unique (customer_id, id),
    constraint domain_name_unique unique (customer_id, name),
    constraint domain_state check (position(',' || state || ',' in ',ACTIVE,SUSPENDED,') > 0),
    constraint domain_name_lower check (name = lower(name))
);

create sequence domain_delegation_seq start with 1 increment by 50;

create table domain_delegation (
    id bigint not null primary key,
    customer_id bigint not null,
    domain_id bigint not null,
    organization_id bigint not null,
    certificate_kind varchar(16) not null,
    -- bits: 1 domain, 2 subdomain, 4 first-level wildcard, 8 deeper wildcards
    privileges integer not null,
    status varchar(16) not null,
    constraint delegation_unique unique (domain_id, organization_id, certificate_kind),
    constraint delegation_domain foreign key (customer_id, domain_id) references domain (customer_id, id),
    constraint delegation_organization foreign key (customer_id, organization_id) references organization (customer_id, id),
    constraint delegation_kind check (position(',' || certificate_kind || ',' in ',SSL,CLIENT,CODE_SIGNING,DEVICE,') > 0),
    constraint delegation_privileges check (privileges between 1 and 15),
    constraint delegation_status check (position(',' || status || ',' in ',REQUESTED,ACTIVE,') > 0)
);

create index delegation_by_organization on domain_delegation (customer_id, organization_id);
