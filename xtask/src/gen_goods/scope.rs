//! How much of a Commerce Control List entry a control text covers, read once so that the result can be
//! reviewed.
//!
//! The text is English prose. What is a plain list of paragraphs is read in full; of the rest only the
//! paragraphs that it names are kept, and whatever cannot be read stays open, so that nothing is decided by a
//! guess.

/// Reads one control text of `entry`, and gives the words that the table's `scope` column uses.
///
/// `all`, `except a.1 b`, `only a.1 b`, `mostly b x` (all but parts of b and x), `within b.2 b.3` (parts of
/// b.2 and b.3), `open`.
pub(crate) fn scope(entry: &str, control: &str) -> String {
    let text =
        control.replace("ECCN ", "").replace(&format!("{entry} ."), &format!("{entry}.")).replace(". ", ".");
    let Some(rest) = after_verb(&text) else { return "open".to_owned() };
    let rest = rest.trim_end_matches(['.', ' ']);
    if let Some(tail) = rest.strip_prefix("entire entry") {
        return scope_of_whole(entry, tail.trim_start_matches([',', ' ']));
    }
    if let Some(listed) = plain_list(entry, rest) {
        return format!("only {}", listed.join(" "));
    }
    let named = mentions(entry, rest);
    // "The parameters of 2B009.a" measures other machines by a paragraph, and limits nothing to it.
    let measured = rest.contains("this entry") || rest.contains(&format!("parameters of {entry}."));
    if named.is_empty() || measured || !rest.contains(&format!("{entry}.")) {
        return "open".to_owned();
    }
    format!("within {}", named.join(" "))
}

/// What follows "applies to" and its variants.
fn after_verb(text: &str) -> Option<&str> {
    let at = text.find("appl")?;
    let rest = text.get(at..)?;
    let rest = rest.strip_prefix("applies").or_else(|| rest.strip_prefix("apply"))?;
    let mut rest = rest.trim_start();
    for word in ["to ", "only to ", "the "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    Some(rest)
}

fn scope_of_whole(entry: &str, tail: &str) -> String {
    if tail.is_empty()
        || tail.starts_with('(')
        || tail.starts_with("A license")
        || tail.starts_with(".A license")
    {
        return "all".to_owned();
    }
    let Some(listed) = tail.strip_prefix("except") else { return "open".to_owned() };
    let listed = listed.trim_start_matches([':', ' ']);
    let listed = listed.strip_prefix("for ").unwrap_or(listed);
    if let Some(listed) = plain_list(entry, listed) {
        return format!("except {}", listed.join(" "));
    }
    let named = mentions(entry, listed);
    // A text that names other entries' paragraphs, or none, excepts something that cannot be told from a
    // paragraph.
    if named.is_empty() || !listed.contains(&format!("{entry}.")) {
        "open".to_owned()
    } else {
        format!("mostly {}", named.join(" "))
    }
}

/// The paragraphs of a text that is nothing but a list of them; `None` when it says anything else.
fn plain_list(entry: &str, text: &str) -> Option<Vec<String>> {
    let text = text.strip_prefix("items controlled by ").unwrap_or(text);
    let (text, marked) = match text.strip_prefix("paragraphs ").or_else(|| text.strip_prefix("paragraph ")) {
        Some(rest) => (rest, true),
        None => (text, text.starts_with(&format!("{entry}.")) || text.starts_with('.')),
    };
    if !marked {
        return None;
    }
    let text = text.strip_suffix(" of this entry").unwrap_or(text);
    let text = text.strip_suffix(" only").unwrap_or(text);
    let mut listed: Vec<String> = Vec::new();
    let mut range = false;
    for word in words(text) {
        match word {
            "and" | "or" => {}
            "to" | "through" => range = true,
            _ => {
                let path = path_after(entry, word, listed.last().map(String::as_str))?;
                if range {
                    listed.extend(between(listed.last()?, &path)?);
                    range = false;
                }
                listed.push(path);
            }
        }
    }
    (!listed.is_empty() && !range).then_some(listed)
}

/// Every paragraph that a text names, and what only looks like one: naming too many leaves more open, never
/// less.
fn mentions(entry: &str, text: &str) -> Vec<String> {
    let mut named: Vec<String> = Vec::new();
    for word in words(text) {
        named.extend(path_after(entry, word, named.last().map(String::as_str)));
    }
    named.sort();
    named.dedup();
    named
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', ',', ';', '(', ')', ':']).filter(|word| !word.is_empty())
}

/// A word as a paragraph's path, such as `b.4.a`, with or without the entry or a dot before it.
fn path<'a>(entry: &str, word: &'a str) -> Option<&'a str> {
    let word = word.strip_prefix(entry).unwrap_or(word);
    let word = word.trim_matches('.');
    let mut letters = true;
    for part in word.split('.') {
        let right = if letters {
            part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_lowercase())
        } else {
            (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !right {
            return None;
        }
        letters = !letters;
    }
    Some(word)
}

