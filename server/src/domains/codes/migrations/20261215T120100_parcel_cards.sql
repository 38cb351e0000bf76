-- While a card is put into parcels.
update codes.code set values = '{"parcelsFrom": null, "parcelsTo": null}'::jsonb || values where not values ? 'parcelsFrom';
