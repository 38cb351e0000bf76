create schema reviews;

-- What a buyer says of one line of an order that arrived, once.
create table reviews.review (
  id text primary key,
  order_id text not null,
  position int not null,
  member_id text not null,
  person_no int not null,
  product_id text not null,
  product_name text not null,
  option_values jsonb not null default '[]',
  stars int not null check (stars between 1 and 5),
  body text not null,
  pictures text[] not null default '{}',
  anonymous boolean not null,
  state text not null check (state in ('waiting', 'shown', 'hidden')),
  -- Why it is hidden: she reads it.
  hidden_because text,
  created_at timestamptz not null,
  -- What she adds later, once.
  added_body text,
  added_pictures text[] not null default '{}',
  added_at timestamptz,
  added_state text check (added_state in ('waiting', 'shown', 'hidden')),
  reply text,
  replied_at timestamptz,
  -- Units of the line that she kept when she wrote, and how many of them went back since.
  kept int not null check (kept > 0),
  went_back int not null default 0,
  -- Whether it was given for, and whether that was taken back again: each once.
  rewarded_at timestamptz,
  reward_back_at timestamptz,
  has_pictures boolean not null generated always as
    (cardinality(pictures) > 0 or (coalesce(added_state, '') = 'shown' and cardinality(added_pictures) > 0)) stored,
  waits boolean not null generated always as
    (state = 'waiting' or (state <> 'hidden' and coalesce(added_state, '') = 'waiting')) stored,
  check ((added_at is null) = (added_body is null) and (added_at is null) = (added_state is null)),
  unique (order_id, position)
);
create index review_of_product on reviews.review (product_id, created_at desc, id desc) where state = 'shown';
create index review_with_pictures on reviews.review (product_id, created_at desc, id desc) where state = 'shown' and has_pictures;
create index review_of_member on reviews.review (member_id, created_at desc, id desc);
create index review_waiting on reviews.review (created_at, id) where waits;
create index review_recent on reviews.review (created_at desc, id desc);

-- What the shown reviews of a product add up to; kept by the database itself, so that no way of changing a review forgets it.
create table reviews.summary (
  product_id text primary key,
  shown int not null,
  with_pictures int not null,
  stars int not null,
  one int not null,
  two int not null,
  three int not null,
  four int not null,
  five int not null
) with (fillfactor = 80);

create function reviews.add_up(products text[], stars int[], pictures boolean[], signs int[]) returns void language sql as $$
  insert into reviews.summary as s (product_id, shown, with_pictures, stars, one, two, three, four, five)
  select product_id, sum(n), coalesce(sum(n) filter (where p), 0), sum(n * st),
    coalesce(sum(n) filter (where st = 1), 0), coalesce(sum(n) filter (where st = 2), 0),
    coalesce(sum(n) filter (where st = 3), 0), coalesce(sum(n) filter (where st = 4), 0),
    coalesce(sum(n) filter (where st = 5), 0)
  from unnest(products, stars, pictures, signs) as t (product_id, st, p, n)
  group by product_id
  having sum(n) <> 0 or sum(n * st) <> 0 or coalesce(sum(n) filter (where p), 0) <> 0
  order by product_id
  on conflict (product_id) do update set shown = s.shown + excluded.shown,
    with_pictures = s.with_pictures + excluded.with_pictures, stars = s.stars + excluded.stars,
    one = s.one + excluded.one, two = s.two + excluded.two, three = s.three + excluded.three,
    four = s.four + excluded.four, five = s.five + excluded.five
$$;

create function reviews.written() returns trigger language plpgsql as $$
begin
  perform reviews.add_up(array_agg(product_id), array_agg(stars), array_agg(has_pictures), array_agg(1))
  from new_rows where state = 'shown' having count(*) > 0;
  return null;
end $$;
create trigger written after insert on reviews.review
  referencing new table as new_rows for each statement execute function reviews.written();

create function reviews.changed() returns trigger language plpgsql as $$
begin
  perform reviews.add_up(array_agg(product_id), array_agg(stars), array_agg(has_pictures), array_agg(n))
  from (
    select product_id, stars, has_pictures, 1 as n from new_rows where state = 'shown'
    union all select product_id, stars, has_pictures, -1 from old_rows where state = 'shown'
  ) as both_ways having count(*) > 0;
  return null;
end $$;
create trigger changed after update on reviews.review
  referencing old table as old_rows new table as new_rows for each statement execute function reviews.changed();
