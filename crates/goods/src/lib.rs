//! HS and ECCN codes, vintages, priority lists, part numbers, text against code.
