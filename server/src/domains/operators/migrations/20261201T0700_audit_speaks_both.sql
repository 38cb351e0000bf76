-- What was done is said in both languages; what stands there reads as it was written. Areas are those of permissions.
alter table operators.audit_entry
  alter column summary type jsonb using jsonb_build_object('zh', summary, 'en', summary);
update operators.audit_entry set area = named.area
from (values
  ('products', 'catalog'), ('categories', 'catalog'), ('stock', 'catalog'), ('files', 'catalog'),
  ('refunds', 'orders'), ('promotions', 'pricing'), ('budgets', 'benefits'), ('grants', 'benefits'),
  ('playbooks', 'journeys'), ('message-templates', 'messaging')
) as named (old, area)
where audit_entry.area = named.old;
