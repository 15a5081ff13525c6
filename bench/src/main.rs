//! Accuracy and speed figures, and peers side by side.

fn main() {}
