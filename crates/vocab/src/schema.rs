//! What kind of thing a record is about.

use std::fmt;
use std::str::FromStr;

macro_rules! schemata {
    ($($schema:ident $use:ident [$($parent:ident),*] $label:literal;)*) => {
        /// A schema of FollowTheMoney 4: the kinds of thing that its records are about, and of links between
        /// them.
        ///
        /// The names and the inheritance are those of the published schema, all of it, so that every record
        /// written elsewhere has a kind here.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Schema {
            $(#[doc = $label] $schema,)*
        }

        impl Schema {
            /// Every schema, by the alphabet.
            pub const ALL: &[Self] = &[$(Self::$schema),*];

            /// The name in FollowTheMoney.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$schema => stringify!($schema),)*
                }
            }

            /// The schemata that this one extends directly.
            pub const fn parents(self) -> &'static [Self] {
                match self {
                    $(Self::$schema => &[$(Self::$parent),*],)*
                }
            }

            /// Whether records of this schema are compared with others, as FollowTheMoney marks it.
            pub const fn is_matchable(self) -> bool {
                match self {
                    $(Self::$schema => $use!(),)*
                }
            }
        }
    };
}

macro_rules! matched {
    () => {
        true
    };
}

macro_rules! linked {
    () => {
        false
    };
}

schemata! {
    Address matched [Thing] "Address.";
    Airplane matched [Vehicle] "Airplane.";
    Analyzable linked [] "Analyzable.";
    Article linked [Document] "Article.";
    Asset linked [Thing, Value] "Asset.";
    Associate linked [Interval] "Associate.";
    Audio linked [Document] "Audio.";
    BankAccount matched [Asset] "Bank account.";
    Call linked [Interval] "Call.";
    CallForTenders linked [Thing, Interval] "Call for tenders.";
    Company matched [Organization, Asset] "Company.";
    Contract linked [Asset] "Contract.";
    ContractAward linked [Value, Interest] "Contract award.";
    Control linked [Interest] "Control.";
    CourtCase linked [Thing] "Court case.";
    CourtCaseParty linked [Interest] "Case party.";
    CryptoWallet matched [Thing, Value] "Cryptocurrency wallet.";
    Debt linked [Interval, Value] "Debt.";
    Directorship linked [Interest] "Directorship.";
    Document linked [Thing, Analyzable] "File.";
    Documentation linked [Interest] "Documentation.";
    EconomicActivity linked [Interval] "Customs declaration.";
    Email linked [Folder, PlainText, HyperText] "E-Mail.";
    Employment linked [Interest] "Employment.";
    Event linked [Interval, Analyzable, Thing] "Event.";
    Family linked [Interval] "Family.";
    Folder linked [Document] "Folder.";
    HyperText linked [Document] "Web page.";
    Identification linked [Interval] "Identification.";
    Image linked [Document] "Image.";
    Interest linked [Interval] "Interest.";
    Interval linked [] "Interval.";
    LegalEntity matched [Thing] "Legal entity.";
    License linked [Contract] "License.";
    Membership linked [Interest] "Membership.";
    Mention linked [] "Mention.";
    Message linked [Interval, Folder, PlainText, HyperText] "Message.";
    Note linked [Thing, Analyzable] "Note.";
    Occupancy linked [Interval] "Occupancy.";
    Organization matched [LegalEntity] "Organization.";
    Ownership linked [Interest] "Ownership.";
    Package linked [Folder] "Package.";
    Page linked [] "Page.";
    Pages linked [Document] "Document.";
    Passport linked [Identification] "Passport.";
    Payment linked [Interval, Value] "Payment.";
    Person matched [LegalEntity] "Person.";
    PlainText linked [Document] "Text file.";
    Position matched [Thing] "Position.";
    Project linked [Interval, Thing, Value] "Project.";
    ProjectParticipant linked [Interest] "Project participant.";
    PublicBody matched [Organization] "Public body.";
    RealEstate linked [Asset] "Real estate.";
    Representation linked [Interest] "Representation.";
    Risk linked [Interval] "Risk.";
    Sanction linked [Interval] "Sanction.";
    Security matched [Asset] "Security.";
    Similar linked [] "Similar.";
    Succession linked [Interest] "Succession.";
    Table linked [Document] "Table.";
    TaxRoll linked [Interval] "Tax roll.";
    Territory matched [Thing] "Territory.";
    Thing linked [] "Thing.";
    Trip linked [Event] "Trip.";
    UnknownLink linked [Interest] "Other link.";
    UserAccount matched [Thing] "User account.";
    Value linked [] "Value.";
    Vehicle matched [Asset] "Vehicle.";
    Vessel matched [Vehicle] "Vessel.";
    Video linked [Document] "Video.";
    Workbook linked [Folder] "Workbook.";
}

