//! How much of an authorisation is used up, and by which orders.
//!
//! An order holds one draw on each authorisation: deciding it again replaces its own earlier draw. Whether a
//! limit is kept is for `law` to say; here two orders are kept from counting on the same remainder.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use crate::error::StoreError;
use crate::home::{Home, HomeId};
use crate::json_text::Object;
use crate::log::{LogKind, Stamp, append, filled, parsed};

/// A quantity or a value in ten-thousandths, of some unit or currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Ten-thousandths of the unit.
    pub e4: i128,
    /// The unit or currency.
    pub of: String,
}

/// What an order takes of an authorisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// The authorisation's key, as the caller makes it from issuer and number.
    pub authorisation: String,
    /// How much in units; `None` where the order does not say.
    pub quantity: Option<Amount>,
    /// How much in money; `None` where the order does not say.
    pub value: Option<Amount>,
    /// What the decision saw other orders to have drawn. If that has changed by now, nothing is recorded.
    pub seen: Option<Drawn>,
}

/// What a decision does to the draws of its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draws {
    /// Nothing: a question asked of another date, or a decision that releases nothing.
    Leave,
    /// The order draws this and nothing else; its earlier draws are taken back.
    Replace(Vec<Draw>),
}

/// What is drawn, added up for each unit and currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Ten-thousandths by unit.
    pub quantities: BTreeMap<String, i128>,
    /// Ten-thousandths by currency.
    pub values: BTreeMap<String, i128>,
}

impl Home {
    /// Draws for an order under a decision on record; what the same order drew before is replaced.
    pub fn draw(
        &self,
        order_id: &str,
        decision_id: &str,
        draws: &Draws,
        stamp: &Stamp,
    ) -> Result<(), StoreError> {
        self.write(|tx| apply(tx, &self.home_id(), &Drawing { order_id, decision_id, draws }, stamp))
    }

    /// What all orders together have drawn on an authorisation.
    pub fn drawn(&self, authorisation: &str) -> Result<Drawn, StoreError> {
        self.read(|tx| add_up(tx, authorisation, None))
    }

    /// What all orders but this one have drawn: what is left for it is the limit less this.
    pub fn drawn_by_others(&self, authorisation: &str, order_id: &str) -> Result<Drawn, StoreError> {
        self.read(|tx| add_up(tx, authorisation, Some(order_id)))
    }
}

/// The draws of one decision.
pub(crate) struct Drawing<'a> {
    pub(crate) order_id: &'a str,
    pub(crate) decision_id: &'a str,
    pub(crate) draws: &'a Draws,
}

/// Writes what changes: a draw that stands as it is gets no second record.
pub(crate) fn apply(
    tx: &Transaction<'_>,
    home: &HomeId,
    drawing: &Drawing<'_>,
    stamp: &Stamp,
) -> Result<(), StoreError> {
    let draws = match drawing.draws {
        Draws::Leave => return Ok(()),
        Draws::Replace(draws) => draws,
    };
    let before = current_of_order(tx, drawing.order_id)?;
    for draw in draws {
        filled("the key of an authorisation", &draw.authorisation)?;
        if let Some(seen) = &draw.seen
            && *seen != add_up(tx, &draw.authorisation, Some(drawing.order_id))?
        {
            return Err(StoreError::DrawnMeanwhile { authorisation: draw.authorisation.clone() });
        }
        let row = DrawRow {
            authorisation: draw.authorisation.clone(),
            order_id: drawing.order_id.to_owned(),
            decision_id: drawing.decision_id.to_owned(),
            quantity: draw.quantity.clone(),
            value: draw.value.clone(),
        };
        let stands = before
            .get(&row.authorisation)
            .is_some_and(|old| (&old.quantity, &old.value) == (&row.quantity, &row.value));
        if !stands {
            insert(tx, home, &row, stamp)?;
        }
    }
    for (authorisation, old) in before {
        let drawn_again = draws.iter().any(|draw| draw.authorisation == authorisation);
        if !drawn_again && (old.quantity.is_some() || old.value.is_some()) {
            let decision_id = drawing.decision_id.to_owned();
            insert(tx, home, &DrawRow { decision_id, quantity: None, value: None, ..old }, stamp)?;
        }
    }
    Ok(())
}

struct DrawRow {
    authorisation: String,
    order_id: String,
    decision_id: String,
    quantity: Option<Amount>,
    value: Option<Amount>,
}

