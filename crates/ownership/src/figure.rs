//! The graph above a party as an SVG: layers, a box a party, shares and sources on the edges, unknown slices hatched.
//!
//! The drawing has no script and follows the reader's light or dark scheme. Everything in it stands in the table of the
//! text answer too.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::answers::Answers;
use crate::explain::{Explanation, ShownEdge};
use crate::figure_layers::{Layers, Slot};
use crate::regime::Law;
use crate::statement::{PartyId, Range};

/// Parties that are drawn; more are counted below the drawing.
const PARTIES_MAX: usize = 60;
/// Edges that are drawn.
const EDGES_MAX: usize = 120;

/// Sizes in pixels.
const BOX_WIDTH: u32 = 200;
const BOX_HEIGHT: u32 = 64;
const LABEL_WIDTH: u32 = 156;
const LABEL_HEIGHT: u32 = 34;
const BEND_WIDTH: u32 = 12;
const GAP: u32 = 16;
const ROW_GAP: u32 = 30;
const MARGIN: u32 = 20;
const HEAD: u32 = 46;

const STYLE: &str = ":root{--ink:#1b1f24;--soft:#57606a;--line:#8c959f;--paper:#ffffff;--box:#f6f8fa;--blocked:#b3261e;\
--open:#9a6700;--free:#57606a;--slice:#6e7f91}\
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--line:#6e7681;--paper:#0d1117;--box:#161b22;\
--blocked:#ff8a80;--open:#e3b341;--free:#9da7b3;--slice:#8b9bb0}}\
text{font-family:ui-sans-serif,system-ui,Arial,sans-serif;fill:var(--ink)}.paper{fill:var(--paper)}\
.name{font-size:13px;font-weight:600}.small{font-size:11px;fill:var(--soft)}.edge{fill:none;stroke:var(--line);stroke-width:1.4}\
.back{stroke-dasharray:5 4}.box{fill:var(--box);stroke:var(--line)}.blocked{stroke:var(--blocked);stroke-width:2.5}\
.open{stroke:var(--open);stroke-width:2.5;stroke-dasharray:6 3}.label{fill:var(--paper);stroke:var(--line);stroke-width:.6}\
.slice{fill:var(--slice)}.hatch{stroke:var(--slice);stroke-width:2}.bar{fill:none;stroke:var(--line);stroke-width:.8}\
.tip{fill:var(--line)}";

/// Draws what stands above the party.
pub fn svg(answers: &Answers<'_>, explanation: &Explanation) -> String {
    let drawn = Drawn::of(explanation);
    let layers = Layers::of(explanation.party, &drawn.ends());
    let places = Places::of(&layers);
    let mut text = String::new();
    let title = answers.graph().statements().label(explanation.party);
    let (width, height) = (places.width.max(520), places.height);
    let _ = writeln!(
        text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"title summary\">"
    );
    let _ =
        writeln!(text, "<title id=\"title\">Owners of {} on {}</title>", escaped(title), explanation.as_of);
    let _ = writeln!(text, "<desc id=\"summary\">{}</desc>", escaped(&explanation.summary));
    let _ = writeln!(text, "<style>{STYLE}</style>");
    text.push_str(
        "<defs><pattern id=\"unknown\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><line class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\"/></pattern>\n\
         <marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
         orient=\"auto-start-reverse\"><path class=\"tip\" d=\"M0 0 8 4 0 8z\"/></marker></defs>\n",
    );
    let _ = writeln!(text, "<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>");
    head(&mut text, answers, explanation, &drawn, width);
    for line in layers.lines() {
        edge_line(&mut text, &places, &line);
    }
    for (place, edge) in drawn.edges.iter().enumerate() {
        edge_label(&mut text, &places, place, edge);
    }
    for &party in layers.parties() {
        party_box(&mut text, answers, &drawn, &places, party);
    }
    text.push_str("</svg>\n");
    text
}

/// What of the explanation is drawn.
struct Drawn<'e> {
    edges: Vec<&'e ShownEdge>,
    left_out: usize,
    /// What parties hold in themselves.
    own: BTreeMap<PartyId, Range>,
    /// All shares in each party.
    slices: BTreeMap<PartyId, Vec<Range>>,
}

