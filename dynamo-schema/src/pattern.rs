//! Patterns that texts must match as a whole.
//!
//! The model holds a pattern as text, so the derive, the generator and the checks before a write must read it alike: they
//! all read it here. It is the part of regular expressions that says what a code or a name looks like: characters, `.`,
//! classes such as `[A-Za-z_]` and `[^#]`, `\d`, `\w`, `\s`, groups, `|`, and the repetitions `*`, `+`, `?`, `{2}`, `{2,}`
//! and `{2,5}`. A pattern is always for the whole text; `^` at its beginning and `$` at its end may say so.
//!
//! A text is matched in time proportional to its length times the pattern's size, whatever the two are.

use std::fmt;

/// A pattern that was understood.
///
/// ```
/// use dynamo_schema::Pattern;
///
/// let country = Pattern::parse("[A-Z]{2}").unwrap();
/// assert!(country.matches("NL") && !country.matches("NLD") && !country.matches("nl"));
/// assert_eq!(Pattern::parse("[A-Z").unwrap_err().position(), 4);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    steps: Vec<Step>,
}

/// What is wrong with a pattern, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    position: usize,
    problem: &'static str,
}

impl PatternError {
    /// The byte of the pattern at which it is wrong.
    pub const fn position(&self) -> usize {
        self.position
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.problem)
    }
}

impl std::error::Error for PatternError {}

/// A step of the machine that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// Takes a character of the set.
    Take(Set),
    /// Goes on at both places.
    Fork(usize, usize),
    /// Goes on elsewhere.
    Jump(usize),
}

/// A set of characters.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Set {
    ranges: Vec<(char, char)>,
    is_negated: bool,
}

impl Set {
    fn one(character: char) -> Self {
        Self { ranges: vec![(character, character)], is_negated: false }
    }

    fn has(&self, character: char) -> bool {
        self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&character)) != self.is_negated
    }
}

/// What a pattern is made of.
#[derive(Debug, Clone)]
enum Node {
    Set(Set),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Repeat(Box<Node>, u32, Option<u32>),
}

/// How deep groups nest, and how large the machine is at most: more is not a check of an attribute.
const DEPTH: usize = 32;
const STEPS: usize = 10_000;

impl Pattern {
    /// Understands a pattern.
    ///
    /// # Errors
    /// When it is not one, or too large.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let mut parser = Parser { text, position: 0 };
        parser.take('^');
        let node = parser.choice(0)?;
        if parser.position < text.len() {
            return Err(parser.error("this `)` closes no group; write `\\)` for the character"));
        }
        let mut steps = Vec::new();
        compile(&node, &mut steps, &mut 0)
            .map_err(|()| PatternError { position: 0, problem: "the pattern repeats too much" })?;
        Ok(Self { steps })
    }

    /// Whether the pattern matches the whole text.
    pub fn matches(&self, text: &str) -> bool {
        let mut now = States::new(self.steps.len());
        let mut next = States::new(self.steps.len());
        self.reach(0, &mut now);
        for character in text.chars() {
            for state in &now.list {
                if let Some(Step::Take(set)) = self.steps.get(*state)
                    && set.has(character)
                {
                    self.reach(state + 1, &mut next);
                }
            }
            std::mem::swap(&mut now, &mut next);
            next.clear();
        }
        now.is_in.last() == Some(&true)
    }

    /// Adds a state and those that follow from it without a character.
    fn reach(&self, from: usize, states: &mut States) {
        let mut open = vec![from];
        while let Some(state) = open.pop() {
            if std::mem::replace(&mut states.is_in[state], true) {
                continue;
            }
            states.list.push(state);
            match self.steps.get(state) {
                Some(Step::Fork(one, other)) => open.extend([*other, *one]),
                Some(Step::Jump(to)) => open.push(*to),
                Some(Step::Take(_)) | None => {}
            }
        }
    }
}

/// The states in which the machine is; the one behind all steps is the end.
struct States {
    list: Vec<usize>,
    is_in: Vec<bool>,
}

impl States {
    fn new(steps: usize) -> Self {
        Self { list: Vec::new(), is_in: vec![false; steps + 1] }
    }

