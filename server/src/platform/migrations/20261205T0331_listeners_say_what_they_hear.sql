-- Which kinds of facts a listener decides by; none for one that only follows. Whoever acts on a person can so ask whether
-- all that was told of her has been heard, by whomever it concerns.
alter table platform.listener add column kinds text[] not null default '{}';
