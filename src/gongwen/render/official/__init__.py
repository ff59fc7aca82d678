"""Official documents after GB/T 9704-2012, as Word and as PDF.

`elements` decides what stands where, once; `docx` and `typst` only draw it.
"""
