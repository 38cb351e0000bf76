-- What is wrong with a line, and why an import failed, are sentences in both languages; what stands there reads as it was written.
alter table imports.import
  alter column failure type jsonb using case when failure is null then null else jsonb_build_object('zh', failure, 'en', failure) end;
alter table imports.row_error
  alter column column_name type jsonb
    using case when column_name is null then null else jsonb_build_object('zh', column_name, 'en', column_name) end,
  alter column message type jsonb using jsonb_build_object('zh', message, 'en', message);
