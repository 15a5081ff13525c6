//! What people add to a decision: a dismissal, an answer, an authorisation, each signed and seen by a second
//! person.

use serde_json::{Value, json};

use crate::loaded_home::Loaded;
use crate::program::{Home, Ran};

/// Lists of this day are fresh.
const KNOWN: [&str; 2] = ["--known-at", "2026-08-01"];

/// An order in which everything is known, from the US to `consignee`.
fn order(id: &str, consignee: &str, country: &str, goods: &Value) -> Value {
    let date = "2026-08-01";
    json!({
        "format": "order/1", "id": id, "transaction": "export",
        "dates": { "order": date, "contract": date, "export": date, "payment": date },
        "destination": { "country": country, "region": "Tatarstan" }, "ship_from": "US",
        "end_use": { "text": "Furniture of our own offices" },
        "parties": [
            { "role": "exporter", "schema": "Company", "name": "Example Components Inc", "country": "US",
              "addresses": [{ "text": "1200 Harbor Street, Wilmington, DE 19801", "country": "US" }] },
            { "role": "ultimate_consignee", "schema": "Company", "name": consignee, "country": country,
              "addresses": [{ "text": "Main Road 1", "country": country }] }
        ],
        "goods": [goods], "payment": { "currency": "USD" }
    })
}

fn desks() -> Value {
    json!({ "line": 1, "text": "Wooden office desks", "hs": "9403.30", "eccn": "EAR99", "origin": "US",
            "in_us": true, "quantity": 10, "unit": "pieces", "value": { "amount": 4100, "currency": "USD" } })
}

fn converters(quantity: u32) -> Value {
    json!({ "line": 1, "text": "Integrated circuits, analogue-to-digital converters", "hs": "8542.39",
            "eccn": "3A001.a.5.a", "origin": "US", "in_us": true, "quantity": quantity, "unit": "pieces",
            "lots": ["A1"], "value": { "amount": 4100, "currency": "USD" } })
}

fn licence(quantity: u32) -> Value {
    json!({ "kind": "licence", "number": "D1234567", "issuer": "BIS", "holder": "Example Components Inc",
            "valid": ["2026-01-01", "2027-12-31"], "lines": [1],
            "parties": ["Example Instruments Suzhou Co Ltd"], "limit": { "quantity": quantity },
            "conditions": ["Report the delivery within thirty days"] })
}

fn check(home: &Home, order: &Value) -> Value {
    home.file("order.json", order.to_string());
    let mut arguments = vec!["check", "order.json", "--format", "json"];
    arguments.extend(KNOWN);
    home.run(&arguments).json()
}

fn resolve(home: &Home, decision: &Value, said: &[&str]) -> Ran {
    let mut arguments = vec!["resolve", decision["decision_id"].as_str().unwrap(), "--format", "json"];
    arguments.extend(KNOWN);
    arguments.extend(said);
    home.run(&arguments)
}

/// The id of the fact that was signed, as the program says it.
fn fact(ran: &Ran) -> String {
    let after = ran.said.split("fact ").nth(1).unwrap_or_else(|| panic!("{}", ran.said));
    after.split(' ').next().unwrap().to_owned()
}

fn finding<'a>(decision: &'a Value, rule: &str) -> Option<&'a Value> {
    decision["findings"].as_array().unwrap().iter().find(|it| it["rule"] == rule)
}

/// A possible match holds; one person's dismissal does not release it, a second person's does, and its author
/// is not one.
#[test]
fn a_possible_match_is_dismissed_by_two_persons() {
    let Some(home) = Loaded::Csl.home() else { return };
    let before = check(&home, &order("R-1", "Alabuga South Park Development", "RU", &desks()));
    assert!(
        before["findings"].as_array().unwrap().iter().all(|it| it["outcome"] != "PROHIBITED"),
        "{before:#}"
    );
    let held = finding(&before, "SDN").unwrap();
    assert_eq!((&held["outcome"], &held["match"]["state"]), (&json!("HOLD"), &json!("possible")));
    let listing = format!("US-SDN/{}", held["match"]["entry"].as_str().unwrap());

    let refused = resolve(&home, &before, &["--dismiss", &listing, "--who", "A. Clerk"]).ended(2);
    assert!(refused.said.contains("--reason"), "{}", refused.said);
    let signed =
        resolve(&home, &before, &["--dismiss", &listing, "--who", "A. Clerk", "--reason", "other INN"]);
    let one = signed.json();
    let state = |decision: &Value| {
        let findings = decision["findings"].as_array().unwrap().iter();
        let of = findings.filter(|it| it["match"]["entry"] == held["match"]["entry"] && it["rule"] == "SDN");
        of.map(|it| (it["outcome"].clone(), it["match"]["state"].clone())).next()
    };
    assert_eq!(state(&one), Some((json!("HOLD"), json!("possible"))), "one person is not enough");

    let id = fact(&signed);
    let own = resolve(&home, &one, &["--approve", &id, "--who", "A. Clerk"]);
    assert_ne!(own.status, Some(0), "the author cannot approve: {}", own.said);
    assert!(own.out.is_empty(), "{}", own.text());
    let two = resolve(&home, &one, &["--approve", &id, "--who", "B. Reviewer"]).json();
    assert_ne!(state(&two).map(|it| it.0), Some(json!("HOLD")), "{two:#}");
    home.run(&["audit", "verify"]).ended(0);
}

