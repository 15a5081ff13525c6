//! Radio identities of ships, and the countries that give them.

use std::fmt;
use std::str::FromStr;

use crate::CountryCode;
use crate::ascii_code::{after_label, digits, number};

/// A maritime mobile service identity: nine digits, of which a ship's begin with its country's three (ITU-R
/// M.585).
///
/// It changes with the flag, and there is no check digit: many that are heard are set wrongly or made up.
/// Only those of ships begin with a [`Mid`]; shore stations (00…), groups (0…), aircraft (111…), aids to
/// navigation (99…), craft of a ship (98…), distress devices (97…) and hand-held radios (8…) are read too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mmsi(u32);

/// Maritime identification digits: the three that stand for a country, from 201 to 775.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mid(u16);

/// Why a text is not an MMSI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMmsi {
    /// Not nine ASCII digits.
    #[error("an MMSI is nine digits")]
    Shape,
    /// One digit nine times: a filler.
    #[error("an MMSI of one digit nine times over is a filler")]
    Placeholder,
}

/// A text that is not three digits from 201 to 775.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("maritime identification digits are three, from 201 to 775")]
pub struct NotMid;

impl Mmsi {
    /// The number itself, as 273344820.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The country's digits, if the identity is a ship's.
    pub fn mid(self) -> Option<Mid> {
        u16::try_from(self.0 / 1_000_000).ok().and_then(|digits| Mid::new(digits).ok())
    }
}

impl Mid {
    /// The digits from 201 to 775, whether or not a country has them.
    pub const fn new(digits: u16) -> Result<Self, NotMid> {
        if digits >= 201 && digits <= 775 { Ok(Self(digits)) } else { Err(NotMid) }
    }

    /// The three digits, as 273.
    pub const fn get(self) -> u16 {
        self.0
    }

    /// The country or territory that has the digits; `None` if none has, or several have (306 is shared by
    /// Curaçao, Sint Maarten and the Caribbean Netherlands).
    pub fn country(self) -> Option<CountryCode> {
        let at = ALLOCATED.partition_point(|(_, last, _)| *last < self.0);
        ALLOCATED.get(at).filter(|(first, ..)| *first <= self.0).map(|(.., country)| *country)
    }
}

impl FromStr for Mmsi {
    type Err = NotMmsi;

    fn from_str(text: &str) -> Result<Self, NotMmsi> {
        let digits: [u32; 9] = digits(after_label(text, "MMSI")).ok_or(NotMmsi::Shape)?;
        if digits.iter().all(|digit| *digit == digits[0]) {
            return Err(NotMmsi::Placeholder);
        }
        u32::try_from(number(&digits)).map(Self).map_err(|_| NotMmsi::Shape)
    }
}

impl FromStr for Mid {
    type Err = NotMid;

    fn from_str(text: &str) -> Result<Self, NotMid> {
        let digits: [u32; 3] = digits(text.trim()).ok_or(NotMid)?;
        u16::try_from(number(&digits)).map_err(|_| NotMid).and_then(Self::new)
    }
}

impl fmt::Display for Mmsi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:09}", self.0)
    }
}

