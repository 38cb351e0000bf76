-- What she reads about why she has it, where whoever gave it said something for her; the reason itself is the shop's own.
alter table coupons.coupon add column said text;
