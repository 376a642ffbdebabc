-- Administrators, their roles, and the addresses from which a customer's administrators may come.

create sequence administrator_seq start with 1 increment by 50;

create table administrator (
    id bigint not null primary key,
    customer_id bigint not null references customer (id),
    type varchar(8) not null check (position(',' || type || ',' in ',STANDARD,API,IDP,SAS,') > 0),
    login varchar(128),
    login_key varchar(128),
    email varchar(128) not null,
    email_key varchar(128) not null,
    forename varchar(64),
    surname varchar(64),
    title varchar(64),
    telephone varchar(32),
    street varchar(128),
    locality varchar(128),
    province varchar(128),
    postal_code varchar(40),
    country varchar(2),
    relationship varchar(256),
    active_status varchar(16) not null check (position(',' || active_status || ',' in ',ACTIVE,SUSPENDED,') > 0),
    privileges varchar(2000) not null,
    password_hash varchar(200),
    password_changed_at timestamp with time zone,
    -- SHA-256 of the issuer's DER name, serial in lower-case hexadecimal, SHA-256 of the SubjectPublicKeyInfo.
    certificate_issuer varchar(64),
    certificate_serial varchar(64),
    certificate_key varchar(64),
    created_by bigint,
    created_at timestamp with time zone not null,
    modified_at timestamp with time zone not null,
    constraint administrator_of_customer unique (customer_id, id),
    constraint administrator_login_unique unique (customer_id, login_key),
    constraint administrator_certificate_unique unique (customer_id, certificate_issuer, certificate_serial),
    constraint administrator_login_present check (position(',' || type || ',' in ',IDP,SAS,') > 0 or login_key is not null),
    constraint administrator_certificate_whole check (
        (certificate_issuer is null and certificate_serial is null and certificate_key is null)
        or (certificate_issuer is not null and certificate_serial is not null and certificate_key is not null))
);

create index administrator_email on administrator (customer_id, email_key);

create table administrator_role (
    administrator_id bigint not null,
    customer_id bigint not null,
    role varchar(16) not null check (position(',' || role || ',' in ',MRAO,RAO_SSL,RAO_SMIME,RAO_DEVICE,RAO_CS,DRAO_SSL,DRAO_SMIME,DRAO_DEVICE,DRAO_CS,') > 0),
    organization_id bigint,
    constraint administrator_role_holder foreign key (customer_id, administrator_id) references administrator (customer_id, id),
    constraint administrator_role_of foreign key (customer_id, organization_id) references organization (customer_id, id),
    constraint administrator_role_unique unique (administrator_id, role, organization_id),
    constraint administrator_role_place check ((role = 'MRAO') = (organization_id is null))
);

create index administrator_role_organization on administrator_role (customer_id, organization_id);

-- One row per customer; each list is blank-separated address ranges, and null where every address is allowed.
create table customer_address_list (
    customer_id bigint not null primary key references customer (id),
    everyone varchar(4000),
    masters varchar(4000),
    officers varchar(4000)
);
