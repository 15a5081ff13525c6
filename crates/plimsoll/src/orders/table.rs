//! Rows of CSV or XLSX to orders: one row a goods line, rows with the same order id are one order.
//!
//! Columns are found by their names. `Mapping` renames a user's own headers to ours. A party column is a role
//! (`consignee`), or a role and what is said of it (`consignee_country`, `consignee_address`, `consignee_inn`).

use std::collections::BTreeMap;

use anyhow::bail;
use serde_json::{Map, Value, json};

use super::{OrderText, OrderTexts, RowReject};

/// The user's headers, each with the column of ours that it means.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mapping {
    /// `"Ship-to name" = "consignee"`; an empty text leaves the column out.
    #[serde(default)]
    columns: BTreeMap<String, String>,
}

impl Mapping {
    /// Reads a mapping file.
    pub(crate) fn from_toml(text: &str) -> anyhow::Result<Self> {
        let mapping: Self = toml::from_str(text)?;
        let columns = mapping.columns.into_iter().map(|(theirs, ours)| (plain(&theirs), ours)).collect();
        Ok(Self { columns })
    }
}

/// The roles of `order/1`, as columns name them.
const ROLES: [&str; 17] = [
    "exporter",
    "seller",
    "purchaser",
    "intermediate_consignee",
    "ultimate_consignee",
    "consignee",
    "end_user",
    "forwarder",
    "notify",
    "payer",
    "issuing_bank",
    "advising_bank",
    "carrier",
    "owner",
    "manager",
    "broker",
    "other",
];

/// Where the text of a cell goes in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    /// Groups rows to orders.
    Id,
    /// A text at this path of the order: `dates.export`.
    Order(&'static [&'static str]),
    /// A field of the party with this role.
    Party { role: &'static str, field: String },
    /// A field of the goods line.
    Goods(&'static str),
    /// A field of the only leg.
    Leg(&'static [&'static str]),
    /// Left out by the mapping.
    LeftOut,
}

/// Orders from a CSV with a header row; comma, semicolon or tab.
pub(super) fn from_csv(bytes: &[u8], shown: &str, mapping: &Mapping) -> anyhow::Result<OrderTexts> {
    let (rows, rejects) = csv_rows(bytes, shown)?;
    orders(rows, rejects, shown, mapping)
}

/// A row's number, as an editor shows it, and its cells.
pub(super) type Row = (u64, Vec<String>);

/// Rows with a quote that never closes, beyond which a file is no CSV.
const UNCLOSED_MAX: usize = 100;

/// The rows of a CSV, and those that could not be read.
pub(super) fn csv_rows(bytes: &[u8], shown: &str) -> anyhow::Result<(Vec<Row>, Vec<RowReject>)> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        bail!("{shown} is neither JSON, XLSX nor UTF-8 text; save the sheet as XLSX or as CSV in UTF-8");
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    let delimiter = [';', '\t'].into_iter().find(|&mark| count(',') < count(mark)).unwrap_or(',') as u8;
    let (mut rows, mut rejects) = (Vec::new(), Vec::new());
    let (mut rest, mut before) = (text, 0);
    for _ in 0..UNCLOSED_MAX {
        // A quote that never closes would swallow every row after it: it costs its own row, and reading goes on below.
        let Some(at) = unclosed_quote(rest, delimiter) else {
            read_rows(rest, before, delimiter, &mut rows, &mut rejects);
            return Ok((rows, rejects));
        };
        let (whole, broken) = rest.split_at(at);
        read_rows(whole, before, delimiter, &mut rows, &mut rejects);
        before += whole.matches('\n').count() as u64 + 1;
        rejects.push(RowReject { line: before, why: "it opens a quote that never closes".to_owned() });
        rest = broken.split_once('\n').map_or("", |(_, after)| after);
    }
    bail!(
        "{shown} has more than {UNCLOSED_MAX} rows with a quote that never closes: it is no CSV that can be read"
    )
}

