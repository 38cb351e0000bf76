-- Whom a fact is about that stands for many (Fact.each): a file's members and orders are told some hundred at a time.
alter table platform.event add column persons int[];
