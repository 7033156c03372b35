"""The commands of `gongkai`, one module each: `HELP`, and `run` with its options."""
