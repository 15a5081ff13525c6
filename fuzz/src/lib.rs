//! What must hold for any bytes: one function a target, called by the fuzzer and, on every seed, by `cargo test`.
//!
//! To add one: a function here, a row in [`TARGETS`], a file of three lines in `fuzz_targets/` with its `[[bin]]` in the
//! manifest, and a few seeds in `seeds/NAME/`. Companies and vessels only in seeds: they are published with the project.

mod words;

pub use words::ids;

/// Takes any bytes and panics where something that must hold does not.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: [(&str, Target); 1] = [("ids", ids)];

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_target_holds_for_its_seeds() {
        for (name, target) in TARGETS {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name);
            let seeds: Vec<_> = std::fs::read_dir(&folder).expect("every target has seeds").flatten().collect();
            assert!(!seeds.is_empty(), "{name} has no seeds");
            for seed in seeds {
                println!("{name}: {}", seed.path().display());
                target(&std::fs::read(seed.path()).expect("a seed is a file"));
            }
        }
    }

    #[test]
    fn every_target_is_built() {
        let manifest = include_str!("../Cargo.toml");
        for (name, _) in TARGETS {
            assert!(manifest.contains(&format!("fuzz_targets/{name}.rs")), "add a [[bin]] for {name}");
        }
        assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
    }
}
