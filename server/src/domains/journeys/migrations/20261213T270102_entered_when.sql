-- Who came in on some days. Runs are written in the order of time, so a summary of the pages tells them apart and costs an entry nearly nothing.
create index run_info_entered on journeys.run_info using brin (entered_at) with (autosummarize = on, pages_per_range = 32);
