-- One row, counted up by each transaction that changes what administrators configure.
create table configuration_version (
    id integer primary key check (id = 1),
    version bigint not null
);
insert into configuration_version (id, version) values (1, 0);
