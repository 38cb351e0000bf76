-- What is bought and not sent: a card. It stands on the order as goods do, is paid and given back as they are, and needs nobody's hands.
alter table orders.placed add column service text check (service in ('card'));
