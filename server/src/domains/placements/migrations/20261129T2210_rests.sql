-- On which business day she closed it last: some come again after a rest.
alter table placements.met add column closed_on date;

-- Which pop-up came over a page of hers last, and when: another one keeps its distance.
create table placements.person (
  person_no int primary key,
  placement_no int not null,
  popup_at timestamptz not null
);
