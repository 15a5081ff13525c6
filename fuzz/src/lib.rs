//! What must hold for any bytes: one function a target, run by the fuzzer and, on every seed, by `cargo test`.
//!
//! To add one: a row in [`TARGETS`], a `[[bin]]` of the same name in the manifest, and a few seeds in `seeds/NAME/`.
//! Companies and vessels only in seeds: they are published with the project.

mod goods_tables;
mod list_files;
mod names;
mod orders;
mod words;

use list_files::list;
use lists::Kind;

/// Takes any bytes and panics where something that must hold does not.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: [(&str, Target); 20] = [
    ("ids", words::ids),
    ("partial_date", words::partial_date),
    ("names", names::names),
    ("spelling", names::spelling),
    ("goods_text", goods_tables::goods_text),
    ("part_746", goods_tables::part_746),
    ("order", orders::order),
    ("lists_ofac", |bytes| list(Kind::OfacSdn, bytes)),
    ("lists_us_csl", |bytes| list(Kind::UsCsl, bytes)),
    ("lists_eu_fsf", |bytes| list(Kind::EuFsf, bytes)),
    ("lists_eu_oj", |bytes| list(Kind::EuOj, bytes)),
    ("lists_un_sc", |bytes| list(Kind::UnSc, bytes)),
    ("lists_uk_conlist", |bytes| list(Kind::UkConlist, bytes)),
    ("lists_uk_sl", |bytes| list(Kind::UkSl, bytes)),
    ("lists_au_dfat", |bytes| list(Kind::AuDfat, bytes)),
    ("lists_ca_sema", |bytes| list(Kind::CaSema, bytes)),
    ("lists_ua_gur_ships", |bytes| list(Kind::UaGurShips, bytes)),
    ("lists_ua_nsdc", |bytes| list(Kind::UaNsdc, bytes)),
    ("lists_ftm", |bytes| list(Kind::Ftm, bytes)),
    ("lists_book", |bytes| list(Kind::Book, bytes)),
];

/// Runs the target `name` on `bytes`.
pub fn run(name: &str, bytes: &[u8]) {
    let (_, target) =
        TARGETS.iter().find(|(known, _)| *known == name).expect("every [[bin]] has a row in TARGETS");
    target(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_target_holds_for_its_seeds() {
        for (name, target) in TARGETS {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name);
            let seeds: Vec<_> =
                std::fs::read_dir(&folder).expect("every target has seeds").flatten().collect();
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
            assert!(manifest.contains(&format!("name = \"{name}\"\npath")), "add a [[bin]] for {name}");
        }
        assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len(), "a [[bin]] without a row in TARGETS");
    }
}
