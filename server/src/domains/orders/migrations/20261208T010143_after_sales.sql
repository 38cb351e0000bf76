-- What a shopper asks for is more than money: goods that come back first, or another piece for the one she has. Units and
-- money are held in every state but the last ones, as for any refund.
alter table orders.refund drop constraint refund_state_check,
  add constraint refund_state_check check (state in (
    'requested', 'returning', 'replacing', 'processing', 'done', 'refused', 'failed', 'withdrawn', 'exchanged', 'lapsed'));

-- What a refund that she asked for has besides: its kind, its deadlines, the parcels in both directions.
create table orders.after_sale (
  refund_id text primary key references orders.refund,
  kind text not null check (kind in ('refund', 'return', 'exchange')),
  pictures text[] not null default '{}',
  -- By when whoever it waits for should act; null while it waits for nobody.
  due_at timestamptz,
  -- The same moment where something happens by itself then.
  act_at timestamptz,
  -- Where she was told to send the goods, as it stood when the shop agreed.
  return_to text,
  back_company text,
  back_waybill text,
  back_at timestamptz,
  came_at timestamptz,
  -- The piece for piece of an exchange: set aside when it is agreed to, out of the house with its parcel.
  replacement text check (replacement in ('reserved', 'sent')),
  sent_way text,
  sent_company text,
  sent_waybill text,
  sent_at timestamptz,
  -- She wrote, and nobody has answered since.
  unanswered_since timestamptz,
  check ((back_at is null) = (back_company is null)),
  check ((replacement = 'sent') is not distinct from (sent_at is not null) or replacement is null)
);
create index after_sale_acting on orders.after_sale (act_at) where act_at is not null;
create index after_sale_due on orders.after_sale (due_at) where due_at is not null;
create index after_sale_unanswered on orders.after_sale (unanswered_since) where unanswered_since is not null;
insert into orders.after_sale (refund_id, kind) select id, 'refund' from orders.refund where origin = 'shopper';

-- What shopper and shop say to each other about one request.
create table orders.after_sale_message (
  id bigint generated always as identity primary key,
  refund_id text not null references orders.after_sale,
  at timestamptz not null,
  side text not null check (side in ('shopper', 'shop')),
  operator_id text,
  text text not null,
  pictures text[] not null default '{}'
);
create index after_sale_message_of on orders.after_sale_message (refund_id, id);

-- Pictures that somebody sent to show what is wrong: a request names only her own.
create table orders.evidence (
  member_id text not null,
  url text not null,
  put_at timestamptz not null,
  primary key (member_id, url)
);

drop index orders.refund_waiting;
create index refund_waiting on orders.refund (state) where state in ('requested', 'returning', 'replacing', 'failed');
