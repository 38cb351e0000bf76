-- Hero products, a list a week; lists of weeks that are over stay as they were.
create table recommendations.hero_week (
  -- Its Monday.
  week date primary key,
  made_at timestamptz not null,
  -- Who had it made anew; empty: it came by itself.
  made_by text not null,
  -- When the next list is due; of the newest alone, and only while lists are made.
  next_at timestamptz
);
create index hero_week_due on recommendations.hero_week (next_at) where next_at is not null;

create table recommendations.hero (
  week date not null references recommendations.hero_week (week),
  place int not null,
  product_id text not null,
  pinned boolean not null,
  -- As they stood when the list was made; null: nobody's first purchase was long enough ago.
  buyers int not null,
  again int not null,
  primary key (week, place),
  unique (week, product_id)
);
