-- What she allows, she allows one app to send to one account of hers. Rows from before there were several apps, and the
-- texts with one template id, are the default app's: the first start, which knows it, says so (channels/subscribe/adopt.ts).
-- Account 0: the channel knows no accounts.
alter table messaging.consent add column app text not null default '', add column account int not null default 0;
alter table messaging.consent drop constraint consent_pkey;
alter table messaging.consent add primary key (person_no, channel, account, template_key);

-- The app that the cause came from, if any; the app that the message goes by, and her account there.
alter table messaging.outbound
  add column cause_app text not null default '',
  add column app text not null default '',
  add column account int not null default 0;

-- No channel has a rate of its own: an index of all that was ever sent is not kept for it.
drop index messaging.outbound_channel_pace;
