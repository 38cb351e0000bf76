-- A product is sent by a template that is there; one that named another is sent by the shop's own terms, as it was all along.
update catalog.product p set freight_template_id = null
where freight_template_id is not null and not exists (select from pricing.freight_template t where t.id = p.freight_template_id);
alter table catalog.product add foreign key (freight_template_id) references pricing.freight_template;
