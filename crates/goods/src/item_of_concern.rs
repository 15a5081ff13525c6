//! The functional classes of the guidance of 9 June 2023 to industry on Iran's UAVs, found in a text or a
//! code.
//!
//! The guidance asks for care by function, because much of what was found in the weapons is EAR99. That an
//! item is of a class is information: it makes questions mandatory, and decides nothing.

use std::fmt;
use std::str::FromStr;

use vocab::Hs;

use crate::word_list::{Words, is_accessory};

macro_rules! classes {
    ($($name:ident = $code:literal, $title:literal, $headings:expr;)*) => {
        /// A functional class of the guidance.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ConcernClass {
            $(#[doc = $title] $name,)*
        }

        impl ConcernClass {
            /// Every class, most particular first within its group.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The word that tables use.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// The class as the guidance names it.
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title,)*
                }
            }

            /// Subheadings of HS 2022 whose goods are of the class whatever the text says.
            const fn codes(self) -> &'static [&'static str] {
                match self {
                    $(Self::$name => &$headings,)*
                }
            }
        }
    };
}

classes! {
    Microcontroller = "microcontroller", "microcontrollers", [];
    Fpga = "fpga", "field-programmable gate arrays", [];
    Processor = "processor", "processors and controllers", ["854231"];
    Memory = "memory", "memories", ["854232"];
    Amplifier = "amplifier", "amplifiers", ["854233"];
    RfTransceiver = "rf_transceiver", "radio-frequency transceivers", [];
    Transceiver = "transceiver", "transceiver modules", [];
    IntegratedCircuit = "integrated_circuit", "other electronic integrated circuits", ["854239"];
    Capacitor = "capacitor", "capacitors", ["853221", "853224"];
    Accelerometer = "accelerometer", "accelerometers", [];
    Gyroscope = "gyroscope", "gyroscopes", [];
    Imu = "imu", "inertial measurement units", [];
    NavigationSensor = "navigation_sensor", "navigation sensors", ["852691", "901420", "901480"];
    PistonEngine = "piston_engine", "spark- and compression-ignition aircraft piston engines", ["840710"];
}

impl fmt::Display for ConcernClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

/// A text that is not a class.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a class of the June 2023 guidance")]
pub struct NotConcernClass(String);

impl FromStr for ConcernClass {
    type Err = NotConcernClass;

    fn from_str(text: &str) -> Result<Self, NotConcernClass> {
        Self::ALL.iter().copied().find(|it| it.code() == text).ok_or_else(|| NotConcernClass(text.to_owned()))
    }
}

/// An item of a class, and what shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    /// The class.
    pub class: ConcernClass,
    /// The term of the text, or the code's six digits.
    pub matched: String,
    /// Why, in one sentence.
    pub why: String,
}

/// The class of an order line, by its text and then by its code.
///
/// `None` for an accessory of such a thing, and where nothing points to a class: that is no sign that there
/// is none.
pub fn item_of_concern(text: &str, hs: Option<&Hs>) -> Option<Concern> {
    by_text(text).or_else(|| by_code(hs?))
}

fn by_text(text: &str) -> Option<Concern> {
    let words = Words::new(text);
    for found in words.terms() {
        let part_ends = words.breaks.range(found.to..).next().copied().unwrap_or(words.len());
        let accessory = (0..part_ends)
            .filter(|at| !(found.from..found.to).contains(at))
            .filter_map(|at| words.get(at))
            .any(is_accessory);
        if let Some(class) = found.term.class.filter(|_| !accessory) {
            let term = found.term.text.trim_end_matches('*').to_owned();
            let why = format!("the text names “{term}”: {class} are a class of the guidance of 9 June 2023");
            return Some(Concern { class, matched: term, why });
        }
    }
    None
}

fn by_code(hs: &Hs) -> Option<Concern> {
    let class = ConcernClass::ALL.iter().copied().find(|class| class.codes().contains(&hs.six()))?;
    let why = format!("the code {hs} is that of {class}, a class of the guidance of 9 June 2023");
    Some(Concern { class, matched: hs.six().to_owned(), why })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, hs: Option<&str>, expected: Option<ConcernClass>) {
        let hs: Option<Hs> = hs.map(|it| it.parse().unwrap());
        assert_eq!(item_of_concern(text, hs.as_ref()).map(|it| it.class), expected, "{text} {hs:?}");
    }

    #[test]
    fn every_class_has_a_word() {
        check("32-bit microcontrollers, 168 MHz", None, Some(ConcernClass::Microcontroller));
        check("FPGA Spartan-6", None, Some(ConcernClass::Fpga));
        check("digital signal processor", None, Some(ConcernClass::Processor));
        check("NOR flash 128 Mbit", None, Some(ConcernClass::Memory));
        check("Operationsverstärker, SOIC-8", None, Some(ConcernClass::Amplifier));
        check("RF transceiver 433 MHz", None, Some(ConcernClass::RfTransceiver));
        check("CAN transceiver", None, Some(ConcernClass::Transceiver));
        check("микросхемы интегральные", None, Some(ConcernClass::IntegratedCircuit));
        check("tantalum capacitors 10 uF", None, Some(ConcernClass::Capacitor));
        check("MEMS accelerometer", None, Some(ConcernClass::Accelerometer));
        check("гироскоп", None, Some(ConcernClass::Gyroscope));
        check("IMU, 6 axes", None, Some(ConcernClass::Imu));
        check("GPS receiver", None, Some(ConcernClass::NavigationSensor));
        check("two-stroke engine 50 cc", None, Some(ConcernClass::PistonEngine));
    }

    #[test]
    fn ordinary_goods_and_accessories_are_of_none() {
        check("office chairs", Some("9401.39"), None);
        check("cable for GPS receiver", None, None);
        check("diesel engine for tractor", Some("8408.20"), None);
        check("capacitor tester", None, None);
    }

    #[test]
    fn a_code_speaks_where_the_text_does_not() {
        check("electronic parts", Some("8542.31"), Some(ConcernClass::Processor));
        check("", Some("8407.10"), Some(ConcernClass::PistonEngine));
        check("", Some("8407.34"), None);
    }
}
