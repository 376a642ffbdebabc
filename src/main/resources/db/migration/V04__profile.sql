create sequence certificate_profile_seq start with 1 increment by 50;
create table certificate_profile (
    id bigint not null primary key,
    customer_id bigint not null references customer (id),
    kind varchar(16) not null check (position(',' || kind || ',' in ',SSL,CLIENT,CODE_SIGNING,DEVICE,') > 0),
    name varchar(128) not null,
    name_key varchar(128) not null,
    description varchar(1024) not null,
    enabled boolean not null,
    authority_id bigint not null references authority (id),
    -- The rules as JSON: read into a typed record, which refuses what is not valid.
    rules varchar(16384) not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    constraint certificate_profile_name unique (customer_id, kind, name_key)
);

-- No row for a profile: every organization of the customer may use it.
create table certificate_profile_delegation (
    profile_id bigint not null references certificate_profile (id),
    organization_id bigint not null references organization (id),
    primary key (profile_id, organization_id)
);
