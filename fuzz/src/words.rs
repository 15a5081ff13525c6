//! Words of the trade: reading never panics, and what was read is written so that it reads back as the same.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use vocab::ListName;

/// Every type of `vocab` that is read from a text.
pub fn ids(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    reads_back::<ListName>(text);
}

/// What `text` says as a `T`, written and read again, is the same.
fn reads_back<T>(text: &str)
where
    T: FromStr + Display + Debug + PartialEq,
    T::Err: Display,
{
    match text.parse::<T>() {
        Ok(value) => {
            let written = value.to_string();
            let again = written.parse::<T>().ok();
            assert_eq!(again.as_ref(), Some(&value), "{text:?} was written as {written:?}");
        }
        Err(error) => assert!(!error.to_string().is_empty(), "{text:?} is refused without a word"),
    }
}
