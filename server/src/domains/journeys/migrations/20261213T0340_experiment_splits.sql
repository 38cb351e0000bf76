-- Which way of an experiment each run went, once: the first time she came to it. What she did after that is compared.
create table journeys.experiment_run (
  journey_no int not null,
  node text not null,
  run_id bigint not null references journeys.run,
  version int not null,
  way text not null,
  at timestamptz not null,
  primary key (run_id, node)
);
create index experiment_of_journey on journeys.experiment_run (journey_no, node);
