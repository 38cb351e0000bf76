-- The coupon that a showing held out: arms of an experiment hold out different ones, and a tap takes what was on the screen. Null of what was shown before.
alter table placements.showing add column coupon text;
