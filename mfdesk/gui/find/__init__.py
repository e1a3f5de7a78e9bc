"""Finding in the table: by name, by going there, by filters; and what is sorted, filtered and pinned, to be seen."""
