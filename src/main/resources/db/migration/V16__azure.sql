-- Accounts for Microsoft's services: applications that are registered at Entra.

create sequence azure_account_seq start with 1 increment by 50;

create table azure_account (
    id bigint not null primary key,
    customer_id bigint not null references customer (id),
    name varchar(128) not null,
    environment varchar(32) not null
        check (position(',' || environment || ',' in ',AZURE,AZURE_US_GOVERNMENT,AZURE_GERMANY,AZURE_CHINA,') > 0),
    directory_id varchar(36) not null,
    application_id varchar(36) not null,
    sealed_secret bytea not null,
    master_key_id varchar(64) not null,
    delegation_mode varchar(32) not null
        check (position(',' || delegation_mode || ',' in ',GLOBAL_FOR_CUSTOMER,CUSTOMIZED,') > 0),
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    constraint azure_account_of_customer unique (customer_id, id),
    constraint azure_account_name unique (customer_id, name)
);

-- To whom an account with the mode CUSTOMIZED is delegated.
create table azure_account_organization (
    account_id bigint not null references azure_account (id),
    organization_id bigint not null references organization (id),
    primary key (account_id, organization_id)
);

create index azure_account_by_organization on azure_account_organization (organization_id);

alter table enrollment_endpoint add constraint endpoint_azure_account_exists
    foreign key (customer_id, azure_account_id) references azure_account (customer_id, id);
