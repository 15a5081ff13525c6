//! Reads published XML record by record: a file is never held as a tree, a record is, and it is small.
//!
//! Names are matched on their local part, since publishers change namespaces. No entity is ever expanded but the five
//! of XML itself and character references.

use quick_xml::Reader;
use quick_xml::errors::{Error as XmlError, IllFormedError};
use quick_xml::events::{BytesStart, Event};

use crate::reject::ListError;
use crate::source::SourceFile;

/// Elements inside elements; real lists reach eight.
pub(crate) const XML_DEPTH_MAX: usize = 32;
/// Bytes of one record; the largest real one is an EU entity of some 150 kB.
pub(crate) const XML_RECORD_BYTES_MAX: usize = 4 << 20;
/// Elements of one record.
pub(crate) const XML_RECORD_ELEMENTS_MAX: usize = 50_000;

/// An element with everything in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Node {
    /// Its name without a namespace prefix.
    pub(crate) name: String,
    /// Its attributes, with local names.
    pub(crate) attributes: Vec<(String, String)>,
    /// The text directly in it, trimmed, with white space collapsed to single blanks.
    pub(crate) text: String,
    /// The elements in it, in order.
    pub(crate) children: Vec<Node>,
}

impl Node {
    /// An attribute that is there and not blank.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name)?;
        Some(found.1.trim()).filter(|value| !value.is_empty())
    }

    /// The first element of a name in it.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The elements of a name in it.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The elements of a name in the elements of another name: `all_in("akaList", "aka")`.
    pub(crate) fn all_in<'a>(&'a self, outer: &'a str, inner: &'a str) -> impl Iterator<Item = &'a Self> {
        self.all(outer).flat_map(move |it| it.all(inner))
    }

    /// The text of the first element of a name, where it is not blank.
    pub(crate) fn text_of(&self, name: &str) -> Option<&str> {
        let named = self.children.iter().filter(|child| child.name == name);
        named.map(|child| child.text.as_str()).find(|text| !text.is_empty())
    }
}

/// The root element of a file: its name and attributes, without what is in it.
pub(crate) fn root(file: &SourceFile<'_>) -> Result<Node, ListError> {
    let mut found = None;
    walk(file, &mut |_, piece| {
        if let Piece::Open(start) = piece {
            found = Some(node_of(start));
            return false;
        }
        true
    })?;
    match found {
        Some(Ok(node)) => Ok(node),
        Some(Err(what)) => Err(ListError::Broken { file: file.owned_name(), what, at: 0 }),
        None => Err(ListError::Broken { file: file.owned_name(), what: "no element in it".into(), at: 0 }),
    }
}

/// Gives each element with one of the `names`, in order and whole; inside of it names are not looked for again.
///
/// A record that cannot be understood comes as the reason why. Where the file ends before its end, the answer says so,
/// and all records before the cut have been given.
pub(crate) fn records(
    file: &SourceFile<'_>,
    names: &[&str],
    take: &mut dyn FnMut(Result<Node, String>),
) -> Result<Option<String>, ListError> {
    let mut building = Building::default();
    let end = walk(file, &mut |at, piece| {
        building.add(at, piece, names, take);
        building.too_much.is_none()
    })?;
    if let Some((what, max)) = building.too_much {
        return Err(ListError::TooMuch { file: file.owned_name(), what, max, at: building.began });
    }
    Ok(end)
}

/// One step through a file.
#[derive(Clone, Copy)]
enum Piece<'x, 'i> {
    Open(&'x BytesStart<'i>),
    Text(&'x str),
    Close,
}

/// The record being built, if any.
#[derive(Default)]
struct Building {
    open: Vec<Node>,
    began: u64,
    elements: usize,
    bad: Option<String>,
    too_much: Option<(&'static str, usize)>,
}

impl Building {
    fn add(
        &mut self,
        at: u64,
        piece: Piece<'_, '_>,
        names: &[&str],
        take: &mut dyn FnMut(Result<Node, String>),
    ) {
        match piece {
            Piece::Open(start) => self.open(at, start, names),
            Piece::Text(text) => {
                if let Some(node) = self.open.last_mut() {
                    node.text.push_str(text);
                }
            }
            Piece::Close => self.close(take),
        }
        if !self.open.is_empty() {
            if at.saturating_sub(self.began) > XML_RECORD_BYTES_MAX as u64 {
                self.too_much = Some(("a record of bytes", XML_RECORD_BYTES_MAX));
            } else if self.elements > XML_RECORD_ELEMENTS_MAX {
                self.too_much = Some(("a record of elements", XML_RECORD_ELEMENTS_MAX));
            }
        }
    }

