"""The words of the pages: the text of documents and guides."""
