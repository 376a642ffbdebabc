-- Keys of certificate authorities, OCSP responders, the server certificate and the audit checkpoints.
create sequence signing_key_seq start with 1 increment by 50;
create table signing_key (
    id bigint not null primary key,
    customer_id bigint references customer (id),
    purpose varchar(16) not null check (position(',' || purpose || ',' in ',AUTHORITY,OCSP,TLS,AUDIT,') > 0),
    template varchar(16) not null,
    store varchar(16) not null check (position(',' || store || ',' in ',SOFTWARE,PKCS11,') > 0),
    public_key bytea not null,
    sealed_private_key bytea not null,
    master_key_id varchar(64) not null,
    created_at timestamp with time zone not null
);

create sequence authority_seq start with 1 increment by 50;
create table authority (
    id bigint not null primary key,
    customer_id bigint not null references customer (id),
    name varchar(128) not null,
    name_key varchar(128) not null,
    kind varchar(8) not null check (position(',' || kind || ',' in ',ROOT,ISSUING,') > 0),
    parent_id bigint references authority (id),
    key_id bigint not null references signing_key (id),
    signature_hash varchar(8) not null check (position(',' || signature_hash || ',' in ',SHA256,SHA384,SHA512,') > 0),
    state varchar(10) not null check (position(',' || state || ',' in ',PENDING,ACTIVE,SUSPENDED,RETIRED,') > 0),
    certificate_id bigint,
    created_at timestamp with time zone not null,
    constraint authority_name unique (customer_id, name_key),
    constraint authority_parent check ((kind = 'ROOT' and parent_id is null) or (kind = 'ISSUING' and parent_id is not null))
);

-- A CA keeps its key when its certificate is reissued; the newest certificate is the current one.
create sequence authority_certificate_seq start with 1 increment by 50;
create table authority_certificate (
    id bigint not null primary key,
    authority_id bigint not null references authority (id),
    certificate bytea not null,
    not_before timestamp with time zone not null,
    not_after timestamp with time zone not null,
    created_at timestamp with time zone not null
);
create index authority_certificate_authority on authority_certificate (authority_id);
