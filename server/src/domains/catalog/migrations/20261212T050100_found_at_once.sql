-- Terms of products go into their index with the save. Put off, as is the default, they lay in a list of up to 4 MB that every
-- search read through, until an automatic vacuum came by: a search among ten thousand took twice as long and more.
alter index catalog.product_search set (fastupdate = off);
alter index catalog.product_tags set (fastupdate = off);
select gin_clean_pending_list('catalog.product_search'), gin_clean_pending_list('catalog.product_tags');
