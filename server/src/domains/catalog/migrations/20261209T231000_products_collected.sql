alter table catalog.product add column pickup boolean not null default true;