/// A person says that the listing is the party: one signature is enough, and the list's effect follows.
#[test]
fn a_possible_match_is_confirmed_by_one_person() {
    let Some(home) = Loaded::Csl.home() else { return };
    let before = check(&home, &order("R-9", "Alabuga South Park Development", "RU", &desks()));
    let held = finding(&before, "SDN").unwrap();
    assert_eq!((&held["outcome"], &held["match"]["state"]), (&json!("HOLD"), &json!("possible")));
    let listing = format!("US-SDN/{}", held["match"]["entry"].as_str().unwrap());
    let signed = resolve(
        &home,
        &before,
        &["--confirm", &listing, "--who", "A. Clerk", "--reason", "same director and address"],
    );
    assert!(signed.said.contains("one signature is enough"), "{}", signed.said);
    let after = signed.ended(40).json();
    let stopped = finding(&after, "SDN").unwrap();
    assert_eq!(
        (&stopped["outcome"], &stopped["match"]["state"]),
        (&json!("PROHIBITED"), &json!("confirmed"))
    );
    assert_ne!(after["decision_id"], before["decision_id"], "it is a decision of its own");
    home.run(&["audit", "replay", after["decision_id"].as_str().unwrap()]).ended(0);
}

/// The answer to a mandatory question settles it, once two persons have signed.
#[test]
fn an_answer_settles_what_was_missing() {
    let Some(home) = Loaded::Csl.home() else { return };
    let mut to_ukraine = order("R-2", "Example Waterworks TOV", "UA", &desks());
    to_ukraine["destination"] = json!({ "country": "UA" });
    let before = check(&home, &to_ukraine);
    assert_eq!(before["outcome"], "HOLD");
    assert!(asks(&before, "region.embargoed"), "{}", before["incomplete"]);

    let answer = |value: &str| {
        let answer = format!("region.embargoed={value}");
        let said = ["--answer", &answer, "--who", "A. Clerk", "--evidence", "delivery note: Lviv"];
        resolve(&home, &before, &said)
    };
    let unknown = answer("unknown").json();
    assert!(unknown["outcome"] == "HOLD" && asks(&unknown, "region.embargoed"), "not knowing is no answer");
    let signed = answer("no");
    let one = signed.json();
    let two = resolve(&home, &one, &["--approve", &fact(&signed), "--who", "B. Reviewer"]).json();
    assert!(!asks(&two, "region.embargoed"), "{}", two["incomplete"]);
    assert_ne!(two["outcome"], "HOLD", "{}", two["incomplete"]);
}

fn asks(decision: &Value, what: &str) -> bool {
    decision["incomplete"].as_array().unwrap().iter().any(|it| it["what"] == what)
}

#[test]
fn a_red_flag_is_settled_by_two_persons() {
    let Some(home) = Loaded::Csl.home() else { return };
    let mut flagged = order("R-3", "Example Instruments Suzhou Co Ltd", "CN", &desks());
    flagged["flags"] = json!([{ "id": "KYC-5", "answer": "yes" }]);
    let before = check(&home, &flagged);
    assert_eq!(finding(&before, "KYC-5").unwrap()["outcome"], "HOLD");
    let said = [
        "--settle",
        "KYC-5",
        "--who",
        "A. Clerk",
        "--reason",
        "the sum is 40 USD",
        "--evidence",
        "invoice 7",
    ];
    let signed = resolve(&home, &before, &said);
    let one = signed.json();
    assert_eq!(finding(&one, "KYC-5").unwrap()["outcome"], "HOLD", "one person is not enough");
    let two = resolve(&home, &one, &["--approve", &fact(&signed), "--who", "B. Reviewer"]).json();
    let settled = finding(&two, "KYC-5").map_or(json!("gone"), |it| it["outcome"].clone());
    assert_ne!(settled, "HOLD", "{two:#}");
}

