-- Pictures under the text of the detail page, in their order.
alter table catalog.product add column detail_images text[] not null default '{}';
