-- What the shop writes for people to read: articles and recipes.
create schema if not exists content;

create table content.article (
  id text primary key,
  -- The values of the form `content.article`, as they are edited.
  values jsonb not null,
  -- How often that was saved: what is published is what was seen.
  saves int not null default 0,
  -- What shoppers read, of which save; it stays when the article is withdrawn.
  published jsonb,
  published_saves int,
  -- First and last.
  first_published_at timestamptz,
  published_at timestamptz,
  withdrawn_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((published is null) = (published_at is null) and (published is null) = (published_saves is null)
    and (published is null) = (first_published_at is null)),
  check (withdrawn_at is null or published is not null)
);
create index article_open on content.article (first_published_at desc, id desc) where published is not null and withdrawn_at is null;

-- Each member likes an article once.
create table content.liking (
  article_id text not null references content.article (id),
  member_id text not null,
  person_no int not null,
  liked_at timestamptz not null,
  primary key (article_id, member_id)
);
create index liking_of_member on content.liking (member_id);
