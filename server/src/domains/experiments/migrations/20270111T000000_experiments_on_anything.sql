-- An experiment is about a kind of thing: pop-ups and slots were the first, blocks of pages are the second.
alter table experiments.experiment rename column placement_id to subject_id;
alter table experiments.experiment add column subject_kind text not null default 'placement';
alter table experiments.experiment alter column subject_kind drop default;
-- Of each arm but the first what the thing is in it: the values of the thing's own form.
alter table experiments.experiment add column versions jsonb not null default '[]';
-- What it was when the experiment began. Of a pop-up or slot a version says what it changes, so this is nothing.
alter table experiments.experiment add column stands jsonb;
-- It ended by itself: what it was about was taken off.
alter table experiments.experiment add column gone boolean not null default false;

update experiments.experiment e set
  versions = (
    select jsonb_agg(jsonb_build_object('title', arm -> 'title', 'text', arm -> 'text', 'button', arm -> 'button', 'coupon', arm -> 'coupon') order by at)
    from jsonb_array_elements(e.values -> 'arms') with ordinality as a (arm, at)
  ),
  values = (e.values - 'placement') || jsonb_build_object('arms', (
    select jsonb_agg(arm - '{title,text,button,coupon}'::text[] order by at) from jsonb_array_elements(e.values -> 'arms') with ordinality as a (arm, at)
  )),
  stands = case when e.state = 'draft' then null else '{"title": null, "text": null, "button": null, "coupon": null}'::jsonb end
where e.values ? 'placement';

drop index experiments.experiment_running;
-- Two at once on one thing would have each other's people.
create unique index experiment_running on experiments.experiment (subject_kind, subject_id) where state = 'running';
create index experiment_subject on experiments.experiment (subject_kind, subject_id) where state <> 'ended';
