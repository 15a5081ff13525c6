//! Pairs that a matcher must tell, each beside its near miss.

use ledger::{Address, IdKind, Identifier, NameKind, Party};
use screening::{Comparison, EvidenceKind, REVIEW_AT, Rarity, Settings, compare};
use vocab::Schema::{self, Company, Person, Vessel};

use crate::data::{in_country, index_of, name, party};

/// Whether a pair reaches the shipped line; checks on the way that the score is explained, and the same both ways.
fn compared(ours: &Party, theirs: &Party) -> Comparison {
    let rarity = Rarity::shipped();
    let out = compare(ours, theirs, &rarity);
    let back = compare(theirs, ours, &rarity);
    assert_eq!(
        (out.score, out.strength),
        (back.score, back.strength),
        "{} / {}",
        ours.caption(),
        theirs.caption()
    );
    let sum: i32 = out.evidence.iter().chain(&out.against).map(|it| it.weight).sum();
    assert_eq!(i32::from(out.score), sum.clamp(0, 10_000), "{} / {}", ours.caption(), theirs.caption());
    out
}

fn check(schema: Schema, cases: &[(&str, &str, bool)]) {
    let mut wrong = Vec::new();
    for &(ours, theirs, alerts) in cases {
        let out = compared(&party(schema, ours), &party(schema, theirs));
        if (out.score >= REVIEW_AT) != alerts {
            wrong.push(format!(
                "{ours} / {theirs}: {} should {}alert",
                out.score,
                if alerts { "" } else { "not " }
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn companies() {
    let haige = "Guangzhou Haige Communication Group Co., Ltd.";
    check(
        Company,
        &[
            ("GUANGZHOU HAIGE COMM GRP", haige, true),
            ("HAIGE GUANGZHOU", haige, true),
            ("GUANGZHOU COMM GRP", haige, false),
            ("Guangzhou Haoyun Communication Group", haige, false),
            ("CNOOC ENERGY TECH & SRVCES LTD", "CNOOC Energy Technology and Services Limited", true),
            ("BELLETECH CORP", "11420 CORP.", false),
            ("11420 Corporation", "11420 CORP.", true),
            ("Mado Co", "Mado Company", true),
            ("Amado Delgado", "Mado Company", false),
            ("ООО Волокно", "Volokno LLC", true),
            ("Obshchestvo s ogranichennoy otvetstvennostyu Volokno", "OOO VOLOKNO", true),
            ("General Trading Company LLC", "General Industries Company LLC", false),
            ("International Electronic Technology Co", "International Technology Trading Co", false),
            ("中远海运", "Zhongyuan Haiyun", true),
            ("深圳市大疆创新科技有限公司", "Shenzhen Dajiang Innovation Technology Co Ltd", true),
            ("深圳市大疆创新科技有限公司", "Shenzhen Huawei Technology Co Ltd", false),
            ("شرکت صنایع هواپیماسازی قدس", "Qods Aviation Industries", true),
            ("Plant No 12 Uralmash", "Plant No 14 Uralmash", false),
            ("OEZ PPT Alabuga AO", "JSC SEZ PPT Alabuga", true),
        ],
    );
}

#[test]
fn vessels() {
    check(
        Vessel,
        &[
            ("Kompozitor Rakhmanin", "KOMPOZITOR RAKHMANINOV", true),
            ("Kompozitor Rakhmanin", "KOMPOZITOR GASANOV", false),
            ("Boriskustodiv", "BORIS KUSTODIEV", true),
            ("Omskiy 103", "OMSKIY-103", true),
            ("M/V Omskiy-119", "OMSKIY-119", true),
            ("Омский-103", "OMSKIY-103", true),
            ("Omskiy-103", "OMSKIY-119", false),
            ("PORT OLYA-3", "PORT OLYA-4", false),
            ("Port Olya 3", "PORT OLYA-3", true),
            ("VAFA", "VAFA-1", false),
            ("VAFA", "VAFA", true),
        ],
    );
}

#[test]
fn people() {
    check(
        Person,
        &[
            ("Jon Smithson", "John Smithson", true),
            ("Vladimir Kustodiev", "Vladimir Vladimirovich Kustodiev", true),
            ("Kustodiev Vladimir", "Владимир Кустодиев", true),
            ("Sergey Vladimirovich Ivanov", "Sergey Vladimirovich Petrov", false),
            ("Mohammed Al-Qahtani", "Muhammad al Kahtani", true),
            ("محمد القحطاني", "Mohammed Al-Qahtani", true),
            ("محمد القحطاني", "Mohammed Al-Masri", false),
            ("Abdulrahman Zargari", "Abd al-Rahman Zargari", true),
            ("Wang Xiaoming", "王小明", true),
            ("Kim Jongun", "김정은", true),
            ("Kim Jong Un", "김정은", true),
            ("Kim Jong Un", "Kim Jong Nam", false),
            ("Li Wei", "Li Na", false),
            ("Yevgeniy Shchukin", "Евгений Щукин", true),
            ("Evgeny Shukin", "Yevgeniy Shchukin", true),
        ],
    );
}

#[test]
fn a_weak_alias_confirms_and_never_alerts_alone() {
    let mut listed = in_country(party(Company, "Oje Parvaz Mado Nafar"), "IR");
    listed.names.push(name("Rahpeyma", NameKind::Weak));
    let ours = party(Company, "Rahpeyma");
    assert!(compared(&ours, &listed).score < REVIEW_AT);
    assert!(compared(&in_country(ours, "IR"), &listed).score < REVIEW_AT);
}

#[test]
fn an_identifier_outweighs_names_and_a_hull_has_one() {
    let with_imo = |name: &str, imo: &str| {
        let mut vessel = party(Vessel, name);
        vessel.ids.push(Identifier {
            kind: IdKind::Imo,
            value: imo.to_owned(),
            text: format!("IMO {imo}"),
            country: None,
            fault: None,
            field: "remarks".into(),
        });
        vessel
    };
    let renamed = compared(&with_imo("SEA STAR", "9103817"), &with_imo("BORIS KUSTODIEV", "9103817"));
    assert!(renamed.score >= 9_500 && renamed.presumed);
    let other = compared(&with_imo("BORIS KUSTODIEV", "8606616"), &with_imo("BORIS KUSTODIEV", "9103817"));
    assert!(other.score < REVIEW_AT && !other.presumed);
    assert!(other.against.iter().any(|it| it.kind == EvidenceKind::Identifier));
}

#[test]
fn only_a_telling_full_name_in_the_same_country_is_presumed() {
    for (ours, theirs, country, presumed) in [
        ("Zavod Uralmash Vostok LLC", "OOO Zavod Uralmash Vostok", "RU", false),
        ("Boris Kustodiev Volokno", "Boris Kustodiev Volokno LLC", "RU", true),
        ("Boris Kustodiev Volokno", "Boris Kustodiev Volokno LLC", "TR", false),
        ("Mado", "Mado LLC", "RU", false),
    ] {
        let out =
            compared(&in_country(party(Company, ours), country), &in_country(party(Company, theirs), "RU"));
        assert_eq!(out.presumed, presumed, "{ours} {country} {}", out.score);
    }
}

#[test]
fn an_address_finds_the_parties_at_its_building() {
    let at = |name: &str, text: &str| {
        let mut out = party(Company, name);
        out.addresses.push(Address { text: text.to_owned(), ..Address::default() });
        out
    };
    let index = index_of(&[
        at("Address 07", "Room 1502, 15/F, Tung Wah Mansion, 199 Hennessy Road, Wan Chai, Hong Kong"),
        at("Volokno Trading", "Unit 803, 8/F, Tung Wah Mansion, 199-203 Hennessy Road, Wanchai, Hong Kong"),
        at("Kustodiev Marine", "21 Gagarina Street, Elabuga, Tatarstan"),
    ]);
    let units = |text: &str| -> Vec<bool> {
        let address = Address { text: text.to_owned(), ..Address::default() };
        index.screen_address(&address).iter().map(|hit| hit.same_unit).collect()
    };
    for text in [
        "RM 1502 15/F TUNG WAH MANSION 199 HENNESSY ROAD WAN CHAI HONG KONG",
        "Flat 1502, 15th Floor, Tung Wah Mansion, 199 Hennessy Rd, Hong Kong",
        "Unit 1502, Tung Wah Mansion, Hennessy Road 199, Wan Chai",
    ] {
        assert_eq!(units(text), [true, false], "{text}");
    }
    assert_eq!(units("199 Hennessy Road, Wan Chai, Hong Kong"), [false, false]);
    assert!(units("Wan Chai, Hong Kong").is_empty());
    assert!(units("45 Hennessy Road, Wan Chai, Hong Kong").is_empty());
    // Nobody is called "Address 07".
    assert!(index.screen(&party(Company, "Address 07"), &Settings::STANDARD).is_empty());
}
