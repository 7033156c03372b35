"""Files offered beside a page: their words, read in a process apart, and what they add to a record.

`reader.read_attachment` turns bytes into lines, `merge.complete_record` fills from them what the
page does not say. The libraries that open the files are imported in the child process only.
"""
