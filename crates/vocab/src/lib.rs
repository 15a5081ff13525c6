//! Words of the trade as types that cannot be wrong.
