//! The two things that our documents hold for programs: tables and fenced code.

/// One fenced block of code.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fence<'text> {
    /// The word after the opening fence: `sh`, `console`, `json`.
    pub language: &'text str,
    /// The one-based line of the first line inside.
    pub first_line: usize,
    /// The lines inside.
    pub lines: Vec<&'text str>,
}

/// The fenced blocks of `text`, in order.
pub(crate) fn fences(text: &str) -> Vec<Fence<'_>> {
    let mut fences = Vec::new();
    let mut open: Option<Fence<'_>> = None;
    for (number, line) in (1..).zip(text.lines()) {
        match (line.trim_start().strip_prefix("```"), &mut open) {
            (Some(language), None) => {
                open = Some(Fence { language: language.trim(), first_line: number + 1, lines: Vec::new() });
            }
            (Some(_), Some(_)) => fences.extend(open.take()),
            (None, Some(fence)) => fence.lines.push(line),
            (None, None) => {}
        }
    }
    fences.extend(open);
    fences
}

/// The rows of the first table of `text` that has all of `columns`, each row's cells in the order of `columns`.
///
/// `None` where there is no such table.
pub(crate) fn table<'text>(text: &'text str, columns: &[&str]) -> Option<Vec<Vec<&'text str>>> {
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let header = cells(line);
        let places: Option<Vec<usize>> =
            columns.iter().map(|column| header.iter().position(|cell| cell == column)).collect();
        let Some(places) = places else { continue };
        let rows = lines.skip(1).take_while(|line| line.trim_start().starts_with('|'));
        return Some(
            rows.map(|row| {
                let row = cells(row);
                places.iter().map(|&place| row.get(place).copied().unwrap_or_default()).collect()
            })
            .collect(),
        );
    }
    None
}

/// The words of `cell` that stand between backticks.
pub(crate) fn code_words(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let Some(inner) = line.strip_prefix('|') else { return Vec::new() };
    inner.strip_suffix('|').unwrap_or(inner).split('|').map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_have_their_language_and_line() {
        let text = "a\n```sh\nb\n\nc\n```\nd\n```\ne\n";
        let expected = vec![
            Fence { language: "sh", first_line: 3, lines: vec!["b", "", "c"] },
            Fence { language: "", first_line: 9, lines: vec!["e"] },
        ];
        assert_eq!(fences(text), expected);
    }

    #[test]
    fn the_table_with_the_columns_is_found() {
        let text = "| x | y |\n|---|---|\n| 1 | 2 |\n\n| a | b | c |\n| --- | --- | --- |\n| `1` | 2 | `3`, `4` |\nend";
        assert_eq!(table(text, &["c", "a"]), Some(vec![vec!["`3`, `4`", "`1`"]]));
        assert_eq!(table(text, &["d"]), None);
        assert_eq!(code_words("`3`, `4` and 5").collect::<Vec<_>>(), ["3", "4"]);
    }
}
