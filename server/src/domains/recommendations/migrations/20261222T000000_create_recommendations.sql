create schema recommendations;

-- Who came to where goods are recommended: drawn once into an arm. The holdout is shown what is popular.
create table recommendations.met (
  slot text not null,
  person_no int not null,
  treated boolean not null,
  met_at timestamptz not null,
  primary key (slot, person_no)
);
create index met_person on recommendations.met (person_no);
