-- A rule may lead to a quiz.
update accounts.rule set values = values || '{"quiz": null}'::jsonb where not jsonb_exists(values, 'quiz');
