-- Where the video of a product lies, shown before its pictures.
alter table catalog.product add column video text;
