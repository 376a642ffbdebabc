-- Revoked serial numbers. A serial that was spent without a certificate on record can be revoked too.
create table revocation (
    authority_id bigint not null references authority (id),
    serial varchar(40) not null,
    customer_id bigint not null references customer (id),
    certificate_id bigint references certificate (id),
    not_after timestamp with time zone not null,
    revoked_at timestamp with time zone not null,
    reason integer not null check (position(',' || cast(reason as varchar(4)) || ',' in ',0,1,2,3,4,5,9,') > 0),
    message varchar(512) not null,
    -- The first CRL that lists it: null until then, so what a CRL still lacks is known without comparing clocks.
    listed_in bigint,
    primary key (authority_id, serial),
    constraint revocation_certificate unique (certificate_id)
);
create index revocation_unlisted on revocation (listed_in, authority_id);
create index revocation_expiry on revocation (authority_id, not_after);

-- Signed CRLs, the last two of each CA. Of two nodes that sign the same number, the primary key lets one publish.
create table crl (
    authority_id bigint not null references authority (id),
    number bigint not null check (number > 0),
    this_update timestamp with time zone not null,
    next_update timestamp with time zone not null,
    entries integer not null,
    sha256 varchar(64) not null,
    der bytea not null,
    primary key (authority_id, number)
);