/// Reads rows of which every quote closes; `before` is the number of lines above them.
fn read_rows(text: &str, before: u64, delimiter: u8, rows: &mut Vec<Row>, rejects: &mut Vec<RowReject>) {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    for record in reader.records() {
        let place = match &record {
            Ok(record) => record.position().map(csv::Position::line),
            Err(error) => error.position().map(csv::Position::line),
        };
        let line = before + place.unwrap_or(0);
        match record {
            Ok(record) if record.iter().any(|cell| cell.contains('\0')) => {
                rejects.push(RowReject { line, why: "it holds a NUL character".to_owned() });
            }
            Ok(record) => rows.push((line, record.iter().map(str::to_owned).collect())),
            Err(error) => rejects.push(RowReject { line, why: error.to_string() }),
        }
    }
}

/// Where the line begins that opens a quote which the text never closes.
fn unclosed_quote(text: &str, delimiter: u8) -> Option<usize> {
    let (mut line_start, mut field_start, mut open) = (0, true, None);
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        if open.is_some() {
            // Two quotes inside a quoted cell are one quote of its text.
            if byte == b'"' && bytes.next_if(|&(_, next)| next == b'"').is_none() {
                open = None;
                field_start = false;
            }
            continue;
        }
        match byte {
            b'"' if field_start => open = Some(line_start),
            b'\n' => {
                line_start = at + 1;
                field_start = true;
            }
            other => field_start = other == delimiter,
        }
    }
    open
}

/// Orders from the first sheet of a workbook.
pub(super) fn from_xlsx(bytes: &[u8], shown: &str, mapping: &Mapping) -> anyhow::Result<OrderTexts> {
    orders(xlsx_rows(bytes)?, Vec::new(), shown, mapping)
}

/// The rows of the first sheet of a workbook.
pub(super) fn xlsx_rows(bytes: &[u8]) -> anyhow::Result<Vec<Row>> {
    let rows = lists::sheet::read_rows(bytes, None)?;
    Ok(rows.rows.into_iter().map(|row| (row.number, row.cells)).collect())
}

fn orders(
    rows: Vec<Row>,
    rejects: Vec<RowReject>,
    shown: &str,
    mapping: &Mapping,
) -> anyhow::Result<OrderTexts> {
    let mut rows = rows.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    let Some((_, header)) = rows.next() else {
        bail!("{shown} has no header row");
    };
    let columns = columns(&header, shown, mapping)?;
    let mut texts = OrderTexts { orders: Vec::new(), rejects };
    let mut drafts: Vec<Draft> = Vec::new();
    for (line, cells) in rows {
        let id = columns
            .iter()
            .zip(&cells)
            .find(|(column, _)| **column == Column::Id)
            .map(|(_, cell)| cell.trim());
        let id = id.filter(|id| !id.is_empty()).map_or_else(|| format!("row-{line}"), str::to_owned);
        if columns.len() < cells.len() && cells.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty())
        {
            let why = format!("{} cells in a table of {} columns", cells.len(), columns.len());
            texts.rejects.push(RowReject { line, why });
            continue;
        }
        let at = drafts.iter().rposition(|draft| draft.id == id).unwrap_or_else(|| {
            drafts.push(Draft::new(&id));
            drafts.len() - 1
        });
        if let Some(draft) = drafts.get_mut(at)
            && let Err(why) = draft.add(line, &columns, &cells)
        {
            texts.rejects.push(RowReject { line, why });
        }
    }
    for draft in drafts.into_iter().filter(|draft| !draft.lines.is_empty()) {
        texts.orders.push(draft.finish(shown));
    }
    Ok(texts)
}

/// An order that rows are still added to.
struct Draft {
    id: String,
    lines: Vec<u64>,
    order: Map<String, Value>,
    parties: BTreeMap<&'static str, Map<String, Value>>,
    goods: Vec<Value>,
    leg: Map<String, Value>,
}

impl Draft {
    fn new(id: &str) -> Self {
        let order = Map::from_iter([("format".into(), json!("order/1")), ("id".into(), json!(id))]);
        Self {
            id: id.to_owned(),
            lines: Vec::new(),
            order,
            parties: BTreeMap::new(),
            goods: Vec::new(),
            leg: Map::new(),
        }
    }