impl fmt::Display for Mid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// First and last digits of each run, and the country that has them: ITU, table of maritime identification
/// digits (Radio Regulations, Appendix 43), with territories under their own code where ISO 3166 gives one.
const ALLOCATED: &[(u16, u16, CountryCode)] = &[
    (201, 201, CountryCode::AL),
    (202, 202, CountryCode::AD),
    (203, 203, CountryCode::AT),
    (204, 204, CountryCode::PT),
    (205, 205, CountryCode::BE),
    (206, 206, CountryCode::BY),
    (207, 207, CountryCode::BG),
    (208, 208, CountryCode::VA),
    (209, 210, CountryCode::CY),
    (211, 211, CountryCode::DE),
    (212, 212, CountryCode::CY),
    (213, 213, CountryCode::GE),
    (214, 214, CountryCode::MD),
    (215, 215, CountryCode::MT),
    (216, 216, CountryCode::AM),
    (218, 218, CountryCode::DE),
    (219, 220, CountryCode::DK),
    (224, 225, CountryCode::ES),
    (226, 228, CountryCode::FR),
    (229, 229, CountryCode::MT),
    (230, 230, CountryCode::FI),
    (231, 231, CountryCode::FO),
    (232, 235, CountryCode::GB),
    (236, 236, CountryCode::GI),
    (237, 237, CountryCode::GR),
    (238, 238, CountryCode::HR),
    (239, 241, CountryCode::GR),
    (242, 242, CountryCode::MA),
    (243, 243, CountryCode::HU),
    (244, 246, CountryCode::NL),
    (247, 247, CountryCode::IT),
    (248, 249, CountryCode::MT),
    (250, 250, CountryCode::IE),
    (251, 251, CountryCode::IS),
    (252, 252, CountryCode::LI),
    (253, 253, CountryCode::LU),
    (254, 254, CountryCode::MC),
    (255, 255, CountryCode::PT),
    (256, 256, CountryCode::MT),
    (257, 259, CountryCode::NO),
    (261, 261, CountryCode::PL),
    (262, 262, CountryCode::ME),
    (263, 263, CountryCode::PT),
    (264, 264, CountryCode::RO),
    (265, 266, CountryCode::SE),
    (267, 267, CountryCode::SK),
    (268, 268, CountryCode::SM),
    (269, 269, CountryCode::CH),
    (270, 270, CountryCode::CZ),
    (271, 271, CountryCode::TR),
    (272, 272, CountryCode::UA),
    (273, 273, CountryCode::RU),
    (274, 274, CountryCode::MK),
    (275, 275, CountryCode::LV),
    (276, 276, CountryCode::EE),
    (277, 277, CountryCode::LT),
    (278, 278, CountryCode::SI),
    (279, 279, CountryCode::RS),
    (301, 301, CountryCode::AI),
    (303, 303, CountryCode::US),
    (304, 305, CountryCode::AG),
    (307, 307, CountryCode::AW),
    (308, 309, CountryCode::BS),
    (310, 310, CountryCode::BM),
    (311, 311, CountryCode::BS),
    (312, 312, CountryCode::BZ),
    (314, 314, CountryCode::BB),
    (316, 316, CountryCode::CA),
    (319, 319, CountryCode::KY),
    (321, 321, CountryCode::CR),
    (323, 323, CountryCode::CU),
    (325, 325, CountryCode::DM),
    (327, 327, CountryCode::DO),
    (329, 329, CountryCode::GP),
    (330, 330, CountryCode::GD),
    (331, 331, CountryCode::GL),
    (332, 332, CountryCode::GT),
    (334, 334, CountryCode::HN),
    (336, 336, CountryCode::HT),
    (338, 338, CountryCode::US),
    (339, 339, CountryCode::JM),
    (341, 341, CountryCode::KN),
    (343, 343, CountryCode::LC),
    (345, 345, CountryCode::MX),
    (347, 347, CountryCode::MQ),
    (348, 348, CountryCode::MS),
    (350, 350, CountryCode::NI),
    (351, 357, CountryCode::PA),
    (358, 358, CountryCode::PR),
    (359, 359, CountryCode::SV),
    (361, 361, CountryCode::PM),
    (362, 362, CountryCode::TT),
    (364, 364, CountryCode::TC),
    (366, 369, CountryCode::US),
    (370, 374, CountryCode::PA),
    (375, 377, CountryCode::VC),
    (378, 378, CountryCode::VG),
    (379, 379, CountryCode::VI),
    (401, 401, CountryCode::AF),
    (403, 403, CountryCode::SA),
    (405, 405, CountryCode::BD),
    (408, 408, CountryCode::BH),
    (410, 410, CountryCode::BT),
    (412, 414, CountryCode::CN),
    (416, 416, CountryCode::TW),
    (417, 417, CountryCode::LK),
    (419, 419, CountryCode::IN),
    (422, 422, CountryCode::IR),
    (423, 423, CountryCode::AZ),
    (425, 425, CountryCode::IQ),
    (428, 428, CountryCode::IL),
    (431, 432, CountryCode::JP),
    (434, 434, CountryCode::TM),
    (436, 436, CountryCode::KZ),
    (437, 437, CountryCode::UZ),
    (438, 438, CountryCode::JO),
    (440, 441, CountryCode::KR),
    (443, 443, CountryCode::PS),
    (445, 445, CountryCode::KP),
    (447, 447, CountryCode::KW),
    (450, 450, CountryCode::LB),
    (451, 451, CountryCode::KG),
    (453, 453, CountryCode::MO),
    (455, 455, CountryCode::MV),
    (457, 457, CountryCode::MN),
    (459, 459, CountryCode::NP),
    (461, 461, CountryCode::OM),
    (463, 463, CountryCode::PK),
    (466, 466, CountryCode::QA),
    (468, 468, CountryCode::SY),
    (470, 471, CountryCode::AE),
    (472, 472, CountryCode::TJ),
    (473, 473, CountryCode::YE),
    (475, 475, CountryCode::YE),
    (477, 477, CountryCode::HK),
    (478, 478, CountryCode::BA),
    (501, 501, CountryCode::TF),
    (503, 503, CountryCode::AU),
    (506, 506, CountryCode::MM),
    (508, 508, CountryCode::BN),
    (510, 510, CountryCode::FM),
    (511, 511, CountryCode::PW),
    (512, 512, CountryCode::NZ),
    (514, 515, CountryCode::KH),
    (516, 516, CountryCode::CX),
    (518, 518, CountryCode::CK),
    (520, 520, CountryCode::FJ),
    (523, 523, CountryCode::CC),
    (525, 525, CountryCode::ID),
    (529, 529, CountryCode::KI),
    (531, 531, CountryCode::LA),
    (533, 533, CountryCode::MY),
    (536, 536, CountryCode::MP),
    (538, 538, CountryCode::MH),
    (540, 540, CountryCode::NC),
    (542, 542, CountryCode::NU),
    (544, 544, CountryCode::NR),
    (546, 546, CountryCode::PF),
    (548, 548, CountryCode::PH),
    (550, 550, CountryCode::TL),
    (553, 553, CountryCode::PG),
    (555, 555, CountryCode::PN),
    (557, 557, CountryCode::SB),
    (559, 559, CountryCode::AS),
    (561, 561, CountryCode::WS),
    (563, 566, CountryCode::SG),
    (567, 567, CountryCode::TH),
    (570, 570, CountryCode::TO),
    (572, 572, CountryCode::TV),
    (574, 574, CountryCode::VN),
    (576, 577, CountryCode::VU),
    (578, 578, CountryCode::WF),
    (601, 601, CountryCode::ZA),
    (603, 603, CountryCode::AO),
    (605, 605, CountryCode::DZ),
    (607, 607, CountryCode::TF),
    (608, 608, CountryCode::SH),
    (609, 609, CountryCode::BI),
    (610, 610, CountryCode::BJ),
    (611, 611, CountryCode::BW),
    (612, 612, CountryCode::CF),
    (613, 613, CountryCode::CM),
    (615, 615, CountryCode::CG),
    (616, 616, CountryCode::KM),
    (617, 617, CountryCode::CV),
    (618, 618, CountryCode::TF),
    (619, 619, CountryCode::CI),
    (620, 620, CountryCode::KM),
    (621, 621, CountryCode::DJ),
    (622, 622, CountryCode::EG),
    (624, 624, CountryCode::ET),
    (625, 625, CountryCode::ER),
    (626, 626, CountryCode::GA),
    (627, 627, CountryCode::GH),
    (629, 629, CountryCode::GM),
    (630, 630, CountryCode::GW),
    (631, 631, CountryCode::GQ),
    (632, 632, CountryCode::GN),
    (633, 633, CountryCode::BF),
    (634, 634, CountryCode::KE),
    (635, 635, CountryCode::TF),
    (636, 637, CountryCode::LR),
    (638, 638, CountryCode::SS),
    (642, 642, CountryCode::LY),
    (644, 644, CountryCode::LS),
    (645, 645, CountryCode::MU),
    (647, 647, CountryCode::MG),
    (649, 649, CountryCode::ML),
    (650, 650, CountryCode::MZ),
    (654, 654, CountryCode::MR),
    (655, 655, CountryCode::MW),
    (656, 656, CountryCode::NE),
    (657, 657, CountryCode::NG),
    (659, 659, CountryCode::NA),
    (660, 660, CountryCode::RE),
    (661, 661, CountryCode::RW),
    (662, 662, CountryCode::SD),
    (663, 663, CountryCode::SN),
    (664, 664, CountryCode::SC),
    (665, 665, CountryCode::SH),
    (666, 666, CountryCode::SO),
    (667, 667, CountryCode::SL),
    (668, 668, CountryCode::ST),
    (669, 669, CountryCode::SZ),
    (670, 670, CountryCode::TD),
    (671, 671, CountryCode::TG),
    (672, 672, CountryCode::TN),
    (674, 674, CountryCode::TZ),
    (675, 675, CountryCode::UG),
    (676, 676, CountryCode::CD),
    (677, 677, CountryCode::TZ),
    (678, 678, CountryCode::ZM),
    (679, 679, CountryCode::ZW),
    (701, 701, CountryCode::AR),
    (710, 710, CountryCode::BR),
    (720, 720, CountryCode::BO),
    (725, 725, CountryCode::CL),
    (730, 730, CountryCode::CO),
    (735, 735, CountryCode::EC),
    (740, 740, CountryCode::FK),
    (745, 745, CountryCode::GF),
    (750, 750, CountryCode::GY),
    (755, 755, CountryCode::PY),
    (760, 760, CountryCode::PE),
    (765, 765, CountryCode::SR),
    (770, 770, CountryCode::UY),
    (775, 775, CountryCode::VE),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<CountryCode>) {
        assert_eq!(text.parse::<Mmsi>().unwrap().mid().and_then(Mid::country), expected, "{text:?}");
    }

    #[test]
    fn a_ship_s_identity_begins_with_its_country() {
        check("273344820", Some(CountryCode::RU));
        check("MMSI: 422000100", Some(CountryCode::IR));
        check("445123456", Some(CountryCode::KP));
        check("440123456", Some(CountryCode::KR));
        check("477123456", Some(CountryCode::HK));
        check("416123456", Some(CountryCode::TW));
        check("306123456", None); // three territories
        check("217123456", None); // nobody's
        check("002731234", None); // a shore station
        check("111273123", None); // an aircraft
        check("970123456", None); // a distress device
    }

    #[test]
    fn says_why_not() {
        for text in ["", "27334482", "2733448201", "２７３３４４８２０", "27334482O"] {
            assert_eq!(text.parse::<Mmsi>(), Err(NotMmsi::Shape), "{text}");
        }
        for text in ["000000000", "999999999"] {
            assert_eq!(text.parse::<Mmsi>(), Err(NotMmsi::Placeholder), "{text}");
        }
        for text in ["200", "776", "20", "2733", ""] {
            assert_eq!(text.parse::<Mid>(), Err(NotMid), "{text}");
        }
    }

    #[test]
    fn the_runs_are_sorted_and_apart() {
        assert!(ALLOCATED.iter().all(|(first, last, _)| first <= last));
        assert!(ALLOCATED.is_sorted_by(|before, after| before.1 < after.0));
    }

    proptest! {
        #[test]
        fn display_reads_back(ship in 201_000_000_u32..776_000_000, mid in 201_u16..776) {
            if let Ok(mmsi) = ship.to_string().parse::<Mmsi>() {
                prop_assert_eq!(mmsi.to_string().parse(), Ok(mmsi));
                prop_assert!(mmsi.mid().is_some());
            }
            prop_assert_eq!(mid.to_string().parse(), Mid::new(mid));
        }

        #[test]
        fn never_panics(text in ".*") {
            let _ = (text.parse::<Mmsi>(), text.parse::<Mid>());
        }
    }
}
