//! A party to candidates to evidence to matches.
