"""`python -m actielijst_xl`."""

from actielijst_xl.cli import main

main()