    fn open(&mut self, at: u64, start: &BytesStart<'_>, names: &[&str]) {
        if self.open.is_empty() {
            if !names.contains(&start.local_name().as_ref()) {
                return;
            }
            self.began = at.saturating_sub(start.len() as u64);
            self.elements = 0;
        }
        self.elements += 1;
        if start.len() > XML_RECORD_BYTES_MAX {
            self.too_much = Some(("a tag of bytes", XML_RECORD_BYTES_MAX));
            return;
        }
        self.open.push(node_of(start).unwrap_or_else(|why| {
            self.bad.get_or_insert(why);
            Node::default()
        }));
    }

    fn close(&mut self, take: &mut dyn FnMut(Result<Node, String>)) {
        let Some(mut node) = self.open.pop() else { return };
        node.text = collapsed(&node.text);
        match self.open.last_mut() {
            Some(parent) => parent.children.push(node),
            None => take(match self.bad.take() {
                Some(why) => Err(why),
                None => Ok(node),
            }),
        }
    }
}

/// Steps through the whole file until its end or until `step` says no; says where it was cut, if it was.
fn walk(
    file: &SourceFile<'_>,
    step: &mut dyn FnMut(u64, Piece<'_, '_>) -> bool,
) -> Result<Option<String>, ListError> {
    let (text, mut cut) = text_of(file)?;
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    reader.config_mut().allow_dangling_amp = true;
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event();
        let at = reader.buffer_position();
        let go_on = match event {
            Ok(Event::Start(start)) => {
                depth += 1;
                if depth > XML_DEPTH_MAX {
                    let (what, max) = ("elements inside elements", XML_DEPTH_MAX);
                    return Err(ListError::TooMuch { file: file.owned_name(), what, max, at });
                }
                step(at, Piece::Open(&start))
            }
            Ok(Event::Empty(start)) => step(at, Piece::Open(&start)) && step(at, Piece::Close),
            Ok(Event::End(_)) => {
                depth = depth.saturating_sub(1);
                step(at, Piece::Close)
            }
            Ok(Event::Text(text)) => step(at, Piece::Text(&text)),
            Ok(Event::CData(text)) => step(at, Piece::Text(&text)),
            Ok(Event::GeneralRef(name)) => {
                let mut room = [0; 4];
                step(at, Piece::Text(resolved(&name, &mut room).unwrap_or("\u{fffd}")))
            }
            Ok(Event::DocType(doctype)) => {
                if doctype.contains("<!ENTITY") || doctype.contains('[') {
                    return Err(ListError::Entities { file: file.owned_name(), at });
                }
                true
            }
            Ok(Event::Decl(decl)) => {
                other_encoding(&decl, file)?;
                true
            }
            Ok(Event::Comment(_) | Event::PI(_)) => true,
            Ok(Event::Eof) => {
                if depth > 0 && cut.is_none() {
                    cut = Some(format!("{} ends at byte {at} with elements still open", file.name));
                }
                return Ok(cut);
            }
            Err(error) if is_cut(&error) => {
                let at = reader.error_position();
                return Ok(cut.or(Some(format!("{} ends inside of what began at byte {at}", file.name))));
            }
            Err(error) => {
                let at = reader.error_position();
                return Err(ListError::Broken { file: file.owned_name(), what: error.to_string(), at });
            }
        };
        if !go_on {
            return Ok(None);
        }
    }
}

/// The content as text, and where it was cut inside of a character.
fn text_of<'a>(file: &SourceFile<'a>) -> Result<(&'a str, Option<String>), ListError> {
    let error = match std::str::from_utf8(file.body()) {
        Ok(text) => return Ok((text, None)),
        Err(error) => error,
    };
    let at = error.valid_up_to();
    if error.error_len().is_some() {
        let what = "bytes that are not UTF-8".to_owned();
        return Err(ListError::Broken { file: file.owned_name(), what, at: at as u64 });
    }
    let whole = file.body().get(..at).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
    Ok((whole, Some(format!("{} ends inside of a character at byte {at}", file.name))))
}

