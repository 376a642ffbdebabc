-- Starter objects are made once each, also those that a later version adds.
create table setup_step (
    name varchar(64) not null primary key,
    done_at timestamp with time zone not null
);
