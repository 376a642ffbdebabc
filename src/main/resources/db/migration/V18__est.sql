-- The EST door's own state: which request came through which account, so that a repeated one is known as such and a
-- certificate is renewed by the account that it was issued through. Like the tables of enrollments it has no foreign keys
-- to customers.

create sequence est_enrollment_seq start with 1 increment by 50;
create table est_enrollment (
    id bigint not null primary key,
    customer_id bigint not null,
    endpoint_id bigint not null,
    account_id bigint not null,
    -- SHA-256 of what makes two requests the same: key, names, the certificate that is to be replaced
    fingerprint varchar(64) not null,
    -- how many such requests came to their end before
    generation integer not null check (generation >= 0),
    request_id bigint not null,
    opened_at timestamp with time zone not null,
    constraint est_enrollment_once unique (customer_id, endpoint_id, account_id, fingerprint, generation)
);
create index est_enrollment_request on est_enrollment (customer_id, request_id);
