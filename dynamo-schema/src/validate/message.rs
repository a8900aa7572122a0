//! A text of limited length that can be built at compile time.

use super::finding::{Finding, Findings};
use crate::{KeyTemplate, Segment, TemplatePart, view};

/// How long a text may be. What is beyond is cut off.
const CAPACITY: usize = 8192;

pub(super) struct Message {
    bytes: [u8; CAPACITY],
    length: usize,
    full: bool,
}

impl Message {
    pub(super) const fn new() -> Self {
        Self { bytes: [0; CAPACITY], length: 0, full: false }
    }

    pub(super) const fn as_str(&self) -> &str {
        match str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            // Only whole texts are added.
            Err(_) => "the table's model is not valid",
        }
    }

    /// Adds a text, or nothing from the first that does not fit.
    pub(super) const fn push(&mut self, text: &str) {
        let text = text.as_bytes();
        if self.full || text.len() > CAPACITY - self.length {
            self.full = true;
            return;
        }
        let mut at = 0;
        while at < text.len() {
            self.bytes[self.length + at] = text[at];
            at += 1;
        }
        self.length += text.len();
    }

    /// Adds a name in back quotes.
    pub(super) const fn name(&mut self, name: &str) {
        self.push("`");
        self.push(name);
        self.push("`");
    }

    /// Adds all that was found.
    pub(super) const fn all(&mut self, findings: &Findings<'_>) {
        let kept = findings.kept();
        let mut at = 0;
        while at < kept.len() {
            if let Some(finding) = &kept[at] {
                self.push(if at == 0 { "" } else { "\n" });
                self.finding(finding);
                self.push("\n  help: ");
                self.push(finding.kind.fix());
            }
            at += 1;
        }
        if findings.count() > kept.len() {
            self.push("\nand more");
        }
    }

    /// Adds what is wrong.
    pub(super) const fn finding(&mut self, finding: &Finding<'_>) {
        super::explain::explain(finding, self);
    }

    /// Adds a template as `Display` shows it.
    pub(super) const fn template(&mut self, template: &KeyTemplate) {
        let segments = view::list(&template.segments);
        let mut at = 0;
        while at < segments.len() {
            match &segments[at] {
                Segment::Literal(text) => self.literal(view::text(text)),
                Segment::Part(part) => self.part(part),
            }
            at += 1;
        }
    }

    const fn literal(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = brace(rest) {
            let (before, after) = rest.split_at(at + 1);
            self.push(before);
            self.push(before.split_at(at).1);
            rest = after;
        }
        self.push(rest);
    }

    const fn part(&mut self, part: &TemplatePart) {
        let attribute = view::text(&part.attribute);
        if let Some(shards) = part.format.shards {
            self.push("{shard(");
            self.push(attribute);
            self.push(", ");
            self.number(shards);
            self.push(")}");
            return;
        }
        self.push("{");
        self.push(attribute);
        let mut separator = ":";
        if let Some(width) = part.format.width {
            self.push(separator);
            self.push("0");
            self.number(width as u16);
            separator = ",";
        }
        if let Some(scale) = part.format.scale {
            self.push(separator);
            self.push(".");
            self.number(scale as u16);
            separator = ",";
        }
        let words = [part.format.case.word(), part.format.text.word(), part.format.precision.word()];
        let mut at = 0;
        while at < words.len() {
            if let Some(word) = words[at] {
                self.push(separator);
                self.push(word);
                separator = ",";
            }
            at += 1;
        }
        self.push("}");
    }

    const fn number(&mut self, number: u16) {
        const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        if number >= 10 {
            self.number(number / 10);
        }
        self.push(DIGITS[(number % 10) as usize]);
    }
}

/// Where the first brace is.
const fn brace(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if matches!(bytes[at], b'{' | b'}') {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::Message;
    use crate::{PartKind, parse_template};

    #[test]
    fn a_template_looks_as_its_display() {
        for text in ["A{{#{a:04}}}", "{a:.2,lower,raw,us}", "{shard(a, 1024)}#{b:upper,reject}#{c:039}"] {
            let parsed = parse_template(text).unwrap();
            let template = parsed.resolve(|name| Some((name.to_owned().into(), PartKind::Text))).unwrap();
            let mut message = Message::new();
            message.template(&template);
            assert_eq!(message.as_str(), template.to_string());
            assert_eq!(message.as_str(), text);
        }
    }

    #[test]
    fn a_long_text_is_cut_at_a_name() {
        let mut message = Message::new();
        for _ in 0..1000 {
            message.push("é-is-a-letter");
        }
        assert!(message.as_str().len() > 8000 && message.as_str().ends_with("letter"));
    }
}
