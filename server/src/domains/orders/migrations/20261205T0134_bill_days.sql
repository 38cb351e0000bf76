-- WeChat's bills, day by day: each day from the first payment on is compared with the journal, the morning after.
create table orders.bill_day (
  day date primary key,
  -- When it is compared (again); null: done.
  due_at timestamptz,
  tries int not null default 0,
  checked_at timestamptz,
  -- Why it could not be compared.
  failure text,
  payments int not null default 0,
  paid bigint not null default 0,
  refunds int not null default 0,
  returned bigint not null default 0,
  differences int not null default 0
);
create index bill_day_due on orders.bill_day (due_at) where due_at is not null;

-- Refunds that some bill had: it lists them on the day they were asked for, we by the day they arrived.
create table orders.billed_refund (number text primary key, day date not null);

create function orders.expect_bill() returns trigger language plpgsql as $$
begin
  insert into orders.bill_day (day, due_at)
  select distinct day, (day + 1 + time '10:30') at time zone 'Asia/Shanghai'
  from (select (happened_at at time zone 'Asia/Shanghai')::date as day from booked where kind = 'payment') days
  on conflict do nothing;
  return null;
end $$;
create trigger money_is_billed after insert on orders.money referencing new table as booked
  for each statement execute function orders.expect_bill();

drop index orders.difference_recent;
create index difference_recent on orders.difference (found_at desc, id desc);
