-- Nobody reads it: an order is claimed in the transaction that records its request.
alter table acme_order drop column claimed_at;
