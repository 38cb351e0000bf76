alter table orders.placed add column remark text not null default '';