    /// Adds one row. A row that contradicts an earlier row of its order is refused whole.
    fn add(&mut self, line: u64, columns: &[Column], cells: &[String]) -> Result<(), String> {
        let filled = || {
            columns
                .iter()
                .zip(cells)
                .map(|(column, cell)| (column, cell.trim()))
                .filter(|(_, it)| !it.is_empty())
        };
        let mut order = self.order.clone();
        let mut parties = self.parties.clone();
        let mut leg = self.leg.clone();
        let mut goods = Map::new();
        for (column, cell) in filled() {
            match column {
                Column::Id | Column::LeftOut => {}
                Column::Order(path) => put(&mut order, path, cell)?,
                Column::Leg(path) => put(&mut leg, path, cell)?,
                Column::Goods(field) => put_goods(&mut goods, field, cell),
                Column::Party { role, field } => put_party(parties.entry(role).or_default(), field, cell)?,
            }
        }
        if !goods.is_empty() {
            goods.entry("line").or_insert_with(|| json!(self.goods.len() + 1));
            self.goods.push(Value::Object(goods));
        }
        self.order = order;
        self.parties = parties;
        self.leg = leg;
        self.lines.push(line);
        Ok(())
    }

    fn finish(mut self, shown: &str) -> OrderText {
        let parties = self.parties.into_iter().map(|(role, mut party)| {
            party.insert("role".into(), json!(role));
            Value::Object(party)
        });
        self.order.insert("parties".into(), parties.collect());
        self.order.insert("goods".into(), Value::Array(self.goods));
        if !self.leg.is_empty() {
            self.order.insert("route".into(), json!({ "legs": [self.leg] }));
        }
        let place = match (self.lines.first(), self.lines.last()) {
            (Some(first), Some(last)) if first != last => format!("{shown}, rows {first} to {last}"),
            (first, _) => format!("{shown}, row {}", first.copied().unwrap_or(0)),
        };
        OrderText { place, json: Value::Object(self.order).to_string().into_bytes() }
    }
}

/// Sets the text at `path`; a different text there already is a contradiction between two rows of one order.
fn put(into: &mut Map<String, Value>, path: &[&str], cell: &str) -> Result<(), String> {
    let Some((last, parents)) = path.split_last() else { return Ok(()) };
    let mut at = into;
    for parent in parents {
        let next = at.entry(*parent).or_insert_with(|| Value::Object(Map::new()));
        let Value::Object(next) = next else {
            return Err(format!("column `{}` meets a text", path.join(".")));
        };
        at = next;
    }
    match at.get(*last) {
        Some(Value::String(before)) if before != cell => Err(format!(
            "`{}` is `{cell}` here and `{before}` in an earlier row of the same order",
            path.join(".")
        )),
        _ => {
            at.insert((*last).to_owned(), json!(cell));
            Ok(())
        }
    }
}

fn put_party(party: &mut Map<String, Value>, field: &str, cell: &str) -> Result<(), String> {
    match field {
        "name" | "country" | "schema" | "type" | "nationality" | "birth_date" | "phone" | "email"
        | "website" | "incorporated" => put(party, &[field], cell),
        "address" => {
            let address = json!([{ "text": cell }]);
            if party.get("addresses").is_some_and(|before| *before != address) {
                return Err(format!("the address `{cell}` differs from an earlier row of the same order"));
            }
            party.insert("addresses".into(), address);
            Ok(())
        }
        "alias" | "aliases" => {
            let aliases: Vec<_> = cell.split(';').map(str::trim).filter(|it| !it.is_empty()).collect();
            party.insert("aliases".into(), json!(aliases));
            Ok(())
        }
        id => put(party, &["ids", id], cell),
    }
}

