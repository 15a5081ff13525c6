//! One order in, one cited decision out.

fn main() {}
