//! The fifty-per-cent rules of four regimes, with intervals.
