-- Welcomes of friends who came by no contact way.
create index welcome_default on scrm.welcome (event_at) where contact_way_id is null;
