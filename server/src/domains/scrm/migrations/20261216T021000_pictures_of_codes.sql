-- Pictures of codes lie with the shop's own files: those that were shown from WeCom's host are fetched once.
update scrm.way_staff set due_at = now(), tries = 0 where wanted and picture like 'http%' and due_at is null;
update scrm.group_entry set due_at = now(), tries = 0 where wanted and picture like 'http%' and due_at is null;
