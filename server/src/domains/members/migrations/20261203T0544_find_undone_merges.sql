-- On the page of somebody who was taken apart again.
create index merge_undone on members.merge (loser_id) where undone_at is not null;
