-- What discounts took off the orders of some days: without it every order that ever was is read.
create index placed_paid on orders.placed (paid_at) where paid_at is not null;
