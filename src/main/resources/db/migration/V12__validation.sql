-- Proofs of control over identifiers: whose, what, how, until when. A newer proof stands beside an older one.
create sequence control_proof_seq start with 1 increment by 50;

create table control_proof (
    id bigint not null primary key,
    customer_id bigint not null references customer (id),
    -- opaque, such as acme-account:123
    owner varchar(128) not null,
    identifier_type varchar(8) not null,
    -- lower-case A-labels, or an address in canonical text
    identifier varchar(255) not null,
    wildcard boolean not null,
    method varchar(32) not null,
    proven_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    constraint control_proof_type check (position(',' || identifier_type || ',' in ',DNS,IP,') > 0),
    constraint control_proof_identifier_lower check (identifier = lower(identifier))
);

create index control_proof_by_identifier on control_proof (customer_id, owner, identifier, proven_at);
create index control_proof_by_expiry on control_proof (expires_at);
