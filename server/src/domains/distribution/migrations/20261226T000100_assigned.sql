-- What a commission is of: a plan for the goods, a wave of a leader, a neighbour whom she brought.
alter table distribution.commission add column earned_for text not null default 'plan' check (earned_for in ('plan', 'wave', 'neighbour'));
create index commission_of_source on distribution.commission (plan_id, distributor_no) where earned_for <> 'plan';

-- By what phone and network somebody came, as far as an app is told.
alter table distribution.mark drop constraint mark_kind_check;
alter table distribution.mark add constraint mark_kind_check check (kind in ('payer', 'address', 'device'));
