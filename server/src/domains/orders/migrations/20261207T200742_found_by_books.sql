-- Sums that domains keep are held against what they are of as well.
alter table orders.difference drop constraint difference_found_by_check;
alter table orders.difference add constraint difference_found_by_check
  check (found_by in ('notification', 'query', 'bill', 'books'));
