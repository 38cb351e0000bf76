-- The platform's list of carriers as it was last read; one row. A list that was never read is due at once.
create table orders.carrier_list (
  one boolean primary key default true check (one),
  carriers jsonb not null default '[]',
  read_at timestamptz,
  due_at timestamptz not null default '2000-01-01'
);
insert into orders.carrier_list default values;

-- `carrier` is WeChat's code. `shipment_version` counts what the parcel's data were: 1 as shipped, 2 as corrected; WeChat
-- takes one correction, so there is no third unless it has not heard of the second.
alter table orders.placed
  add column delivery_way text not null default 'express' check (delivery_way in ('express', 'same_city')),
  add column carrier text,
  add column shipment_version int not null default 1;
create index placed_untold on orders.placed (shipped_at) where upload_failure is not null;
