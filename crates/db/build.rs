//! Compiles the crate again when a migration is added: the list of files is embedded at compile time.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
