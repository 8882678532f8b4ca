//! The gongkai command.

fn main() {}
