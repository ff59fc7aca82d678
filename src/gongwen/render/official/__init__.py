"""Official documents after GB/T 9704-2012, as Word and as PDF.

`drafting` words facts; `elements` decides what stands where, once; `word` and `program` only draw it.
"""
