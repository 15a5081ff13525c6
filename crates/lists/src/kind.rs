//! The kinds of files that can be loaded, and the legal lists that each carries.

use std::fmt;
use std::str::FromStr;

use vocab::ListName;

/// What a publisher publishes as one thing: `plimsoll lists load KIND PATH…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// OFAC's SDN list: the legacy CSV set or the legacy XML.
    OfacSdn,
    /// OFAC's non-SDN lists: the legacy CSV set or the legacy XML.
    OfacCons,
    /// The US Consolidated Screening List: official CSV or JSON, or a reduced JSON.
    UsCsl,
    /// The EU's Financial Sanctions File, XML 1.1.
    EuFsf,
    /// The annexes of EU acts in the Official Journal, transcribed to CSV.
    EuOj,
    /// The UN Security Council's consolidated list, XML.
    UnSc,
    /// OFSI's consolidated list, CSV or XLSX: retired on 28 January 2026.
    UkConlist,
    /// The UK Sanctions List, XML.
    UkSl,
    /// Australia's DFAT consolidated list, XLSX.
    AuDfat,
    /// Canada's SEMA regulations, XML.
    CaSema,
    /// The ships of Ukraine's War & Sanctions portal, CSV.
    UaGurShips,
    /// The sanctions of Ukraine's National Security and Defence Council, XLSX.
    UaNsdc,
    /// Entities in FollowTheMoney form, JSON lines, with delta files.
    Ftm,
    /// The user's own customers and watch lists, CSV or XLSX.
    Book,
    /// Letters received from an authority, CSV or XLSX.
    Letter,
}

impl Kind {
    /// Every kind, in the order in which pages show them.
    pub const ALL: [Self; 15] = [
        Self::OfacSdn,
        Self::OfacCons,
        Self::UsCsl,
        Self::EuFsf,
        Self::EuOj,
        Self::UnSc,
        Self::UkConlist,
        Self::UkSl,
        Self::AuDfat,
        Self::CaSema,
        Self::UaGurShips,
        Self::UaNsdc,
        Self::Ftm,
        Self::Book,
        Self::Letter,
    ];

    /// The word on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OfacSdn => "ofac-sdn",
            Self::OfacCons => "ofac-cons",
            Self::UsCsl => "us-csl",
            Self::EuFsf => "eu-fsf",
            Self::EuOj => "eu-oj",
            Self::UnSc => "un-sc",
            Self::UkConlist => "uk-conlist",
            Self::UkSl => "uk-sl",
            Self::AuDfat => "au-dfat",
            Self::CaSema => "ca-sema",
            Self::UaGurShips => "ua-gur-ships",
            Self::UaNsdc => "ua-nsdc",
            Self::Ftm => "ftm",
            Self::Book => "book",
            Self::Letter => "letter",
        }
    }

    /// The name that a reader knows.
    pub const fn title(self) -> &'static str {
        match self {
            Self::OfacSdn => "OFAC Specially Designated Nationals List",
            Self::OfacCons => "OFAC Consolidated (non-SDN) Sanctions List",
            Self::UsCsl => "US Consolidated Screening List",
            Self::EuFsf => "EU Financial Sanctions File",
            Self::EuOj => "annexes of EU restrictive measures in the Official Journal",
            Self::UnSc => "UN Security Council Consolidated List",
            Self::UkConlist => "OFSI Consolidated List",
            Self::UkSl => "UK Sanctions List",
            Self::AuDfat => "Australian DFAT Consolidated List",
            Self::CaSema => "Canadian SEMA regulations",
            Self::UaGurShips => "ships of the Ukrainian War & Sanctions portal",
            Self::UaNsdc => "Ukrainian NSDC sanctions",
            Self::Ftm => "FollowTheMoney collection",
            Self::Book => "your own list",
            Self::Letter => "letters from an authority",
        }
    }

    /// The legal lists that a file of this kind may carry.
    pub const fn lists(self) -> &'static [ListName] {
        match self {
            Self::OfacSdn => &[ListName::UsSdn],
            Self::OfacCons => &[
                ListName::UsSsi,
                ListName::UsNsMbs,
                ListName::UsCapta,
                ListName::UsCmic,
                ListName::UsPlc,
                ListName::UsFse,
            ],
            Self::UsCsl => &[
                ListName::UsSdn,
                ListName::UsSsi,
                ListName::UsNsMbs,
                ListName::UsCapta,
                ListName::UsCmic,
                ListName::UsPlc,
                ListName::UsFse,
                ListName::UsEntityList,
                ListName::UsMeu,
                ListName::UsUvl,
                ListName::UsDpl,
                ListName::UsDtc,
                ListName::UsIsn,
            ],
            Self::EuFsf => &[ListName::EuFreeze],
            Self::EuOj => &[
                ListName::EuFreeze,
                ListName::EuExport,
                ListName::EuVessels,
                ListName::EuPorts,
                ListName::EuSectoral,
            ],
            Self::UnSc => &[ListName::UnSc],
            Self::UkConlist => &[ListName::UkFreeze],
            Self::UkSl => &[ListName::UkFreeze, ListName::UkShips],
            Self::AuDfat => &[ListName::AuDfat],
            Self::CaSema => &[ListName::CaSema],
            Self::UaGurShips => &[ListName::UaGur],
            Self::UaNsdc => &[ListName::UaNsdc],
            Self::Ftm => &[ListName::Ftm],
            Self::Book => &[ListName::Book],
            Self::Letter => &[ListName::Letter],
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A text that is not a kind of list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a kind of list; the kinds are {all}", all = Kind::ALL.map(Kind::code).join(", "))]
pub struct NotKind(String);

impl FromStr for Kind {
    type Err = NotKind;

    fn from_str(text: &str) -> Result<Self, NotKind> {
        let named = Self::ALL.into_iter().find(|kind| kind.code().eq_ignore_ascii_case(text.trim()));
        named.ok_or_else(|| NotKind(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for kind in Kind::ALL {
            assert_eq!(kind.code().parse(), Ok(kind));
            assert!(!kind.lists().is_empty(), "{kind}");
        }
        let error = "ofac".parse::<Kind>().unwrap_err().to_string();
        assert!(
            error.starts_with("`ofac` is not a kind of list; the kinds are ofac-sdn, ofac-cons"),
            "{error}"
        );
    }
}
