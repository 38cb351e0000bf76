-- How far it has come: the member whose coupons were looked at last.
alter table coupons.template add column void_after text not null default '';
