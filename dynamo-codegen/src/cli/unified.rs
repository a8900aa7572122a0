//! The difference of two texts as a unified diff, which `patch` and `git apply` take.

/// How many lines of both texts may differ. Above it, a rewritten text is shown as one that is replaced: the search for the
/// smallest difference needs memory in the square of its size.
const LONGEST: usize = 2_000;

/// Lines around a change.
const CONTEXT: usize = 3;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edit {
    Keep,
    Remove,
    Add,
}

/// The difference, or an empty text. `old` is `None` for a file that is not there.
pub(super) fn diff(path: &str, old: Option<&str>, new: &str) -> String {
    let old_lines: Vec<&str> = old.unwrap_or_default().split_inclusive('\n').collect();
    let new_lines: Vec<&str> = new.split_inclusive('\n').collect();
    let edits = edits(&old_lines, &new_lines);
    if old == Some(new) {
        return String::new();
    }
    let from = if old.is_some() { format!("a/{path}") } else { "/dev/null".to_owned() };
    let mut text = format!("--- {from}\n+++ b/{path}\n");
    for (start, end) in hunks(&edits) {
        let before = |edit: Edit| edits[..start].iter().filter(|other| **other != edit).count();
        let inside = |edit: Edit| edits[start..end].iter().filter(|other| **other != edit).count();
        let (mut old_at, mut new_at) = (before(Edit::Add), before(Edit::Remove));
        let old_range = range(old_at, inside(Edit::Add));
        text += &format!("@@ -{old_range} +{} @@\n", range(new_at, inside(Edit::Remove)));
        for edit in &edits[start..end] {
            let (sign, line) = match edit {
                Edit::Keep => (' ', new_lines[new_at]),
                Edit::Remove => ('-', old_lines[old_at]),
                Edit::Add => ('+', new_lines[new_at]),
            };
            old_at += usize::from(*edit != Edit::Add);
            new_at += usize::from(*edit != Edit::Remove);
            text.push(sign);
            text += line;
            if !line.ends_with('\n') {
                text += "\n\\ No newline at end of file\n";
            }
        }
    }
    text
}

/// The place of lines in a file, from 1; of none, the line before.
fn range(start: usize, count: usize) -> String {
    format!("{},{count}", if count == 0 { start } else { start + 1 })
}

/// Changes with the lines around them; those that are near each other are together.
fn hunks(edits: &[Edit]) -> Vec<(usize, usize)> {
    let mut hunks: Vec<(usize, usize)> = Vec::new();
    for (at, _) in edits.iter().enumerate().filter(|(_, edit)| **edit != Edit::Keep) {
        let (start, end) = (at.saturating_sub(CONTEXT), (at + 1 + CONTEXT).min(edits.len()));
        match hunks.last_mut() {
            Some(last) if last.1 >= start => last.1 = end,
            _ => hunks.push((start, end)),
        }
    }
    hunks
}

/// The shortest way from one text to the other, after what they have in common at both ends.
fn edits(old: &[&str], new: &[&str]) -> Vec<Edit> {
    let common = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| {
        pairs.take_while(|(one, other)| one == other).count()
    };
    let head = common(&mut old.iter().zip(new));
    let (old, new) = (&old[head..], &new[head..]);
    let tail = common(&mut old.iter().rev().zip(new.iter().rev()));
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let mut edits = vec![Edit::Keep; head];
    edits.extend(shortest(old, new).unwrap_or_else(|| {
        let mut replaced = vec![Edit::Remove; old.len()];
        replaced.extend(vec![Edit::Add; new.len()]);
        replaced
    }));
    edits.extend(vec![Edit::Keep; tail]);
    edits
}

/// Myers' greedy search: after `d` changes, on each diagonal, the furthest place that is reached.
fn shortest(old: &[&str], new: &[&str]) -> Option<Vec<Edit>> {
    // Diagonal `k` (old minus new) of round `d` is at `(k + d) / 2`.
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    for d in 0..=(old.len() + new.len()).min(LONGEST) {
        let mut reached = Vec::with_capacity(d + 1);
        for at in 0..=d {
            let mut x = match rounds.last() {
                None => 0,
                Some(before) if at == 0 || (at < d && before[at - 1] < before[at]) => before[at],
                Some(before) => before[at - 1] + 1,
            };
            // k = 2 · at − d, y = x − k
            let mut y = (x + d).wrapping_sub(2 * at);
            while x < old.len() && y < new.len() && old[x] == new[y] {
                x += 1;
                y += 1;
            }
            reached.push(x);
            if x >= old.len() && y >= new.len() {
                rounds.push(reached);
                return Some(walk_back(&rounds, at, old.len(), new.len()));
            }
        }
        rounds.push(reached);
    }
    None
}

fn walk_back(rounds: &[Vec<usize>], end: usize, old: usize, new: usize) -> Vec<Edit> {
    let (mut at, mut x, mut y) = (end, old, new);
    let mut edits = Vec::new();
    for d in (1..rounds.len()).rev() {
        let before = &rounds[d - 1];
        let adds = at == 0 || (at < d && before[at - 1] < before[at]);
        let from = if adds { before[at] } else { before[at - 1] };
        // Where the change of this round ended: its x, on this diagonal.
        let start = if adds { from } else { from + 1 };
        while x > start {
            edits.push(Edit::Keep);
            x -= 1;
            y -= 1;
        }
        edits.push(if adds { Edit::Add } else { Edit::Remove });
        if adds {
            y -= 1;
        } else {
            x -= 1;
            at -= 1;
        }
    }
    edits.extend(vec![Edit::Keep; x.min(y)]);
    edits.reverse();
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_shown_with_what_is_around_it() {
        let old = "a\nb\nc\nd\ne\nf\ng\nh\n";
        let new = "a\nb\nc\nd\nE\nf\ng\nh\n";
        let wanted = "--- a/x\n+++ b/x\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n";
        assert_eq!(diff("x", Some(old), new), wanted);
        assert_eq!(diff("x", Some(old), old), "");
        assert_eq!(diff("x", None, "a\n"), "--- /dev/null\n+++ b/x\n@@ -0,0 +1,1 @@\n+a\n");
    }

    #[test]
    fn a_last_line_without_an_end_is_told() {
        let told = diff("x", Some("a\nb"), "a\nb\n");
        assert!(told.ends_with("-b\n\\ No newline at end of file\n+b\n"), "{told}");
    }

    /// Whatever the texts, the edits lead from one to the other.
    #[test]
    fn edits_lead_from_one_text_to_the_other() {
        let letters = ["a\n", "b\n", "c\n"];
        let mut state = 7_u64;
        let mut random = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below
        };
        for _ in 0..2_000 {
            let old: Vec<&str> = (0..random(9)).map(|_| letters[random(3)]).collect();
            let new: Vec<&str> = (0..random(9)).map(|_| letters[random(3)]).collect();
            let (mut from, mut made) = (old.iter(), Vec::new());
            let mut to = new.iter();
            for edit in edits(&old, &new) {
                match edit {
                    Edit::Keep => {
                        let line = from.next().unwrap();
                        assert_eq!(Some(line), to.next());
                        made.push(*line);
                    }
                    Edit::Remove => assert!(from.next().is_some()),
                    Edit::Add => made.push(to.next().unwrap()),
                }
            }
            assert_eq!((from.next(), made), (None, new.clone()));
        }
    }
}