/// A text that is not the name of a schema.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not the name of a FollowTheMoney schema; names look like Company, Person, Vessel, LegalEntity"
)]
pub struct NotSchema(String);

impl Schema {
    /// Whether every thing of this schema is one of `other` too: a Company is a `LegalEntity`, and is an
    /// Asset.
    pub fn is_a(self, other: Self) -> bool {
        self == other || self.parents().iter().any(|parent| parent.is_a(other))
    }

    /// Whether a record of this schema may be about the same thing as one of `other`.
    ///
    /// It may where one schema is the other's, or under it: a `LegalEntity` may turn out to be a Company or a
    /// Person, but a Company is no Person, and a Vessel neither. A Thing of no known kind may be anything
    /// that is compared. Links and documents are never compared.
    pub fn may_match(self, other: Self) -> bool {
        let compared = |schema: Self| schema.is_matchable() || schema == Self::Thing;
        compared(self) && compared(other) && (self.is_a(other) || other.is_a(self))
    }
}

impl FromStr for Schema {
    type Err = NotSchema;

    fn from_str(text: &str) -> Result<Self, NotSchema> {
        let name = text.trim();
        let found = Self::ALL.iter().copied().find(|it| it.name().eq_ignore_ascii_case(name));
        found.ok_or_else(|| NotSchema(text.to_owned()))
    }
}

impl fmt::Display for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Schema::{
        Airplane, Asset, Company, LegalEntity, Organization, Ownership, Person, PublicBody, Thing, Vessel,
    };
    use super::*;

    #[test]
    fn inherits_as_the_published_schema_does() {
        for (narrow, wide) in [
            (Company, LegalEntity),
            (Company, Asset),
            (Vessel, Asset),
            (PublicBody, Organization),
            (Person, Thing),
        ] {
            assert!(narrow.is_a(wide) && !wide.is_a(narrow), "{narrow} {wide}");
        }
        assert!(!Company.is_a(Person) && !Vessel.is_a(LegalEntity));
    }

    #[test]
    fn matches_only_what_may_be_one_thing() {
        for (a, b) in [
            (LegalEntity, Person),
            (LegalEntity, Company),
            (Organization, Company),
            (Vessel, Vessel),
            (Thing, Vessel),
            (Thing, Person),
        ] {
            assert!(a.may_match(b) && b.may_match(a), "{a} {b}");
        }
        for (a, b) in [
            (Company, Person),
            (Vessel, Company),
            (Vessel, Airplane),
            (Thing, Ownership),
            (Ownership, Ownership),
            (Company, Asset),
        ] {
            assert!(!a.may_match(b) && !b.may_match(a), "{a} {b}");
        }
    }

    #[test]
    fn every_name_reads_back() {
        for schema in Schema::ALL {
            assert_eq!(schema.to_string().parse(), Ok(*schema));
        }
        assert!("Ship".parse::<Schema>().is_err());
        assert_eq!("vessel".parse(), Ok(Vessel));
    }

    proptest! {
        #[test]
        fn never_panics(text in ".*") {
            let _ = text.parse::<Schema>();
        }
    }
}
