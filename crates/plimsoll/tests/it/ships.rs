//! The nine Caspian ships of `domain.md` 4 (7), as misspelt there: by IMO number and by name alone.

use serde_json::Value;

use crate::loaded_home::Loaded;
use crate::program::Home;

/// The name as written, the IMO number, and OFAC's number of the ship.
const SHIPS: [(&str, &str, &str); 9] = [
    ("Kompozitor Rakhmanin", "8606616", "50586"),
    ("Boriskustodiv", "9103817", "50583"),
    ("Omskiy 103", "8889385", "50593"),
    ("Omskiy-119", "8926913", "50594"),
    ("Port Olya-3", "9481910", "50585"),
    ("Port Olya-4", "9481934", "50584"),
    ("Vafa", "8422670", "50590"),
    ("Vafa-1", "8422682", "50591"),
    ("Zakamsk", "8951413", "50595"),
];

fn hits(home: &Home, arguments: &[&str]) -> Vec<Value> {
    let mut all = vec!["screen"];
    all.extend(arguments);
    all.extend(["--format", "json"]);
    home.run(&all).ended(0).json()["hits"].as_array().unwrap().clone()
}

/// The hits of a name, best first, as OFAC's numbers.
fn entries(hits: &[Value]) -> Vec<&str> {
    hits.iter().filter(|it| it["list"] == "US-SDN").map(|it| it["entry"].as_str().unwrap()).collect()
}

#[test]
fn by_name_alone() {
    let Some(home) = Loaded::Csl.home() else { return };
    let mut faults = Vec::new();
    for (name, _, expected) in SHIPS {
        let hits = hits(&home, &[name, "--schema", "Vessel"]);
        let entries = entries(&hits);
        if entries.first() != Some(&expected) {
            faults.push(format!("{name}: {entries:?}, and must begin with {expected}"));
        }
        let others = hits.iter().filter(|it| it["list"] == "US-SDN" && it["schema"] != "Vessel");
        faults.extend(others.map(|it| format!("{name}: {} is no vessel", it["caption"])));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_neighbour_stands_below() {
    let Some(home) = Loaded::Csl.home() else { return };
    let place = |hits: &[Value], entry: &str| entries(hits).iter().position(|it| *it == entry);
    // RAKHMANINOV above KOMPOZITOR GASANOV.
    let found = hits(&home, &["Kompozitor Rakhmanin", "--schema", "Vessel"]);
    assert!(place(&found, "50586").unwrap() < place(&found, "37081").unwrap_or(usize::MAX));
    // PORT OLYA-3 is not PORT OLYA-4, and the ship VAFA is not VAFA WHOLESALE LTD.
    for (name, itself, other) in [("Port Olya-3", "50585", "50584"), ("Vafa", "50590", "50589")] {
        let found = hits(&home, &[name, "--schema", "Vessel"]);
        let score =
            |entry: &str| found.iter().find(|it| it["entry"] == entry).map(|it| it["score"].to_string());
        assert!(score(itself) > score(other), "{name}: {:?}, {:?}", score(itself), score(other));
        assert!(place(&found, itself) < place(&found, other).or(Some(usize::MAX)), "{name}");
    }
    let firm = hits(&home, &["Vafa Wholesale Ltd", "--schema", "Company"]);
    assert_eq!(entries(&firm).first(), Some(&"50589"));
    assert!(!entries(&firm).contains(&"50590"), "the firm is not the ship");
}

/// The derived list has no IMO numbers; Ukraine's register of ships has, and so has the starter set.
#[test]
fn by_imo_number() {
    let Some(home) = Loaded::World.home() else { return };
    let mut faults = Vec::new();
    for (name, imo, sdn) in SHIPS {
        let found = hits(&home, &["Some Other Name", "--schema", "Vessel", "--id", &format!("imo={imo}")]);
        let captions: Vec<_> = found.iter().map(|it| it["caption"].to_string()).collect();
        if !entries(&found).contains(&sdn) {
            faults.push(format!("{name} {imo}: {captions:?}, and must have {sdn}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_wrong_check_digit_is_refused() {
    let home = Home::new();
    for (name, imo, _) in SHIPS {
        let last = imo.as_bytes()[6] - b'0';
        let wrong = format!("imo={}{}", &imo[..6], (last + 1) % 10);
        let ran = home.run(&["screen", name, "--schema", "Vessel", "--id", &wrong]).ended(2);
        assert!(ran.said.contains("do not add up"), "{}", ran.said);
    }
}
