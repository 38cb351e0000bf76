-- A WeChat account: who somebody is in one app (mini program or official account). The number never changes, whoever the
-- account belongs to: sessions and consents hang on it.
create table members.account (
  no int generated always as identity primary key,
  -- The appid. Empty until the first start has said which app these were, for while there was one it was not written down.
  app text not null,
  openid text not null,
  member_id text not null references members.member,
  first_seen_at timestamptz not null,
  seen_at timestamptz not null,
  unique (app, openid)
);
create index account_of_member on members.account (member_id);

insert into members.account (app, openid, member_id, first_seen_at, seen_at)
select '', i.value, i.member_id, least(m.created_at, i.seen_at), i.seen_at
from members.identity i join members.member m on m.id = i.member_id
where i.kind = 'openid' order by i.seen_at, i.value;

delete from members.identity where kind = 'openid';
alter table members.identity drop constraint identity_kind_check;
alter table members.identity add constraint identity_kind_check check (kind in ('unionid', 'external'));
