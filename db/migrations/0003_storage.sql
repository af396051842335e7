-- Each commit updates the case's own row and seldom an indexed column of it: with room on the page, no index is touched.
alter table "case" set (fillfactor = 70);
alter table task set (fillfactor = 85);
alter table deadline set (fillfactor = 85);
alter table kept_input set (fillfactor = 70);
alter table delivery set (fillfactor = 85);