fn other_encoding(decl: &quick_xml::events::BytesDecl<'_>, file: &SourceFile<'_>) -> Result<(), ListError> {
    let Some(Ok(encoding)) = decl.encoding() else { return Ok(()) };
    if encoding.eq_ignore_ascii_case("utf-8") || encoding.eq_ignore_ascii_case("us-ascii") {
        return Ok(());
    }
    let what = format!("it says that it is in {encoding}, and only UTF-8 is read");
    Err(ListError::Broken { file: file.owned_name(), what, at: 0 })
}

fn is_cut(error: &XmlError) -> bool {
    matches!(error, XmlError::Syntax(_) | XmlError::IllFormed(IllFormedError::UnclosedReference))
}

fn node_of(start: &BytesStart<'_>) -> Result<Node, String> {
    let mut node = Node { name: start.local_name().as_ref().to_owned(), ..Node::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = quick_xml::escape::unescape(&attribute.value).map_err(|error| error.to_string())?;
        node.attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(node)
}

/// What `&name;` stands for; only XML's own five and character references stand for anything.
fn resolved<'r>(name: &quick_xml::events::BytesRef<'_>, room: &'r mut [u8; 4]) -> Option<&'r str> {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return Some(character.encode_utf8(room));
    }
    quick_xml::escape::resolve_xml_entity(name)
}

fn collapsed(text: &str) -> String {
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else { return String::new() };
    let mut joined = String::with_capacity(text.len());
    joined.push_str(first);
    for word in words {
        joined.push(' ');
        joined.push_str(word);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (Vec<Result<Node, String>>, Result<Option<String>, ListError>);

    fn read(text: &str) -> Read {
        let mut nodes = Vec::new();
        let end = records(&SourceFile::new("f.xml", text.as_bytes()), &["row"], &mut |node| nodes.push(node));
        (nodes, end)
    }

    #[test]
    fn records_come_whole_and_names_lose_their_prefix() {
        let (nodes, end) =
            read("<x:l xmlns:x='u'><x:row a='1 &amp; 2'> A &lt;\n B<c>d</c></x:row><row/></x:l>");
        assert_eq!(end, Ok(None));
        let first = nodes[0].as_ref().unwrap();
        assert_eq!((first.name.as_str(), first.text.as_str()), ("row", "A < B"));
        assert_eq!(first.attribute("a"), Some("1 & 2"));
        assert_eq!(first.text_of("c"), Some("d"));
        assert_eq!(nodes.len(), 2);
    }

    #[test]
    fn a_cut_file_gives_what_is_whole_and_says_so() {
        for cut in
            ["<l><row>1</row><row>2", "<l><row>1</row><row a=\"x", "<l><row>1</row>", "<l><row>1</row>&am"]
        {
            let (nodes, end) = read(cut);
            assert_eq!(nodes.len(), 1, "{cut}");
            assert!(end.unwrap().unwrap().contains("ends"), "{cut}");
        }
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_read() {
        let bomb = "<!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><l><row>&b;</row></l>";
        assert!(matches!(read(bomb).1, Err(ListError::Entities { .. })));
        let outside = "<!DOCTYPE l [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><l><row>&x;</row></l>";
        assert!(matches!(read(outside).1, Err(ListError::Entities { .. })));
    }

    #[test]
    fn depth_and_size_have_limits() {
        let deep = format!("<l><row>{}", "<a>".repeat(100_000));
        assert!(matches!(read(&deep).1, Err(ListError::TooMuch { .. })));
        let wide = format!("<l><row>{}</row></l>", "<a/>".repeat(XML_RECORD_ELEMENTS_MAX + 1));
        assert!(matches!(read(&wide).1, Err(ListError::TooMuch { .. })));
        let giant = format!("<l><row a='{}'/></l>", "x".repeat(XML_RECORD_BYTES_MAX + 1));
        assert!(matches!(read(&giant).1, Err(ListError::TooMuch { .. })));
    }

    #[test]
    fn wrong_bytes_and_wrong_nesting_are_errors_with_their_place() {
        let file = SourceFile::new("f.xml", b"<l><row>\xff</row></l>");
        let error = records(&file, &["row"], &mut |_| ()).unwrap_err();
        assert_eq!(error.to_string(), "f.xml cannot be read: bytes that are not UTF-8, at 8");
        assert!(matches!(read("<l><row></l></row>").1, Err(ListError::Broken { .. })));
        let latin = "<?xml version='1.0' encoding='ISO-8859-1'?><l/>";
        assert!(matches!(read(latin).1, Err(ListError::Broken { .. })));
    }
}