fn insert(tx: &Transaction<'_>, home: &HomeId, draw: &DrawRow, stamp: &Stamp) -> Result<(), StoreError> {
    let seq = append(tx, home, LogKind::Drawdown, draw_text(draw).as_bytes(), stamp)?.seq;
    tx.prepare_cached(
        "INSERT INTO draw (seq, authorisation, order_id, decision_id, quantity_e4, unit, value_e4, currency)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )?
    .execute(params![
        seq,
        draw.authorisation,
        draw.order_id,
        draw.decision_id,
        draw.quantity.as_ref().map(|amount| amount.e4.to_string()),
        draw.quantity.as_ref().map(|amount| &amount.of),
        draw.value.as_ref().map(|amount| amount.e4.to_string()),
        draw.value.as_ref().map(|amount| &amount.of),
    ])?;
    Ok(())
}

const COLUMNS: &str =
    "SELECT authorisation, order_id, decision_id, quantity_e4, unit, value_e4, currency FROM draw d";

/// A draw is current when the same order has no newer one on the same authorisation.
const CURRENT: &str =
    "seq = (SELECT max(seq) FROM draw x WHERE x.authorisation = d.authorisation AND x.order_id = d.order_id)";

fn current_of_order(tx: &Transaction<'_>, order_id: &str) -> Result<BTreeMap<String, DrawRow>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("{COLUMNS} WHERE order_id = $1 AND {CURRENT}"))?;
    let rows = statement.query_map([order_id], |row| Ok(read_draw(row)))?;
    rows.map(|row| {
        let draw = row??;
        Ok((draw.authorisation.clone(), draw))
    })
    .collect()
}

/// Sums are made here and not in SQL, which would turn large ones into floats.
fn add_up(tx: &Transaction<'_>, authorisation: &str, but_order: Option<&str>) -> Result<Drawn, StoreError> {
    let mut statement =
        tx.prepare_cached(&format!("{COLUMNS} WHERE authorisation = $1 AND {CURRENT} ORDER BY seq"))?;
    let mut drawn = Drawn::default();
    for row in statement.query_map([authorisation], |row| Ok(read_draw(row)))? {
        let draw = row??;
        if but_order == Some(draw.order_id.as_str()) {
            continue;
        }
        for (sums, amount) in [(&mut drawn.quantities, draw.quantity), (&mut drawn.values, draw.value)] {
            let Some(amount) = amount else { continue };
            let sum = sums.entry(amount.of).or_insert(0);
            *sum = sum
                .checked_add(amount.e4)
                .ok_or_else(|| StoreError::DrawOverflow { authorisation: authorisation.to_owned() })?;
        }
    }
    Ok(drawn)
}

fn read_draw(row: &Row<'_>) -> Result<DrawRow, StoreError> {
    Ok(DrawRow {
        authorisation: row.get(0)?,
        order_id: row.get(1)?,
        decision_id: row.get(2)?,
        quantity: amount(row.get(3)?, row.get(4)?)?,
        value: amount(row.get(5)?, row.get(6)?)?,
    })
}

fn amount(e4: Option<String>, of: Option<String>) -> Result<Option<Amount>, StoreError> {
    let (Some(e4), Some(of)) = (e4, of) else { return Ok(None) };
    Ok(Some(Amount { e4: parsed("drawn amount", e4)?, of }))
}

fn draw_text(draw: &DrawRow) -> String {
    let e4 = |amount: &Option<Amount>| amount.as_ref().map(|amount| amount.e4.to_string());
    let of = |amount: &Option<Amount>| amount.as_ref().map(|amount| amount.of.clone());
    Object::new()
        .text("authorisation", &draw.authorisation)
        .text("order_id", &draw.order_id)
        .text("decision_id", &draw.decision_id)
        .text_or_null("quantity_e4", e4(&draw.quantity).as_deref())
        .text_or_null("unit", of(&draw.quantity).as_deref())
        .text_or_null("value_e4", e4(&draw.value).as_deref())
        .text_or_null("currency", of(&draw.value).as_deref())
        .close()
}

/// What the log must say of the draw in record `seq`, from the row as it is now.
pub(crate) fn draw_row(tx: &Transaction<'_>, seq: i64) -> Result<Option<String>, StoreError> {
    tx.prepare_cached(&format!("{COLUMNS} WHERE seq = $1"))?
        .query_row([seq], |row| Ok(read_draw(row)))
        .optional()?
        .transpose()
        .map(|draw| draw.as_ref().map(draw_text))
}
