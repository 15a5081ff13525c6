//! Rows of the tables in a supplement to Part 746: which cells are codes, and which codes they are.

use crate::code_prefix::CodePrefix;

/// A row that a supplement lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplementRow {
    /// The listed digits; `None` where the row lists chemicals or describes goods without a code.
    pub code: Option<CodePrefix>,
    /// CAS numbers of chemicals in the row, with a right check digit.
    pub cas: Vec<String>,
    /// The rest of the row in the supplement's words.
    pub text: String,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) text: String,
    /// How many columns it takes.
    pub(crate) span: usize,
}

/// What a table was so far: the columns' headings, by column.
#[derive(Clone, Debug, Default)]
pub(crate) struct TableSoFar {
    headings: Vec<String>,
    has_rows: bool,
}

impl TableSoFar {
    /// Takes a row of headings; where there are several, a column's headings are joined.
    pub(crate) fn take_headings(&mut self, cells: &[Cell]) {
        let mut at = 0;
        for cell in cells {
            for _ in 0..cell.span.max(1) {
                match self.headings.get_mut(at) {
                    Some(heading) => *heading = format!("{heading} {}", cell.text),
                    None => self.headings.push(cell.text.clone()),
                }
                at += 1;
            }
        }
    }

    /// Takes a row of the table's body, and gives its rows and the cells that should hold codes and cannot be
    /// read.
    pub(crate) fn take_row(&mut self, cells: &[Cell]) -> (Vec<SupplementRow>, Vec<String>) {
        if !self.has_rows && self.headings.is_empty() && cells.iter().any(|cell| is_code_heading(&cell.text))
        {
            self.take_headings(cells);
            return (Vec::new(), Vec::new());
        }
        self.has_rows = true;
        let told = self.headings.iter().any(|heading| is_code_heading(heading));
        let (mut codes, mut unread, mut texts, mut at) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for cell in cells {
            let headed = told && self.headings.get(at).is_some_and(|heading| is_code_heading(heading));
            at += cell.span.max(1);
            if headed {
                for piece in
                    cell.text.split([';', ',', '\n']).flat_map(|piece| piece.split(" and ")).map(str::trim)
                {
                    match piece.parse::<CodePrefix>() {
                        Ok(code) => codes.push(code),
                        Err(_) if piece.chars().any(char::is_numeric) => {
                            unread.push(piece.chars().take(80).collect());
                        }
                        Err(_) => {}
                    }
                }
            } else if let Some(code) = Some(&cell.text)
                .filter(|_| !told)
                .and_then(|text| text.parse::<CodePrefix>().ok())
                .filter(|code| code.digits().len() > 4)
            {
                codes.push(code);
            } else if !cell.text.is_empty() {
                texts.push(cell.text.as_str());
            }
        }
        let text = texts.join(" | ");
        let cas = cas_numbers(&text);
        let rows = if codes.is_empty() {
            let worth = !cas.is_empty();
            worth.then_some(SupplementRow { code: None, cas, text }).into_iter().collect()
        } else {
            let row = |code| SupplementRow { code: Some(code), cas: cas.clone(), text: text.clone() };
            codes.into_iter().map(row).collect()
        };
        (rows, unread)
    }
}

/// Whether a column's heading says that it holds tariff or Schedule B codes.
fn is_code_heading(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    let names = ["hts", "schedule b", "harmonized", "hs code", "hs-6"];
    names.iter().any(|name| heading.contains(name))
        && !heading.contains("description")
        && heading.chars().count() <= 60
}

/// The CAS numbers in a text whose check digit is right.
pub(crate) fn cas_numbers(text: &str) -> Vec<String> {
    let words = text.split(|it: char| !(it.is_ascii_digit() || it == '-'));
    let mut found: Vec<String> = words.filter(|word| is_cas(word)).map(str::to_owned).collect();
    found.dedup();
    found
}

/// Two to seven digits, two digits, one check digit: the sum of the digits by their place from the right,
/// modulo ten.
fn is_cas(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let [head, middle, check] = parts.as_slice() else { return false };
    if !(2..=7).contains(&head.len()) || middle.len() != 2 || check.len() != 1 {
        return false;
    }
    let digits = head.bytes().chain(middle.bytes()).rev().map(|byte| u32::from(byte - b'0'));
    let sum: u32 = digits.zip(1..).map(|(digit, place)| digit * place).sum();
    check.parse() == Ok(sum % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(headings: &[&str], cells: &[&str]) -> (Vec<SupplementRow>, Vec<String>) {
        let cells_of = |texts: &[&str]| -> Vec<Cell> {
            texts.iter().map(|text| Cell { text: (*text).to_owned(), span: 1 }).collect()
        };
        let mut table = TableSoFar::default();
        table.take_headings(&cells_of(headings));
        table.take_row(&cells_of(cells))
    }

    fn codes(rows: &[SupplementRow]) -> Vec<String> {
        rows.iter().filter_map(|row| row.code.as_ref().map(ToString::to_string)).collect()
    }

    #[test]
    fn codes_are_read_under_their_heading() {
        let (rows, unread) =
            row(&["HTS-6 Code", "HTS Description"], &["9801.10; 9801.20", "invented goods of 2024"]);
        assert_eq!(codes(&rows), ["9801.10", "9801.20"]);
        assert!(unread.is_empty());
        let (rows, unread) = row(&["Schedule B", "Text"], &["9801.10–9801.40", "a range"]);
        assert!(rows.is_empty());
        assert_eq!(unread, ["9801.10–9801.40"]);
    }

    #[test]
    fn numbers_under_other_headings_are_no_codes() {
        let (rows, unread) = row(&["HTS Code", "Item"], &["9902.30", "980110"]);
        assert_eq!((codes(&rows), unread.len()), (vec!["9902.30".to_owned()], 0));
        let (rows, _) = row(&[], &["2024", "a year without headings"]);
        assert!(rows.is_empty());
    }

    #[test]
    fn cas_numbers_need_their_check_digit() {
        // Water and ethanol, as everybody knows them; and one digit off.
        assert_eq!(
            cas_numbers("water (CAS 7732-18-5), ethanol 64-17-5, not 64-17-6, not 2024-01-05"),
            ["7732-18-5", "64-17-5"]
        );
    }
}
