//! The project's own chores: tidy, gen.

fn main() {}
