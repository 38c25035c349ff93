"""The data file: what a record is, how the file is read and checked, and how two versions differ."""
