"""From a province's pMIEK list in Excel to the agreed pMIEK-actielijst.

The functions that do the work are in `actielijst_xl.usecases`; they take paths or open binary
files and return values without printing.
"""

__version__ = "0.1.0"
