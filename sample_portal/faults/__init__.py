"""The planted faults: every module holds one kind, its drafts and its entries for the key."""
