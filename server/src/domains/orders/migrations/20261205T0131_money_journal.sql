-- What WeChat Pay tells may be larger than what an order can be worth; it is kept as it was told.
alter table orders.payment
  alter column amount type bigint,
  alter column payer_amount type bigint,
  -- Given back of it, by whomever: kept by the journal.
  add column returned bigint not null default 0,
  -- WeChat says that some of it went back without us, and not yet how much: the refund's notice or the bill of the day will.
  add column part_returned boolean not null default false,
  drop constraint payment_told_by_check,
  add check (told_by in ('notification', 'query', 'bill'));
create index payment_part_returned on orders.payment (told_at) where part_returned;

alter table orders.refund
  alter column amount type bigint,
  alter column payment_amount type bigint,
  -- WeChat closes a refund for good: the next try takes the next number (`out_refund_no`, then `…-2`).
  add column attempt int not null default 1,
  add column closed boolean not null default false,
  -- How the money went back: through WeChat, or some other way, by an operator's word.
  add column way text not null default 'wechat' check (way in ('wechat', 'outside')),
  add column settled_note text,
  drop constraint refund_state_check,
  add check (state in ('requested', 'processing', 'done', 'refused', 'failed', 'withdrawn')),
  drop constraint refund_origin_check,
  -- wechat: it was begun on the merchant platform, not here.
  add check (origin in ('shopper', 'operator', 'unusable_payment', 'wechat'));

-- Every payment that came and every fen that went back, once each, for good. What an order has been paid and given back,
-- and what is left of a payment, are sums of this; nothing else may set them.
create table orders.money (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('payment', 'refund')),
  -- WeChat's transaction id; the number of a refund.
  key text not null,
  amount bigint not null check (amount > 0),
  -- The order in whose books it stands; null for money that never paid one.
  order_id text references orders.placed,
  -- The payment it is, or of which it is a part; null when it went back outside of WeChat.
  transaction_id text references orders.payment,
  happened_at timestamptz not null,
  booked_at timestamptz not null,
  unique (kind, key)
);
create index money_of_order on orders.money (order_id) where order_id is not null;
create index money_of_payment on orders.money (transaction_id) where transaction_id is not null;
create index money_by_time on orders.money (happened_at);

insert into orders.money (kind, key, amount, order_id, transaction_id, happened_at, booked_at)
select 'payment', transaction_id, amount, case when unusable is null then order_id end, transaction_id, paid_at, told_at
from orders.payment where amount > 0;
insert into orders.money (kind, key, amount, order_id, transaction_id, happened_at, booked_at)
select 'refund', r.out_refund_no, r.amount, case when r.origin <> 'unusable_payment' then r.order_id end, p.transaction_id,
  coalesce(r.done_at, r.created_at), coalesce(r.done_at, r.created_at)
from orders.refund r left join orders.payment p on p.transaction_id = r.transaction_id
where r.state = 'done' and r.amount > 0;
update orders.payment p set returned = m.amount
from (select transaction_id, sum(amount) as amount from orders.money where kind = 'refund' group by 1) m
where m.transaction_id = p.transaction_id;
alter table orders.payment add constraint payment_returned check (returned between 0 and amount);

create function orders.count_money() returns trigger language plpgsql as $$
begin
  update orders.placed o set paid = o.paid + m.paid, refunded = o.refunded + m.refunded
  from (
    select order_id, coalesce(sum(amount) filter (where kind = 'payment'), 0)::int as paid,
      coalesce(sum(amount) filter (where kind = 'refund'), 0)::int as refunded
    from booked where order_id is not null group by order_id
  ) m where o.id = m.order_id;
  update orders.payment p set returned = p.returned + m.amount
  from (
    select transaction_id, sum(amount) as amount from booked
    where kind = 'refund' and transaction_id is not null group by transaction_id
  ) m where p.transaction_id = m.transaction_id;
  return null;
end $$;
create trigger money_counts after insert on orders.money referencing new table as booked
  for each statement execute function orders.count_money();

create function orders.refuse_by_hand() returns trigger language plpgsql as $$
begin
  raise exception '%: money is counted by orders.money, which only grows', tg_table_name;
end $$;
create trigger money_only_grows before update or delete on orders.money
  for each row execute function orders.refuse_by_hand();
-- Orders that were made elsewhere came with their sums.
create trigger placed_is_counted before update of paid, refunded on orders.placed for each row
  when (pg_trigger_depth() = 0 and old.source = 'shop' and (old.paid, old.refunded) is distinct from (new.paid, new.refunded))
  execute function orders.refuse_by_hand();
create trigger payment_is_counted before update of returned on orders.payment for each row
  when (pg_trigger_depth() = 0 and old.returned is distinct from new.returned)
  execute function orders.refuse_by_hand();

-- Where WeChat's books and ours do not agree, or it told something that cannot be booked: each until an operator has seen it.
create table orders.difference (
  id text primary key,
  -- What it is about: found again, it is the same one.
  key text not null unique,
  kind text not null,
  -- The day of the bill, or the day on which it was told.
  day date not null,
  number text,
  transaction_id text,
  order_id text references orders.placed,
  ours bigint,
  theirs bigint,
  -- As it was told, where that is no sum.
  told text,
  found_by text not null check (found_by in ('notification', 'query', 'bill')),
  found_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  note text
);
create index difference_recent on orders.difference (day desc, id desc);
create index difference_open on orders.difference (found_at) where settled_at is null;
