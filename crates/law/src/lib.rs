//! Dated rules over three-valued facts to findings; the decision and its bytes.