impl<'e> Drawn<'e> {
    fn of(explanation: &'e Explanation) -> Self {
        let mut drawn =
            Self { edges: Vec::new(), left_out: 0, own: BTreeMap::new(), slices: BTreeMap::new() };
        let mut seen = std::collections::BTreeSet::from([explanation.party]);
        for edge in &explanation.edges {
            drawn.slices.entry(edge.owned).or_default().push(edge.share);
            if edge.owner == edge.owned {
                drawn.own.insert(edge.owner, edge.share);
                continue;
            }
            let room = seen.contains(&edge.owner) || seen.len() < PARTIES_MAX;
            if !room || EDGES_MAX <= drawn.edges.len() || !seen.contains(&edge.owned) {
                drawn.left_out += 1;
                continue;
            }
            seen.insert(edge.owner);
            drawn.edges.push(edge);
        }
        drawn
    }

    fn ends(&self) -> Vec<(PartyId, PartyId)> {
        self.edges.iter().map(|it| (it.owner, it.owned)).collect()
    }
}

/// Where everything stands.
struct Places {
    /// Left edge and top of each slot, with its width.
    at: BTreeMap<Slot, (u32, u32, u32)>,
    width: u32,
    height: u32,
}

impl Places {
    fn of(layers: &Layers) -> Self {
        let wide = |slot: &Slot| match slot {
            Slot::Party(_) => BOX_WIDTH,
            Slot::Label(_) => LABEL_WIDTH,
            Slot::Bend(_, _) => BEND_WIDTH,
        };
        let length = |row: &[Slot]| row.iter().map(|it| wide(it) + GAP).sum::<u32>();
        let longest =
            layers.rows().iter().map(|row| length(row)).max().unwrap_or(BOX_WIDTH).max(520 - 2 * MARGIN);
        let mut at = BTreeMap::new();
        let mut y = MARGIN + HEAD;
        for row in layers.rows() {
            let mut x = MARGIN + (longest - length(row)) / 2;
            for slot in row {
                at.insert(*slot, (x, y, wide(slot)));
                x += wide(slot) + GAP;
            }
            let of_parties = row.iter().any(|it| matches!(it, Slot::Party(_)));
            y += ROW_GAP + if of_parties { BOX_HEIGHT } else { LABEL_HEIGHT };
        }
        Self { at, width: longest + 2 * MARGIN, height: y + MARGIN - ROW_GAP }
    }

    /// The middle of a slot's upper side, and of its lower side.
    fn sides(&self, slot: Slot) -> ((u32, u32), (u32, u32)) {
        let (x, y, width) = self.at.get(&slot).copied().unwrap_or_default();
        let height = match slot {
            Slot::Party(_) => BOX_HEIGHT,
            Slot::Label(_) => LABEL_HEIGHT,
            // Rows of parties and of labels take turns; a line passes a row upright, so that it crosses nothing in it.
            Slot::Bend(_, row) => {
                if row % 2 == 0 {
                    BOX_HEIGHT
                } else {
                    LABEL_HEIGHT
                }
            }
        };
        let middle = x + width / 2;
        ((middle, y), (middle, y + height))
    }
}

fn head(text: &mut String, answers: &Answers<'_>, explanation: &Explanation, drawn: &Drawn<'_>, width: u32) {
    let room = (width - 2 * MARGIN) as usize;
    let label = answers.graph().statements().label(explanation.party);
    let title = format!("{label}, owners on {}", explanation.as_of);
    let left_out =
        if drawn.left_out == 0 { String::new() } else { format!("; {} edges not drawn", drawn.left_out) };
    let summary = format!("{}{left_out}", explanation.summary);
    let _ = writeln!(
        text,
        "<text class=\"name\" x=\"{MARGIN}\" y=\"{}\">{}</text>\n<text class=\"small\" x=\"{MARGIN}\" y=\"{}\">{}</text>",
        MARGIN + 12,
        escaped(&cut(&title, room / 8)),
        MARGIN + 30,
        escaped(&cut(&summary, room / 6)),
    );
}

fn edge_line(text: &mut String, places: &Places, line: &crate::figure_layers::Line) {
    let mut points: Vec<(u32, u32)> = Vec::new();
    let last = line.slots.len().saturating_sub(1);
    for (step, &slot) in line.slots.iter().enumerate() {
        let (upper, lower) = places.sides(slot);
        if step != 0 {
            points.push(upper);
        }
        if step != last {
            points.push(lower);
        }
    }
    let mut path = String::new();
    for (step, (x, y)) in points.iter().enumerate() {
        let _ = write!(path, "{}{x} {y}", if step == 0 { "M" } else { "L" });
    }
    let (class, tip) = if line.upward { ("edge back", "marker-start") } else { ("edge", "marker-end") };
    let _ = writeln!(text, "<path class=\"{class}\" d=\"{path}\" {tip}=\"url(#tip)\"/>");
}

