//! Statements below each other: empty lines, and comments at the ends of lines.

use super::statement::Statement;

/// At most one empty line stands between two statements, and one before each table that does not belong to the one above
/// it. The comments at the ends of lines that follow each other begin in one column.
pub(super) fn lay_out(statements: &[Statement]) -> String {
    let mut lines: Vec<Line> = Vec::new();
    let mut above: &[String] = &[];
    for statement in statements {
        match statement {
            Statement::Blank => {
                if lines.last().is_some_and(|line| !line.is_blank()) {
                    lines.push(Line::default());
                }
            }
            Statement::Comment(comment) => {
                lines.push(Line { text: comment.clone(), is_comment: true, comment: None });
            }
            Statement::Header { path, text, comment } => {
                if !belongs(path, above) {
                    set_apart(&mut lines);
                }
                above = path;
                lines.push(Line { text: text.clone(), is_comment: false, comment: comment.clone() });
            }
            Statement::Entry { text, comment } => {
                lines.push(Line { text: text.clone(), is_comment: false, comment: comment.clone() });
            }
        }
    }
    while lines.last().is_some_and(Line::is_blank) {
        lines.pop();
    }
    write(&lines)
}

#[derive(Default)]
struct Line {
    text: String,
    is_comment: bool,
    comment: Option<String>,
}

impl Line {
    fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// The columns before a comment that is aligned with its neighbours.
    fn width(&self) -> Option<usize> {
        let is_one_line = !self.text.contains('\n') && !self.text.starts_with('[');
        (is_one_line && self.comment.is_some()).then(|| self.text.chars().count())
    }
}

/// `[entity.Order.fields]` goes with `[entity.Order]`, `[output.rust]` with `[output.docs]`.
fn belongs(path: &[String], above: &[String]) -> bool {
    let parent = path.len().saturating_sub(1);
    let are_siblings = path.len() == above.len() && parent > 0 && path.get(..parent) == above.get(..parent);
    !above.is_empty() && (path.starts_with(above) || are_siblings)
}

/// Puts an empty line before the comments that stand right above.
fn set_apart(lines: &mut Vec<Line>) {
    let comments = lines.iter().rev().take_while(|line| line.is_comment).count();
    let at = lines.len() - comments;
    if at > 0 && !lines[at - 1].is_blank() {
        lines.insert(at, Line::default());
    }
}

fn write(lines: &[Line]) -> String {
    let mut text = String::new();
    let mut column = None;
    for (at, line) in lines.iter().enumerate() {
        let width = line.width();
        if width.is_none() {
            column = None;
        } else if column.is_none() {
            column = lines[at..].iter().map_while(Line::width).max();
        }
        text += &line.text;
        if let Some(comment) = &line.comment {
            let pad = column.zip(width).map_or(0, |(column, width)| column - width);
            text += &" ".repeat(pad + 1);
            text += comment;
        }
        text.push('\n');
    }
    text
}
