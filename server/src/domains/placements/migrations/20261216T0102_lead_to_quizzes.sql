-- A tap may open a quiz.
update placements.placement set values = values || '{"quiz": null}'::jsonb where not jsonb_exists(values, 'quiz');
update placements.stamp set stamp = stamp + 1;