fn put_goods(goods: &mut Map<String, Value>, field: &str, cell: &str) {
    let value = match field {
        "value" => {
            let currency = goods.get("value").and_then(|it| it.get("currency")).cloned();
            json!({ "amount": cell, "currency": currency })
        }
        "currency" => {
            let amount = goods.get("value").and_then(|it| it.get("amount")).cloned();
            json!({ "amount": amount, "currency": cell })
        }
        "line" => cell.parse::<u64>().map_or_else(|_| json!(cell), |line| json!(line)),
        "in_us" => truth(cell),
        "lots" | "serials" => cell.split([';', ',']).map(|it| json!(it.trim())).collect(),
        _ => json!(cell),
    };
    let key = if field == "currency" { "value" } else { field };
    goods.insert(key.to_owned(), value);
}

/// Yes or no in the words that sheets use; anything else stays as it is, for `law` to refuse with its reason.
fn truth(cell: &str) -> Value {
    match cell.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" => json!(true),
        "no" | "n" | "false" | "0" => json!(false),
        _ => json!(cell),
    }
}

fn columns(header: &[String], shown: &str, mapping: &Mapping) -> anyhow::Result<Vec<Column>> {
    let mut columns = Vec::with_capacity(header.len());
    let mut unknown = Vec::new();
    for title in header {
        let title = plain(title);
        let name = mapping.columns.get(&title).cloned().unwrap_or(title);
        columns.push(column(&name).unwrap_or_else(|| {
            unknown.push(name);
            Column::LeftOut
        }));
    }
    if !unknown.is_empty() {
        bail!(
            "{shown} has columns that are not understood: {}. Name what they mean in a mapping file (--mapping), \
             for example\n\n    [columns]\n    \"{}\" = \"consignee\"\n\nand map a column to \"\" to leave it out",
            unknown.join(", "),
            unknown.first().map_or("", String::as_str),
        );
    }
    if columns.iter().all(|it| *it == Column::LeftOut) {
        bail!("{shown} has no column that an order has");
    }
    Ok(columns)
}

