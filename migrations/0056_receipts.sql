-- Receipts list what somebody showed, by its owner.
create index worksheet_shares_owner on worksheet_shares (owner_id, shared_at, id);
create index journal_shares_owner on journal_shares (owner_id, shared_at, id);
