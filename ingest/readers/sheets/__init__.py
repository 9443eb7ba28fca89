"""Workbooks and tables: a page a sheet, a line a row."""