/// A header as it is compared: lower case, words joined by `_`.
fn plain(title: &str) -> String {
    let words = title.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

fn column(name: &str) -> Option<Column> {
    Some(match name {
        "" => Column::LeftOut,
        "order" | "id" | "order_id" | "po" => Column::Id,
        "transaction" => Column::Order(&["transaction"]),
        "order_date" => Column::Order(&["dates", "order"]),
        "contract_date" => Column::Order(&["dates", "contract"]),
        "export_date" | "ship_date" => Column::Order(&["dates", "export"]),
        "payment_date" => Column::Order(&["dates", "payment"]),
        "as_of" => Column::Order(&["as_of"]),
        "destination" | "destination_country" => Column::Order(&["destination", "country"]),
        "destination_region" => Column::Order(&["destination", "region"]),
        "ship_from" => Column::Order(&["ship_from"]),
        "incoterm" => Column::Order(&["incoterm", "code"]),
        "end_use" => Column::Order(&["end_use", "text"]),
        "payment_currency" => Column::Order(&["payment", "currency"]),
        "payment_method" => Column::Order(&["payment", "method"]),
        "line" => Column::Goods("line"),
        "text" | "description" | "goods" => Column::Goods("text"),
        "hs" | "hs_code" | "hts" => Column::Goods("hs"),
        "hs_vintage" => Column::Goods("hs_vintage"),
        "eccn" => Column::Goods("eccn"),
        "usml" => Column::Goods("usml"),
        "eu_dual_use" => Column::Goods("eu_dual_use"),
        "mpn" | "part_number" => Column::Goods("mpn"),
        "manufacturer" => Column::Goods("manufacturer"),
        "origin" => Column::Goods("origin"),
        "in_us" => Column::Goods("in_us"),
        "us_technology" => Column::Goods("us_technology"),
        "us_plant" => Column::Goods("us_plant"),
        "quantity" => Column::Goods("quantity"),
        "unit" => Column::Goods("unit"),
        "value" => Column::Goods("value"),
        "currency" => Column::Goods("currency"),
        "weight_kg" => Column::Goods("weight_kg"),
        "lots" => Column::Goods("lots"),
        "serials" => Column::Goods("serials"),
        "mode" => Column::Leg(&["mode"]),
        "from" => Column::Leg(&["from"]),
        "to" => Column::Leg(&["to"]),
        "depart" => Column::Leg(&["depart"]),
        "arrive" => Column::Leg(&["arrive"]),
        "vessel" => Column::Leg(&["vessel", "name"]),
        "vessel_imo" | "imo" => Column::Leg(&["vessel", "imo"]),
        "vessel_mmsi" | "mmsi" => Column::Leg(&["vessel", "mmsi"]),
        "vessel_flag" | "flag" => Column::Leg(&["vessel", "flag"]),
        other => return party_column(other),
    })
}

fn party_column(name: &str) -> Option<Column> {
    // The longest role first: `end_user_country` is not a field of `end`.
    let role = ROLES.into_iter().filter(|role| name.starts_with(role)).max_by_key(|role| role.len())?;
    let field = match name.strip_prefix(role)? {
        "" | "_name" => "name",
        rest => rest.strip_prefix('_')?,
    };
    Some(Column::Party { role, field: field.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(csv: &str) -> OrderTexts {
        from_csv(csv.as_bytes(), "it", &Mapping::default()).unwrap()
    }

    fn json_of(texts: &OrderTexts, index: usize) -> Value {
        serde_json::from_slice(&texts.orders[index].json).unwrap()
    }

    #[test]
    fn rows_of_one_order_are_its_goods_lines() {
        let texts = read(
            "order,consignee,consignee_country,text,hs,value,currency\nA,Acme,TR,Bolt,7318.15,10,EUR\nA,Acme,TR,Nut,7318.16,5,EUR\nB,Zeta,US,Cup,6912.00,1,USD\n",
        );
        assert_eq!(texts.orders.len(), 2);
        let first = json_of(&texts, 0);
        assert_eq!(first["goods"][1]["text"], "Nut");
        assert_eq!(first["goods"][1]["line"], 2);
        assert_eq!(first["goods"][0]["value"], json!({ "amount": "10", "currency": "EUR" }));
        assert_eq!(first["parties"][0]["role"], "consignee");
        assert_eq!(texts.orders[0].place, "it, rows 2 to 3");
    }

    #[test]
    fn a_row_that_contradicts_its_order_is_refused_and_named() {
        let texts = read("order;consignee;text\nA;Acme;Bolt\nA;Other;Nut\n");
        assert_eq!(texts.orders.len(), 1);
        assert_eq!(texts.rejects[0].line, 3);
        assert!(
            texts.rejects[0].why.contains("`Other` here and `Acme` in an earlier row"),
            "{:?}",
            texts.rejects
        );
    }

    #[test]
    fn a_column_that_is_not_understood_stops_the_file_and_shows_the_way() {
        let error = from_csv(b"order,Ship-to\nA,Acme\n", "it", &Mapping::default()).unwrap_err();
        assert!(error.to_string().contains("ship_to"), "{error}");
        let mapping = Mapping::from_toml("[columns]\n\"Ship-to\" = \"consignee\"\n").unwrap();
        let texts = from_csv(b"order,Ship-to\nA,Acme\n", "it", &mapping).unwrap();
        assert_eq!(json_of(&texts, 0)["parties"][0]["name"], "Acme");
    }

    #[test]
    fn a_quote_that_never_closes_costs_its_own_row() {
        let texts = read("order,consignee,text\nA,\"Ac\nme\",Bolt\nB,\"Zeta,Nut\nC,Two,Cup\nD,Omega,Pin\n");
        let ids: Vec<_> = (0..texts.orders.len()).map(|it| json_of(&texts, it)["id"].clone()).collect();
        assert_eq!(ids, ["A", "C", "D"]);
        assert_eq!(texts.rejects.iter().map(|it| it.line).collect::<Vec<_>>(), [4]);
    }

    #[test]
    fn a_role_is_read_to_its_end() {
        assert_eq!(column("end_user_inn"), Some(Column::Party { role: "end_user", field: "inn".into() }));
        assert_eq!(
            column("consignee_address"),
            Some(Column::Party { role: "consignee", field: "address".into() })
        );
        assert_eq!(column("consigneeaddress"), None);
    }
}
