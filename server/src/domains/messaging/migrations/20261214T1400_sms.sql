-- Who sends the shop's texts, and what the console of that vendor gave out. Secrets are sealed. Prices are tenths of a fen a piece;
-- `spent` too: what all pieces cost together, so that whole fen of single messages add up to it.
create table messaging.sms_account (
  id int primary key check (id = 1),
  vendor text not null,
  access_key_id text not null,
  secret_sealed text not null,
  sign_name text not null,
  callback_key text not null,
  price_service int not null check (price_service >= 0),
  price_marketing int not null check (price_marketing >= 0),
  spent bigint not null default 0,
  trouble text,
  changed_at timestamptz not null
);

-- A text as the vendor reviews it: the same text is handed in once. `hash` is of vendor, signature, kind and text.
create table messaging.sms_text (
  hash text primary key,
  template_key text not null,
  kind text not null check (kind in ('service', 'marketing')),
  text text not null,
  state text not null default 'new' check (state in ('new', 'waiting', 'approved', 'refused')),
  code text,
  reason text not null default '',
  made_at timestamptz not null,
  next_at timestamptz,
  tries int not null default 0
) with (fillfactor = 80);
create index sms_text_due on messaging.sms_text (next_at) where next_at is not null;

-- One text to one number: what the carrier said of it. Written before the vendor is called.
create table messaging.sms_message (
  id text primary key,
  person_no int not null,
  phone_key text not null,
  kind text not null,
  pieces int not null,
  state text not null default 'sending' check (state in ('sending', 'sent', 'delivered', 'failed', 'silent')),
  foreign_id text,
  code text not null default '',
  sent_at timestamptz not null,
  reported_at timestamptz,
  ask_at timestamptz,
  asked int not null default 0
) with (fillfactor = 80);
create index sms_message_to_ask on messaging.sms_message (ask_at) where ask_at is not null;
create index sms_message_recent on messaging.sms_message (sent_at);

-- Who said that she wants no more promotions: by number, so that it holds whoever she becomes here.
create table messaging.sms_refusal (
  phone_key text primary key,
  phone_masked text not null,
  words text not null,
  said_at timestamptz not null
);

-- Where the link of a text leads.
create table messaging.sms_link (
  code text primary key,
  message_id text not null unique,
  page text not null,
  link text,
  link_ends_at timestamptz,
  opened int not null default 0,
  made_at timestamptz not null
) with (fillfactor = 80);
