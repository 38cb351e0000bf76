-- Members are never deleted, and what is given is given to a member in hand: the check of each row was a tenth of what a coupon
-- for a million costs.
alter table benefits.grant drop constraint grant_member_id_fkey;