    fn clear(&mut self) {
        self.list.clear();
        self.is_in.fill(false);
    }
}

/// `calls` counts also what gives no steps, such as an empty group that is repeated.
fn compile(node: &Node, steps: &mut Vec<Step>, calls: &mut usize) -> Result<(), ()> {
    *calls += 1;
    if steps.len().max(*calls) > STEPS {
        return Err(());
    }
    match node {
        Node::Set(set) => steps.push(Step::Take(set.clone())),
        Node::Sequence(nodes) => nodes.iter().try_for_each(|node| compile(node, steps, calls))?,
        Node::Choice(nodes) => {
            let mut ends = Vec::new();
            for (at, node) in nodes.iter().enumerate() {
                let is_last = at + 1 == nodes.len();
                let fork = steps.len();
                if !is_last {
                    steps.push(Step::Jump(0));
                }
                compile(node, steps, calls)?;
                if !is_last {
                    ends.push(steps.len());
                    steps.push(Step::Jump(0));
                    steps[fork] = Step::Fork(fork + 1, steps.len());
                }
            }
            let end = steps.len();
            ends.into_iter().for_each(|at| steps[at] = Step::Jump(end));
        }
        Node::Repeat(node, least, most) => {
            for _ in 0..*least {
                compile(node, steps, calls)?;
            }
            match most {
                None => {
                    let fork = steps.len();
                    steps.push(Step::Jump(0));
                    compile(node, steps, calls)?;
                    steps.push(Step::Jump(fork));
                    steps[fork] = Step::Fork(fork + 1, steps.len());
                }
                Some(most) => {
                    let mut forks = Vec::new();
                    for _ in *least..*most {
                        forks.push(steps.len());
                        steps.push(Step::Jump(0));
                        compile(node, steps, calls)?;
                    }
                    let end = steps.len();
                    forks.into_iter().for_each(|fork| steps[fork] = Step::Fork(fork + 1, end));
                }
            }
        }
    }
    Ok(())
}

struct Parser<'p> {
    text: &'p str,
    position: usize,
}

