-- As in the ledger of benefits: members are never deleted, and the check of each row is a good part of a coupon for a million.
alter table coupons.coupon drop constraint coupon_member_id_fkey;
