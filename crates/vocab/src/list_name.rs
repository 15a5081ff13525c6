//! The legal lists, as opposed to the files that carry them.
//!
//! One file may carry several lists (the Consolidated Screening List carries twelve) and one list may stand
//! in several files. A list's name decides what a listing means in law; `law` has the matrix.

use std::fmt;
use std::str::FromStr;

/// A legal list: every listing on it has the same kind of effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ListName {
    /// OFAC, Specially Designated Nationals and Blocked Persons.
    UsSdn,
    /// OFAC, Sectoral Sanctions Identifications.
    UsSsi,
    /// OFAC, Non-SDN Menu-Based Sanctions.
    UsNsMbs,
    /// OFAC, correspondent and payable-through account sanctions.
    UsCapta,
    /// OFAC, Non-SDN Chinese Military-Industrial Complex Companies.
    UsCmic,
    /// OFAC, Palestinian Legislative Council.
    UsPlc,
    /// OFAC, Foreign Sanctions Evaders.
    UsFse,
    /// BIS, Entity List (Supplement No. 4 to Part 744).
    UsEntityList,
    /// BIS, Military End User List (Supplement No. 7 to Part 744).
    UsMeu,
    /// BIS, Unverified List (Supplement No. 6 to Part 744).
    UsUvl,
    /// BIS, Denied Persons List.
    UsDpl,
    /// State Department, statutorily or administratively debarred under ITAR.
    UsDtc,
    /// State Department, nonproliferation sanctions.
    UsIsn,
    /// United Nations Security Council Consolidated List.
    UnSc,
    /// European Union, asset freezes of all regimes.
    EuFreeze,
    /// European Union, parties under tightened export restrictions: Annex IV of 833/2014, Annex V of
    /// 765/2006.
    EuExport,
    /// European Union, vessels of Annex XLII of 833/2014: port access and services ban.
    EuVessels,
    /// European Union, ports, locks and airports with a transaction ban.
    EuPorts,
    /// European Union, other restrictions: transactions, financing, investment, services.
    EuSectoral,
    /// United Kingdom, asset freezes (UK Sanctions List, formerly the OFSI consolidated list).
    UkFreeze,
    /// United Kingdom, specified ships.
    UkShips,
    /// Australia, DFAT consolidated list.
    AuDfat,
    /// Canada, Special Economic Measures Act regulations.
    CaSema,
    /// Ukraine, the War & Sanctions ships of the Main Directorate of Intelligence: information, not law.
    UaGur,
    /// Ukraine, National Security and Defence Council.
    UaNsdc,
    /// A collection in FollowTheMoney form: its own topics say what it is.
    Ftm,
    /// The user's own customers and watch lists.
    Book,
    /// Letters received from an authority: restricted.
    Letter,
}

impl ListName {
    /// Every list, in the order in which answers show them.
    pub const ALL: [Self; 28] = [
        Self::UsSdn,
        Self::UsSsi,
        Self::UsNsMbs,
        Self::UsCapta,
        Self::UsCmic,
        Self::UsPlc,
        Self::UsFse,
        Self::UsEntityList,
        Self::UsMeu,
        Self::UsUvl,
        Self::UsDpl,
        Self::UsDtc,
        Self::UsIsn,
        Self::UnSc,
        Self::EuFreeze,
        Self::EuExport,
        Self::EuVessels,
        Self::EuPorts,
        Self::EuSectoral,
        Self::UkFreeze,
        Self::UkShips,
        Self::AuDfat,
        Self::CaSema,
        Self::UaGur,
        Self::UaNsdc,
        Self::Ftm,
        Self::Book,
        Self::Letter,
    ];

    /// The short code that rules, files and answers use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UsSdn => "US-SDN",
            Self::UsSsi => "US-SSI",
            Self::UsNsMbs => "US-NS-MBS",
            Self::UsCapta => "US-CAPTA",
            Self::UsCmic => "US-CMIC",
            Self::UsPlc => "US-PLC",
            Self::UsFse => "US-FSE",
            Self::UsEntityList => "US-EL",
            Self::UsMeu => "US-MEU",
            Self::UsUvl => "US-UVL",
            Self::UsDpl => "US-DPL",
            Self::UsDtc => "US-DTC",
            Self::UsIsn => "US-ISN",
            Self::UnSc => "UN-SC",
            Self::EuFreeze => "EU-FREEZE",
            Self::EuExport => "EU-EXPORT",
            Self::EuVessels => "EU-VESSELS",
            Self::EuPorts => "EU-PORTS",
            Self::EuSectoral => "EU-SECTORAL",
            Self::UkFreeze => "UK-FREEZE",
            Self::UkShips => "UK-SHIPS",
            Self::AuDfat => "AU-DFAT",
            Self::CaSema => "CA-SEMA",
            Self::UaGur => "UA-GUR",
            Self::UaNsdc => "UA-NSDC",
            Self::Ftm => "FTM",
            Self::Book => "BOOK",
            Self::Letter => "LETTER",
        }
    }

    /// The name that a reader knows.
    pub const fn title(self) -> &'static str {
        match self {
            Self::UsSdn => "OFAC Specially Designated Nationals List",
            Self::UsSsi => "OFAC Sectoral Sanctions Identifications List",
            Self::UsNsMbs => "OFAC Non-SDN Menu-Based Sanctions List",
            Self::UsCapta => "OFAC CAPTA List",
            Self::UsCmic => "OFAC Non-SDN Chinese Military-Industrial Complex Companies List",
            Self::UsPlc => "OFAC Palestinian Legislative Council List",
            Self::UsFse => "OFAC Foreign Sanctions Evaders List",
            Self::UsEntityList => "BIS Entity List",
            Self::UsMeu => "BIS Military End User List",
            Self::UsUvl => "BIS Unverified List",
            Self::UsDpl => "BIS Denied Persons List",
            Self::UsDtc => "State Department ITAR debarred parties",
            Self::UsIsn => "State Department nonproliferation sanctions",
            Self::UnSc => "UN Security Council Consolidated List",
            Self::EuFreeze => "EU asset freezes",
            Self::EuExport => "EU parties under tightened export restrictions",
            Self::EuVessels => "EU listed vessels (Annex XLII of Regulation 833/2014)",
            Self::EuPorts => "EU ports, locks and airports under a transaction ban",
            Self::EuSectoral => "EU sectoral restrictions",
            Self::UkFreeze => "UK asset freezes",
            Self::UkShips => "UK specified ships",
            Self::AuDfat => "Australian DFAT Consolidated List",
            Self::CaSema => "Canadian SEMA regulations",
            Self::UaGur => "Ukrainian War & Sanctions ships",
            Self::UaNsdc => "Ukrainian NSDC sanctions",
            Self::Ftm => "FollowTheMoney collection",
            Self::Book => "your own list",
            Self::Letter => "letters from an authority",
        }
    }
}

impl fmt::Display for ListName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A text that is not the code of a legal list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the code of a list; codes look like US-SDN, US-EL, EU-FREEZE, UN-SC")]
pub struct NotListName(String);

impl FromStr for ListName {
    type Err = NotListName;

    fn from_str(text: &str) -> Result<Self, NotListName> {
        let named = Self::ALL.into_iter().find(|it| it.code().eq_ignore_ascii_case(text.trim()));
        named.ok_or_else(|| NotListName(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for name in ListName::ALL {
            assert_eq!(name.code().parse(), Ok(name));
        }
        assert!("SDN".parse::<ListName>().is_err());
    }
}
