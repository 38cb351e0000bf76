-- Birthdays are found by their day: `MM-DD`. A function of its own, since `to_char` may hang on the language of a session.
create function members.day_of_year(day date) returns text language sql immutable strict parallel safe as $$
  select lpad(extract(month from day)::text, 2, '0') || '-' || lpad(extract(day from day)::text, 2, '0')
$$;
create index member_birthday on members.member (members.day_of_year(birthday), id) where birthday is not null;
