-- Units in a parcel may name their lot (`{position, quantity, lot}`): who got goods of a recalled one is asked by it.
create index parcel_by_lot on orders.parcel using gin (lines jsonb_path_ops) where lines @? '$[*].lot';