impl Parser<'_> {
    const fn error(&self, problem: &'static str) -> PatternError {
        PatternError { position: self.position, problem }
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.position..).and_then(|rest| rest.chars().next())
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.position += next.len_utf8();
        Some(next)
    }

    fn take(&mut self, wanted: char) -> bool {
        let is_there = self.peek() == Some(wanted);
        if is_there {
            self.position += wanted.len_utf8();
        }
        is_there
    }

    /// `one|other`, up to the end or a `)`.
    fn choice(&mut self, depth: usize) -> Result<Node, PatternError> {
        if depth > DEPTH {
            return Err(self.error("groups nest too deep"));
        }
        let mut choices = vec![self.sequence(depth)?];
        while self.take('|') {
            choices.push(self.sequence(depth)?);
        }
        Ok(Node::Choice(choices))
    }

    fn sequence(&mut self, depth: usize) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        while let Some(next) = self.peek() {
            if matches!(next, ')' | '|') {
                break;
            }
            if next == '$' && depth == 0 && self.position + 1 == self.text.len() {
                self.position += 1;
                break;
            }
            let node = self.single(depth)?;
            nodes.push(self.repeated(node)?);
        }
        Ok(Node::Sequence(nodes))
    }

    /// A character, a class or a group.
    fn single(&mut self, depth: usize) -> Result<Node, PatternError> {
        let start = self.position;
        let at_start = |problem| PatternError { position: start, problem };
        Ok(match self.next() {
            Some('(') => {
                if self.peek() == Some('?') {
                    return Err(self.error("groups have no options; write `\\?` for the character"));
                }
                let inner = self.choice(depth + 1)?;
                if !self.take(')') {
                    return Err(self.error("a group is not closed: `)` is missing"));
                }
                inner
            }
            Some('[') => Node::Set(self.class()?),
            Some('.') => Node::Set(Set { ranges: Vec::new(), is_negated: true }),
            Some('\\') => Node::Set(self.escape()?),
            Some('*' | '+' | '?' | '{') => {
                return Err(at_start(
                    "there is nothing to repeat before this; write `\\` before the character itself",
                ));
            }
            Some('^' | '$') => {
                return Err(at_start(
                    "a pattern is for the whole text; write `\\` before the character itself",
                ));
            }
            Some(']' | '}') => return Err(at_start("write `\\` before this character")),
            Some(character) => Node::Set(Set::one(character)),
            None => return Err(at_start("the pattern ends too early")),
        })
    }

    fn repeated(&mut self, node: Node) -> Result<Node, PatternError> {
        let (least, most) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.next();
                return self.counted(node);
            }
            _ => return Ok(node),
        };
        self.next();
        self.once(Node::Repeat(Box::new(node), least, most))
    }

    /// `2}`, `2,}` or `2,5}` after the brace.
    fn counted(&mut self, node: Node) -> Result<Node, PatternError> {
        let least = self.number()?;
        let most = if !self.take(',') {
            Some(least)
        } else if self.peek() == Some('}') {
            None
        } else {
            Some(self.number()?)
        };
        if most.is_some_and(|most| most < least) {
            return Err(self.error("the second number is smaller than the first"));
        }
        if !self.take('}') {
            return Err(self.error("expected `{2}`, `{2,}` or `{2,5}`"));
        }
        self.once(Node::Repeat(Box::new(node), least, most))
    }

    fn once(&self, node: Node) -> Result<Node, PatternError> {
        match self.peek() {
            Some('*' | '+' | '?' | '{') => Err(self.error("a repetition is repeated; put it in a group")),
            _ => Ok(node),
        }
    }

    fn number(&mut self) -> Result<u32, PatternError> {
        let start = self.position;
        while self.peek().is_some_and(|next| next.is_ascii_digit()) {
            self.position += 1;
        }
        let digits = self.text.get(start..self.position).unwrap_or_default();
        let number = digits.parse().ok().filter(|number| *number <= 1_000);
        number.ok_or(PatternError { position: start, problem: "expected a number up to 1000" })
    }

    /// The set after a backslash.
    fn escape(&mut self) -> Result<Set, PatternError> {
        let digit = ('0', '9');
        let ranges = match self.peek() {
            Some('d') => vec![digit],
            Some('w') => vec![digit, ('A', 'Z'), ('a', 'z'), ('_', '_')],
            Some('s') => vec![(' ', ' '), ('\t', '\r')],
            Some('n') => vec![('\n', '\n')],
            Some('t') => vec![('\t', '\t')],
            Some(other) if !other.is_alphanumeric() => vec![(other, other)],
            _ => {
                return Err(
                    self.error("unknown escape; there are `\\d`, `\\w`, `\\s`, `\\n`, `\\t` and punctuation")
                );
            }
        };
        self.next();
        Ok(Set { ranges, is_negated: false })
    }

    /// A class after its `[`.
    fn class(&mut self) -> Result<Set, PatternError> {
        let is_negated = self.take('^');
        let mut ranges = Vec::new();
        loop {
            let first = match self.next() {
                Some(']') if ranges.is_empty() => {
                    return Err(
                        self.error("a class has at least one character; write `\\]` for the character")
                    );
                }
                Some(']') => return Ok(Set { ranges, is_negated }),
                Some('\\') => {
                    let escaped = self.escape()?.ranges;
                    match escaped[..] {
                        [(one, other)] if one == other => one,
                        _ => {
                            ranges.extend(escaped);
                            continue;
                        }
                    }
                }
                Some('[') => return Err(self.error("write `\\[` for the character in a class")),
                Some(character) => character,
                None => return Err(self.error("a class is not closed: `]` is missing")),
            };
            let is_range = self.peek() == Some('-')
                && self.text.get(self.position + 1..).is_some_and(|rest| !rest.starts_with(']'));
            if !is_range {
                ranges.push((first, first));
                continue;
            }
            self.next();
            let last = match self.next() {
                Some('\\') => match self.escape()?.ranges[..] {
                    [(one, other)] if one == other => one,
                    _ => return Err(self.error("a range of a class ends in one character")),
                },
                Some('[') | None => return Err(self.error("a range of a class ends in one character")),
                Some(character) => character,
            };
            if last < first {
                return Err(self.error("the range is reversed"));
            }
            ranges.push((first, last));
        }
    }
}
