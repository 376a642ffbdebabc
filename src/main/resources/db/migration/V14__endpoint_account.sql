-- Endpoints of the SCEP and EST doors, their delegation to organizations, and the accounts at them.

-- The check that came with the column knew one type; all rows are of it.
alter table enrollment_endpoint drop column type;
alter table enrollment_endpoint add column type varchar(32) default 'PRIVATE_ACME' not null;
alter table enrollment_endpoint alter column type drop default;
alter table enrollment_endpoint add constraint endpoint_type check (position(',' || type || ',' in ',PRIVATE_ACME,SMIME_SCEP,DEVICE_SCEP,SMIME_SCEP_INTUNE,DEVICE_SCEP_INTUNE,SSL_EST,SMIME_EST,DEVICE_EST,') > 0);

-- Each door has its own space of addresses.
alter table enrollment_endpoint add column door varchar(8) default 'ACME' not null;
alter table enrollment_endpoint alter column door drop default;
alter table enrollment_endpoint add constraint endpoint_door check (position(',' || door || ',' in ',ACME,SCEP,EST,') > 0);
alter table enrollment_endpoint drop constraint endpoint_uri_unique;
alter table enrollment_endpoint add constraint endpoint_uri_unique unique (door, uri_key);

-- The salt of its accounts' access codes; null where there is none to be salted.
alter table enrollment_endpoint add column access_code_salt varchar(64);
alter table enrollment_endpoint add constraint endpoint_salt check ((door = 'ACME') = (access_code_salt is null));

-- The key that signs questions to a webhook; the rest about it is in the settings.
alter table enrollment_endpoint add column sealed_webhook_key bytea;
alter table enrollment_endpoint add column master_key_id varchar(64);
alter table enrollment_endpoint add constraint endpoint_webhook_key check (
    (sealed_webhook_key is null) = (master_key_id is null) and (sealed_webhook_key is null or door = 'SCEP'));

alter table enrollment_endpoint add column azure_account_id bigint;
alter table enrollment_endpoint add constraint endpoint_azure_account check (
    (azure_account_id is not null) = (position(',' || type || ',' in ',SMIME_SCEP_INTUNE,DEVICE_SCEP_INTUNE,') > 0));
create index endpoint_by_azure_account on enrollment_endpoint (customer_id, azure_account_id);

-- What people are told who enroll there.
alter table enrollment_endpoint add column page_help varchar(2048);
alter table enrollment_endpoint add column page_link_name varchar(1024);
alter table enrollment_endpoint add column page_link_address varchar(2048);
alter table enrollment_endpoint add column page_contact_name varchar(1024);
alter table enrollment_endpoint add column page_contact_email varchar(1024);
alter table enrollment_endpoint add column page_contact_phone varchar(32);

-- No row for an endpoint: every organization of the customer may have accounts at it.
create table enrollment_endpoint_delegation (
    endpoint_id bigint not null references enrollment_endpoint (id),
    organization_id bigint not null references organization (id),
    primary key (endpoint_id, organization_id)
);
create index endpoint_delegation_by_organization on enrollment_endpoint_delegation (organization_id);
insert into enrollment_endpoint_delegation (endpoint_id, organization_id) select id, organization_id from enrollment_endpoint;
alter table enrollment_endpoint drop constraint endpoint_organization;
drop index endpoint_by_organization;
alter table enrollment_endpoint drop column organization_id;

create sequence endpoint_account_seq start with 1 increment by 50;

create table endpoint_account (
    id bigint not null primary key,
    customer_id bigint not null references customer (id),
    endpoint_id bigint not null,
    organization_id bigint not null,
    name varchar(128) not null,
    -- lower case; null when it is deleted, so that the name can be used again
    name_key varchar(128),
    id_token varchar(64) not null,
    term_days integer not null,
    auto_approve boolean not null,
    csr_generation_method varchar(16) not null check (position(',' || csr_generation_method || ',' in ',BROWSER,SERVER,PROVIDED,SECTIGOGEN,TOKEN,') > 0),
    auth_method varchar(32) not null check (position(',' || auth_method || ',' in ',ACCESS_CODE,IDP_ASSERTIONS_MAPPING,NONE,') > 0),
    -- under the endpoint's salt
    access_code_hash varchar(200),
    -- blank-separated lower-case A-labels
    name_restrictions varchar(10000) not null,
    status varchar(8) not null check (position(',' || status || ',' in ',ACTIVE,DELETED,') > 0),
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    constraint endpoint_account_of_customer unique (customer_id, id),
    constraint endpoint_account_token unique (id_token),
    constraint endpoint_account_name unique (endpoint_id, name_key),
    constraint endpoint_account_endpoint foreign key (customer_id, endpoint_id) references enrollment_endpoint (customer_id, id),
    constraint endpoint_account_organization foreign key (customer_id, organization_id) references organization (customer_id, id),
    constraint endpoint_account_deleted check ((status = 'DELETED') = (name_key is null)),
    constraint endpoint_account_code check (
        status = 'DELETED' or (auth_method = 'ACCESS_CODE') = (access_code_hash is not null)),
    constraint endpoint_account_term check (term_days >= 0)
);
create index endpoint_account_by_endpoint on endpoint_account (customer_id, endpoint_id);
create index endpoint_account_by_organization on endpoint_account (customer_id, organization_id);

-- Keeps a profile that an account has from being deleted.
create table endpoint_account_profile (
    account_id bigint not null references endpoint_account (id),
    place integer not null,
    profile_id bigint not null references certificate_profile (id),
    primary key (account_id, place)
);
create index endpoint_account_profile_by_profile on endpoint_account_profile (profile_id);
