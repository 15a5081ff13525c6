//! Who stands behind a party, under four laws, each with its own arithmetic over one dated graph.
//!
//! [`read`] turns bytes into [`Statements`]; [`Graph::on`] picks those of a day; [`Answers::compute`]
//! gives every party's
//! answer under OFAC, BIS, EU and UK law, and [`Answers::explain`] one party's with arithmetic, path and question.
//!
//! A share that is not known is an interval, and an answer that depends on it is undetermined. The crate does not know
//! who is listed (its caller says so) nor whether a law is in force on a day (`law` does).
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod statement;

mod list_links;
mod read;

mod fixpoint;
mod graph;
mod regime;

mod answers;
mod disagreement;
mod explain;
mod question;
mod red_flag;

mod figure;
mod figure_layers;
mod order_owners;

pub use list_links::add_list_links;
pub use read::{FILE_BYTES_MAX, Format, REJECTS_KEPT_MAX, ReadError, Reading, Reject, read};
pub use statement::{
    Full, GraphParty, Interest, PARTIES_MAX, PartyId, Range, Reach, STATEMENTS_MAX, SourceId, Span,
    Statement, Statements,
};

pub use graph::Graph;
pub use regime::{Answer, Law, Listed};

pub use answers::Answers;
pub use explain::{Explanation, LawAnswer, ShownEdge, UPSTREAM_MAX};
pub use red_flag::{FlagKind, RedFlag};

pub use figure::svg;
pub use order_owners::{StatedOwner, of_owners};
