"""What the program remembers: records in a database, page bytes in an evidence folder.

Rows never leave this package; records do. Every instant is given by the caller.
"""