fn edge_label(text: &mut String, places: &Places, place: usize, edge: &ShownEdge) {
    let Some(&(x, y, width)) = places.at.get(&Slot::Label(place)) else { return };
    let mut share = edge.share.words();
    if !edge.share.is_unknown() {
        share.push_str(" %");
    }
    if let Some(votes) = edge.votes {
        let _ = write!(share, ", votes {}", votes.words());
    }
    if edge.control {
        share.push_str(", control");
    }
    let mut source = edge.sources.join("; ");
    if let Some(from) = edge.from {
        source = format!("{from} {source}");
    }
    let fill = if edge.share.is_exact() { "" } else { " fill=\"url(#unknown)\"" };
    let _ = writeln!(
        text,
        "<g><title>{}: {}</title><rect class=\"label\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{LABEL_HEIGHT}\" rx=\"4\"/>\
         <rect x=\"{x}\" y=\"{y}\" width=\"8\" height=\"{LABEL_HEIGHT}\"{} />\
         <text class=\"name\" x=\"{}\" y=\"{}\">{}</text><text class=\"small\" x=\"{}\" y=\"{}\">{}</text></g>",
        escaped(&share),
        escaped(&source),
        if fill.is_empty() { " class=\"slice\"" } else { fill },
        x + 14,
        y + 14,
        escaped(&cut(&share, 16)),
        x + 14,
        y + 28,
        escaped(&cut(&source, 22)),
    );
}

fn party_box(text: &mut String, answers: &Answers<'_>, drawn: &Drawn<'_>, places: &Places, party: PartyId) {
    let Some(&(x, y, width)) = places.at.get(&Slot::Party(party)) else { return };
    let statements = answers.graph().statements();
    let label = statements.label(party);
    let of = |keep: &dyn Fn(Law) -> bool| -> Vec<&str> {
        Law::ALL.into_iter().filter(|law| keep(*law)).map(Law::code).collect()
    };
    let listed = of(&|law| answers.listed().has(party, law));
    let blocked = of(&|law| answers.surely(party, law) && !answers.listed().has(party, law));
    let open = of(&|law| answers.maybe(party, law) && !answers.surely(party, law));
    let (class, mut state) = if !listed.is_empty() {
        ("box blocked", format!("listed: {}", listed.join(" ")))
    } else if !blocked.is_empty() {
        ("box blocked", format!("blocked: {}", blocked.join(" ")))
    } else if !open.is_empty() {
        ("box open", format!("undetermined: {}", open.join(" ")))
    } else {
        ("box", "not blocked".to_owned())
    };
    if !listed.is_empty() && listed.len() == Law::ALL.len() {
        "listed".clone_into(&mut state);
    }
    if let Some(own) = drawn.own.get(&party) {
        let _ = write!(state, "; {} of itself", own.words());
    }
    let _ = writeln!(
        text,
        "<g><title>{}: {}</title><rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{BOX_HEIGHT}\" rx=\"6\"/>\
         <text class=\"name\" x=\"{}\" y=\"{}\">{}</text><text class=\"small\" x=\"{}\" y=\"{}\">{}</text>",
        escaped(label),
        escaped(&state),
        x + 10,
        y + 20,
        escaped(&cut(label, 22)),
        x + 10,
        y + 37,
        escaped(&cut(&state, 30)),
    );
    if let Some(slices) = drawn.slices.get(&party) {
        bar(text, slices, x + 10, y + BOX_HEIGHT - 18, width - 20);
    }
    text.push_str("</g>\n");
}

/// All shares in a party as one bar: what is sure is filled, what is open is hatched, what no row mentions is empty.
fn bar(text: &mut String, slices: &[Range], x: u32, y: u32, width: u32) {
    let scaled = |ppm: u64| u32::try_from(ppm.min(1_000_000) * u64::from(width) / 1_000_000).unwrap_or(width);
    let mut least = 0_u64;
    let mut edges: Vec<u32> = Vec::new();
    for slice in slices {
        least += u64::from(slice.min.ppm());
        edges.push(scaled(least));
    }
    let most = slices.iter().map(|it| u64::from(it.max.ppm())).sum::<u64>();
    let (sure, open) = (scaled(least), scaled(most.max(least)));
    let _ = write!(text, "<rect class=\"slice\" x=\"{x}\" y=\"{y}\" width=\"{sure}\" height=\"8\"/>");
    if sure < open {
        let (from, long) = (x + sure, open - sure);
        let _ = write!(
            text,
            "<rect x=\"{from}\" y=\"{y}\" width=\"{long}\" height=\"8\" fill=\"url(#unknown)\"/>"
        );
    }
    for edge in edges.iter().take(40).filter(|&&it| 0 < it && it < width) {
        let at = x + edge;
        let _ = write!(text, "<line class=\"bar\" x1=\"{at}\" y1=\"{y}\" x2=\"{at}\" y2=\"{}\"/>", y + 8);
    }
    let _ = write!(text, "<rect class=\"bar\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"8\"/>");
}

