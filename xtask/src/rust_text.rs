//! Rust source as the checks need it: code without its comments, the contents of its strings, and its tests.
//!
//! A lexer of the few things that can hide code or look like it. It is no parser: rustc has had its say before.

/// The code of `source`, line for line: comments, string contents and test items are blanks.
pub(crate) fn code(source: &str) -> String {
    without_test_items(&blanked(source))
}

/// `source` with comments and the contents of strings as blanks, its lines in place.
pub(crate) fn blanked(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    while at < chars.len() {
        let Some(end) = skipped(&chars, at) else {
            out.push(chars[at]);
            at += 1;
            continue;
        };
        out.extend(chars[at..end].iter().map(|&char| if char == '\n' { '\n' } else { ' ' }));
        at = end;
    }
    out
}

/// The words of `code`, each with the byte where it begins.
pub(crate) fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    fn apart(char: char) -> bool {
        !char.is_alphanumeric() && char != '_'
    }
    let with_begin = code.split_inclusive(apart).scan(0, |next, piece| {
        let begin = *next;
        *next += piece.len();
        Some((begin, piece.trim_end_matches(apart)))
    });
    with_begin.filter(|(_, word)| !word.is_empty())
}

/// The end of the comment, string or character that begins at `at`; `None` where code goes on.
fn skipped(chars: &[char], at: usize) -> Option<usize> {
    let rest = &chars[at..];
    match *rest {
        ['/', '/', ..] => Some(at + rest.iter().position(|&char| char == '\n').unwrap_or(rest.len())),
        ['/', '*', ..] => Some(at + comment_length(rest)),
        ['"', ..] => Some(at + 1 + string_length(&rest[1..])),
        ['r', '"' | '#', ..] if !joined(chars, at) => {
            raw_string_length(&rest[1..]).map(|length| at + 1 + length)
        }
        ['\'', '\\', ..] => {
            let close = rest.iter().skip(3).position(|&char| char == '\'')?;
            Some(at + 3 + close + 1)
        }
        ['\'', _, '\'', ..] => Some(at + 3),
        _ => None,
    }
}

/// Whether the character at `at` goes on with a word, as the `r` of `for` does; `br"…"` and `cr"…"` are strings.
fn joined(chars: &[char], at: usize) -> bool {
    let word = |index: usize| chars.get(index).is_some_and(|&char| char.is_alphanumeric() || char == '_');
    match at.checked_sub(1) {
        None => false,
        Some(before) if matches!(chars[before], 'b' | 'c') => before.checked_sub(1).is_some_and(word),
        Some(before) => word(before),
    }
}

/// The length of the block comment that `rest` opens with; such comments nest.
fn comment_length(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        match rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// The length of what is left of a string, its closing quote with it.
fn string_length(rest: &[char]) -> usize {
    let mut at = 0;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// The length of a raw string after its `r`; `None` where it is a raw identifier.
fn raw_string_length(rest: &[char]) -> Option<usize> {
    let hashes = rest.iter().take_while(|&&char| char == '#').count();
    if rest.get(hashes) != Some(&'"') {
        return None;
    }
    let mut at = hashes + 1;
    while at < rest.len() {
        if rest[at] == '"'
            && rest[at + 1..].iter().take(hashes).filter(|&&char| char == '#').count() == hashes
        {
            return Some(at + 1 + hashes);
        }
        at += 1;
    }
    Some(rest.len())
}

/// `code` with every item under `#[cfg(test)]` as blanks.
fn without_test_items(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some((before, item)) = rest.split_once(MARK) {
        out.push_str(before);
        let end = item_length(item);
        out.extend(item[..end].chars().map(|char| if char == '\n' { '\n' } else { ' ' }));
        rest = &item[end..];
    }
    out.push_str(rest);
    out
}

/// The length in bytes of the item that `code` opens with: to its `;`, or to the end of its block.
pub(crate) fn item_length(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, char) in code.char_indices() {
        match char {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && char == '}' {
                    return at + 1;
                }
            }
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let squeezed = code(source).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(squeezed, expected, "\n{source}");
    }

    #[test]
    fn comments_and_strings_are_blank_and_lifetimes_are_not() {
        check("a(); // b()\nc();", "a(); c();");
        check("a(); /* b() /* c() */ d() */ e();", "a(); e();");
        check(r#"say("b() // \" c()"); d();"#, "say( ); d();");
        check("say(r#\"b(\" c)\"#); d(); for r in x {}", "say( ); d(); for r in x {}");
        check("say(br\"\\\"); d();", "say(b ); d();");
        check("x == '\"' || y == '\\'' || z == '\\u{22}'; f()", "x == || y == || z == ; f()");
        check("fn a<'a>(b: &'a str) {}", "fn a<'a>(b: &'a str) {}");
        check("let r#fn = 1; \"a\"", "let r#fn = 1;");
    }

    #[test]
    fn test_items_are_blank_and_what_follows_is_not() {
        check("a(); #[cfg(test)] mod tests { fn b() { c(\"}\") } } d();", "a(); d();");
        check("#[cfg(test)]\nmod tests;\nd();", "d();");
        check("#[cfg(test)]\n#[derive(Debug)]\nstruct A { b: u8 }\nd();", "d();");
    }

    #[test]
    fn lines_stay_in_place() {
        let source = "/* a\nb */\n#[cfg(test)]\nmod tests {\n}\nc();\n";
        assert_eq!(code(source).lines().position(|line| line.contains("c()")), Some(5));
    }
}
