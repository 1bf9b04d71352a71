"""Lists that offices keep in Excel: a file is guarded, read, and judged row by row. Nothing is written here.

`workbook.read` turns a file and the columns of its kind into a sheet of texts; the module of the kind
(`people`) says what each row would do; `units.services.intake` does it.
"""
