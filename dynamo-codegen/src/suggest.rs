//! "Did you mean": the known word that is nearest to an unknown one.

/// How many words are listed at most.
const LISTED: usize = 13;

/// The end of a message about an unknown word: the nearest known one, else all of them.
pub(crate) fn hint<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    let mut distinct: Vec<&str> = Vec::new();
    for known in known {
        if !distinct.contains(&known) {
            distinct.push(known);
        }
    }
    if let Some(near) = nearest(word, &distinct) {
        return format!("did you mean `{near}`?");
    }
    match distinct.as_slice() {
        [] => "there are none".to_owned(),
        [only] => format!("there is `{only}`"),
        known if known.len() <= LISTED => format!("there are {}", sentence(known)),
        known => {
            let (listed, others) = known.split_at(LISTED);
            format!("there are `{}` and {} more", listed.join("`, `"), others.len())
        }
    }
}

/// Words in back quotes with commas and a last `and`.
pub(crate) fn sentence(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

/// A third of the letters may be wrong.
fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let allowed = (word.chars().count() / 3).max(1);
    let word = word.to_lowercase();
    let distances = known.iter().map(|known| (slips(&word, &known.to_lowercase()), *known));
    distances.filter(|(slips, _)| *slips <= allowed).min_by_key(|(slips, _)| *slips).map(|(_, known)| known)
}

/// How many letters are changed, added, left out, or swapped with their neighbour. Three rows of the table of
/// distances are enough: a swap reaches back two.
fn slips(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut earlier: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let changed = last[column] + usize::from(letter != other);
            let mut least = changed.min(last[column + 1] + 1).min(next[column] + 1);
            if row > 0 && column > 0 && *letter == to[column - 1] && from[row - 1] == *other {
                least = least.min(earlier[column - 1] + 1);
            }
            next.push(least);
        }
        earlier = std::mem::replace(&mut last, next);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_finger_are_found() {
        assert_eq!(nearest("custmer_id", &["order_id", "customer_id"]), Some("customer_id"));
        assert_eq!(nearest("qeury", &["query", "scan"]), Some("query"));
        assert_eq!(nearest("total", &["note"]), None);
    }

    #[test]
    fn hints_are_sentences() {
        assert_eq!(hint("gte", ["get", "put"]), "did you mean `get`?");
        assert_eq!(hint("something", ["get", "put", "scan"]), "there are `get`, `put` and `scan`");
    }
}
