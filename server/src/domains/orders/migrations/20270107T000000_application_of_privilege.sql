-- What a member day took off is asked of all its time: so few of all applications are of one that reading them all would be most of the work.
create index application_of_privilege on orders.application (offer_id) where source = 'levels';
