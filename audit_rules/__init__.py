"""The audit core: records, rules and checks. No network, no database, no clock."""
