"""A district's disclosure portal played on 127.0.0.1, with planted faults and their answer key."""
