//! What the goods engine found about one line.

use vocab::{Hs, Truth};

/// What was found about one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFound {
    /// The customs code.
    pub hs: HsFound,
    /// The priority list of the day.
    pub chpl: Chpl,
    /// Whether the ECCN is an entry of the Commerce Control List.
    pub on_ccl: Truth,
    /// Whether the entry's only reasons are anti-terrorism controls.
    pub at_only: Truth,
    /// The reasons for control that bear on the destination; empty where the ECCN is unknown or has none.
    pub chart: Vec<ChartReason>,
    /// Supplement No. 2 to Part 746: oil and gas goods.
    pub supplement_2: TableAnswer,
    /// Supplement No. 4 to Part 746: industrial goods.
    pub supplement_4: TableAnswer,
    /// Supplement No. 5 to Part 746: luxury goods.
    pub supplement_5: TableAnswer,
    /// Supplement No. 6 to Part 746: chemicals and biologicals.
    pub supplement_6: TableAnswer,
    /// Supplement No. 7 to Part 746: components.
    pub supplement_7: TableAnswer,
    /// Controlled US content against its threshold; `None` where nothing was computed.
    pub de_minimis: Option<DeMinimisFound>,
    /// Whether the goods do what the guidance of 9 June 2023 on Iran's UAVs is about.
    pub item_of_concern: Option<Concern>,
    /// Where text and code disagree.
    pub text_mismatch: Option<TextMismatch>,
    /// Parts of this maker and number that were recovered from weapons.
    pub recovered: Vec<RecoveredFound>,
    /// Annexes of EU regulations, each loaded or not.
    pub eu_annexes: Vec<EuAnnexFound>,
    /// What to know about the code's vintage.
    pub hs_vintage: Vec<String>,
}

/// Nothing was looked for: everything is unknown, and no table is loaded.
impl Default for LineFound {
    fn default() -> Self {
        Self {
            hs: HsFound::Missing,
            chpl: Chpl::NoEdition,
            on_ccl: Truth::Unknown,
            at_only: Truth::Unknown,
            chart: Vec::new(),
            supplement_2: TableAnswer::NotLoaded,
            supplement_4: TableAnswer::NotLoaded,
            supplement_5: TableAnswer::NotLoaded,
            supplement_6: TableAnswer::NotLoaded,
            supplement_7: TableAnswer::NotLoaded,
            de_minimis: None,
            item_of_concern: None,
            text_mismatch: None,
            recovered: Vec::new(),
            eu_annexes: Vec::new(),
            hs_vintage: Vec::new(),
        }
    }
}

/// The customs code of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HsFound {
    /// It reads.
    Given(Hs),
    /// It does not.
    Bad {
        /// As the order has it.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// There is none.
    Missing,
}

/// What the priority list of the day says of the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chpl {
    /// Listed.
    Hit {
        /// The tier, as the list writes it.
        tier: String,
        /// The edition that was read.
        edition: String,
    },
    /// A code of an older nomenclature, whose successors are listed.
    Candidate {
        /// The listed successors, each with its tier.
        successors: Vec<String>,
        /// The edition that was read.
        edition: String,
    },
    /// Not listed.
    NotListed,
    /// No edition of that day is known, or there is no code to look up.
    NoEdition,
}

/// One reason for control against one destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartReason {
    /// The column of the Country Chart, such as `NS Column 2`.
    pub column: String,
    /// The control in the entry's words.
    pub control_text: String,
    /// Whether a licence is required for the destination for this reason.
    pub required: Truth,
    /// What to know about it.
    pub note: String,
}

/// What a table of goods says of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableAnswer {
    /// The line is in it: the row.
    In(String),
    /// The line may be in it: why nobody can say.
    Undetermined(String),
    /// The line is not in it.
    NotIn,
    /// The table is not loaded.
    NotLoaded,
}

/// Controlled US content against its threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeMinimisFound {
    /// Whether it is above.
    pub above: Truth,
    /// The arithmetic, or what is missing for it.
    pub arithmetic: String,
}

/// What the goods do, where the guidance on Iran's UAVs is about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    /// The class, such as `microcontroller`.
    pub class: String,
    /// Why the line is taken to be of the class.
    pub basis: String,
}

/// Text and code disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextMismatch {
    /// The thought, as a sentence.
    pub sentence: String,
    /// Codes that the text's words belong to.
    pub candidates: Vec<String>,
}

/// How well a recovered part is the line's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecoveredKind {
    /// The number agrees, the maker is not given.
    PartOnly,
    /// Same maker, same family of numbers.
    Family,
    /// Same maker, same number.
    Exact,
}

/// A part recovered from a weapon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveredFound {
    /// How well it agrees.
    pub kind: RecoveredKind,
    /// The part, as recorded.
    pub part: String,
    /// The maker, as recorded.
    pub maker: String,
    /// The weapons, as recorded.
    pub weapons: Vec<String>,
    /// Who recorded it, with a link.
    pub source: String,
}

/// One annex of an EU regulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EuAnnexFound {
    /// The annex's short name: `VII`, `XI`, `XX`, `XXIII`, `XXXV`, `XL`, `DUAL-USE`, or another.
    pub annex: String,
    /// What it says of the line.
    pub answer: TableAnswer,
}