/// Like [`path`], and reads `.16` after `d.15` as `d.16`.
fn path_after(entry: &str, word: &str, before: Option<&str>) -> Option<String> {
    let number =
        word.strip_prefix('.').filter(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()));
    match (number, before) {
        (Some(number), Some(before)) => Some(format!("{}.{number}", before.rsplit_once('.')?.0)),
        (Some(_), None) => None,
        (None, _) => path(entry, word).map(str::to_owned),
    }
}

/// The paragraphs strictly between the two ends of a range.
fn between(first: &str, last: &str) -> Option<Vec<String>> {
    let (head, from) = first.rsplit_once('.').unwrap_or(("", first));
    let (head_last, to) = last.rsplit_once('.').unwrap_or(("", last));
    if head != head_last {
        return None;
    }
    let join = |end: String| if head.is_empty() { end } else { format!("{head}.{end}") };
    if let (Ok(from), Ok(to)) = (from.parse::<u8>(), to.parse::<u8>()) {
        return Some((from.saturating_add(1)..to).map(|number| join(number.to_string())).collect());
    }
    let (from, to) = (*from.as_bytes().first()?, *to.as_bytes().first()?);
    Some((from.saturating_add(1)..to).map(|letter| join(char::from(letter).to_string())).collect())
}

#[cfg(test)]
mod tests {
    use super::scope;

    fn check(entry: &str, control: &str, expected: &str) {
        assert_eq!(scope(entry, control), expected, "{control}");
    }

    #[test]
    fn plain_lists_are_read_in_full() {
        check("3A991", "AT applies to entire entry", "all");
        check("3B904", "RS applies to the entire entry.", "all");
        check("2B999", "RS applies to entire entry except 2B999.h.2", "except h.2");
        check("0A606", "NS applies to entire entry, except 0A606.y", "except y");
        check("0A505", "AT applies to 0A505.a, .d, and .x", "only a d x");
        check("0A504", "FC applies to paragraphs .a, .b, and .i of this entry", "only a b i");
        check("3B001", "NS applies to 3B001.a.1 to a.3, b, e, g to j", "only a.1 a.2 a.3 b e g h i j");
        check("1C351", "CB applies to items controlled by 1C351.d.15 and .16", "only d.15 d.16");
        check("9A004", "MT applies to 9A004 .g, .r, and .w", "only g r w");
        check("9A012", "AT applies to entire entry, except .a.1", "except a.1");
        check("8A620", "RS applies to entire entry, except 8A620. b and .y", "except b y");
    }

    #[test]
    fn prose_keeps_only_the_paragraphs_that_it_names() {
        check(
            "3A001",
            "RS applies “MMIC” amplifiers in 3A001.b.2 and transistors in 3A001.b.3, except some",
            "within b.2 b.3",
        );
        check(
            "9A610",
            "NS applies to entire entry except: 9A610.b; and parts in 9A610.x if for 9A610.b; and 9A610.y",
            "mostly b x y",
        );
    }

    #[test]
    fn what_cannot_be_told_from_a_paragraph_stays_open() {
        check("3D001", "NS applies to “software” for equipment controlled by 3B001.q", "open");
        check(
            "7A106",
            "MT applies to commodities in this entry that meet or exceed the parameters of 7A106",
            "open",
        );
        check("1D607", "NS applies to entire entry, except “software” for 1C607.a.10, .a.11", "open");
        check(
            "2B009",
            "MT applies to machines that meet or exceed the parameters of 2B009.a and 2B109",
            "open",
        );
        check("6A008", "NP applies to items that are designed for airborne applications", "open");
    }
}
