//! What every parser needs: the next token, the errors, and the parts that all kinds of expression share.

use super::fault::Fault;
use super::token::{Kind, Token, tokens};
use super::tree::{Call, Element, Function, Operand, Parsed, Path, Placeholder, Slot};
use crate::limit;
use dynamo_schema::is_reserved_word;

/// How deep operands may nest, in parentheses and calls, before the parser gives up.
///
/// Each level of a legal operand is one of 300 calls or a pair of redundant parentheses, so that nothing legal
/// is deeper. The bound keeps the parser's own recursion far from the end of a small stack.
const MAX_DEPTH: usize = 310;

/// Which kind of expression the functions stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    Condition,
    Update,
}

/// Where a call of a function stands, which decides whether it may stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A comparison's operand, the operand of a call, or one side of a sum.
    Operand,
    /// The whole right-hand side of a `SET` action.
    Assigned,
    /// A condition of its own.
    Condition,
}

/// The state of a parse.
pub(super) struct Cursor<'e> {
    text: &'e str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    context: Context,
    placeholders: Vec<Placeholder>,
    operators: usize,
    /// The leftmost rule that the expression breaks. Errors of syntax, wherever they are, come first.
    broken_rule: Option<(usize, Fault)>,
}

impl<'e> Cursor<'e> {
    /// A parse at the start of a text.
    pub(super) fn new(text: &'e str, context: Context) -> Result<Self, Fault> {
        if text.is_empty() {
            return Err(Fault::Empty);
        }
        if text.len() > limit::EXPRESSION_BYTES {
            return Err(Fault::TooLong(text.len()));
        }
        Ok(Self {
            text,
            tokens: tokens(text),
            at: 0,
            depth: 0,
            context,
            placeholders: Vec::new(),
            operators: 0,
            broken_rule: None,
        })
    }

    /// The token that comes next.
    pub(super) fn peek(&self) -> Token {
        // The list ends with `End`, which is never passed.
        self.tokens[self.at]
    }

    /// Takes the next token.
    pub(super) fn next(&mut self) -> Token {
        let token = self.peek();
        if token.kind != Kind::End {
            self.at += 1;
        }
        token
    }

    /// Takes the next token if it is of a kind.
    pub(super) fn eat(&mut self, kind: Kind) -> bool {
        let found = self.peek().kind == kind;
        if found {
            self.next();
        }
        found
    }

    /// Takes the next token, which must be of a kind.
    pub(super) fn expect(&mut self, kind: Kind) -> Result<Token, Fault> {
        if self.peek().kind == kind { Ok(self.next()) } else { Err(self.unexpected()) }
    }

