//! Expressions of Rust in the layout that rustfmt gives them with its own settings.
//!
//! Generated Rust is read and checked in like any other, so it is laid out at once, without a formatter at build time.
//! These are rustfmt's rules for the few forms that methods are made of: calls, chains of calls, closures, conditions.

/// The longest line.
const LINE: usize = 100;
/// The longest arguments of a call, and the longest chain, on one line: rustfmt's `fn_call_width` and `chain_width`.
const SHORT: usize = 60;
/// The longest fields of a struct on one line, and the longest elements of a list that share lines: rustfmt's
/// `struct_lit_width` and `short_array_element_width_threshold`.
const FIELDS: usize = 18;
const ELEMENT: usize = 10;
/// One level.
const INDENT: usize = 4;

/// An expression.
#[derive(Debug, Clone)]
pub(super) enum Expr {
    /// What is never broken.
    Text(String),
    /// `path(arguments)`
    Call(String, Vec<Expr>),
    /// `root.name(arguments)…`
    Chain(Box<Expr>, Vec<Link>),
    /// `|name| body`
    Closure(String, Box<Expr>),
    /// Operands between operators.
    Operators(&'static str, Vec<Expr>),
    /// `Name { field: value, ..base }`
    Struct(String, Vec<(String, Expr)>, Option<Box<Expr>>),
    /// `[elements]`, or `vec![elements]`
    List(&'static str, Vec<Expr>),
}

/// A part of a chain: `.name(arguments)`, or `.name` without arguments.
#[derive(Debug, Clone)]
pub(super) struct Link {
    name: String,
    arguments: Option<Vec<Expr>>,
    /// `?` or nothing.
    suffix: &'static str,
}

impl Link {
    pub(super) fn call(name: impl Into<String>, arguments: Vec<Expr>) -> Self {
        Self { name: name.into(), arguments: Some(arguments), suffix: "" }
    }

    /// `.await` or `.await?`
    pub(super) fn wait(suffix: &'static str) -> Self {
        Self { name: "await".to_owned(), arguments: None, suffix }
    }

    /// `.name`
    pub(super) fn field(name: impl Into<String>) -> Self {
        Self { name: name.into(), arguments: None, suffix: "" }
    }

    fn flat(&self) -> String {
        let arguments =
            self.arguments.as_ref().map(|arguments| format!("({})", flat(arguments))).unwrap_or_default();
        format!(".{}{arguments}{}", self.name, self.suffix)
    }
}

fn flat(arguments: &[Expr]) -> String {
    arguments.iter().map(Expr::flat).collect::<Vec<_>>().join(", ")
}

fn width(text: &str) -> usize {
    text.chars().count()
}

fn line_break(indent: usize) -> String {
    format!("\n{}", " ".repeat(indent))
}

impl Expr {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn call(path: impl Into<String>, arguments: Vec<Expr>) -> Self {
        Self::Call(path.into(), arguments)
    }

    /// The expression with calls after it.
    pub(super) fn then(self, links: impl IntoIterator<Item = Link>) -> Self {
        match self {
            Self::Chain(root, mut all) => {
                all.extend(links);
                Self::Chain(root, all)
            }
            root => {
                let links: Vec<Link> = links.into_iter().collect();
                if links.is_empty() { root } else { Self::Chain(Box::new(root), links) }
            }
        }
    }

    /// On one line, however long.
    pub(super) fn flat(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Call(path, arguments) => format!("{path}({})", flat(arguments)),
            Self::Chain(root, links) => {
                format!("{}{}", root.flat(), links.iter().map(Link::flat).collect::<String>())
            }
            Self::Closure(name, body) => format!("|{name}| {}", body.flat()),
            Self::Operators(operator, all) => {
                all.iter().map(Self::flat).collect::<Vec<_>>().join(&format!(" {operator} "))
            }
            Self::Struct(name, fields, base) => {
                format!("{name} {{ {} }}", flat_fields(fields, base.as_deref()))
            }
            Self::List(prefix, elements) => format!("{prefix}[{}]", flat(elements)),
        }
    }

    /// Whether rustfmt leaves it on one line that is long enough.
    fn is_short(&self) -> bool {
        match self {
            Self::Text(_) => true,
            Self::Call(_, arguments) => are_short(arguments),
            Self::Chain(root, links) => {
                // rustfmt counts the last question mark twice.
                let last = links.last().map_or(0, |link| link.suffix.len());
                let fits = parts(root, links) == 1 || width(&self.flat()) + last <= SHORT;
                let arguments = links.iter().filter_map(|link| link.arguments.as_deref());
                fits && root.is_short() && arguments.into_iter().all(are_short)
            }
            Self::Closure(_, body) => body.is_short(),
            Self::Operators(_, all) => all.iter().all(Self::is_short),
            Self::Struct(_, fields, base) => {
                let are_short = fields.iter().all(|(_, value)| value.is_short());
                are_short && width(&flat_fields(fields, base.as_deref())) <= FIELDS
            }
            Self::List(_, elements) => elements.iter().all(Self::is_short) && width(&flat(elements)) <= SHORT,
        }
    }

    /// The expression from a column of a line that is indented so far, with room for what follows on its last line.
    fn write(&self, indent: usize, column: usize, room: usize) -> String {
        let flat = self.flat();
        if self.is_short() && column + width(&flat) + room <= LINE {
            return flat;
        }
        match self {
            Self::Text(text) => text.clone(),
            Self::Call(path, arguments) => {
                let column = column + width(path) + 1;
                format!("{path}({})", write_arguments(arguments, indent, column, room + 1))
            }
            Self::Chain(root, links) => chain(root, links, indent, column, room),
            Self::Closure(name, body) => {
                let inner = indent + INDENT;
                let body = body.write(inner, inner, 0);
                format!("|{name}| {{{}{body}{}}}", line_break(inner), line_break(indent))
            }
            Self::Operators(operator, all) => {
                let inner = indent + INDENT;
                let first = all.first().map(|first| first.write(indent, column, room)).unwrap_or_default();
                let rest = all.iter().skip(1).map(|operand| {
                    let column = inner + operator.len() + 1;
                    format!("{}{operator} {}", line_break(inner), operand.write(inner, column, room))
                });
                first + &rest.collect::<String>()
            }
            Self::Struct(name, fields, base) => {
                let inner = indent + INDENT;
                let mut text = format!("{name} {{");
                for (field, value) in fields {
                    text.push_str(&line_break(inner));
                    text.push_str(&write_field(field, value, inner));
                }
                if let Some(base) = base {
                    text.push_str(&format!("{}..{}", line_break(inner), base.write(inner, inner + 2, 0)));
                }
                format!("{text}{}}}", line_break(indent))
            }
            Self::List(prefix, elements) => format!("{prefix}[{}]", write_elements(elements, indent)),
        }
    }

    /// `let name = …;`
    pub(super) fn binding(&self, name: &str, indent: usize) -> String {
        self.assignment(&format!("let {name}"), indent)
    }

    /// `name = …;`
    pub(super) fn assignment(&self, name: &str, indent: usize) -> String {
        let prefix = format!("{}{name} =", " ".repeat(indent));
        let (flat, column) = (width(&self.flat()), width(&prefix) + 1);
        let is_for_the_next_line = self.is_short() && column + flat + 1 > LINE;
        if is_for_the_next_line && indent + INDENT + flat < LINE {
            let inner = indent + INDENT;
            return format!("{prefix}{}{};\n", line_break(inner), self.flat());
        }
        format!("{prefix} {};\n", self.write(indent, column, 1))
    }

    /// `…;`
    pub(super) fn statement(&self, indent: usize) -> String {
        format!("{}{};\n", " ".repeat(indent), self.write(indent, indent, 1))
    }

    /// The value of a block.
    pub(super) fn value(&self, indent: usize) -> String {
        format!("{}{}\n", " ".repeat(indent), self.write(indent, indent, 0))
    }
}

/// How many parts a chain has after its root: `self.0.get()` has two.
fn parts(root: &Expr, links: &[Link]) -> usize {
    links.len() + usize::from(matches!(root, Expr::Text(text) if text == "self.0"))
}

fn are_short(arguments: &[Expr]) -> bool {
    let is_alone = matches!(arguments, [Expr::Closure(..)]) || matches!(arguments, [Expr::Chain(..)]);
    arguments.iter().all(Expr::is_short) && (is_alone || width(&flat(arguments)) <= SHORT)
}

fn chain(root: &Expr, links: &[Link], indent: usize, column: usize, room: usize) -> String {
    let Some((last, before)) = links.split_last() else { return root.write(indent, column, room) };
    let start: String = root.flat() + &before.iter().map(Link::flat).collect::<String>();
    let vertical = || {
        let inner = indent + INDENT;
        // rustfmt puts the first part behind a root that is no longer than a level, at the beginning of a line only.
        let is_first = column == indent;
        let root = match root {
            Expr::Text(text) if text == "self.0" && !is_first => format!("self{}.0", line_break(inner)),
            root => root.write(indent, column, 0),
        };
        let is_merged = is_first && width(&root) <= INDENT;
        let links = links.iter().enumerate().map(|(at, link)| {
            let room = if at + 1 == links.len() { room } else { 0 };
            if at == 0 && is_merged {
                return write_link(link, indent, column + width(&root), room);
            }
            format!("{}{}", line_break(inner), write_link(link, inner, inner, room))
        });
        let links: String = links.collect();
        root + &links
    };
    let overflows = before.iter().all(|link| link.arguments.as_deref().is_none_or(are_short))
        && root.is_short()
        && last.arguments.as_ref().is_some_and(|arguments| !arguments.is_empty());
    if !overflows {
        return vertical();
    }
    let overflowed = write_link(last, indent, column + width(&start), room);
    let first = width(overflowed.lines().next().unwrap_or_default());
    let limit = if parts(root, links) == 1 { LINE } else { SHORT };
    if overflowed.lines().count() == 1 || width(&start) + first > limit {
        return vertical();
    }
    let inner = indent + INDENT;
    let alone = write_link(last, inner, inner, room).lines().count();
    if overflowed.lines().count() >= 5 || alone >= overflowed.lines().count() {
        start + &overflowed
    } else {
        vertical()
    }
}

fn write_link(link: &Link, indent: usize, column: usize, room: usize) -> String {
    let Some(arguments) = &link.arguments else { return link.flat() };
    let column = column + width(&link.name) + 2;
    let room = room + 1 + link.suffix.len();
    format!(".{}({}){}", link.name, write_arguments(arguments, indent, column, room), link.suffix)
}

fn write_arguments(arguments: &[Expr], indent: usize, column: usize, room: usize) -> String {
    let flat = flat(arguments);
    if are_short(arguments) && column + width(&flat) + room <= LINE {
        return flat;
    }
    match arguments {
        [only @ (Expr::Closure(..) | Expr::Struct(..) | Expr::List(..))] => only.write(indent, LINE, room),
        [Expr::Call(path, inner)] => {
            format!("{path}({})", write_arguments(inner, indent, LINE, room))
        }
        [Expr::Chain(root, links)] if parts(root, links) == 1 && matches!(**root, Expr::Text(_)) => {
            let written: String = links.iter().map(|link| write_link(link, indent, LINE, room)).collect();
            root.flat() + &written
        }
        all => vertical_arguments(all, indent),
    }
}

/// `field: value`, or just `field`.
fn flat_field(field: &str, value: &Expr) -> String {
    let value = value.flat();
    if value == field { value } else { format!("{field}: {value}") }
}

fn flat_fields(fields: &[(String, Expr)], base: Option<&Expr>) -> String {
    let base = base.map(|base| format!("..{}", base.flat()));
    let fields = fields.iter().map(|(field, value)| flat_field(field, value));
    fields.chain(base).collect::<Vec<_>>().join(", ")
}

fn write_field(field: &str, value: &Expr, indent: usize) -> String {
    if value.flat() == field {
        return format!("{field},");
    }
    let column = indent + width(field) + 2;
    if value.is_short() && column + width(&value.flat()) + 1 > LINE {
        let inner = indent + INDENT;
        return format!("{field}:{}{},", line_break(inner), value.write(inner, inner, 1));
    }
    format!("{field}: {},", value.write(indent, column, 1))
}

/// Short elements share lines, longer ones have a line each.
fn write_elements(elements: &[Expr], indent: usize) -> String {
    if let [_] = elements {
        return write_arguments(elements, indent, LINE, 1);
    }
    if elements.iter().any(|element| width(&element.flat()) > ELEMENT) {
        return vertical_arguments(elements, indent);
    }
    let inner = indent + INDENT;
    let mut text = String::new();
    let mut column = LINE;
    for element in elements {
        let element = format!("{},", element.flat());
        if column + 1 + width(&element) > LINE {
            text.push_str(&line_break(inner));
            column = inner;
        } else {
            text.push(' ');
            column += 1;
        }
        column += width(&element);
        text.push_str(&element);
    }
    text + &line_break(indent)
}

fn vertical_arguments(arguments: &[Expr], indent: usize) -> String {
    let inner = indent + INDENT;
    let lines =
        arguments.iter().map(|argument| format!("{}{},", line_break(inner), argument.write(inner, inner, 1)));
    lines.collect::<String>() + &line_break(indent)
}

/// `pub fn name(parameters) -> output {`
pub(super) fn signature(head: &str, parameters: &[String], output: &str, indent: usize) -> String {
    let pad = " ".repeat(indent);
    let flat = format!("{pad}{head}({}) -> {output} {{\n", parameters.join(", "));
    if width(&flat) <= LINE + 1 {
        return flat;
    }
    let inner = " ".repeat(indent + INDENT);
    let lines: String = parameters.iter().map(|parameter| format!("{inner}{parameter},\n")).collect();
    let last = format!("{pad}) -> {output}");
    // The brace of a body has a line of its own where a space and the brace do not fit.
    let brace = if width(&last) + 2 < LINE { " {".to_owned() } else { format!("\n{pad}{{") };
    format!("{pad}{head}(\n{lines}{last}{brace}\n")
}
