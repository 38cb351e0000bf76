-- Who was merged into a member is asked at each merge and on her page: found, not looked for among all.
create index member_merged on members.member (merged_into) where merged_into is not null;
