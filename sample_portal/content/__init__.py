"""What the units publish: every module turns a unit and a seed into drafts."""