/// The text within so many letters of middling width; wide letters count double.
fn cut(text: &str, room: usize) -> String {
    let width = |char: char| if (char as u32) < 0x1100 { 1 } else { 2 };
    if text.chars().map(width).sum::<usize>() <= room {
        return text.to_owned();
    }
    let mut used = 1;
    let kept = text.chars().take_while(|&char| {
        used += width(char);
        used <= room
    });
    kept.chain(['…']).collect()
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // What XML does not allow.
            char if char.is_control() || matches!(char, '\u{FFFE}' | '\u{FFFF}') => safe.push(' '),
            char => safe.push(char),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Graph, Listed, read};

    #[track_caller]
    fn drawn(rows: &str, party: &str, blocked: &[&str]) -> String {
        let text = format!("owner,owned,share_min,share_max,from,to,source\n{rows}");
        let reading = read(text.as_bytes()).unwrap();
        let graph = Graph::on(&reading.statements, vocab::Date::constant(2026, 11, 23));
        let mut listed = Listed::nobody(reading.statements.parties().len());
        for name in blocked {
            listed.add_everywhere(reading.statements.find(name).unwrap());
        }
        let answers = Answers::compute(&graph, &listed);
        svg(&answers, &answers.explain(reading.statements.find(party).unwrap()))
    }

    /// The boxes and labels of a drawing: x, y, width, height.
    fn rectangles(svg: &str) -> Vec<[u32; 4]> {
        let number = |tag: &str, name: &str| -> u32 {
            let from = tag.find(&format!(" {name}=\"")).unwrap() + name.len() + 3;
            tag[from..].split('"').next().unwrap().parse().unwrap()
        };
        let tags = svg
            .split('<')
            .filter(|tag| tag.starts_with("rect class=\"box") || tag.starts_with("rect class=\"label"));
        tags.map(|tag| ["x", "y", "width", "height"].map(|name| number(tag, name))).collect()
    }

    #[test]
    fn nothing_overlaps_in_a_tangle() {
        let mut rows = String::new();
        for (owner, owned) in (0..12).flat_map(|owner| (0..12).map(move |owned| (owner, owned))) {
            if (owner * owner + owned * 5) % 7 < 2 {
                let _ = writeln!(rows, "Party {owner},Party {owned},5,{},2020-01-01,,a register", 5 + owner);
            }
        }
        let svg = drawn(&rows, "Party 0", &["Party 8"]);
        let found = rectangles(&svg);
        assert!(10 < found.len());
        for (at, a) in found.iter().enumerate() {
            for b in &found[at + 1..] {
                let apart =
                    a[0] + a[2] <= b[0] || b[0] + b[2] <= a[0] || a[1] + a[3] <= b[1] || b[1] + b[3] <= a[1];
                assert!(apart, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn unknown_slices_are_hatched_and_names_are_safe() {
        let svg = drawn("X & <Sons>,A,,,,,\nA,A,5,5,,,\n", "A", &[]);
        assert!(
            svg.contains("fill=\"url(#unknown)\"")
                && svg.contains("X &amp; &lt;Sons&gt;")
                && svg.contains("5 of itself")
        );
        assert!(!svg.contains("<script") && !svg.contains("X & <"));
        let exact = drawn("X,A,60,60,,,\n", "A", &["X"]);
        assert!(!exact.contains("fill=\"url(#unknown)\""));
        assert!(exact.contains("blocked: OFAC BIS EU UK"));
    }

    #[test]
    fn the_order_of_rows_does_not_show() {
        let (a, b) = ("X,A,30,30,,,r\n", "Y,A,20,20,,,s\n");
        assert_eq!(drawn(&format!("{a}{b}"), "A", &["X"]), drawn(&format!("{b}{a}"), "A", &["X"]));
    }
}
