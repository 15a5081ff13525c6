//! The four laws, what each asks of owners, and the three answers.

use std::fmt;

use vocab::Share;

/// A law under which ownership is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Law {
    /// OFAC's fifty-per-cent rule: guidance of 13 August 2014.
    Ofac,
    /// The Affiliates Rule of BIS: 90 FR 47201. The arithmetic only; whether it is in force on a day is
    /// for the law pack.
    Bis,
    /// EU best practices of 3 July 2024: ownership of half or more, and control.
    Eu,
    /// UK regulations: more than half, each person alone, and control.
    Uk,
}

impl Law {
    /// Every law, in the order in which answers show them.
    pub const ALL: [Self; 4] = [Self::Ofac, Self::Bis, Self::Eu, Self::Uk];

    /// The word that rules, files and answers use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ofac => "OFAC",
            Self::Bis => "BIS",
            Self::Eu => "EU",
            Self::Uk => "UK",
        }
    }

    /// Whether a stake of this size is enough.
    pub const fn is_enough(self, ppm: u64) -> bool {
        let half = Share::HALF.ppm() as u64;
        match self {
            Self::Ofac | Self::Bis | Self::Eu => half <= ppm,
            Self::Uk => half < ppm,
        }
    }

    /// What is needed, in words.
    pub const fn needs(self) -> &'static str {
        match self {
            Self::Ofac | Self::Bis | Self::Eu => "50 or more together",
            Self::Uk => "more than 50 by one person",
        }
    }

    /// Whether control alone is enough, without shares.
    pub const fn counts_control(self) -> bool {
        match self {
            Self::Ofac | Self::Bis => false,
            Self::Eu | Self::Uk => true,
        }
    }

    pub(crate) const fn index(self) -> usize {
        match self {
            Self::Ofac => 0,
            Self::Bis => 1,
            Self::Eu => 2,
            Self::Uk => 3,
        }
    }

    pub(crate) const fn bit(self) -> u8 {
        1 << self.index()
    }
}

impl fmt::Display for Law {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What ownership comes to under one law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Answer {
    /// Listed persons own or control enough, whatever the unknown shares are.
    Blocked,
    /// They do not, whatever the unknown shares are.
    NotBlocked,
    /// It depends on what is not known.
    Undetermined,
}

impl Answer {
    /// The word that files use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::NotBlocked => "not_blocked",
            Self::Undetermined => "undetermined",
        }
    }

    /// The word for a reader.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::NotBlocked => "not blocked",
            Self::Undetermined => "undetermined",
        }
    }
}

/// Which parties are listed under which law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    bits: Vec<u8>,
}

impl Listed {
    /// Nobody, among this many parties.
    pub fn nobody(parties: usize) -> Self {
        Self { bits: vec![0; parties] }
    }

    /// Takes a party as listed under one law.
    pub fn add(&mut self, party: crate::PartyId, law: Law) {
        if let Some(bits) = self.bits.get_mut(party.index()) {
            *bits |= law.bit();
        }
    }

    /// Takes a party as listed under every law.
    pub fn add_everywhere(&mut self, party: crate::PartyId) {
        for law in Law::ALL {
            self.add(party, law);
        }
    }

    /// Whether the party itself is listed under the law.
    pub fn has(&self, party: crate::PartyId, law: Law) -> bool {
        self.bits.get(party.index()).is_some_and(|bits| bits & law.bit() != 0)
    }

    /// Whether the party itself is listed under any law.
    pub fn has_any(&self, party: crate::PartyId) -> bool {
        self.bits.get(party.index()).is_some_and(|bits| *bits != 0)
    }

    /// The parties listed under the law.
    pub fn under(&self, law: Law) -> impl Iterator<Item = crate::PartyId> {
        let bits = self.bits.iter().zip(0_u32..);
        bits.filter(move |(bits, _)| *bits & law.bit() != 0).map(|(_, id)| crate::PartyId(id))
    }
}
