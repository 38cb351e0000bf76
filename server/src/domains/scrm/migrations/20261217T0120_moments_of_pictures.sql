-- A moment may come with the pictures of some products instead of a link.
update scrm.moment set values = values || '{"goods": null}' where not values ? 'goods';
