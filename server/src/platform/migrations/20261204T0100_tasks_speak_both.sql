-- What long work is called, and what became of it, are sentences in both languages; what stands there reads as it was written.
alter table platform.task alter column message drop default, alter column message drop not null;
alter table platform.task
  alter column title type jsonb using jsonb_build_object('zh', title, 'en', title),
  alter column message type jsonb using case when message = '' then null else jsonb_build_object('zh', message, 'en', message) end;