/// contracts.md 7: a covered finding stays visible with `released_by`; what is drawn by one order is not
/// there for the next.
#[test]
fn a_licence_releases_and_its_quantity_draws_down() {
    let Some(home) = Loaded::Csl.home() else { return };
    let claim = |id: &str, pieces: u32| {
        let mut order = order(id, "Example Instruments Suzhou Co Ltd", "CN", &converters(pieces));
        order["authorisations"] = json!([licence(500)]);
        order
    };
    // Binding answers are about today: no date is insisted on.
    let decide = |order: &Value| {
        home.file("order.json", order.to_string());
        home.run(&["check", "order.json", "--format", "json"]).json()
    };
    let plain = decide(&order("L-0", "Example Instruments Suzhou Co Ltd", "CN", &converters(300)));
    assert_eq!(finding(&plain, "E738-1").unwrap()["outcome"], "LICENCE_REQUIRED");

    let first = decide(&claim("L-1", 300));
    let released = finding(&first, "E738-1").unwrap();
    assert_eq!(released["outcome"], "CONDITIONS", "{:#}", first["authorisations"]);
    assert_eq!(released["before_release"], "LICENCE_REQUIRED");
    assert!(released["released_by"].as_str().unwrap().contains("D1234567"));

    // 300 of 500 are drawn: 300 more do not fit, 200 do.
    let second = decide(&claim("L-2", 300));
    assert_eq!(
        finding(&second, "E738-1").unwrap()["outcome"],
        "LICENCE_REQUIRED",
        "{:#}",
        second["authorisations"]
    );
    let third = decide(&claim("L-3", 200));
    assert_eq!(finding(&third, "E738-1").unwrap()["outcome"], "CONDITIONS", "{:#}", third["authorisations"]);
    // The same order decided again draws once.
    let again = decide(&claim("L-1", 300));
    assert_eq!(finding(&again, "E738-1").unwrap()["outcome"], "CONDITIONS", "{:#}", again["authorisations"]);
    home.run(&["audit", "verify"]).ended(0);
}

/// A licence that does not cover the trade is excluded, with the reason.
#[test]
fn a_licence_that_does_not_fit_is_excluded_because() {
    let Some(home) = Loaded::Csl.home() else { return };
    for (field, value, word) in [
        ("valid", json!(["2020-01-01", "2021-12-31"]), "2021-12-31"),
        ("parties", json!(["Another Firm Ltd"]), "Example Instruments Suzhou"),
        ("issuer", json!("BAFA"), "BAFA"),
        ("limit", json!({ "quantity": 5 }), "5"),
    ] {
        let mut order =
            order(&format!("X-{field}"), "Example Instruments Suzhou Co Ltd", "CN", &converters(300));
        let mut claimed = licence(500);
        claimed[field] = value;
        order["authorisations"] = json!([claimed]);
        let decision = check(&home, &order);
        assert_eq!(finding(&decision, "E738-1").unwrap()["outcome"], "LICENCE_REQUIRED", "{field}");
        let tests = decision["authorisations"].as_array().unwrap();
        let test =
            tests.iter().find(|it| it["rule"] == "E738-1").unwrap_or_else(|| panic!("{field}: {tests:?}"));
        let because = test["because"].to_string();
        assert!(test["excluded"] == true && because.contains(word), "{field}: {because}");
    }
}

/// contracts.md 8 and 7: nothing but an authorisation releases a prohibition, and it stays visible.
#[test]
fn a_prohibition_is_not_dismissed_away_by_one_person() {
    let Some(home) = Loaded::Csl.home() else { return };
    let mut order = order("P-1", "LLC Alabuga Machinery", "RU", &desks());
    order["parties"][1]["ids"] = json!({ "inn": "1674003000" });
    let before = check(&home, &order);
    assert_eq!(before["outcome"], "PROHIBITED");
    let entry = finding(&before, "SDN").unwrap()["match"]["entry"].as_str().unwrap().to_owned();
    let listing = format!("US-SDN/{entry}");
    let said = ["--dismiss", &listing, "--who", "A. Clerk", "--reason", "they say that it is another firm"];
    let one = resolve(&home, &before, &said);
    assert_eq!((one.status, &one.json()["outcome"]), (Some(40), &json!("PROHIBITED")));
    let settled = resolve(&home, &before, &["--settle", "SDN", "--who", "A. Clerk", "--reason", "no matter"]);
    if settled.status != Some(2) {
        let both = resolve(&home, &before, &["--approve", &fact(&settled), "--who", "B. Reviewer"]);
        assert_eq!(both.json()["outcome"], "PROHIBITED", "a prohibition is no red flag to settle");
    }
}

/// A slip of the pen in a fact's name must not be signed in silence: it would answer nothing.
#[test]
fn an_answer_to_no_question_is_refused() {
    let Some(home) = Loaded::Csl.home() else { return };
    let before = check(&home, &order("R-4", "Example Instruments Suzhou Co Ltd", "CN", &desks()));
    for answer in ["colour=blue", "end_use.millitary=no"] {
        let ran = resolve(&home, &before, &["--answer", answer, "--who", "A. Clerk", "--reason", "so"]);
        assert_eq!(ran.status, Some(2), "{answer}: {}", ran.said);
    }
    let ran = resolve(&home, &before, &["--settle", "KYC-10", "--who", " ", "--reason", "so"]);
    assert_eq!(ran.status, Some(2), "nobody signs: {}", ran.said);
}
