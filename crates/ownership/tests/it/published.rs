//! The published examples of BODS, and collections in FollowTheMoney form.

use std::path::PathBuf;

use ownership::{Answer, Answers, Format, Graph, Interest, Law, Listed, Reading, read};

/// The folder of published data; `None`, said plainly, where it is missing.
fn data(path: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("PLIMSOLL_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let found = folder.join(path);
    if found.exists() {
        return Some(found);
    }
    println!("skipped: no {path} in the data folder");
    None
}

/// Answers under OFAC for one party on one day, with one person listed.
#[track_caller]
fn check(reading: &Reading, party: &str, listed: &str, as_of: &str, expected: (Answer, &str)) {
    let graph = Graph::on(&reading.statements, as_of.parse().unwrap());
    let mut by_law = Listed::nobody(reading.statements.parties().len());
    by_law.add_everywhere(reading.statements.find(listed).unwrap());
    let answers = Answers::compute(&graph, &by_law);
    let party = reading.statements.find(party).unwrap();
    let found = (answers.answer(party, Law::Ofac), answers.held(party, Law::Ofac).words());
    assert_eq!(found, (expected.0, expected.1.to_owned()), "{}", answers.explain(party).summary);
}

#[test]
fn the_nineteen_bods_examples_are_read_in_full() {
    let Some(folder) = data("ownership/bods_examples") else { return };
    let mut count = 0;
    for path in std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        let bytes = std::fs::read(&path).unwrap();
        let reading = read(&bytes).unwrap();
        assert_eq!((reading.format, &reading.rejects[..]), (Format::Bods, &[][..]), "{}", path.display());
        let records: Vec<serde_json::Value> = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(reading.records, records.len() as u64, "{}", path.display());
        let graph = Graph::on(&reading.statements, vocab::Date::constant(2026, 11, 23));
        let listed = Listed::nobody(reading.statements.parties().len());
        let answers = Answers::compute(&graph, &listed);
        for party in (0..reading.statements.parties().len())
            .filter_map(|at| reading.statements.find(&reading.statements.parties()[at].id))
        {
            answers.explain(party);
        }
        count += 1;
    }
    assert_eq!(count, 19);
}

#[test]
fn versions_of_a_record_follow_each_other() {
    let Some(path) = data("ownership/bods_examples/tecido.json") else { return };
    let reading = read(&std::fs::read(path).unwrap()).unwrap();
    let (party, trust) = ("Tecido Ltd", "Shear Trust");
    check(&reading, party, trust, "2021-09-23", (Answer::NotBlocked, "0"));
    check(&reading, party, trust, "2021-09-24", (Answer::Blocked, "60"));
    check(&reading, party, trust, "2022-09-21", (Answer::Blocked, "70"));
    check(&reading, party, trust, "2023-03-01", (Answer::Blocked, "80"));
    check(&reading, party, "Maria Esteves", "2021-09-23", (Answer::Blocked, "100"));
    check(&reading, party, "Maria Esteves", "2022-01-01", (Answer::NotBlocked, "40"));
    check(&reading, party, "Maria Esteves", "2023-03-04", (Answer::NotBlocked, "0"));
}

#[test]
fn an_indirect_holding_is_not_added_to_its_parts() {
    let Some(path) = data("ownership/bods_examples/indirect-ownership.json") else { return };
    let reading = read(&std::fs::read(path).unwrap()).unwrap();
    check(&reading, "Company A", "Person 1", "2020-01-01", (Answer::Undetermined, "0 to 60"));
    check(&reading, "Company A", "Company B", "2020-01-01", (Answer::Blocked, "60"));
}

#[test]
fn a_state_is_found_behind_its_company() {
    let Some(path) = data("ownership/bods_examples/bods-package-fi-soe.json") else { return };
    let reading = read(&std::fs::read(path).unwrap()).unwrap();
    check(&reading, "Gasgrid Finland Oy", "Valtiovarainministerio", "2022-06-01", (Answer::Blocked, "100"));
}

#[test]
fn who_holds_jointly_counts_with_the_whole_in_the_uk() {
    let Some(path) = data("ownership/bods_examples/joint-ownership.json") else { return };
    let reading = read(&std::fs::read(path).unwrap()).unwrap();
    let graph = Graph::on(&reading.statements, vocab::Date::constant(2020, 1, 1));
    let mut listed = Listed::nobody(reading.statements.parties().len());
    listed.add_everywhere(reading.statements.find("1accb8b18b99").unwrap());
    let answers = Answers::compute(&graph, &listed);
    let company = reading.statements.find("CHRINON LTD").unwrap();
    assert_eq!(answers.answer(company, Law::Uk), Answer::Blocked);
}

#[test]
fn a_collection_in_followthemoney_form_is_read() {
    let Some(path) = data("ftm/samples/zala/entities.ftm.json") else { return };
    let bytes = std::fs::read(path).unwrap();
    let reading = read(&bytes).unwrap();
    let lines = |schema: &str| {
        let mark = format!("\"schema\": \"{schema}\"");
        String::from_utf8_lossy(&bytes).lines().filter(|line| line.contains(&mark)).count()
    };
    let of =
        |interest: Interest| reading.statements.all().iter().filter(|it| it.interest == interest).count();
    assert_eq!((reading.format, reading.rejected), (Format::FollowTheMoney, 0), "{:?}", reading.rejects);
    assert_eq!(of(Interest::Shares), lines("Ownership"));
    assert_eq!(of(Interest::Office), lines("Directorship"));
}
