//! HS and ECCN codes, vintages, priority lists, part numbers, text against code.
//!
//! Facts about goods, each with the table that it comes from: never a classification, and never a verdict.
//! What a fact means in law is for `law`. Tables that ship are in `data/goods`; tables that do not (EAR Part
//! 746, the EU's annexes) are read from the publisher's own files, and stay "not loaded" until then.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod shipped;

mod code_prefix;
mod nomenclature;

mod chpl;
mod eu_annexes;
mod part_746;
mod part_746_rows;

mod ccl;
mod country_chart;
mod country_groups;
mod de_minimis;
mod licence_reasons;

mod makers;
mod part_number;
mod recovered;

mod item_of_concern;
mod text_against_code;
mod word_list;

pub use shipped::{ECFR_ISSUE, RECOVERED_ATTRIBUTION, SHIPPED, ShippedTable};

pub use code_prefix::{CodePrefix, NotCodePrefix};
pub use nomenclature::{Standing, heading_text, standing, subheading_text};

pub use chpl::{ChplAnswer, ChplCode, Edition, Tier, Verification, chpl, edition_as_of, editions};
pub use eu_annexes::{EuAnnexError, EuAnnexRow, EuAnnexes, RejectedRow, annex_xl_mirror, read_eu_annexes};
pub use part_746::{Covers, Part746, Part746Error, Supplement, SupplementTable, UnreadCell, read_part_746};
pub use part_746_rows::SupplementRow;

pub use ccl::{CclEntry, Control, Destinations, Scope, ccl_entry};
pub use country_chart::{ChartColumn, ChartRow, NotChartColumn, chart_row};
pub use country_groups::{CountryGroup, NotCountryGroup, groups_of, in_group};
pub use de_minimis::{DeMinimis, DeMinimisBasis, de_minimis};
pub use licence_reasons::{ChartAnswer, LicenceReason, licence_reasons};

pub use recovered::{Basis, MatchKind, RecoveredHit, RecoveredRecord, recovered};

pub use item_of_concern::{Concern, ConcernClass, NotConcernClass, item_of_concern};
pub use text_against_code::{Mismatch, text_against_code};
