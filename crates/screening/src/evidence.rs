//! What speaks for and against a match, in sentences that a reviewer understands.

/// One reason for or against a match, with the two texts that met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What kind of reason it is.
    pub kind: EvidenceKind,
    /// What it does to the score, in 1/10,000: positive for, negative against, zero where it only informs.
    ///
    /// The weights of all evidence of a comparison, for and against, add up to its score, unless it was cut to 0 or
    /// to 10,000.
    pub weight: i32,
    /// The text of our party.
    pub ours: String,
    /// The text of the listed party.
    pub theirs: String,
    /// The field of the list in which `theirs` stood, in the source's own words.
    pub field: String,
    /// The reason, as a sentence.
    pub sentence: String,
}

/// The kinds of reasons for and against a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceKind {
    /// Two names are the same once case, punctuation and legal form are set aside.
    SameName,
    /// A word is the same.
    SameWord,
    /// A word is the same up to a usual variant of its spelling.
    SpellingVariant,
    /// A word reads the same in another script.
    OtherScript,
    /// A word differs by a letter or two.
    NearWord,
    /// Words are the same once joined or split.
    JoinedWords,
    /// An initial stands for a word.
    Initial,
    /// An abbreviation or a cut-off word stands for a word.
    Abbreviation,
    /// A word of one name is missing in the other.
    MissingWord,
    /// Both names have words that the other lacks.
    OtherWords,
    /// Words that many names share: trade words, places, legal forms.
    CommonWords,
    /// The legal form.
    LegalForm,
    /// A number that is part of a name, such as a hull number.
    NameNumber,
    /// The list itself marks the name as weak, or as an abbreviation.
    WeakName,
    /// A name uses invisible or look-alike characters.
    Deception,
    /// The kind of party: person, company, vessel.
    Schema,
    /// A country.
    Country,
    /// A date of birth.
    BirthDate,
    /// A date of incorporation or build.
    OtherDate,
    /// Gender.
    Gender,
    /// An identifier.
    Identifier,
    /// An address.
    Address,
    /// The score was cut because of a rule that the sentence states.
    Limit,
}
