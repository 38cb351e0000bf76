-- Exchange codes: a batch gives one template, by many codes of one use each or by one code that many may use.
create table coupons.code_batch (
  id text primary key,
  template_id text not null references coupons.template,
  name text not null,
  kind text not null check (kind in ('single', 'shared')),
  -- How many codes there are, or how many persons may use the one.
  total int not null check (total > 0),
  -- Moves by guarded updates only.
  redeemed int not null default 0 check (redeemed between 0 and total),
  -- Half-open; null: as long as the coupon is given.
  ends_at timestamptz,
  budget_id text references benefits.budget,
  voided_at timestamptz,
  void_reason text,
  created_at timestamptz not null,
  check ((voided_at is null) = (void_reason is null))
) with (fillfactor = 50);

create table coupons.code (
  code text primary key,
  batch_id text not null references coupons.code_batch,
  place int not null,
  -- Of a code of one use: the grant that it became.
  grant_id text references benefits.grant,
  redeemed_at timestamptz,
  unique (batch_id, place),
  check ((grant_id is null) = (redeemed_at is null))
);

-- Tries that came to nothing, of one person within an hour from the first: what bounds guessing.
create table coupons.code_tries (
  person_no int primary key,
  since timestamptz not null,
  tries int not null
) with (fillfactor = 70);