    /// The text of a token.
    pub(super) fn text(&self, token: Token) -> &'e str {
        &self.text[token.start..token.end]
    }

    /// The error that the next token cannot stand here. The service quotes it between its neighbours.
    pub(super) fn unexpected(&self) -> Fault {
        let token = self.peek();
        let start = if self.at == 0 { 0 } else { self.tokens[self.at - 1].start };
        let end = self.tokens.get(self.at + 1).map_or(token.end, |next| next.end);
        let text = if token.kind == Kind::End { "<EOF>" } else { self.text(token) };
        Fault::Syntax { token: text.to_owned(), near: self.text[start..end].to_owned() }
    }

    /// Notes a broken rule at a position of the text.
    pub(super) fn note(&mut self, position: usize, fault: Fault) {
        if self.broken_rule.as_ref().is_none_or(|(first, _)| position < *first) {
            self.broken_rule = Some((position, fault));
        }
    }

    /// Counts an operator or function.
    pub(super) fn count_operator(&mut self) {
        self.operators += 1;
    }

    /// Enters a nested part. `fault` is what is wrong with too many of them.
    fn enter_or(&mut self, fault: Fault) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(fault) } else { Ok(()) }
    }

    /// Enters a pair of parentheses.
    pub(super) fn enter(&mut self) -> Result<(), Fault> {
        self.enter_or(Fault::RedundantParentheses)
    }

    /// Leaves a nested part.
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Takes the closing parenthesis of a group. `inner` says whether the group holds nothing but another group.
    pub(super) fn close(&mut self, inner: bool) -> Result<(), Fault> {
        self.expect(Kind::Close)?;
        if inner { Err(Fault::RedundantParentheses) } else { Ok(()) }
    }

    /// How many tokens are taken.
    pub(super) const fn position(&self) -> usize {
        self.at
    }

    /// Whether the parenthesis at a token closes with the last token taken.
    pub(super) fn closes(&self, open: usize) -> bool {
        let mut depth = 0usize;
        for (at, token) in self.tokens.iter().enumerate().take(self.at).skip(open) {
            match token.kind {
                Kind::Open => depth += 1,
                Kind::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return at + 1 == self.at;
            }
        }
        false
    }

    /// The slot of a placeholder.
    pub(super) fn slot(&mut self, token: Token) -> Slot {
        let text = self.text(token);
        let known = self.placeholders.iter().position(|placeholder| *placeholder.text == *text);
        let slot = known.unwrap_or_else(|| {
            self.placeholders.push(Placeholder { text: text.into() });
            self.placeholders.len() - 1
        });
        // A text of 4 KB has no more than 2,048 placeholders.
        slot as Slot
    }

    /// Parses a document path.
    pub(super) fn path(&mut self) -> Result<Path, Fault> {
        let mut elements = vec![self.name()?];
        loop {
            if self.eat(Kind::Dot) {
                elements.push(self.name()?);
            } else if self.eat(Kind::OpenBracket) {
                let digits = self.expect(Kind::Digits)?;
                let text = self.text(digits);
                let index = text.parse().ok().filter(|index| *index <= limit::LIST_INDEX);
                if index.is_none() {
                    self.note(digits.start, Fault::ListIndex(text.to_owned()));
                }
                elements.push(Element::Index(index.unwrap_or(0)));
                self.expect(Kind::CloseBracket)?;
            } else {
                return Ok(Path { elements });
            }
        }
    }

    /// Parses one name of a path.
    fn name(&mut self) -> Result<Element, Fault> {
        match self.peek().kind {
            Kind::Name => {
                let token = self.next();
                let text = self.text(token);
                if is_reserved_word(text) {
                    self.note(token.start, Fault::ReservedWord(text.to_owned()));
                }
                Ok(Element::Name(text.into()))
            }
            Kind::NamePlaceholder => {
                let token = self.next();
                Ok(Element::Alias(self.slot(token)))
            }
            _ => Err(self.unexpected()),
        }
    }

    /// Whether a call of a function comes next: only a plain name before a parenthesis is one.
    fn is_call(&self) -> bool {
        self.peek().kind == Kind::Name
            && self.tokens.get(self.at + 1).is_some_and(|next| next.kind == Kind::Open)
    }

    /// Parses an operand, in parentheses or not, in a place where no condition can stand.
    pub(super) fn operand(&mut self) -> Result<Operand, Fault> {
        if self.peek().kind != Kind::Open {
            let (operand, position) = self.bare_operand(Place::Operand)?;
            self.place(&operand, position, Place::Operand);
            return Ok(operand);
        }
        self.enter()?;
        self.next();
        let inner = self.peek().kind == Kind::Open;
        let operand = self.operand()?;
        self.close(inner)?;
        self.leave();
        Ok(operand)
    }

    /// Parses an operand without parentheses and says where it starts.
    pub(super) fn bare_operand(&mut self, place: Place) -> Result<(Operand, usize), Fault> {
        let position = self.peek().start;
        let operand = match self.peek().kind {
            Kind::ValuePlaceholder => {
                let token = self.next();
                Operand::Value(self.slot(token))
            }
            _ if self.is_call() => Operand::Call(Box::new(self.call(place)?)),
            _ => Operand::Path(self.path()?),
        };
        Ok((operand, position))
    }

    /// Parses the call of a function.
    fn call(&mut self, place: Place) -> Result<Call, Fault> {
        self.enter_or(Fault::TooManyOperators)?;
        self.count_operator();
        let name = self.next();
        let text = self.text(name);
        let found = Function::from_name(text);
        match found {
            None => self.note(name.start, Fault::UnknownFunction(text.to_owned())),
            Some(function) if self.context == Context::Condition && function.is_update() => {
                self.note(name.start, Fault::NotInCondition(function.name()));
            }
            Some(function) if self.context == Context::Update && !function.is_update() => {
                self.note(name.start, Fault::NotInUpdate(function.name()));
            }
            Some(function) if place == Place::Operand && function == Function::ListAppend => {
                self.note(name.start, Fault::Misplaced(function.name()));
            }
            Some(_) => {}
        }
        self.next();
        let mut operands = vec![self.operand()?];
        while self.eat(Kind::Comma) {
            operands.push(self.operand()?);
        }
        self.expect(Kind::Close)?;
        self.leave();
        // The note above refuses the expression whatever stands in for an unknown function.
        Ok(Call { function: found.unwrap_or(Function::Size), operands })
    }

    /// Notes a call of a condition's function that stands where it may not.
    pub(super) fn place(&mut self, operand: &Operand, position: usize, place: Place) {
        if let Operand::Call(call) = operand
            && self.context == Context::Condition
            && (call.function == Function::Size) == (place == Place::Condition)
        {
            self.note(position, Fault::Misplaced(call.function.name()));
        }
    }

    /// Ends the parse: the text must be used up and no rule broken.
    pub(super) fn finish<T>(self, root: T) -> Result<Parsed<T>, Fault> {
        if self.peek().kind != Kind::End {
            return Err(self.unexpected());
        }
        match self.broken_rule {
            Some((_, fault)) => Err(fault),
            None => Ok(Parsed { root, placeholders: self.placeholders, operators: self.operators }),
        }
    }
}
