//! Writes one JSON object on one line, members in the order given: same fields, same bytes.
//!
//! The bodies of the log and its export are JSON so that any language reads them. Nothing here reads JSON.

use std::fmt::{Display, Write as _};

/// An object under construction.
#[derive(Debug)]
pub(crate) struct Object(String);

impl Object {
    /// `{`.
    pub(crate) fn new() -> Self {
        Self("{".to_owned())
    }

    /// A member whose value is text.
    pub(crate) fn text(mut self, key: &str, value: &str) -> Self {
        self.key(key);
        push_quoted(&mut self.0, value);
        self
    }

    /// A member whose value prints as text that needs no more than quotes: a digest, a number too long for
    /// JSON.
    pub(crate) fn shown(self, key: &str, value: &impl Display) -> Self {
        self.text(key, &value.to_string())
    }

    /// A member whose value is text, or null where it is not known.
    pub(crate) fn text_or_null(self, key: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.text(key, value),
            None => self.raw(key, "null"),
        }
    }

    /// A member whose value is a whole number.
    pub(crate) fn number(self, key: &str, value: i64) -> Self {
        self.raw(key, &value.to_string())
    }

    /// A member whose value is a list of numbers.
    pub(crate) fn numbers(self, key: &str, values: impl IntoIterator<Item = i64>) -> Self {
        let items: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
        self.raw(key, &format!("[{}]", items.join(",")))
    }

    /// A member whose value is a list of objects.
    pub(crate) fn objects(self, key: &str, values: impl IntoIterator<Item = Object>) -> Self {
        let items: Vec<String> = values.into_iter().map(Object::close).collect();
        self.raw(key, &format!("[{}]", items.join(",")))
    }

    /// A member whose value is an object.
    pub(crate) fn object(self, key: &str, value: Object) -> Self {
        self.raw(key, &value.close())
    }

    /// The finished text.
    pub(crate) fn close(mut self) -> String {
        self.0.push('}');
        self.0
    }

    fn raw(mut self, key: &str, value: &str) -> Self {
        self.key(key);
        self.0.push_str(value);
        self
    }

    fn key(&mut self, key: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        push_quoted(&mut self.0, key);
        self.0.push(':');
    }
}

fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            // U+2028 and U+2029 end a line for some readers, and an export is one record a line.
            '\u{0}'..='\u{1f}' | '\u{7f}' | '\u{2028}' | '\u{2029}' => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::Object;

    #[test]
    fn members_stand_in_the_order_given_and_controls_are_escaped() {
        let text = Object::new()
            .text("name", "a \"b\" \\ c\nd\u{1}\u{2028}é")
            .text_or_null("none", None)
            .number("n", -3)
            .numbers("list", [1, 2])
            .objects("parts", [Object::new().number("x", 1), Object::new()])
            .close();
        assert_eq!(
            text,
            "{\"name\":\"a \\\"b\\\" \\\\ c\\nd\\u0001\\u2028é\",\"none\":null,\"n\":-3,\"list\":[1,2],\
             \"parts\":[{\"x\":1},{}]}"
        );
    }
}
